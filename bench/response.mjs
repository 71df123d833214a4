// A real response with the adapter of node:http, from the request to `end()`, against the same headers set by hand.
import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import { definePolicy } from "crossorigin";
import { cors } from "crossorigin/node";
import { measure, median, ratioOf } from "./harness.mjs";

const APP = "https://app.example.com";

const policy = definePolicy({
  origins: ["https://shop.example.com", "https://admin.example.com", APP],
  methods: ["PUT", "DELETE"],
  allowHeaders: ["Content-Type", "Authorization"],
  credentials: true,
  maxAge: 600,
});
const serve = cors(policy)((_request, response) => response.end("Hello"));

const actual = requestOf("GET", { origin: APP });
const preflight = requestOf("OPTIONS", {
  origin: APP,
  "access-control-request-method": "PUT",
  "access-control-request-headers": "content-type",
});

/**
 * By the names of targets: with the adapter, by hand, and without CORS.
 *
 * @type {Readonly<Record<string, readonly (() => ServerResponse)[]>>}
 */
const CASES = {
  "response-actual": [() => served(actual), actualByHand, () => new ServerResponse(actual).end("Hello")],
  "response-preflight": [() => served(preflight), preflightByHand, bare],
};

/** @type {import("./harness.mjs").Benchmark} */
export function response(pace) {
  /** @type {Record<string, import("./harness.mjs").Figure>} */
  const figures = {};
  const rows = Object.entries(CASES).map(([name, contenders]) => {
    assertSame(contenders);
    const [own, byHand, without] = measure(contenders, pace);
    figures[name] = ratioOf(own, byHand);
    return /** @type {const} */ ([
      name,
      median(own ?? []) / median(without ?? []),
      median(byHand ?? []) / median(without ?? []),
    ]);
  });
  return {
    title: "a response, through end()",
    note: "Without a socket, in costs of the same response without CORS.",
    columns: ["request", "with the adapter", "headers by hand"],
    rows,
    figures,
  };
}

/** @param {IncomingMessage} request */
function served(request) {
  const response = new ServerResponse(request);
  serve(request, response);
  return response;
}

function actualByHand() {
  const response = new ServerResponse(actual);
  response.setHeader("Access-Control-Allow-Origin", APP);
  response.setHeader("Access-Control-Allow-Credentials", "true");
  response.setHeader("Vary", "Origin");
  return response.end("Hello");
}

function preflightByHand() {
  const response = new ServerResponse(preflight);
  response.statusCode = 204;
  response.setHeader("Access-Control-Allow-Origin", APP);
  response.setHeader("Access-Control-Allow-Credentials", "true");
  response.setHeader("Access-Control-Allow-Methods", "PUT, DELETE");
  response.setHeader("Access-Control-Allow-Headers", "Content-Type, Authorization");
  response.setHeader("Access-Control-Max-Age", "600");
  response.setHeader("Vary", "Origin, Access-Control-Request-Method, Access-Control-Request-Headers");
  return response.end();
}

function bare() {
  const response = new ServerResponse(preflight);
  response.statusCode = 204;
  return response.end();
}

/**
 * That the first two send the same head.
 *
 * @param {readonly (() => ServerResponse)[]} contenders
 */
function assertSame(contenders) {
  const [own, byHand] = contenders.map((answer) => String(Reflect.get(answer(), "_header")).replace(/^Date: .*$/m, ""));
  if (own !== byHand) throw new Error(`With the adapter it is\n${own}\nand by hand\n${byHand}`);
}

/**
 * @param {string} method
 * @param {import("node:http").IncomingHttpHeaders} headers
 */
function requestOf(method, headers) {
  return Object.assign(new IncomingMessage(new Socket()), { method, headers });
}
