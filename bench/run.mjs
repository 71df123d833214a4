// `npm run bench`: every benchmark, or those named by --only a,b; --quick for a first look; --json for one JSON document;
// --write keeps the table in RESULTS.md, and its rows in README.md; --rounds 9 for fewer turns than 21, on a machine that others use.
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { buildWhenStale, installWhenStale } from "../scripts/steps.mjs";
import { BENCHMARKS } from "./benchmarks.mjs";
import { format } from "./harness.mjs";
import { circumstances, resultsAsMarkdown, resultsAsText, withRows } from "./results.mjs";
import { resultsOf, TARGETS } from "./targets.mjs";

const MILLISECONDS = 10;
const QUICK = { rounds: 3, milliseconds: 1 };

const { values } = parseArgs({
  options: {
    only: { type: "string", default: Object.keys(BENCHMARKS).join(",") },
    rounds: { type: "string", default: "21" },
    quick: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
    write: { type: "boolean", default: false },
  },
});
const pace = values.quick ? QUICK : { rounds: Number(values.rounds), milliseconds: MILLISECONDS };
const names = values.only.split(",");
const unknown = names.filter((name) => !Object.hasOwn(BENCHMARKS, name));

if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(", ")}; there are ${Object.keys(BENCHMARKS).join(", ")}.`);
  process.exitCode = 2;
} else if (values.write && (values.quick || names.length < Object.keys(BENCHMARKS).length)) {
  console.error("--write keeps whole runs: leave --quick and --only out.");
  process.exitCode = 2;
} else if (installWhenStale() && buildWhenStale()) {
  const { tables, results } = await measureAll(names);
  const missing = missingRows(names, results);
  if (values.json) console.log(JSON.stringify({ ...circumstances(), results, benchmarks: tables }, undefined, 2));
  else console.log(resultsAsText(results));
  if (values.write) write(results, tables);
  if (missing.length > 0) {
    console.error(`Not measured: ${missing.join(", ")}.`);
    process.exitCode = 1;
  }
} else {
  process.exitCode = 3;
}

/** @param {readonly string[]} names */
async function measureAll(names) {
  const tables = [];
  /** @type {Record<string, import("./harness.mjs").Figure>} */
  const figures = {};
  for (const name of names) {
    const benchmark = await BENCHMARKS[name]?.();
    if (benchmark === undefined) continue;
    const table = await benchmark(pace);
    if (!values.json) console.log(`${format(table)}\n`);
    tables.push({ name, ...table });
    Object.assign(figures, table.figures);
  }
  return { tables, results: resultsOf(figures) };
}

/**
 * Keeps the table, also where the README quotes it.
 *
 * @param {readonly import("./targets.mjs").Result[]} results
 * @param {readonly import("./harness.mjs").Table[]} tables
 */
function write(results, tables) {
  writeFileSync(new URL("RESULTS.md", import.meta.url), resultsAsMarkdown(results, tables));
  const readme = new URL("../README.md", import.meta.url);
  writeFileSync(readme, withRows(readFileSync(readme, "utf8"), results));
}

/**
 * The targets that should have been measured and were not.
 *
 * @param {readonly string[]} names of benchmarks
 * @param {readonly import("./targets.mjs").Result[]} results
 */
function missingRows(names, results) {
  const measured = new Set(results.filter(({ ratio }) => Number.isFinite(ratio)).map(({ name }) => name));
  const due = Object.entries(TARGETS).filter(([, { benchmark }]) => names.includes(benchmark));
  return due.map(([target]) => target).filter((target) => !measured.has(target));
}
