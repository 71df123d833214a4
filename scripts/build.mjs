// Builds dist/: the library by tsc, the page and the command by vite.
import { chmodSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ROOT, runTool, stampBuild } from "./steps.mjs";

const dist = join(ROOT, "dist");
rmSync(dist, { recursive: true, force: true });

const built =
  runTool("typescript/bin/tsc", ["-p", "tsconfig.build.json"]) &&
  runTool("vite/bin/vite.js", ["build", "--config", "vite.page.config.ts"]) &&
  runTool("vite/bin/vite.js", ["build", "--config", "vite.command.config.ts"]);

if (built) {
  chmodSync(join(dist, "cli", "bin.js"), 0o755);
  stampBuild();
} else {
  console.error("The build failed.");
  process.exitCode = 1;
}
