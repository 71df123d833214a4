// How long it takes until a policy and an adapter are there, in processes of their own, against Express's `cors`.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { DIST, ROOT } from "../scripts/steps.mjs";
import { inTurn, median, ratioOf } from "./harness.mjs";

const PEER = join(ROOT, "node_modules", "cors");

const SLIM = [join(DIST, "slim.js"), join(DIST, "adapters", "express.js")];
const FULL = [join(DIST, "index.js"), join(DIST, "adapters", "express.js")];

/**
 * Programs by what they load: each prints how long that took.
 *
 * @type {Readonly<Record<string, readonly [file: string, load: string]>>}
 */
const PROGRAMS = {
  "nothing, by import": ["nothing.mjs", ""],
  "nothing, by require": ["nothing.cjs", ""],
  "cors, by import": ["peer.mjs", importing([join(PEER, "lib", "index.js")])],
  "cors, by require": ["peer.cjs", requiring([PEER])],
  "crossorigin/slim and /express, by import": ["slim.mjs", importing(SLIM)],
  "crossorigin/slim and /express, by require": ["slim.cjs", requiring(SLIM)],
  "crossorigin and /express, by import": ["full.mjs", importing(FULL)],
};

/** Milliseconds of processor time: since the start of the program, and since that of the process. */
const TELL = `const used = ({ user, system }) => (user + system) / 1000;
console.log(JSON.stringify({ load: used(process.cpuUsage(start)), whole: used(process.cpuUsage()) }));`;

/** @type {import("./harness.mjs").Benchmark} */
export function loadTime(pace) {
  if (!existsSync(PEER)) throw new Error("cors is not installed: npm install.");
  const { version } = JSON.parse(readFileSync(join(PEER, "package.json"), "utf8"));
  const folder = mkdtempSync(join(tmpdir(), "crossorigin-load-"));
  try {
    const runners = Object.entries(PROGRAMS).map(([name, [file, load]]) => {
      const path = join(folder, file);
      writeFileSync(path, `const start = process.cpuUsage();\n${load}\n${TELL}\n`);
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
    const [peer, slim, full] = [
      "cors, by import",
      "crossorigin/slim and /express, by import",
      "crossorigin and /express, by import",
    ].map((name) => runners.find((runner) => runner.name === name));
    const [load, whole] = [median(peer?.loads ?? []), median(peer?.processes ?? [])];
    return {
      title: "load time",
      note: `Processor time in a process of its own, against cors ${version} by import, which takes ${load.toFixed(1)} ms in one of ${whole.toFixed(0)} ms.`,
      columns: ["what is loaded", "load : cors", "whole process : cors"],
      rows: runners.map(({ name, loads, processes }) => [name, median(loads) / load, median(processes) / whole]),
      figures: { "load-slim": ratioOf(slim?.loads, peer?.loads), "load-full": ratioOf(full?.loads, peer?.loads) },
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * @param {string} path
 * @returns {{ readonly load: number, readonly whole: number }}
 */
function start(path) {
  const { stdout, stderr, status } = spawnSync(process.execPath, [path], { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

/** @param {readonly string[]} paths */
function importing(paths) {
  return paths.map((path) => `await import(${JSON.stringify(pathToFileURL(path).href)});`).join("\n");
}

/** @param {readonly string[]} paths */
function requiring(paths) {
  return paths.map((path) => `require(${JSON.stringify(path)});`).join("\n");
}
