// `npm start`: installs what is missing, builds what is stale, and starts the playground in this very process.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { buildWhenStale, installWhenStale, ROOT } from "./steps.mjs";

/** How often npm is looked for, in milliseconds. */
const INTERVAL = 500;

/**
 * Ends with npm, also when npm is killed and can tell nobody: a server that nobody knows of keeps its ports. Where npm
 * put a shell between itself and us, the shell's parent is npm. Windows has no such lookup; there only npm's own signals
 * count.
 */
function endWithNpm() {
  const parent = process.ppid;
  const { ppid, command } = lookUp(parent);
  const npm = command.endsWith("sh") ? ppid : parent;
  setInterval(() => {
    if (process.ppid !== parent || !isAlive(npm)) process.kill(process.pid, "SIGTERM");
  }, INTERVAL).unref();
}

/** @param {number} pid */
function lookUp(pid) {
  const { stdout } = spawnSync("ps", ["-o", "ppid=,comm=", "-p", String(pid)], { encoding: "utf8" });
  const [, ppid, command] = /^\s*(\d+)\s+(.*?)\s*$/.exec(stdout ?? "") ?? fromProc(pid);
  return { ppid: Number(ppid), command: String(command) };
}

/**
 * For a Linux without `ps`.
 *
 * @param {number} pid
 */
function fromProc(pid) {
  const path = `/proc/${pid}/stat`;
  const [, command, ppid] = /^\d+ \((.*)\) \S (\d+)/.exec(existsSync(path) ? readFileSync(path, "utf8") : "") ?? [];
  return ["", ppid ?? pid, command ?? ""];
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Not allowed to signal it: then it is there.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

// npm takes flags for itself unless they stand behind `--`, and hands them over as variables.
const swallowed = ["port", "api_port"].filter((name) => process.env[`npm_config_${name}`] !== undefined);

if (swallowed.length > 0) {
  console.error("error: npm keeps flags for itself. Write: npm start -- --api-port 9000 --port 9001");
  process.exitCode = 2;
} else if (installWhenStale() && buildWhenStale()) {
  endWithNpm();
  process.argv.splice(2, 0, "play");
  await import(pathToFileURL(join(ROOT, "dist", "cli", "bin.js")).href);
} else {
  process.exitCode = 3;
}
