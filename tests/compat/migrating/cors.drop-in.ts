import cors from "crossorigin/compat/cors";
import express, { type Express } from "express";

export const app: Express = express();
app.use(
  cors({
    origin: ["https://app.example.com", /^https:\/\/pr-\d+\.preview\.example\.com$/],
    methods: ["GET", "PUT", "DELETE"],
    allowedHeaders: ["Content-Type"],
    exposedHeaders: ["X-Total"],
    credentials: true,
    maxAge: 600,
  }),
);
app.all("/orders", (_request, response) => void response.set("X-Total", "1").send("[]"));
