import "reflect-metadata";
import { NestFactory } from "@nestjs/core";
import { cors } from "crossorigin/express";
import { OrdersModule } from "./orders.js";
import { policy } from "./policy.js";

const app = await NestFactory.create(OrdersModule);
// In place of app.enableCors().
app.use(cors(policy));
await app.listen(process.env["PORT"] ?? 3000, "127.0.0.1");
console.log(`Listening on ${await app.getUrl()}`);
