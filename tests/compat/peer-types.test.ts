import type theirExpress from "cors";
import type * as theirFastify from "@fastify/cors";
import type { MiddlewareHandler } from "hono";
import type { cors as theirHono } from "hono/cors";
import type Koa from "koa";
import type theirKoa from "@koa/cors";
import { describe, expectTypeOf, it } from "vitest";
import ourExpress, { type CorsOptions, type CorsOptionsDelegate, type CorsRequest } from "../../src/compat/cors.ts";
import ourFastify, { type FastifyCorsOptions, type FastifyCorsOptionsDelegate } from "../../src/compat/fastify-cors.ts";
import { cors as ourHono } from "../../src/compat/hono-cors.ts";
import ourKoa, { type Options } from "../../src/compat/koa-cors.ts";

// These hold when they compile: whatever type the libraries have for their options, a drop-in takes.

describe("the types of crossorigin/compat/cors", () => {
  it("take what those of @types/cors take", () => {
    expectTypeOf<theirExpress.CorsOptions>().toExtend<CorsOptions>();
    expectTypeOf<theirExpress.CorsOptionsDelegate>().toExtend<CorsOptionsDelegate>();
    expectTypeOf<theirExpress.CorsRequest>().toExtend<CorsRequest>();
    expectTypeOf(ourExpress).toExtend<typeof theirExpress>();
  });

  it("are found under the function's name too", () => {
    expectTypeOf<ourExpress.CorsOptions>().toEqualTypeOf<CorsOptions>();
  });
});

describe("the types of crossorigin/compat/fastify-cors", () => {
  it("take what those of @fastify/cors take", () => {
    expectTypeOf<theirFastify.FastifyCorsOptions>().toExtend<FastifyCorsOptions>();
    expectTypeOf<theirFastify.FastifyCorsOptionsDelegate>().toExtend<FastifyCorsOptionsDelegate>();
    expectTypeOf(ourFastify).toExtend<typeof theirFastify.fastifyCors>();
  });
});

describe("the types of crossorigin/compat/koa-cors", () => {
  it("take what those of @types/koa__cors take", () => {
    expectTypeOf<theirKoa.Options>().toExtend<Options>();
    expectTypeOf(ourKoa).toExtend<typeof theirKoa>();
    expectTypeOf<ReturnType<typeof ourKoa>>().toExtend<Koa.Middleware>();
  });
});

describe("the types of crossorigin/compat/hono-cors", () => {
  it("take what those of hono/cors take", () => {
    expectTypeOf<NonNullable<Parameters<typeof theirHono>[0]>>().toExtend<NonNullable<Parameters<typeof ourHono>[0]>>();
    expectTypeOf(ourHono).toExtend<typeof theirHono>();
    expectTypeOf<ReturnType<typeof ourHono>>().toExtend<MiddlewareHandler>();
  });
});
