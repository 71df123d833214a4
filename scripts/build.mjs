// Builds dist/, or the folder that is named: declarations by tsc; the library, the page and the command by vite. Beside what
// is there, and in its place when all is well: it may be running.
import { chmodSync, existsSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { DIST, hashOfSources, runTool, STAMP } from "./steps.mjs";

const folder = resolve(process.argv[2] ?? DIST);
const next = `${folder}.next-${process.pid}`;
const previous = `${folder}.previous-${process.pid}`;
// Before, not after: what is edited meanwhile is not in the build.
const hash = hashOfSources();

const built =
  runTool("typescript/bin/tsc", ["-p", "tsconfig.build.json", "--outDir", next]) &&
  runTool("vite/bin/vite.js", ["build", "--config", "vite.library.config.ts", "--outDir", next]) &&
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
  await writeSchema();
  writeFileSync(join(next, STAMP), hash);
  if (existsSync(folder)) renameSync(folder, previous);
  renameSync(next, folder);
} else {
  console.error("The build failed.");
  process.exitCode = 1;
}
for (const leftover of [next, previous]) rmSync(leftover, { recursive: true, force: true });

/** The JSON Schema of a policy's options as a file, made from the very value that is exported, so that the two are one. */
async function writeSchema() {
  // The entry that needs no other package: where this is built, none may be installed.
  const { policyOptionsSchema } = await import(pathToFileURL(join(next, "slim.js")).href);
  writeFileSync(join(next, "schema.json"), `${JSON.stringify(policyOptionsSchema, undefined, 2)}\n`);
}
