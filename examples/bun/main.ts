// bun add crossorigin, then: bun main.ts
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
    // Thrown further it would be Bun's to answer, and that answer has no headers of the policy's.
    return new Response("Internal Server Error", { status: 500 });
  }
});

// Routes given to Bun by `routes` stand before `fetch`: put `cors(policy)` around each of them.
export default { hostname: "127.0.0.1", port: process.env["PORT"] ?? 3000, fetch: handler };
