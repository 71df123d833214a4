// Koa 3: a middleware before what answers. Koa takes every header back when something throws; these stay, so that a
// page can read the error.
import type { Server } from "node:http";
import { json } from "node:stream/consumers";
import { definePolicy } from "crossorigin";
import { cors } from "crossorigin/koa";
import Koa from "koa";

const policy = definePolicy({
  origins: ["https://app.example.com"],
  methods: ["PUT", "DELETE"],
  allowHeaders: ["Content-Type"],
  maxAge: 7200,
});

const app = new Koa();
app.use(cors(policy));

app.use(async (context) => {
  const [, id] = /^\/orders\/(\d+)$/.exec(context.path) ?? [];
  if (id === undefined) context.throw(404, "There is no such page.");
  if (context.method === "DELETE") context.throw(409, "It was paid for.");
  if (context.method !== "PUT") {
    context.body = { id };
    return;
  }
  const order: unknown = await json(context.req).catch(() => context.throw(400, "This is no JSON."));
  context.body = { id, order };
});

export const server: Server = app.listen(Number(process.env["PORT"] ?? 3000));
