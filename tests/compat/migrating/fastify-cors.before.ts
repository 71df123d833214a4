import cors from "@fastify/cors";
import Fastify, { type FastifyInstance } from "fastify";

export const app: FastifyInstance = Fastify();
await app.register(cors, {
  origin: ["https://app.example.com", /^https:\/\/pr-\d+\.preview\.example\.com$/],
  methods: ["GET", "PUT", "DELETE"],
  allowedHeaders: ["Content-Type"],
  exposedHeaders: ["X-Total"],
  credentials: true,
  maxAge: 600,
});
app.all("/orders", async (_request, reply) => reply.header("X-Total", "1").send([]));
