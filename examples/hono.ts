// Hono 4: a middleware for every path. A page can read a 404 and an HTTPException. The same on Node.js, Deno, Bun and workers.
import { serve, type ServerType } from "@hono/node-server";
import { definePolicy } from "crossorigin";
import { cors } from "crossorigin/hono";
import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";

const policy = definePolicy({
  origins: ["https://app.example.com"],
  methods: ["PUT", "DELETE"],
  allowHeaders: ["Content-Type"],
  maxAge: 7200,
});

export const app = new Hono();
app.use("*", cors(policy));

app.get("/orders/:id", (context) => context.json({ id: context.req.param("id") }));
app.put("/orders/:id", async (context) => {
  const order: unknown = await context.req.json().catch(() => {
    throw new HTTPException(400, { message: "This is no JSON." });
  });
  return context.json({ id: context.req.param("id"), order });
});
app.delete("/orders/:id", () => {
  throw new HTTPException(409, { message: "It was paid for." });
});

export const server: ServerType = serve({ fetch: app.fetch, port: Number(process.env["PORT"] ?? 3000) });
