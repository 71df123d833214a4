// h3 2: a middleware of the application. A page can read a 404, an HTTPError, and a body that h3 refuses.
import { definePolicy } from "crossorigin";
import { cors } from "crossorigin/h3";
import { getRouterParam, H3, HTTPError, readBody, serve } from "h3";

const policy = definePolicy({
  origins: ["https://app.example.com"],
  methods: ["PUT", "DELETE"],
  allowHeaders: ["Content-Type"],
  maxAge: 7200,
});

export const app = new H3();
app.use(cors(policy));

app.get("/orders/:id", (event) => ({ id: getRouterParam(event, "id") }));
app.put("/orders/:id", async (event) => ({ id: getRouterParam(event, "id"), order: await readBody(event) }));
app.delete("/orders/:id", () => {
  throw new HTTPError({ status: 409, message: "It was paid for." });
});

export const server = serve(app, { port: Number(process.env["PORT"] ?? 3000) });
await server.ready();
