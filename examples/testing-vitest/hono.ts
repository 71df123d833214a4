// An application of Hono: what becomes of it (a server of Node.js, a worker, Deno, Bun) is no affair of its tests.
import { definePolicy } from "crossorigin";
import { cors } from "crossorigin/hono";
import { Hono } from "hono";
import { setCookie } from "hono/cookie";

const policy = definePolicy({
  origins: ["https://app.example.com", "https://*.preview.example.com"],
  methods: ["DELETE"],
  credentials: true,
});

export const app = new Hono();
app.use("*", cors(policy));

app.post("/login", (context) => {
  setCookie(context, "session", "7", { httpOnly: true, secure: true, sameSite: "Lax" });
  return context.body(null, 204);
});
app.get("/account", (context) => {
  const known = context.req.header("Cookie") === "session=7";
  return known ? context.json({ name: "Tricia" }) : context.json({ error: "Who are you?" }, 401);
});
app.delete("/orders/:id", (context) => context.body(null, 204));
