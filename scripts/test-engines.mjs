// `npm run test:engines`: holds the profiles of the simulated browser against Chromium, Firefox and WebKit; tests/engines has
// the programs.
import { join } from "node:path";
import { installWhenStale, ROOT } from "./steps.mjs";

// Browsers are in groups of their own, and end when this process exits; not when it is just ended.
for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) process.once(signal, () => process.exit(130));

if (installWhenStale()) {
  // Node.js 20 reads no types; vite does.
  const { runnerImport } = await import("vite");
  const path = join(ROOT, "tests", "engines", "test-engines.ts");
  const { module } = await runnerImport(path, { configFile: false, root: ROOT, logLevel: "error" });
  try {
    process.exitCode = await module.testEngines(process.argv.slice(2));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    if (error instanceof Error && error.cause !== undefined) console.error(error.cause);
    process.exitCode = 3;
  }
} else {
  process.exitCode = 3;
}
