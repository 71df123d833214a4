// A function from Request to Response, as Deno, Bun, workers and Next.js call it: cors(policy)(handler). What a handler throws
// has no response to put headers on, so it is caught inside, and the page can read the answer.
import { serve, type ServerType } from "@hono/node-server";
import { definePolicy } from "crossorigin";
import { cors } from "crossorigin/fetch";

const policy = definePolicy({
  origins: ["https://app.example.com"],
  methods: ["PUT", "DELETE"],
  allowHeaders: ["Content-Type"],
  maxAge: 7200,
});

async function answer(request: Request): Promise<Response> {
  const [, id] = /^\/orders\/(\d+)$/.exec(new URL(request.url).pathname) ?? [];
  if (id === undefined) return Response.json({ error: "There is no such page." }, { status: 404 });
  if (request.method === "DELETE") throw new Error("The database is away.");
  if (request.method !== "PUT") return Response.json({ id });
  const order: unknown = await request.json().catch(() => undefined);
  if (order === undefined) return Response.json({ error: "This is no JSON." }, { status: 400 });
  return Response.json({ id, order });
}

export const handler = cors(policy)(async (request) => {
  try {
    return await answer(request);
  } catch {
    return Response.json({ error: "Something went wrong." }, { status: 500 });
  }
});

// Deno: Deno.serve(handler). Bun and workers: export default { fetch: handler }. Node.js wants a server around it:
export const server: ServerType = serve({ fetch: handler, port: Number(process.env["PORT"] ?? 3000) });
