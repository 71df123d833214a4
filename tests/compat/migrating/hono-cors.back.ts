import { definePolicy } from "crossorigin";
import { Hono } from "hono";
import { cors } from "hono/cors";

const policy = definePolicy({
  origins: ["https://app.example.com", "https://admin.example.com"],
  methods: ["PUT", "DELETE"],
  allowHeaders: ["Content-Type"],
  exposeHeaders: ["X-Total"],
  credentials: true,
  maxAge: 600,
});
const { methods = [], allowHeaders = [], exposeHeaders = [], credentials, maxAge } = policy.options;

export const app: Hono = new Hono();
app.use(
  cors({
    origin: (origin) => (policy.allowsOrigin(origin) ? origin : undefined),
    allowMethods: Array.from(methods),
    allowHeaders: Array.from(allowHeaders),
    exposeHeaders: Array.from(exposeHeaders),
    credentials: credentials === true,
    ...(maxAge === undefined ? {} : { maxAge }),
  }),
);
app.all("/orders", (context) => context.json([], 200, { "X-Total": "1" }));
