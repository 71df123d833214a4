import cors from "cors";
import { definePolicy } from "crossorigin";
import express, { type Express } from "express";

const policy = definePolicy({
  origins: ["https://app.example.com", "https://pr-*.preview.example.com"],
  methods: ["PUT", "DELETE"],
  allowHeaders: ["Content-Type"],
  exposeHeaders: ["X-Total"],
  credentials: true,
  maxAge: 600,
});
const { methods = [], allowHeaders = [], exposeHeaders = [], credentials, maxAge } = policy.options;

export const app: Express = express();
app.use(
  cors({
    origin: (origin, done) => done(null, policy.allowsOrigin(origin)),
    methods: Array.from(methods),
    allowedHeaders: Array.from(allowHeaders),
    exposedHeaders: Array.from(exposeHeaders),
    credentials: credentials === true,
    maxAge,
  }),
);
app.all("/orders", (_request, response) => void response.set("X-Total", "1").send("[]"));
