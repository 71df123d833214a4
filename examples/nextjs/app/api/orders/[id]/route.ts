interface Context {
  readonly params: Promise<{ readonly id: string }>;
}

export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { id } = await params;
  return id === "1" ? Response.json({ id }) : new Response("Not Found", { status: 404 });
}

export async function PUT(request: Request, { params }: Context): Promise<Response> {
  return Response.json({ id: (await params).id, order: await request.json() });
}
