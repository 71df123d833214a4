import * as fc from "fast-check";
import { Hono, type Context, type MiddlewareHandler } from "hono";
import { cors as theirs } from "hono/cors";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { cors as ours, type CORSOptions } from "../../src/compat/hono-cors.ts";
import { anOrigin, someRequests, type Answered, type Asked } from "./side-by-side.ts";

beforeAll(() => {
  vi.spyOn(process, "emitWarning").mockImplementation(() => {});
});

afterAll(() => {
  vi.restoreAllMocks();
});

/** A function that answers at once or later, or fails. */
function functionOf(values: fc.Arbitrary<unknown>): fc.Arbitrary<(origin: string, context: Context) => unknown> {
  return fc
    .tuple(values, fc.constantFrom("value", "promise", "throws", "origin"))
    .map(([value, manner]) => (origin) => {
      if (manner === "throws") throw new Error("thrown");
      if (manner === "origin") return Array.isArray(value) ? [origin] : origin;
      return manner === "promise" ? Promise.resolve(value) : value;
    });
}

function someList(...names: readonly string[]): fc.Arbitrary<unknown> {
  return fc.oneof(fc.subarray([...names]), fc.constantFrom(undefined, null, [""]));
}

const someOptions = fc.record(
  {
    origin: fc.oneof(
      anOrigin,
      fc.array(anOrigin, { maxLength: 4 }),
      functionOf(fc.oneof(anOrigin, fc.constantFrom("", null, undefined))),
      fc.constantFrom(undefined, null),
    ),
    allowMethods: fc.oneof(someList("GET", "PUT"), functionOf(fc.subarray(["GET", "PUT"])), fc.constant("GET,PUT")),
    allowHeaders: someList("X-A", "Content-Type"),
    exposeHeaders: someList("X-C", "X-D"),
    maxAge: fc.constantFrom(0, 1, 600, -1, null, "60"),
    credentials: fc.constantFrom(true, false, 1, null),
  },
  { requiredKeys: [] },
);

function application(cors: MiddlewareHandler): Hono {
  const app = new Hono();
  app.use(async (context, next) => {
    context.header("Vary", "Accept");
    await next();
  });
  app.use(cors);
  app.all("/ok", (context) => context.text("ok"));
  app.get(
    "/vary",
    () => new Response("raw", { headers: { Vary: "Accept-Language", "Access-Control-Allow-Origin": "*" } }),
  );
  app.get("/throws", () => {
    throw new Error("of the application");
  });
  app.options("/own-options", (context) => context.text("own"));
  app.onError((error, context) => context.text(error instanceof TypeError ? "TypeError" : error.message, 500));
  return app;
}

async function play(app: Hono, requests: readonly Asked[]): Promise<Answered[]> {
  return Promise.all(
    requests.map(async ({ method, path, headers }) => {
      const response = await app.request(path, { method, headers });
      const lines = Array.from(response.headers, ([name, value]) => `${name}: ${value}`);
      return { status: response.status, headers: [...lines.sort(), response.statusText], body: await response.text() };
    }),
  );
}

describe("crossorigin/compat/hono-cors", () => {
  it("answers as hono/cors does, whatever the options and the requests", async () => {
    await fc.assert(
      fc.asyncProperty(someOptions, someRequests, async (options, requests) => {
        const own = await play(application(ours(options as CORSOptions)), requests);
        const real = await play(application(theirs(options as Parameters<typeof theirs>[0])), requests);
        expect(own).toEqual(real);
      }),
      { numRuns: 500 },
    );
  });
});
