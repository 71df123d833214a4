// What the scripts share: running a step, and doing only what is stale. Node's own modules alone, since nothing may be installed yet.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The root of the project. */
export const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** Everything that a build is made from. */
const BUILD_INPUTS = [
  "src",
  "package.json",
  "package-lock.json",
  "scripts/build.mjs",
  "tsconfig.base.json",
  "tsconfig.build.json",
  "vite.command.config.ts",
  "vite.page.config.ts",
];

const BUILD_STAMP = join(ROOT, "dist", ".stamp");

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
  if (!runNpm(["install", "--no-save"])) return false;
  const now = new Date();
  utimesSync(installed, now, now);
  return true;
}

/** Builds when a source has changed since the last build. */
export function buildWhenStale() {
  const hash = hashOf(BUILD_INPUTS);
  if (existsSync(BUILD_STAMP) && readFileSync(BUILD_STAMP, "utf8") === hash) return true;
  console.error("Building …");
  return run(process.execPath, [join(ROOT, "scripts", "build.mjs")]);
}

/** Remembers of what sources the build was made. */
export function stampBuild() {
  mkdirSync(dirname(BUILD_STAMP), { recursive: true });
  writeFileSync(BUILD_STAMP, hashOf(BUILD_INPUTS));
}

/** @param {readonly string[]} inputs files and folders, from the root */
function hashOf(inputs) {
  const hash = createHash("sha256");
  for (const path of inputs.flatMap(filesOf))
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
