// `npm run test:page-engines [chromium|firefox|webkit]`: runs every scenario of the playground in real browsers, and says where
// the model was wrong. tests/page has the program.
import { join } from "node:path";
import { buildWhenStale, DIST, installWhenStale, ROOT } from "./steps.mjs";

// Browsers are in groups of their own, and end when this process exits; not when it is just ended.
for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) process.once(signal, () => process.exit(130));

if (installWhenStale() && buildWhenStale()) {
  // Node.js 20 reads no types; vite does.
  const { runnerImport } = await import("vite");
  const path = join(ROOT, "tests", "page", "engines.ts");
  const { module } = await runnerImport(path, { configFile: false, root: ROOT, logLevel: "error" });
  try {
    process.exitCode = await module.testPage(join(DIST, "playground", "page"), process.argv.slice(2));
  } catch (error) {
    console.error(error);
    process.exitCode = 3;
  }
} else {
  process.exitCode = 3;
}
