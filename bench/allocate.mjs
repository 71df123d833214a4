// A program for allocation.mjs, run with room for all its garbage: what a decision leaves on the heap.
import { definePolicy } from "crossorigin";
import { figureOf, inTurn, median } from "./harness.mjs";

/**
 * @typedef {object} Allocated
 * @property {Readonly<Record<string, import("./harness.mjs").Figure>>} figures
 * @property {readonly (readonly [name: string, ...bytes: number[]])[]} bytes
 */

/** So few that nothing is collected between. */
const CALLS = 100_000;
const ROUNDS = Number(process.argv[2] ?? 5);

const APP = "https://app.example.com";
const VARY = Object.freeze(["Origin"]);
const VARY_PREFLIGHT = Object.freeze(["Origin", "Access-Control-Request-Method", "Access-Control-Request-Headers"]);
/** @type {readonly never[]} */
const NONE = Object.freeze([]);
/** @type {readonly [string, string]} */
const CREDENTIALS = Object.freeze(["Access-Control-Allow-Credentials", "true"]);
/** @type {readonly (readonly [string, string])[]} */
const LISTS = [
  ["Access-Control-Allow-Methods", "PUT, DELETE"],
  ["Access-Control-Allow-Headers", "Content-Type, Authorization"],
  ["Access-Control-Max-Age", "600"],
];
const [METHODS, HEADERS, MAX_AGE] = LISTS;

const policy = definePolicy({
  origins: ["https://shop.example.com", "https://admin.example.com", APP],
  methods: ["PUT", "DELETE"],
  allowHeaders: ["Content-Type", "Authorization"],
  credentials: true,
  maxAge: 600,
});

/** @type {Readonly<Record<"actual" | "granted", import("crossorigin").CorsRequest>>} */
const REQUESTS = {
  actual: { method: "GET", origin: APP, requestMethod: undefined, requestHeaders: undefined },
  granted: { method: "OPTIONS", origin: APP, requestMethod: "PUT", requestHeaders: "content-type" },
};

/**
 * By the names of targets: a decision, and the least that it can be made of.
 *
 * @type {Readonly<Record<string, readonly (() => unknown)[]>>}
 */
const CASES = {
  "allocation-actual": [() => policy.decide(REQUESTS.actual), () => actualAnswer(REQUESTS.actual.origin ?? "")],
  "allocation-granted": [() => policy.decide(REQUESTS.granted), () => grantedAnswer(REQUESTS.granted.origin ?? "")],
};

/** Where answers go: what nobody keeps need not be made. */
const kept = Array.from({ length: CALLS }, () => /** @type {unknown} */ (undefined));

/** @type {Record<string, import("./harness.mjs").Figure>} */
const figures = {};
const bytes = Object.entries(CASES).map(([name, contenders]) => {
  const [decided, written] = contenders.map((call) => JSON.stringify(call()));
  if (decided !== written) throw new Error(`Decided is ${decided}, and by hand it is ${written}.`);
  const runners = contenders.map((call) => ({ call, bytes: /** @type {number[]} */ ([]) }));
  for (const { call } of runners) bytesOf(call);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const runner of inTurn(runners, round)) runner.bytes.push(bytesOf(runner.call));
  }
  const [own = [], byHand = []] = runners.map((runner) => runner.bytes);
  figures[name] = figureOf(own.map((size, round) => size / (byHand[round] ?? Number.NaN)));
  return /** @type {const} */ ([name, median(own), median(byHand)]);
});

console.log(JSON.stringify({ figures, bytes }));

/**
 * What one call leaves, garbage included.
 *
 * @param {() => unknown} call
 */
function bytesOf(call) {
  kept.fill(undefined);
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  for (let index = 0; index < CALLS; index += 1) kept[index] = call();
  return (process.memoryUsage().heapUsed - before) / CALLS;
}

/** @param {string} origin */
function actualAnswer(origin) {
  const headers = [["Access-Control-Allow-Origin", origin], CREDENTIALS];
  return { kind: "actual", allowed: true, status: undefined, headers, vary: VARY, refusals: NONE };
}

/** @param {string} origin */
function grantedAnswer(origin) {
  const headers = [["Access-Control-Allow-Origin", origin], CREDENTIALS, METHODS, HEADERS, MAX_AGE];
  return { kind: "preflight", allowed: true, status: 204, headers, vary: VARY_PREFLIGHT, refusals: NONE };
}
