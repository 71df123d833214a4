// An application of Express as it is in production, but that it does not listen here: that is for the file that starts it.
import { definePolicy } from "crossorigin";
import { cors } from "crossorigin/express";
import express from "express";

const policy = definePolicy({
  origins: ["https://app.example.com"],
  methods: ["PUT", "DELETE"],
  allowHeaders: ["Content-Type", "Authorization"],
  exposeHeaders: ["X-Total-Count"],
  credentials: true,
  maxAge: 7200,
});

export const app = express();
app.use(cors(policy));
app.use((request, response, next) => {
  if (request.headers.authorization === "Bearer of-a-user") next();
  else response.status(401).json({ error: "Who are you?" });
});
app.use(express.json());

app.get("/orders", (_request, response) => void response.set("X-Total-Count", "1").json([{ id: "7" }]));
app.put("/orders/:id", (request, response) => {
  const order: unknown = request.body;
  response.json({ id: request.params.id, order });
});
app.delete("/orders/:id", (_request, response) => void response.status(204).end());
