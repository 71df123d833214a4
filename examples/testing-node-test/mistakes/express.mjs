// A router answers OPTIONS by itself before CORS, which is mounted behind it: node --test examples/testing-node-test/mistakes/express.mjs
import { it } from "node:test";
import { definePolicy } from "crossorigin";
import { cors } from "crossorigin/express";
import { expectAllowed, pageOn } from "crossorigin/testing";
import express from "express";

const app = express();
app.put("/orders/:id", (request, response) => void response.json({ id: request.params.id }));
app.use(cors(definePolicy({ origins: ["https://app.example.com"], methods: ["PUT"] })));

it("changes an order", async () => {
  await expectAllowed(pageOn("https://app.example.com", app), "/orders/7", { method: "PUT" });
});
