// What CI runs: `npm test -- --all`, then the checks, and a last line with the real counts of both.
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runChecks } from "./checks.mjs";
import { runNpm } from "./steps.mjs";

const folder = mkdtempSync(join(tmpdir(), "crossorigin-ci-"));
const report = join(folder, "tests.json");
const tested = runNpm(["test", "--", "--all", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`]);
const tests = countTests(report);
rmSync(folder, { recursive: true });
// A test that was skipped has proved nothing; and something may fail that is no test, such as the installation.
const failedTests = tests.failed + tests.skipped + (!tested && tests.failed === 0 ? 1 : 0);

const checks = tested || tests.passed > 0 ? runChecks() : { passed: 0, failed: [] };
// Said again at the end, where whoever reads a long log looks first.
for (const name of tests.names) console.log(`\nFailed test: ${name}`);
if (checks.failed.length > 0) console.log(`\nFailed checks: ${checks.failed.join(", ")}.`);

const failed = failedTests + checks.failed.length;
console.log(`\n${tests.passed + checks.passed} passed, ${failed} failed`);
if (failed > 0) process.exitCode = 1;

/**
 * What of vitest's report is read.
 *
 * @typedef {{ fullName: string, status: string, failureMessages: string[] }} Assertion
 * @typedef {{ name: string, status: string, message: string, assertionResults: Assertion[] }} TestFile
 * @typedef {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number, testResults: TestFile[] }} Report
 */

/** @param {string} path */
function countTests(path) {
  if (!existsSync(path)) return { passed: 0, failed: 0, skipped: 0, names: [] };
  /** @type {Report} */
  const report = JSON.parse(readFileSync(path, "utf8"));
  const names = report.testResults.flatMap(({ name, status, message, assertionResults }) => [
    // A file that could not be read has no test of its own to fail.
    ...(status === "failed" && assertionResults.length === 0 ? [`${name}: ${message}`] : []),
    ...assertionResults
      .filter((test) => test.status !== "passed")
      .map((test) => [`${name}: ${test.fullName} (${test.status})`, ...test.failureMessages].join("\n")),
  ]);
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = report;
  return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests + numTodoTests, names };
}
