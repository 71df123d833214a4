// The decision alone, against what Express's `cors` adds to a response on which the same headers are set by hand.
import { IncomingMessage, ServerResponse } from "node:http";
import { createRequire } from "node:module";
import { Socket } from "node:net";
import { definePolicy } from "crossorigin";
import { added, measure, median, ratioOf } from "./harness.mjs";

const cors = createRequire(import.meta.url)("cors");

const APP = "https://app.example.com";
const ORIGINS = ["https://shop.example.com", "https://admin.example.com", APP];
const ASKED = { "access-control-request-method": "PUT", "access-control-request-headers": "content-type" };

const policy = definePolicy({
  origins: ORIGINS,
  methods: ["PUT", "DELETE"],
  allowHeaders: ["Content-Type", "Authorization"],
  credentials: true,
  maxAge: 600,
});
const peer = cors({
  origin: ORIGINS,
  methods: ["PUT", "DELETE"],
  allowedHeaders: ["Content-Type", "Authorization"],
  credentials: true,
  maxAge: 600,
});

/** @type {Readonly<Record<string, string>>} */
const ALLOWED_ORIGIN = { "Access-Control-Allow-Origin": APP };
const CREDENTIALS = { Vary: "Origin", "Access-Control-Allow-Credentials": "true" };
const PREFLIGHT = {
  ...CREDENTIALS,
  "Access-Control-Allow-Methods": "PUT,DELETE",
  "Access-Control-Allow-Headers": "Content-Type,Authorization",
  "Access-Control-Max-Age": "600",
  "Content-Length": "0",
};

/**
 * By the names of targets: what comes in, and what `cors` writes on the answer.
 *
 * @type {Readonly<Record<string, readonly [request: IncomingMessage, headers: Readonly<Record<string, string>>]>>}
 */
const CASES = {
  "decide-actual": [requestOf("GET", { origin: APP }), { ...ALLOWED_ORIGIN, ...CREDENTIALS }],
  "decide-granted": [requestOf("OPTIONS", { origin: APP, ...ASKED }), { ...ALLOWED_ORIGIN, ...PREFLIGHT }],
  "decide-refused": [requestOf("OPTIONS", { origin: "https://evil.example", ...ASKED }), PREFLIGHT],
};

/** @type {import("./harness.mjs").Benchmark} */
export function decide(pace) {
  /** @type {Record<string, import("./harness.mjs").Figure>} */
  const figures = {};
  const rows = Object.entries(CASES).map(([name, [request, headers]]) => {
    assertSame(request, headers);
    const asked = {
      method: request.method ?? "",
      origin: request.headers.origin,
      requestMethod: request.headers["access-control-request-method"],
      requestHeaders: request.headers["access-control-request-headers"],
    };
    const contenders = [() => policy.decide(asked), () => answer(request), () => setByHand(request, headers)];
    const [own = [], answered = [], byHand = []] = measure(contenders, pace);
    figures[name] = ratioOf(added(answered, byHand), own);
    return /** @type {const} */ ([name, median(byHand) / median(own), median(answered) / median(own)]);
  });
  return {
    title: "decide alone",
    note: "In costs of decide: a new ServerResponse with the headers of cors set by hand, and one that cors itself has set them on.",
    columns: ["request", "headers by hand : decide", "cors : decide"],
    rows,
    figures,
  };
}

/** @param {IncomingMessage} request */
function answer(request) {
  const response = responseTo(request);
  peer(request, response, () => {});
  return response;
}

/**
 * @param {IncomingMessage} request
 * @param {Readonly<Record<string, string>>} headers
 */
function setByHand(request, headers) {
  const response = responseTo(request);
  for (const name in headers) response.setHeader(name, headers[name] ?? "");
  if (request.method === "OPTIONS") response.end();
  return response;
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

/**
 * That by hand the same headers are set as by `cors`.
 *
 * @param {IncomingMessage} request
 * @param {Readonly<Record<string, string>>} headers
 */
function assertSame(request, headers) {
  const [theirs, byHand] = [answer(request), setByHand(request, headers)].map((response) =>
    JSON.stringify(Object.entries(response.getHeaders()).sort(([a], [b]) => a.localeCompare(b))),
  );
  if (theirs !== byHand) throw new Error(`cors sets ${theirs}, and by hand it is ${byHand}.`);
}

/**
 * @param {string} method
 * @param {import("node:http").IncomingHttpHeaders} headers
 */
function requestOf(method, headers) {
  return Object.assign(new IncomingMessage(new Socket()), { method, headers });
}
