// Express 5 (and 4): one line before everything that answers. A page can read what the body parser refuses, a 404, and the page
// of an error.
import type { Server } from "node:http";
import { definePolicy } from "crossorigin";
import { cors } from "crossorigin/express";
import express from "express";

const policy = definePolicy({
  origins: ["https://app.example.com"],
  methods: ["PUT", "DELETE"],
  allowHeaders: ["Content-Type"],
  maxAge: 7200,
});

const app = express();
app.use(cors(policy));
app.use(express.json());

app.get("/orders/:id", (request, response) => void response.json({ id: request.params.id }));
app.put("/orders/:id", (request, response) => {
  const order: unknown = request.body;
  response.json({ id: request.params.id, order });
});
app.delete("/orders/:id", () => {
  throw new Error("The database is away.");
});

export const server: Server = app.listen(Number(process.env["PORT"] ?? 3000));
