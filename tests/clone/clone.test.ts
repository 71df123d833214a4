import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually, isAlive, ROOT, start, type Running } from "../support/process.ts";

/** Long enough for a slow registry. */
const INSTALL_TIME = 110_000;

let clone: string;

/** The files that a clone would have once the work tree is committed. */
function makeClone(): string {
  const folder = mkdtempSync(join(tmpdir(), "crossorigin-clone-"));
  const list = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], { cwd: ROOT });
  const deleted = new Set(execFileSync("git", ["ls-files", "-z", "--deleted"], { cwd: ROOT }).toString().split("\0"));
  for (const path of list
    .toString()
    .split("\0")
    .filter((name) => name !== "" && !deleted.has(name))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    cpSync(join(ROOT, path), join(folder, path));
  }
  return folder;
}

/** The first command of the README's quick start that is npm's. */
function commandOfReadme(): string[] {
  const readme = readFileSync(join(ROOT, "README.md"), "utf8");
  const command = /^npm start\b.*$/m.exec(readme)?.[0];
  if (command === undefined) throw new Error("The README does not say npm start.");
  return command.split(/\s+/);
}

/** `npm start` on any free ports: 8080 may be somebody's. */
function npmStart(): Running {
  const [npm = "npm", ...args] = commandOfReadme();
  return start(npm, [...args, "--", "--port", "0", "--api-port", "0"], { cwd: clone, detached: true });
}

/** The processes below one, itself left out. */
function descendants(pid: number): number[] {
  const rows = execFileSync("ps", ["-e", "-o", "pid=,ppid="])
    .toString()
    .trim()
    .split("\n")
    .map((row) => row.trim().split(/\s+/).map(Number));
  const children = rows.filter(([, ppid]) => ppid === pid).map(([child = 0]) => child);
  return children.flatMap((child) => [child, ...descendants(child)]);
}

async function expectBothOrigins(running: Running): Promise<void> {
  const [, api] = await running.says(/the API\s+(\S+)/);
  const [, page] = await running.says(/the page\s+(\S+)/);
  expect(await (await fetch(`${api}/x`, { method: "PUT", body: "y" })).text()).toMatch(/Method: PUT\n\ny$/);
  expect(await (await fetch(page ?? "")).text()).toContain('id="app"');
}

/** Sends a signal to all that a terminal would send it to, and sees that nothing is left. */
async function expectEnd(running: Running, signal: "SIGINT" | "SIGTERM"): Promise<void> {
  const processes = [running.pid, ...descendants(running.pid)];
  process.kill(-running.pid, signal);
  await eventually(() => !processes.some(isAlive), 5000, `the end of ${processes.join(", ")}`);
}

beforeAll(() => {
  clone = makeClone();
});

afterAll(() => {
  rmSync(clone, { recursive: true, force: true });
});

describe("npm start on a fresh clone", () => {
  it("installs, builds, and starts both origins", { timeout: INSTALL_TIME + 10_000 }, async () => {
    const running = npmStart();
    await running.says(/Node\.js listening on port \d+/, INSTALL_TIME);
    await expectBothOrigins(running);
    await expectEnd(running, "SIGINT");
  });

  it("starts a second time without installing or building", async () => {
    const running = npmStart();
    await running.says(/Node\.js listening/);
    await expectBothOrigins(running);
    expect(running.output()).not.toMatch(/Installing|Building/);
    await expectEnd(running, "SIGTERM");
  });

  it.each(["SIGTERM", "SIGKILL"] as const)("leaves no process behind when npm alone gets %s", async (signal) => {
    const running = npmStart();
    await running.says(/Ctrl-C/);
    const processes = descendants(running.pid);
    expect(processes.length).toBeGreaterThan(0);
    process.kill(running.pid, signal);
    await eventually(() => !processes.some(isAlive), 5000, `the end of ${processes.join(", ")}`);
  });
});
