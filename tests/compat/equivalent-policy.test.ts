import express, { type RequestHandler } from "express";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { cors as corsOfPolicy } from "../../src/adapters/express.ts";
import { Browser } from "../../src/browser/index.ts";
import ours from "../../src/compat/cors.ts";
import type { Settings } from "../../src/compat/dialect.ts";
import { equivalentCode, equivalentPolicy } from "../../src/compat/equivalent-policy.ts";
import { definePolicy, type PolicyOptions } from "../../src/index.ts";
import { listener } from "../../src/transport/index.ts";

beforeAll(() => {
  vi.spyOn(process, "emitWarning").mockImplementation(() => {});
});

afterAll(() => {
  vi.restoreAllMocks();
});

const PAGES = ["https://a.example", "https://b.example", "https://c.example", "http://a.example", "null"];

const someOptions = fc.record(
  {
    origin: fc.oneof(fc.constant("*"), fc.subarray(PAGES.slice(0, 3), { minLength: 1 })),
    methods: fc.subarray(["GET", "PUT", "DELETE"]),
    allowedHeaders: fc.subarray(["X-A", "Content-Type"]),
    exposedHeaders: fc.subarray(["X-Total"]),
    credentials: fc.boolean(),
    maxAge: fc.constantFrom(0, 600),
  },
  { requiredKeys: ["origin", "methods"] },
);

const someRequest = fc.record({
  page: fc.constantFrom(...PAGES),
  method: fc.constantFrom("GET", "POST", "PUT", "DELETE", "PATCH"),
  headers: fc.constantFrom<Record<string, string>>(
    {},
    { "X-A": "1" },
    { Authorization: "Bearer 1" },
    { "X-B": "1", "X-A": "1" },
  ),
  credentials: fc.constantFrom("omit" as const, "include" as const),
});

/** What a page gets of an application with this middleware. */
async function outcome(
  middleware: RequestHandler,
  { page, ...init }: { page: string; method: string },
): Promise<unknown> {
  const app = express()
    .use(middleware)
    .use((_request, response) => void response.set("X-Total", "1").end("ok"));
  const transport = listener(app);
  const exchange = await new Browser({ transport }).page(page).explain("https://api.example/orders", init);
  await transport.close();
  const { response } = exchange;
  return [exchange.verdict, response?.status, response?.headers.get("X-Total")];
}

describe("equivalentPolicy", () => {
  it("lets every page do what the library's options let it do", async () => {
    await fc.assert(
      fc.asyncProperty(someOptions, someRequest, async (options, request) => {
        // Any origin with credentials is nothing that a policy could say.
        fc.pre(options.origin !== "*" || options.credentials !== true);
        const settings: Settings = {
          origin: options.origin,
          methods: options.methods,
          allowHeaders: options.allowedHeaders,
          exposeHeaders: options.exposedHeaders,
          credentials: options.credentials === true,
          maxAge: options.maxAge,
        };
        const policy = definePolicy(equivalentPolicy(settings).options as PolicyOptions);
        expect(await outcome(corsOfPolicy(policy), request)).toEqual(
          await outcome(ours(options) as RequestHandler, request),
        );
      }),
      { numRuns: 150 },
    );
  });
});

describe("equivalentCode", () => {
  const settings: Settings = {
    origin: ["https://a.example"],
    methods: "GET,PUT",
    allowHeaders: "X-A, X-B",
    exposeHeaders: undefined,
    credentials: false,
    maxAge: undefined,
  };

  it.each([
    [{}, 'definePolicy({ origins: ["https://a.example"], methods: ["PUT"], allowHeaders: ["X-A","X-B"] })'],
    [
      { origin: "https://a.example", allowHeaders: undefined, methods: [] },
      'definePolicy({ origins: ["https://a.example"], allowHeaders: ["*","Authorization"] })',
    ],
    [
      { origin: true, credentials: true },
      'definePolicy({ origins: [/* the origins of your pages */], methods: ["PUT"], allowHeaders: ["X-A","X-B"], credentials: true })',
    ],
    [
      { origin: "*", credentials: true, maxAge: 5 },
      'definePolicy({ origins: [/* the origins of your pages */], methods: ["PUT"], allowHeaders: ["X-A","X-B"], credentials: true, maxAge: 5 })',
    ],
    [
      { origin: /^(a+)+$/ },
      'definePolicy({ origins: [/* the origins of your pages */], methods: ["PUT"], allowHeaders: ["X-A","X-B"] })',
    ],
    [
      { origin: /^https:\/\/a\.example$/, methods: "*", exposeHeaders: "*" },
      'definePolicy({ origins: ["https://a.example"] /* if that is what the expressions mean */, methods: "*", allowHeaders: ["X-A","X-B"], exposeHeaders: "*" })',
    ],
  ])("%o", (changed, code) => {
    expect(equivalentCode({ ...settings, ...changed })).toBe(code);
  });
});
