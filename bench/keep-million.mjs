// A program for scale.mjs, run with --expose-gc: how long a million origins take to become a policy, and what it keeps of them.
import { definePolicy } from "crossorigin";
import { figureOf, processorTime } from "./harness.mjs";
import { tenants } from "./tenants.mjs";

const ROUNDS = Number(process.argv[2] ?? 3);
const LENGTH = 1_000_000;

/** @type {number[]} */
const seconds = [];
/** @type {number[]} */
const bytes = [];

for (let round = 0; round < ROUNDS; round += 1) define(tenants(LENGTH));

console.log(JSON.stringify({ "million-compile": figureOf(seconds), "million-memory": figureOf(bytes) }));

/** @param {readonly string[]} origins */
function define(origins) {
  const before = heapInUse();
  const start = processorTime();
  const policy = definePolicy({ origins });
  seconds.push((processorTime() - start) / 1_000);
  bytes.push((heapInUse() - before) / LENGTH);
  if (!policy.allowsOrigin(origins.at(-1))) throw new Error("The last origin was refused.");
}

function heapInUse() {
  globalThis.gc?.();
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}
