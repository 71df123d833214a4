// `npm test`: installs what is missing, builds what is stale, and runs the tests. With `--all` also those that install frameworks,
// runtimes and proxies, or go through every scenario of the page, as CI does. Other words after `--` go to vitest.
import { installChromiumWhenMissing } from "./chromium.mjs";
import { buildWhenStale, installWhenStale, runTool } from "./steps.mjs";

/** What takes minutes, and changes seldom. */
const LONG = ["guests", "servers", "course"];

const words = process.argv.slice(2);
const vitestWords = words.filter((word) => word !== "--all");
const withoutBrowsers = process.env["CROSSORIGIN_WITHOUT_BROWSERS"] === "1";
const chosen = vitestWords.some((word) => word.startsWith("--project"));
const leftOut = [...(withoutBrowsers ? ["page", "course"] : []), ...(words.includes("--all") || chosen ? [] : LONG)];

const ready = installWhenStale() && (withoutBrowsers || installChromiumWhenMissing()) && buildWhenStale();
const args = ["run", ...leftOut.map((name) => `--project=!${name}`), ...vitestWords];
if (!ready || !runTool("vitest/vitest.mjs", args)) process.exitCode = 1;
if (withoutBrowsers)
  console.log("Left out, as CROSSORIGIN_WITHOUT_BROWSERS=1 asks: the tests of the page in Chromium.");
if (!words.includes("--all") && !chosen)
  console.log(`Left to CI, and to npm test -- --all: the projects ${LONG.join(", ")}.`);
