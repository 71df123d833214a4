// The policy lists PUT, and the page wants PATCH: node --test examples/testing-node-test/mistakes/hono.mjs
import { it } from "node:test";
import { definePolicy } from "crossorigin";
import { cors } from "crossorigin/hono";
import { expectAllowed, pageOn } from "crossorigin/testing";
import { Hono } from "hono";

const app = new Hono();
app.use("*", cors(definePolicy({ origins: ["https://app.example.com"], methods: ["PUT"] })));
app.patch("/orders/:id", (context) => context.json({ id: context.req.param("id") }));

it("changes a part of an order", async () => {
  await expectAllowed(pageOn("https://app.example.com", app), "/orders/7", { method: "PATCH" });
});
