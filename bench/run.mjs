// `npm run bench`: every benchmark, or those named by --only a,b; --quick for a first look; --json for one JSON document.
import { parseArgs } from "node:util";
import { buildWhenStale, installWhenStale } from "../scripts/steps.mjs";
import { format } from "./harness.mjs";

/**
 * Each imports the package as its users do, so none is loaded before the package is built.
 *
 * @type {Readonly<Record<string, () => Promise<import("./harness.mjs").Benchmark>>>}
 */
const BENCHMARKS = {
  "hostile-input": async () => (await import("./hostile-input.mjs")).hostileInput,
  "load-time": async () => (await import("./load-time.mjs")).loadTime,
};

const THOROUGH = { rounds: 21, milliseconds: 10 };
const QUICK = { rounds: 5, milliseconds: 2 };

const { values } = parseArgs({
  options: {
    only: { type: "string", default: Object.keys(BENCHMARKS).join(",") },
    quick: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
  },
});
const names = values.only.split(",");
const unknown = names.filter((name) => !Object.hasOwn(BENCHMARKS, name));

if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(", ")}; there are ${Object.keys(BENCHMARKS).join(", ")}.`);
  process.exitCode = 2;
} else if (installWhenStale() && buildWhenStale()) {
  const tables = [];
  for (const name of names) {
    const benchmark = await BENCHMARKS[name]?.();
    if (benchmark === undefined) continue;
    const table = await benchmark(values.quick ? QUICK : THOROUGH);
    if (!values.json) console.log(`${format(table)}\n`);
    tables.push({ name, ...table });
  }
  const platform = `${process.platform} ${process.arch}`;
  if (values.json) console.log(JSON.stringify({ node: process.version, platform, benchmarks: tables }, undefined, 2));
} else {
  process.exitCode = 3;
}
