// An application of Hono: what becomes of it (a server of Node.js, a worker, Deno, Bun) is no affair of its tests.
import { definePolicy } from "crossorigin";
import { cors } from "crossorigin/hono";
import { Hono } from "hono";

export const app = new Hono();
app.use("*", cors(definePolicy({ origins: ["https://*.preview.example.com"], methods: ["DELETE"] })));
app.delete("/orders/:id", (context) => context.body(null, 204));
