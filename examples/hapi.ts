// hapi 21: a plugin, and no `cors` among the routes' own options. A page can read a 404, a 409, and a body that hapi refuses.
import type { Server } from "node:http";
import { server as createServer } from "@hapi/hapi";
import { definePolicy } from "crossorigin";
import { cors } from "crossorigin/hapi";

const policy = definePolicy({
  origins: ["https://app.example.com"],
  methods: ["PUT", "DELETE"],
  allowHeaders: ["Content-Type"],
  maxAge: 7200,
});

const app = createServer({ port: Number(process.env["PORT"] ?? 3000) });
await app.register(cors(policy));

app.route<{ Params: { id: string } }>([
  { method: "GET", path: "/orders/{id}", handler: ({ params }) => ({ id: params.id }) },
  { method: "PUT", path: "/orders/{id}", handler: ({ params, payload }) => ({ id: params.id, order: payload }) },
  {
    method: "DELETE",
    path: "/orders/{id}",
    handler: (_request, toolkit) => toolkit.response({ error: "It was paid for." }).code(409),
  },
]);

await app.start();

export const server: Server = app.listener;
