// Builds dist/: the library by tsc, the page and the command by vite. Beside what is there, and in its place when all is well: it may be running.
import { chmodSync, existsSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DIST, hashOfSources, runTool, STAMP } from "./steps.mjs";

const next = `${DIST}.next-${process.pid}`;
const previous = `${DIST}.previous-${process.pid}`;
// Before, not after: what is edited meanwhile is not in the build.
const hash = hashOfSources();

const built =
  runTool("typescript/bin/tsc", ["-p", "tsconfig.build.json", "--outDir", next]) &&
  runTool("vite/bin/vite.js", [
    "build",
    "--config",
    "vite.page.config.ts",
    "--outDir",
    join(next, "playground", "page"),
  ]) &&
  runTool("vite/bin/vite.js", ["build", "--config", "vite.command.config.ts", "--outDir", join(next, "cli")]);

if (built) {
  chmodSync(join(next, "cli", "bin.js"), 0o755);
  writeFileSync(join(next, STAMP), hash);
  if (existsSync(DIST)) renameSync(DIST, previous);
  renameSync(next, DIST);
} else {
  console.error("The build failed.");
  process.exitCode = 1;
}
for (const folder of [next, previous]) rmSync(folder, { recursive: true, force: true });
