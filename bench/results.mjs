// The table of targets, reached or missed, as text and as RESULTS.md.
import { readFileSync } from "node:fs";
import { arch, availableParallelism, cpus, platform } from "node:os";
import { join } from "node:path";
import { ROOT } from "../scripts/steps.mjs";
import { format, inColumns, show } from "./harness.mjs";

/** @typedef {import("./targets.mjs").Result} Result */

/** What is measured beside ours. */
const PEERS = [
  "cors",
  "express",
  "@fastify/cors",
  "fastify",
  "@koa/cors",
  "koa",
  "hono",
  "@hono/node-server",
  "@hapi/hapi",
  "h3",
  "undici",
  "jsdom",
  "happy-dom",
];

/** On what was measured, and against which versions. */
export function circumstances() {
  return {
    node: process.version,
    platform: `${platform()} ${arch()}`,
    processors: `${availableParallelism()} × ${cpus()[0]?.model.trim() ?? "unknown"}`,
    peers: Object.fromEntries(PEERS.map((name) => [name, versionOf(name)])),
  };
}

/** @param {readonly Result[]} results */
export function resultsAsText(results) {
  const rows = results.map((result) => [`${result.what} : ${result.against}`, ...cellsOf(result)]);
  return inColumns([["what : against what", "figure", "half of the rounds", "to reach", ""], ...rows]).join("\n");
}

/**
 * @param {readonly Result[]} results
 * @param {readonly import("./harness.mjs").Table[]} tables
 */
export function resultsAsMarkdown(results, tables) {
  const { node, platform, processors, peers } = circumstances();
  const rows = results.map(rowOf);
  const versions = Object.entries(peers).map(([name, version]) => `${name} ${version}`);
  const missed = results.filter(({ reached }) => reached === false).length;
  const judged = results.filter(({ reached }) => reached !== undefined).length;
  return [
    "# Speed",
    "",
    "Written by `npm run bench -- --write`. Every figure is a ratio within one run, the median of its rounds, in which the contenders",
    "take turns and processor time is counted; half of the rounds lie between the two numbers beside it. Times of another machine are",
    "others, ratios hardly. Why a row is missed, and what was tried, is in [docs/decisions](../docs/decisions/0014-speed.md).",
    "",
    `Node.js ${node}, ${platform}, ${processors}. Against ${versions.join(", ")}.`,
    "",
    `${judged - missed} of ${judged} reached.`,
    "",
    "| what | against | figure | half of the rounds | to reach | |",
    "| --- | --- | ---: | --- | --- | --- |",
    ...rows,
    "",
    "## What they are made of",
    "",
    ...tables.flatMap((table) => ["```text", format(table), "```", ""]),
  ]
    .join("\n")
    .trimEnd()
    .concat("\n");
}

/**
 * A text that quotes rows of the table, with those rows as they are now.
 *
 * @param {string} text
 * @param {readonly Result[]} results
 */
export function withRows(text, results) {
  const lines = text.split("\n");
  for (const result of results) {
    const at = lines.findIndex((line) => line.startsWith(`| ${result.what} | ${result.against} | `));
    if (at !== -1) lines[at] = rowOf(result);
  }
  return lines.join("\n");
}

/** @param {Result} result */
function rowOf(result) {
  return `| ${[result.what, result.against, ...cellsOf(result)].join(" | ")} |`;
}

/** @param {Result} result */
function cellsOf({ ratio, spread, reach, reached }) {
  const [low, high] = spread;
  const verdict = reached === undefined ? "reported" : reached ? "reached" : "missed";
  return [show(ratio), `${show(low)} to ${show(high)}`, reach, verdict];
}

/** @param {string} name */
function versionOf(name) {
  return String(JSON.parse(readFileSync(join(ROOT, "node_modules", name, "package.json"), "utf8")).version);
}
