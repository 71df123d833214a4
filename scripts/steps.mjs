// What the scripts share: running a step, and doing only what is stale. Node's own modules alone, since nothing may be installed yet.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The root of the project. */
export const ROOT = fileURLToPath(new URL("..", import.meta.url));

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`This needs Node.js 20.19 or newer, and runs on ${process.versions.node}.`);
  process.exit(3);
}

/** Everything that a build is made from. */
const BUILD_INPUTS = [
  "src",
  "docs/findings",
  "package.json",
  "package-lock.json",
  "scripts/build.mjs",
  "tsconfig.base.json",
  "tsconfig.build.json",
  "vite.command.config.ts",
  "vite.library.config.ts",
  "vite.page.config.ts",
];

/** Where the build is. */
export const DIST = join(ROOT, "dist");

/** In it: the hash of the sources that it was made from. */
export const STAMP = ".stamp";

/** Without these nothing runs. */
const BUILD_OUTPUTS = [STAMP, "index.js", "cli/bin.js", "playground/page/index.html"];

/**
 * Runs a program in the project's root, its output being ours.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {Readonly<Record<string, string>>} [environment] added to ours
 * @returns {boolean} whether it ended well
 */
export function run(program, args, environment = {}) {
  const { status, error } = spawnSync(program, args, {
    cwd: ROOT,
    stdio: "inherit",
    env: { ...process.env, ...environment },
  });
  if (error !== undefined) console.error(`${program}: ${error.message}`);
  return status === 0;
}

/**
 * Runs a program that a dependency brings.
 *
 * @param {string} path its JavaScript, below node_modules
 * @param {readonly string[]} args
 * @param {Readonly<Record<string, string>>} [environment]
 */
export function runTool(path, args, environment) {
  return run(process.execPath, [join(ROOT, "node_modules", path), ...args], environment);
}

/**
 * Runs npm, by the one that runs us where there is one: on Windows `npm` is a script that only a shell finds.
 *
 * @param {readonly string[]} args
 */
export function runNpm(args) {
  const npm = process.env["npm_execpath"];
  return npm === undefined ? run("npm", args) : run(process.execPath, [npm, ...args]);
}

/**
 * Installs the dependencies when there are none, or others than the lock file names. Not by `npm ci`: that refuses a lock
 * file without the binaries of every platform, and a registry that mirrors only some of them writes such a one.
 */
export function installWhenStale() {
  const installed = join(ROOT, "node_modules", ".package-lock.json");
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(join(ROOT, "package-lock.json")).mtimeMs)
    return true;
  console.error("Installing dependencies …");
  if (!runNpm(["install", "--no-save", "--include=dev"])) return false;
  const now = new Date();
  utimesSync(installed, now, now);
  return true;
}

/** Builds when a source has changed since the last build, or a part of it is missing. */
export function buildWhenStale() {
  const isWhole = BUILD_OUTPUTS.every((path) => existsSync(join(DIST, path)));
  if (isWhole && readFileSync(join(DIST, STAMP), "utf8") === hashOfSources()) return true;
  console.error("Building …");
  return run(process.execPath, [join(ROOT, "scripts", "build.mjs")]);
}

/** What a build is made from, in one text. */
export function hashOfSources() {
  const hash = createHash("sha256");
  for (const path of BUILD_INPUTS.flatMap(filesOf))
    hash
      .update(path)
      .update("\0")
      .update(readFileSync(join(ROOT, path)));
  return hash.digest("hex");
}

/**
 * @param {string} path
 * @returns {string[]} the files at or below it, tests left out
 */
function filesOf(path) {
  if (!statSync(join(ROOT, path)).isDirectory()) return path.endsWith(".test.ts") ? [] : [path];
  return readdirSync(join(ROOT, path))
    .sort()
    .flatMap((name) => filesOf(join(path, name)));
}
