import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import type { EngineName } from "./engine.ts";

/** One run of generated scenarios in one browser. */
export interface LiveRun {
  readonly engine: EngineName;
  readonly version: string;
  /** When it ended, in UTC. */
  readonly date: string;
  /** Whether the scenarios were those of the grid, in which the seed chooses rows; else it chooses everything. */
  readonly grid: boolean;
  readonly seed: number;
  /** Scenarios that were run, and how many of them differed from the simulation, in how many ways. */
  readonly count: number;
  readonly different: number;
  readonly kinds: number;
}

const FILE = fileURLToPath(new URL("runs.json", import.meta.url));

/** Every run that was logged, the oldest first. */
export function readRuns(): LiveRun[] {
  return JSON.parse(readFileSync(FILE, "utf8")) as LiveRun[];
}

/** Adds a run that has just ended. */
export function appendRun(run: Omit<LiveRun, "date">): void {
  const { engine, version, ...numbers } = run;
  const date = `${new Date().toISOString().slice(0, 19)}Z`;
  const lines = [...readRuns(), { engine, version, date, ...numbers }].map((row) => `  ${JSON.stringify(row)}`);
  writeFileSync(FILE, `[\n${lines.join(",\n")}\n]\n`);
}

/** What the runs of one version of an engine come to. */
export interface Agreement {
  readonly engine: EngineName;
  readonly version: string;
  readonly scenarios: number;
  readonly seeds: number;
  /** The last run that found a difference; absent: none did. */
  readonly lastFinding: LiveRun | undefined;
  /** Scenarios of other seeds since then. */
  readonly since: number;
}

/** The sums of all runs, by engine and version. The scenarios of a seed count once, however often they were run. */
export function sumUp(runs: readonly LiveRun[]): Agreement[] {
  const versions = [...new Set(runs.map(({ engine, version }) => `${engine} ${version}`))];
  return versions.map((key) => {
    const own = runs.filter(({ engine, version }) => `${engine} ${version}` === key);
    const [{ engine, version }] = own as [LiveRun];
    const last = own.findLastIndex(({ different }) => different > 0);
    return {
      engine,
      version,
      scenarios: countOnce(own),
      seeds: new Set(own.map(rowOf)).size,
      lastFinding: own[last],
      since: countOnce(own.slice(last + 1)),
    };
  });
}

function countOnce(runs: readonly LiveRun[]): number {
  const counts = new Map<string, number>();
  for (const run of runs) counts.set(rowOf(run), Math.max(run.count, counts.get(rowOf(run)) ?? 0));
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}

/** The row of scenarios that was run, from its beginning. */
function rowOf({ grid, seed }: LiveRun): string {
  return `${grid ? "grid" : "any"} ${seed}`;
}
