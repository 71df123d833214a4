// `npm test`: installs what is missing, builds what is stale, and runs every test. Words after `--` go to vitest.
import { installChromiumWhenMissing } from "./chromium.mjs";
import { buildWhenStale, installWhenStale, runTool } from "./steps.mjs";

const withoutBrowsers = process.env["CROSSORIGIN_WITHOUT_BROWSERS"] === "1";

const ready = installWhenStale() && (withoutBrowsers || installChromiumWhenMissing()) && buildWhenStale();
const args = ["run", ...(withoutBrowsers ? ["--project=!page"] : []), ...process.argv.slice(2)];
if (!ready || !runTool("vitest/vitest.mjs", args)) process.exitCode = 1;
if (withoutBrowsers)
  console.log("Left out, as CROSSORIGIN_WITHOUT_BROWSERS=1 asks: the tests of the page in Chromium.");
