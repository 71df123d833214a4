import { definePolicy } from "crossorigin";
import { cors } from "crossorigin/koa";
import Koa from "koa";

const policy = definePolicy({
  origins: ["https://app.example.com", "https://admin.example.com"],
  methods: ["PUT", "DELETE"],
  allowHeaders: ["Content-Type"],
  exposeHeaders: ["X-Total"],
  credentials: true,
  maxAge: 600,
});

export const app: Koa = new Koa();
app.use(cors(policy));
app.use((context) => {
  context.set("X-Total", "1");
  context.body = [];
});
