import cors from "crossorigin/compat/koa-cors";
import Koa from "koa";

const ORIGINS = ["https://app.example.com", "https://admin.example.com"];

export const app: Koa = new Koa();
app.use(
  cors({
    origin: (context) => (ORIGINS.includes(context.get("Origin")) ? context.get("Origin") : ""),
    allowMethods: ["GET", "PUT", "DELETE"],
    allowHeaders: ["Content-Type"],
    exposeHeaders: ["X-Total"],
    credentials: true,
    maxAge: 600,
  }),
);
app.use((context) => {
  context.set("X-Total", "1");
  context.body = [];
});
