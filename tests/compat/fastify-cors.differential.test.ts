import Fastify, { type FastifyInstance } from "fastify";
import * as fc from "fast-check";
import theirs from "@fastify/cors";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import ours from "../../src/compat/fastify-cors.ts";
import { anExpression, anOrigin, someNames, someRequests, type Answered, type Asked } from "./side-by-side.ts";

beforeAll(() => {
  vi.spyOn(process, "emitWarning").mockImplementation(() => {});
});

afterAll(() => {
  vi.restoreAllMocks();
});

/** Its own library resets the place of an expression, so those with flags are here too. */
const anEntry = fc.oneof(anOrigin, anExpression, fc.constantFrom(/a\.example/g, /https/y), fc.boolean());
const aStaticOrigin = fc.oneof(
  anEntry,
  fc.array(fc.oneof(anEntry, fc.array(anEntry, { maxLength: 2 })), { maxLength: 4 }),
  fc.constantFrom(undefined, null, "", 0, 1),
);

type Done = (error: Error | null, value?: unknown) => void;

type Answer = (value: unknown, done: Done) => unknown;

/** Ways to answer: in a callback or a promise, with a value or an error. */
const MANNERS: readonly Answer[] = [
  (value, done) => done(null, value),
  (value, done) => done(undefined as unknown as null, value),
  (value, done) => void setImmediate(done, null, value),
  (_value, done) => done(new Error("refused")),
  (value) => Promise.resolve(value),
  () => Promise.reject(new Error("refused")),
  () => {
    throw new Error("thrown");
  },
];

const aFunction = fc.tuple(aStaticOrigin, fc.constantFrom(...MANNERS)).map(
  ([value, answer]) =>
    (_origin: unknown, done: Done): unknown =>
      answer(value, done),
);

const someOptions = fc.record(
  {
    origin: fc.oneof(aStaticOrigin, aFunction),
    methods: fc.oneof(someNames("GET", "PUT", "DELETE"), fc.constantFrom(undefined, null)),
    allowedHeaders: fc.oneof(someNames("X-A", "Content-Type"), fc.constantFrom(undefined, null)),
    exposedHeaders: fc.oneof(someNames("X-C", "X-D"), fc.constantFrom(undefined, null)),
    credentials: fc.constantFrom(true, false, 1),
    maxAge: fc.constantFrom(0, 1, 600, -1, null, undefined, "60"),
    cacheControl: fc.constantFrom(0, 600, 1.5, "no-store", "", null),
    preflight: fc.boolean(),
    strictPreflight: fc.boolean(),
    preflightContinue: fc.boolean(),
    optionsSuccessStatus: fc.constantFrom(200, 204),
    hook: fc.constantFrom("onRequest", "preParsing", "preValidation", "preHandler", "preSerialization"),
  },
  { requiredKeys: [] },
);

/** What a route may say, which goes over the plugin's options. */
const someOverride = fc.oneof(fc.constantFrom(false, undefined, null, true), someOptions);

type Plugin = Parameters<FastifyInstance["register"]>[0];

async function play(
  plugin: Plugin,
  options: object,
  override: unknown,
  requests: readonly Asked[],
): Promise<Answered[]> {
  const app = Fastify();
  app.addHook("onRequest", async (_request, reply) => void reply.header("Vary", "Accept"));
  await app.register(plugin, options);
  app.all("/ok", async () => "ok");
  app.get("/vary", { config: { cors: override } }, async (_request, reply) => reply.send("varies"));
  app.get("/throws", async () => {
    throw new Error("of the application");
  });
  app.options("/own-options", { config: { cors: override } }, async () => "own");
  const answers: Answered[] = [];
  for (const { method, path, headers } of requests) {
    // oxlint-disable-next-line no-await-in-loop
    const response = await app.inject({ method: method as "GET", url: path, headers: { ...headers } });
    const lines = Object.entries(response.headers).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
    answers.push({
      status: response.statusCode,
      headers: lines.filter((line) => !/^(date|connection)/.test(line)).sort(),
      body: response.body,
    });
  }
  await app.close();
  return answers;
}

describe("crossorigin/compat/fastify-cors", () => {
  it("answers as @fastify/cors does, whatever the options, the route and the requests", async () => {
    await fc.assert(
      fc.asyncProperty(someOptions, someOverride, someRequests, async (options, override, requests) => {
        const own = await play(ours as Plugin, options, override, requests);
        expect(own).toEqual(await play(theirs as Plugin, options, override, requests));
      }),
      { numRuns: 250 },
    );
  });

  it("answers as @fastify/cors does when a function gives the options", async () => {
    const manner = fc.constantFrom("callback", "promise", "error", "rejects", "nothing");
    await fc.assert(
      fc.asyncProperty(someOptions, manner, someOverride, someRequests, async (given, manner, override, requests) => {
        const { hook, ...options } = given;
        const delegator = delegatorOf(manner, options);
        const settings = hook === undefined ? { delegator } : { delegator, hook };
        const own = await play(ours as Plugin, settings, override, requests);
        expect(own).toEqual(await play(theirs as Plugin, settings, override, requests));
      }),
      { numRuns: 150 },
    );
  });
});

function delegatorOf(manner: string, options: object): unknown {
  if (manner === "callback") return (_request: unknown, done: Done) => done(null, options);
  if (manner === "error") return (_request: unknown, done: Done) => done(new Error("no options"));
  if (manner === "promise") return async (_request: unknown) => options;
  if (manner === "rejects") return (_request: unknown) => Promise.reject(new Error("no options"));
  return (_request: unknown) => undefined;
}
