export function GET(): Response {
  return Response.json([{ id: "1" }]);
}

export async function POST(request: Request): Promise<Response> {
  return Response.json(await request.json(), { status: 201 });
}
