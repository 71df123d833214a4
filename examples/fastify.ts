// Fastify 5: a plugin, registered before the routes. A page can read a body that is refused, a 404, and an error.
import type { Server } from "node:http";
import { definePolicy } from "crossorigin";
import { cors } from "crossorigin/fastify";
import fastify from "fastify";

const policy = definePolicy({
  origins: ["https://app.example.com"],
  methods: ["PUT", "DELETE"],
  allowHeaders: ["Content-Type"],
  maxAge: 7200,
});

interface Order {
  Params: { id: string };
}

const app = fastify();
await app.register(cors(policy));

app.get<Order>("/orders/:id", ({ params }) => ({ id: params.id }));
app.put<Order>("/orders/:id", ({ params, body }) => ({ id: params.id, order: body }));
app.delete<Order>("/orders/:id", () => {
  throw new Error("The database is away.");
});

await app.listen({ port: Number(process.env["PORT"] ?? 3000) });

export const server: Server = app.server;
