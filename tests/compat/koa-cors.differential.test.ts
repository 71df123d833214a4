import * as fc from "fast-check";
import theirs from "@koa/cors";
import Koa from "koa";
import type { RequestListener } from "node:http";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import ours from "../../src/compat/koa-cors.ts";
import { anOrigin, someNames, someRequests, Stage } from "./side-by-side.ts";

const stage = new Stage();

beforeAll(async () => {
  vi.spyOn(process, "emitWarning").mockImplementation(() => {});
  await stage.listen();
});

afterAll(() => {
  stage.close();
  vi.restoreAllMocks();
});

/** A function that answers at once or later, or fails. */
function functionOf(values: fc.Arbitrary<unknown>): fc.Arbitrary<(context: Koa.Context) => unknown> {
  return fc
    .tuple(values, fc.constantFrom("value", "promise", "throws", "origin"))
    .map(([value, manner]) => (context) => {
      if (manner === "throws") throw new Error("thrown");
      if (manner === "origin") return context.get("Origin");
      return manner === "promise" ? Promise.resolve(value) : value;
    });
}

const someOptions = fc.record(
  {
    origin: fc.oneof(
      anOrigin,
      functionOf(fc.oneof(anOrigin, fc.constantFrom("", null, undefined, false))),
      fc.constantFrom(undefined, null, ""),
    ),
    allowMethods: fc.oneof(someNames("GET", "PUT"), fc.constantFrom(undefined, null, "")),
    exposeHeaders: fc.oneof(someNames("X-C", "X-D"), fc.constantFrom(undefined, null)),
    allowHeaders: fc.oneof(someNames("X-A", "Content-Type"), fc.constantFrom(undefined, null, "")),
    maxAge: fc.constantFrom(0, 1, 600, "60", "", null),
    credentials: fc.oneof(fc.constantFrom(true, false, 1, 0), functionOf(fc.constantFrom(true, false, 1, ""))),
    keepHeadersOnError: fc.constantFrom(true, false, undefined, null),
    secureContext: fc.boolean(),
    privateNetworkAccess: fc.boolean(),
  },
  { requiredKeys: [] },
);

function application(cors: Koa.Middleware, errorHeaders: object | undefined): RequestListener {
  const app = new Koa();
  app.silent = true;
  app.use(async (context, next) => {
    context.vary("Accept");
    await next();
  });
  app.use(cors);
  app.use((context) => {
    if (context.path === "/throws")
      throw Object.assign(new Error("mine"), errorHeaders && { headers: { ...errorHeaders } });
    if (context.path === "/vary") context.vary("Accept-Language");
    if (context.path !== "/nowhere") context.body = "ok";
  });
  return app.callback();
}

const someErrorHeaders = fc.constantFrom(
  undefined,
  {},
  { vary: "Accept" },
  { Vary: "Accept, Origin", "x-e": "1" },
  { vary: "*" },
);

describe("crossorigin/compat/koa-cors", () => {
  it("answers as @koa/cors does, whatever the options, the errors and the requests", async () => {
    const privately = fc
      .tuple(someRequests, fc.boolean())
      .map(([requests, asks]) =>
        requests.map((request) =>
          asks
            ? { ...request, headers: { ...request.headers, "access-control-request-private-network": "true" } }
            : request,
        ),
      );
    await fc.assert(
      fc.asyncProperty(someOptions, someErrorHeaders, privately, async (options, errorHeaders, requests) => {
        const own = await stage.play(application(ours(options as theirs.Options), errorHeaders), requests);
        const real = await stage.play(application(theirs({ ...options } as theirs.Options), errorHeaders), requests);
        expect(own).toEqual(real);
      }),
      { numRuns: 300 },
    );
  });
});
