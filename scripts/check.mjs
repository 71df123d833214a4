// `npm run check`: format, lint, types, build, the package, and the tests. `--without-tests` leaves out what has just been run.
import { join } from "node:path";
import { runChecks } from "./checks.mjs";
import { installWhenStale, ROOT, run } from "./steps.mjs";

if (installWhenStale()) {
  const { passed, failed } = runChecks();
  const tested =
    process.argv.includes("--without-tests") || run(process.execPath, [join(ROOT, "scripts", "test.mjs"), "--all"]);
  if (!tested) failed.push("tests");
  console.log(failed.length === 0 ? `\nAll ${passed} checks are fine.` : `\nFailed: ${failed.join(", ")}.`);
  if (failed.length > 0) process.exitCode = 1;
} else {
  process.exitCode = 1;
}
