import { cors } from "crossorigin/compat/hono-cors";
import { Hono } from "hono";

export const app: Hono = new Hono();
app.use(
  cors({
    origin: ["https://app.example.com", "https://admin.example.com"],
    allowMethods: ["GET", "PUT", "DELETE"],
    allowHeaders: ["Content-Type"],
    exposeHeaders: ["X-Total"],
    credentials: true,
    maxAge: 600,
  }),
);
app.all("/orders", (context) => context.json([], 200, { "X-Total": "1" }));
