// Part of `npm run docs`: plays the cases of tests/conformance and writes docs/conformance.md.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { installWhenStale, ROOT } from "./steps.mjs";

if (installWhenStale()) {
  // Node.js 20 reads no types; vite does.
  const { runnerImport } = await import("vite");
  const page = join(ROOT, "tests", "conformance", "page.ts");
  const { module } = await runnerImport(page, { configFile: false });
  writeFileSync(join(ROOT, "docs", "conformance.md"), await module.conformancePage());
} else {
  process.exitCode = 3;
}
