import { describe, expect, it } from "vitest";

import { sumUp, type LiveRun } from "./run-log.ts";

function run(engine: LiveRun["engine"], version: string, seed: number, count: number, different = 0): LiveRun {
  return { engine, version, date: `2026-01-0${seed}T00:00:00Z`, grid: false, seed, count, different, kinds: different };
}

describe("the sums of live runs", () => {
  it("are by engine and version", () => {
    const runs = [run("chromium", "1", 1, 100), run("firefox", "1", 1, 10), run("chromium", "2", 1, 5)];
    expect(sumUp(runs).map(({ engine, version, scenarios }) => [engine, version, scenarios])).toEqual([
      ["chromium", "1", 100],
      ["firefox", "1", 10],
      ["chromium", "2", 5],
    ]);
  });

  it("count the scenarios of a seed once, however often they were run", () => {
    const runs = [run("webkit", "1", 1, 100), run("webkit", "1", 1, 300), run("webkit", "1", 2, 50)];
    expect(sumUp(runs)).toMatchObject([{ scenarios: 350, seeds: 2 }]);
    expect(sumUp([...runs, { ...run("webkit", "1", 2, 70), grid: true }])).toMatchObject([
      { scenarios: 420, seeds: 3 },
    ]);
  });

  it("say when something new was found last, and how many scenarios have passed since", () => {
    const runs = [
      run("webkit", "1", 1, 100, 3),
      run("webkit", "1", 2, 100, 1),
      run("webkit", "1", 2, 100),
      run("webkit", "1", 3, 40),
    ];
    expect(sumUp(runs)).toMatchObject([{ lastFinding: { seed: 2, different: 1 }, since: 140 }]);
    expect(sumUp(runs.slice(2))).toMatchObject([{ lastFinding: undefined, since: 140 }]);
  });
});
