import "reflect-metadata";
import { NestFactory } from "@nestjs/core";
import { FastifyAdapter, type NestFastifyApplication } from "@nestjs/platform-fastify";
import { cors } from "crossorigin/fastify";
import { OrdersModule } from "./orders.js";
import { policy } from "./policy.js";

const app = await NestFactory.create<NestFastifyApplication>(OrdersModule, new FastifyAdapter());
// In place of app.enableCors().
await app.register(cors(policy));
await app.listen(process.env["PORT"] ?? 3000, "127.0.0.1");
console.log(`Listening on ${await app.getUrl()}`);
