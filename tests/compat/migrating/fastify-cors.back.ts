import cors from "@fastify/cors";
import { definePolicy } from "crossorigin";
import Fastify, { type FastifyInstance } from "fastify";

const policy = definePolicy({
  origins: ["https://app.example.com", "https://pr-*.preview.example.com"],
  methods: ["PUT", "DELETE"],
  allowHeaders: ["Content-Type"],
  exposeHeaders: ["X-Total"],
  credentials: true,
  maxAge: 600,
});
const { methods = [], allowHeaders = [], exposeHeaders = [], credentials, maxAge } = policy.options;

export const app: FastifyInstance = Fastify();
await app.register(cors, {
  origin: async (origin: string | undefined) => policy.allowsOrigin(origin),
  methods: Array.from(methods),
  allowedHeaders: Array.from(allowHeaders),
  exposedHeaders: Array.from(exposeHeaders),
  credentials: credentials === true,
  ...(maxAge === undefined ? {} : { maxAge }),
});
app.all("/orders", async (_request, reply) => reply.header("X-Total", "1").send([]));
