// How long it takes until a policy and an adapter are there, in processes of their own, against Express's `cors`.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { DIST, ROOT } from "../scripts/steps.mjs";
import { inTurn, median } from "./harness.mjs";

/** It comes along with Socket.IO. */
const PEER = join(ROOT, "node_modules", "cors");

const SLIM = [join(DIST, "slim.js"), join(DIST, "adapters", "node.js")];
const FULL = [join(DIST, "index.js"), join(DIST, "adapters", "node.js")];

/**
 * Programs by what they load: each prints how long that took.
 *
 * @type {Readonly<Record<string, readonly [file: string, load: string]>>}
 */
const PROGRAMS = {
  "nothing, by import": ["nothing.mjs", ""],
  "nothing, by require": ["nothing.cjs", ""],
  cors: ["peer.cjs", requiring([PEER])],
  "crossorigin/slim and /node, by import": ["slim.mjs", importing(SLIM)],
  "crossorigin/slim and /node, by require": ["slim.cjs", requiring(SLIM)],
  "crossorigin and /node, by import": ["full.mjs", importing(FULL)],
};

/** @type {import("./harness.mjs").Benchmark} */
export function loadTime(pace) {
  if (!existsSync(PEER)) throw new Error("cors is not installed: npm install.");
  const { version } = JSON.parse(readFileSync(join(PEER, "package.json"), "utf8"));
  const folder = mkdtempSync(join(tmpdir(), "crossorigin-load-"));
  try {
    const runners = Object.entries(PROGRAMS).map(([name, [file, load]]) => {
      const path = join(folder, file);
      writeFileSync(path, `const start = performance.now();\n${load}\nconsole.log(performance.now() - start);\n`);
      return { name, path, loads: /** @type {number[]} */ ([]), processes: /** @type {number[]} */ ([]) };
    });
    // Once for the file system's memory.
    for (const { path } of runners) start(path);
    for (let round = 0; round < pace.rounds; round += 1) {
      for (const { path, loads, processes } of inTurn(runners, round)) {
        const { load, whole } = start(path);
        loads.push(load);
        processes.push(whole);
      }
    }
    const peer = runners.find(({ name }) => name === "cors");
    const against = { load: median(peer?.loads ?? []), whole: median(peer?.processes ?? []) };
    return {
      title: "load time",
      note: `Each in a process of its own, against cors ${version}, which takes ${against.load.toFixed(1)} ms in one of ${against.whole.toFixed(0)} ms.`,
      columns: ["what is loaded", "load : cors", "whole process : cors"],
      rows: runners.map(({ name, loads, processes }) => [
        name,
        median(loads) / against.load,
        median(processes) / against.whole,
      ]),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @param {string} path */
function start(path) {
  const before = performance.now();
  const { stdout, stderr, status } = spawnSync(process.execPath, [path], { encoding: "utf8" });
  const whole = performance.now() - before;
  if (status !== 0) throw new Error(stderr);
  return { load: Number(stdout), whole };
}

/** @param {readonly string[]} paths */
function importing(paths) {
  return paths.map((path) => `await import(${JSON.stringify(pathToFileURL(path).href)});`).join("\n");
}

/** @param {readonly string[]} paths */
function requiring(paths) {
  return paths.map((path) => `require(${JSON.stringify(path)});`).join("\n");
}
