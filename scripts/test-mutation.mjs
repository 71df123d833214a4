// `npm run test:mutation`: puts faults into the sources, one at a time, and sees whether a test notices; tests/mutation has
// the programs. With `--lane` it is the process that runs the tests.
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { installWhenStale, ROOT } from "./steps.mjs";

const [first, ...rest] = process.argv.slice(2);

if (first === "--lane") {
  const { runLane } = await load("lane.ts");
  await runLane(...rest);
} else if (installWhenStale()) {
  const { run } = await load("run.ts");
  process.exitCode = await run(ROOT, fileURLToPath(import.meta.url), process.argv.slice(2));
} else {
  process.exitCode = 3;
}

/**
 * Node.js 20 reads no types; vite does.
 *
 * @param {string} name
 */
async function load(name) {
  const { runnerImport } = await import("vite");
  const { module } = await runnerImport(join(ROOT, "tests", "mutation", name), { configFile: false });
  return module;
}
