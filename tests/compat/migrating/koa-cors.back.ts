import cors from "@koa/cors";
import { definePolicy } from "crossorigin";
import Koa from "koa";

const policy = definePolicy({
  origins: ["https://app.example.com", "https://admin.example.com"],
  methods: ["PUT", "DELETE"],
  allowHeaders: ["Content-Type"],
  exposeHeaders: ["X-Total"],
  credentials: true,
  maxAge: 600,
});
const { methods = [], allowHeaders = [], exposeHeaders = [], credentials, maxAge } = policy.options;

export const app: Koa = new Koa();
app.use(
  cors({
    origin: (context) => (policy.allowsOrigin(context.get("Origin")) ? context.get("Origin") : ""),
    allowMethods: Array.from(methods),
    allowHeaders: Array.from(allowHeaders),
    exposeHeaders: Array.from(exposeHeaders),
    credentials: credentials === true,
    maxAge,
  }),
);
app.use((context) => {
  context.set("X-Total", "1");
  context.body = [];
});
