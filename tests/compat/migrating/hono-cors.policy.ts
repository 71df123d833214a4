import { definePolicy } from "crossorigin";
import { cors } from "crossorigin/hono";
import { Hono } from "hono";

const policy = definePolicy({
  origins: ["https://app.example.com", "https://admin.example.com"],
  methods: ["PUT", "DELETE"],
  allowHeaders: ["Content-Type"],
  exposeHeaders: ["X-Total"],
  credentials: true,
  maxAge: 600,
});

export const app: Hono = new Hono();
app.use(cors(policy));
app.all("/orders", (context) => context.json([], 200, { "X-Total": "1" }));
