// The login stands before CORS: a preflight, which never carries one, is answered with 401.
import { definePolicy } from "crossorigin";
import { cors } from "crossorigin/express";
import { expectAllowed, pageOn } from "crossorigin/testing";
import express from "express";
import { it } from "vitest";

const app = express();
app.use((request, response, next) => {
  if (request.headers.authorization === "Bearer of-a-user") next();
  else response.status(401).json({ error: "Who are you?" });
});
app.use(
  cors(definePolicy({ origins: ["https://app.example.com"], methods: ["PUT"], allowHeaders: ["Authorization"] })),
);
app.put("/orders/:id", (request, response) => void response.json({ id: request.params.id }));

it("changes an order", async () => {
  const init = { method: "PUT", headers: { Authorization: "Bearer of-a-user" } };
  await expectAllowed(pageOn("https://app.example.com", app), "/orders/7", init);
});
