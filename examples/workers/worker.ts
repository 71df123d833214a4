// npm install crossorigin, then: npx wrangler dev
// A list of exact origins needs no list of public suffixes, and a worker is to be small: hence crossorigin/slim.
import { definePolicy } from "crossorigin/slim";
import { cors } from "crossorigin/fetch";

const policy = definePolicy({
  origins: ["https://app.example.com"],
  methods: ["PUT", "DELETE"],
  allowHeaders: ["Content-Type"],
  credentials: true,
  maxAge: 600,
});

interface Env {
  /** From `vars` in wrangler.json. */
  readonly SHOP: string;
}

async function answer(request: Request, { SHOP: shop }: Env): Promise<Response> {
  const [, collection, id] = new URL(request.url).pathname.split("/");
  if (collection !== "orders") return new Response("Not Found", { status: 404 });
  if (request.method === "GET") return Response.json(id === undefined ? [{ shop, id: "1" }] : { shop, id });
  if (request.method === "POST") return Response.json(await request.json(), { status: 201 });
  if (request.method === "PUT") return Response.json({ id, order: await request.json() });
  // An OPTIONS that is no preflight comes here like any other request.
  const status = request.method === "OPTIONS" ? 204 : 405;
  return new Response(null, { status, headers: { Allow: "GET, POST, PUT, OPTIONS" } });
}

const handler = cors(policy)(async (request, env: Env) => {
  try {
    return await answer(request, env);
  } catch (error) {
    console.error(error);
    // Thrown further it would be the platform's to answer, and that answer has no headers of the policy's.
    return new Response("Internal Server Error", { status: 500 });
  }
});

export default { fetch: handler };
