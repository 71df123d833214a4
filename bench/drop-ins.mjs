// Each drop-in against the library that it replaces, with the same options, in this process: what the middleware costs together
// with the framework's own objects. In Fastify and Hono that is a whole request.
import { IncomingMessage, ServerResponse } from "node:http";
import { createRequire } from "node:module";
import { Socket } from "node:net";
import { measure, measureAsync, median, ratioOf } from "./harness.mjs";
import { APP, EXPOSED, HEADERS, MAX_AGE, METHODS, ORIGINS } from "./served.mjs";

const require = createRequire(import.meta.url);

const SHARED = { origin: [...ORIGINS], credentials: true, maxAge: MAX_AGE };
const LONG = { ...SHARED, methods: METHODS, allowedHeaders: HEADERS, exposedHeaders: EXPOSED };
const SHORT = { ...SHARED, allowMethods: METHODS, allowHeaders: HEADERS, exposeHeaders: EXPOSED };
/** It knows no lists. */
const FOR_KOA = { ...SHORT, origin: APP };

const REQUESTS = {
  actual: ["GET", { origin: APP }],
  preflight: [
    "OPTIONS",
    { origin: APP, "access-control-request-method": "PUT", "access-control-request-headers": "content-type" },
  ],
};

/** @typedef {{ method: string, headers: Record<string, string> }} Asked */
/** @typedef {() => unknown} Contender */

/**
 * By library: what one request costs, with a middleware or plugin in place.
 *
 * @type {Readonly<Record<string, (name: "ours" | "theirs", asked: Asked) => Contender | Promise<Contender>>>}
 */
const CONTENDERS = {
  cors: (whose, asked) => {
    const middleware = require(whose === "ours" ? "crossorigin/compat/cors" : "cors")(LONG);
    const request = requestOf(asked);
    return () => {
      const response = responseTo(request);
      middleware(request, response, () => {});
      return response;
    };
  },
  "koa-cors": (whose, asked) => {
    const middleware = require(whose === "ours" ? "crossorigin/compat/koa-cors" : "@koa/cors")(FOR_KOA);
    const app = new (require("koa"))();
    const request = requestOf(asked);
    return async () => middleware(app.createContext(request, responseTo(request)), async () => {});
  },
  "fastify-cors": async (whose, { method, headers }) => {
    const app = require("fastify")();
    await app.register(require(whose === "ours" ? "crossorigin/compat/fastify-cors" : "@fastify/cors"), LONG);
    app.get("/", async () => "Hello");
    await app.ready();
    return () => app.inject({ method, url: "/", headers });
  },
  "hono-cors": async (whose, { method, headers }) => {
    const { cors } = await import(whose === "ours" ? "crossorigin/compat/hono-cors" : "hono/cors");
    const { Hono } = await import("hono");
    const app = new Hono().use(cors(SHORT)).get("/", (context) => context.text("Hello"));
    const request = new Request("http://api.example.com/", { method, headers });
    return async () => app.fetch(request);
  },
};

/** @type {import("./harness.mjs").Benchmark} */
export async function dropIns(pace) {
  /** @type {Record<string, import("./harness.mjs").Figure>} */
  const figures = {};
  /** @type {(readonly [string, ...number[]])[]} */
  const rows = [];
  // What a drop-in tells of its options when it is made is no part of this.
  const emitWarning = process.emitWarning.bind(process);
  process.emitWarning = () => {};
  try {
    for (const [library, contender] of Object.entries(CONTENDERS)) {
      for (const [kind, [method, headers]] of Object.entries(REQUESTS)) {
        const asked = /** @type {Asked} */ ({ method, headers });
        const [ours, theirs] = [await contender("ours", asked), await contender("theirs", asked)];
        const times = await timesOf([ours, theirs], pace, library === "cors");
        figures[`drop-in-${library}-${kind}`] = ratioOf(...times);
        rows.push([`${library}, ${kind}`, median(times[0]), median(times[1])]);
      }
    }
  } finally {
    process.emitWarning = emitWarning;
  }
  return {
    title: "drop-ins",
    note: "Nanoseconds of processor time for one request.",
    columns: ["library, request", "crossorigin/compat", "the library"],
    rows,
    figures,
  };
}

/**
 * @param {readonly Contender[]} contenders
 * @param {import("./harness.mjs").Pace} pace
 * @param {boolean} atOnce
 * @returns {Promise<[number[], number[]]>}
 */
async function timesOf(contenders, pace, atOnce) {
  const later = contenders.map((call) => async () => call());
  const [ours = [], theirs = []] = atOnce ? measure(contenders, pace) : await measureAsync(later, pace);
  return [ours, theirs];
}

/** @param {Asked} asked */
function requestOf({ method, headers }) {
  return Object.assign(new IncomingMessage(new Socket()), { method, headers, url: "/" });
}

/**
 * A response whose end is nothing: what it costs to write one is no part of this.
 *
 * @param {IncomingMessage} request
 */
function responseTo(request) {
  const response = new ServerResponse(request);
  response.end = () => response;
  return response;
}
