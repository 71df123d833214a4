// deno add npm:crossorigin, then: deno run --allow-net --allow-env=PORT main.ts
import { definePolicy } from "crossorigin";
import { cors } from "crossorigin/fetch";

const policy = definePolicy({
  origins: ["https://app.example.com"],
  methods: ["PUT", "DELETE"],
  allowHeaders: ["Content-Type"],
  credentials: true,
  maxAge: 600,
});

async function answer(request: Request): Promise<Response> {
  const [, collection, id] = new URL(request.url).pathname.split("/");
  if (collection !== "orders") return new Response("Not Found", { status: 404 });
  if (request.method === "GET") return Response.json(id === undefined ? [{ id: "1" }] : { id });
  if (request.method === "POST") return Response.json(await request.json(), { status: 201 });
  if (request.method === "PUT") return Response.json({ id, order: await request.json() });
  // An OPTIONS that is no preflight comes here like any other request.
  const status = request.method === "OPTIONS" ? 204 : 405;
  return new Response(null, { status, headers: { Allow: "GET, POST, PUT, OPTIONS" } });
}

const handler = cors(policy)(async (request) => {
  try {
    return await answer(request);
  } catch (error) {
    console.error(error);
    // Thrown further it would be Deno's to answer, and that answer has no headers of the policy's.
    return new Response("Internal Server Error", { status: 500 });
  }
});

Deno.serve({ hostname: "127.0.0.1", port: Number(Deno.env.get("PORT") ?? 8000) }, handler);
