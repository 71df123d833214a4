import { definePolicy } from "crossorigin";
import { cors } from "crossorigin/fastify";
import Fastify, { type FastifyInstance } from "fastify";

const policy = definePolicy({
  origins: ["https://app.example.com", "https://pr-*.preview.example.com"],
  methods: ["PUT", "DELETE"],
  allowHeaders: ["Content-Type"],
  exposeHeaders: ["X-Total"],
  credentials: true,
  maxAge: 600,
});

export const app: FastifyInstance = Fastify();
await app.register(cors(policy));
app.all("/orders", async (_request, reply) => reply.header("X-Total", "1").send([]));
