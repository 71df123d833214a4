// What has to hold besides the tests, one step a row.
import { join } from "node:path";
import { ROOT, run, runTool } from "./steps.mjs";

const LIVE_SAMPLE = ["--engine", "all", "--count", "200", "--seed", "1"];

/** @type {readonly (readonly [name: string, step: () => boolean])[]} */
const CHECKS = [
  ["format", () => runTool("oxfmt/bin/oxfmt", ["--check"])],
  ["lint", () => runTool("oxlint/bin/oxlint", ["--type-aware", "--deny-warnings"])],
  ["types", () => runTool("typescript/bin/tsc", ["-p", "tsconfig.json"])],
  ["types of the pure rooms", () => runTool("typescript/bin/tsc", ["-p", "tsconfig.pure.json"])],
  ["types of the page", () => runTool("typescript/bin/tsc", ["-p", "src/playground/page"])],
  ["build", () => run(process.execPath, [join(ROOT, "scripts", "build.mjs")])],
  ["publint", () => runTool("publint/src/cli.js", ["--strict"])],
  ["attw", () => runTool("@arethetypeswrong/cli/dist/index.js", ["--pack", ".", "--profile", "esm-only"])],
  ["knip", () => runTool("knip/bin/knip.js", [])],
  // The simulated browser against the real ones, in scenarios that are the same each time: what fails here is what has changed.
  ["three browsers", () => run(process.execPath, [join(ROOT, "scripts", "test-engines.mjs"), ...LIVE_SAMPLE])],
  // That every figure can be measured; how large they are is judged by nobody here.
  ["bench", () => run(process.execPath, [join(ROOT, "bench", "run.mjs"), "--quick"])],
];

/**
 * Runs every check, also after one has failed.
 *
 * @returns {{ passed: number, failed: string[] }}
 */
export function runChecks() {
  const failed = CHECKS.filter(([name, check]) => {
    console.log(`\n— ${name}`);
    return !check();
  });
  return { passed: CHECKS.length - failed.length, failed: failed.map(([name]) => name) };
}
