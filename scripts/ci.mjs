// What CI runs: `npm test`, a live sample in the three engines, then the checks, and a last line with the real counts of all.
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runChecks } from "./checks.mjs";
import { ROOT, run, runNpm } from "./steps.mjs";

/** Scenarios of the live sample in each engine, and the longest that it may take, in milliseconds. */
const SAMPLE = 120;
const SAMPLE_LIMIT = 600_000;

const folder = mkdtempSync(join(tmpdir(), "crossorigin-ci-"));
const report = join(folder, "tests.json");
const tested = runNpm(["test", "--", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`]);
const tests = countTests(report);
rmSync(folder, { recursive: true });
// A test that was skipped has proved nothing; and something may fail that is no test, such as the installation.
const failedTests = tests.failed + tests.skipped + (!tested && tests.failed === 0 ? 1 : 0);

const sample = testEngines();
const checks = tested || tests.passed > 0 ? runChecks() : { passed: 0, failed: [] };
if (checks.failed.length > 0) console.log(`\nFailed checks: ${checks.failed.join(", ")}.`);

const failed = failedTests + sample.failed + checks.failed.length;
console.log(`\n${tests.passed + sample.passed + checks.passed} passed, ${failed} failed`);
if (failed > 0) process.exitCode = 1;

/** Other scenarios every time; the seed is printed, so that they can be run again. */
function testEngines() {
  if (process.env["CROSSORIGIN_WITHOUT_BROWSERS"] === "1") {
    console.log("Left out, as CROSSORIGIN_WITHOUT_BROWSERS=1 asks: the live sample in Chromium, Firefox and WebKit.");
    return { passed: 0, failed: 0 };
  }
  const seed = String(Math.floor(Math.random() * 1_000_000));
  console.log(`\nLive: npm run test:engines -- --engine all --count ${SAMPLE} --seed ${seed}`);
  const args = ["--engine", "all", "--count", String(SAMPLE), "--seed", seed];
  const agreed = run(process.execPath, [join(ROOT, "scripts", "test-engines.mjs"), ...args], {}, SAMPLE_LIMIT);
  if (!agreed) console.log("The live sample differs, or could not be run to its end.");
  return agreed ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** @param {string} path */
function countTests(path) {
  if (!existsSync(path)) return { passed: 0, failed: 0, skipped: 0 };
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(readFileSync(path, "utf8"));
  return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests + numTodoTests };
}
