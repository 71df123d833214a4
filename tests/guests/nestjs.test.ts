import { beforeAll } from "vitest";
import { describeGuest, type Guest } from "./describe-guest.ts";
import { bin, copyExample, run } from "./place.ts";

let folder: string;

beforeAll(async () => {
  folder = copyExample("nestjs");
  await run(bin("tsc"), [], folder);
});

function nest(main: string): Guest {
  return {
    prepare: () => ({ program: process.execPath, args: [main], folder }),
    options: { status: 404, allow: false },
    brokenBody: 400,
    failures: [
      ["GET /nowhere", 404],
      ["PATCH /orders/1", 404],
      ["GET /orders/2", 404],
      // The body is missing, and what reads it throws.
      ["POST /orders", 500],
    ],
  };
}

describeGuest("examples/nestjs, on Express", nest("dist/on-express.js"));
describeGuest("examples/nestjs, on Fastify", nest("dist/on-fastify.js"));
