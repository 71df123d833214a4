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

/**
 * By the names of targets: what comes in, and what `cors` writes on the answer.
 *
 * @type {Readonly<Record<string, readonly [request: IncomingMessage, byHand: (response: ServerResponse) => void]>>}
 */
const CASES = {
  "decide-actual": [
    requestOf("GET", { origin: APP }),
    (response) => {
      response.setHeader("Access-Control-Allow-Origin", APP);
      response.setHeader("Vary", "Origin");
      response.setHeader("Access-Control-Allow-Credentials", "true");
    },
  ],
  "decide-granted": [
    requestOf("OPTIONS", { origin: APP, ...ASKED }),
    (response) => {
      response.setHeader("Access-Control-Allow-Origin", APP);
      setOnPreflight(response);
    },
  ],
  "decide-refused": [requestOf("OPTIONS", { origin: "https://evil.example", ...ASKED }), setOnPreflight],
};

/** @type {import("./harness.mjs").Benchmark} */
export function decide(pace) {
  /** @type {Record<string, import("./harness.mjs").Figure>} */
  const figures = {};
  const rows = Object.entries(CASES).map(([name, [request, byHand]]) => {
    assertSame(request, byHand);
    const asked = {
      method: request.method ?? "",
      origin: request.headers.origin,
      requestMethod: request.headers["access-control-request-method"],
      requestHeaders: request.headers["access-control-request-headers"],
    };
    const contenders = [() => policy.decide(asked), () => answer(request), () => setByHand(request, byHand)];
    const [own = [], answered = [], written = []] = measure(contenders, pace);
    figures[name] = ratioOf(added(answered, written), own);
    return /** @type {const} */ ([name, median(written) / median(own), median(answered) / median(own)]);
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

/** @param {ServerResponse} response */
function setOnPreflight(response) {
  response.setHeader("Vary", "Origin");
  response.setHeader("Access-Control-Allow-Credentials", "true");
  response.setHeader("Access-Control-Allow-Methods", "PUT,DELETE");
  response.setHeader("Access-Control-Allow-Headers", "Content-Type,Authorization");
  response.setHeader("Access-Control-Max-Age", "600");
  response.statusCode = 204;
  response.setHeader("Content-Length", "0");
  response.end();
}

/**
 * @param {IncomingMessage} request
 * @param {(response: ServerResponse) => void} byHand
 */
function setByHand(request, byHand) {
  const response = responseTo(request);
  byHand(response);
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
 * @param {(response: ServerResponse) => void} byHand
 */
function assertSame(request, byHand) {
  const [theirs, written] = [answer(request), setByHand(request, byHand)].map((response) =>
    JSON.stringify(Object.entries(response.getHeaders()).sort(([a], [b]) => a.localeCompare(b))),
  );
  if (theirs !== written) throw new Error(`cors sets ${theirs}, and by hand it is ${written}.`);
}

/**
 * @param {string} method
 * @param {import("node:http").IncomingHttpHeaders} headers
 */
function requestOf(method, headers) {
  return Object.assign(new IncomingMessage(new Socket()), { method, headers });
}
