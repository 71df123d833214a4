// One route by itself, where proxy.ts does not reach: every method is wrapped, and OPTIONS is there for the preflights.
import { cors } from "crossorigin/fetch";
import { policy } from "../../policy";

const withCors = cors(policy);

export const GET = withCors(() => Response.json([{ id: "1" }]));

export const POST = withCors(async (request) => {
  // What is thrown here would be answered by Next.js, without the policy's headers.
  const order: unknown = await request.json().catch(() => undefined);
  if (order === undefined) return new Response("Bad Request", { status: 400 });
  return Response.json(order, { status: 201 });
});

export const PUT = withCors(async (request) => Response.json(await request.json()));

export const OPTIONS = withCors(() => new Response(null, { status: 204, headers: { Allow: "GET, POST, PUT" } }));
