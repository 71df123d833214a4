import { definePolicy } from "crossorigin";
import { cors } from "crossorigin/express";
import express, { type Express } from "express";

const policy = definePolicy({
  origins: ["https://app.example.com", "https://pr-*.preview.example.com"],
  methods: ["PUT", "DELETE"],
  allowHeaders: ["Content-Type"],
  exposeHeaders: ["X-Total"],
  credentials: true,
  maxAge: 600,
});

export const app: Express = express();
app.use(cors(policy));
app.all("/orders", (_request, response) => void response.set("X-Total", "1").send("[]"));
