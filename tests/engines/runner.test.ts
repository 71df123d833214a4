import { afterEach, describe, expect, it, vi } from "vitest";

import type { Engine } from "./engine.ts";
import { Runner, type Launch } from "./runner.ts";
import type { Origins, Scenario } from "./scenario.ts";
import { ScenarioServer } from "./scenario-server.ts";
import { servePage, type Job } from "./serve-page.ts";

/** What a browser does when it comes to a scenario of this kind. */
type Accident = (number: number, end: () => void) => void;

/** Scenarios with this at the end of their URL are where something happens. */
const HERE = "?here";

/**
 * Something that behaves as the page does in a browser: it takes scenarios, asks the servers, and says what came of it. Any
 * number of browsers can be started.
 */
function fakeBrowsers(accident: Accident): Launch {
  let started = 0;
  return (url) => {
    started += 1;
    const number = started;
    const control = new AbortController();
    const { signal } = control;
    let end = (): void => {};
    const gone = new Promise<void>((resolve) => {
      end = () => {
        control.abort();
        resolve();
      };
    });
    const visit = async ({ id, scenario }: Job, origins: Origins): Promise<unknown> => {
      const [step] = scenario.steps;
      if (step?.suffix === HERE) accident(number, end);
      await fetch(`${origins[step?.hops[0]?.host ?? "X"]}/s/${id}/0`, { signal });
      return { id, outcomes: [{ verdict: `browser ${number}`, at: 0 }] };
    };
    const run = async (jobs: readonly Job[], origins: Origins): Promise<unknown[]> => {
      const results: unknown[] = [];
      for (const job of jobs) results.push(await visit(job, origins));
      return results;
    };
    void servePage(url, run, signal);
    const engine: Engine = {
      version: "1",
      gone,
      reasons: () => Promise.resolve([]),
      close: () => {
        end();
        return Promise.resolve();
      },
    };
    return Promise.resolve(engine);
  };
}

function scenarios(count: number, here: number): Scenario[] {
  return Array.from({ length: count }, (_, index): Scenario => {
    const answer = { status: 200, headers: [["x-place", String(index)]] } as const;
    const hops = [{ host: "X", preflight: answer, main: answer }] as const;
    return { steps: [{ api: "fetch", hops, ...(index === here ? { suffix: HERE } : {}) }] };
  });
}

async function runWith(accident: Accident, list: readonly Scenario[]): Promise<{ runner: Runner; seen: unknown[] }> {
  const server = await ScenarioServer.start();
  const runner = new Runner("chromium", server, fakeBrowsers(accident));
  try {
    const observed = await runner.run(list);
    const seen = observed.map(({ outcomes, log }) => [outcomes.map(({ verdict }) => verdict), log.length]);
    return { runner, seen };
  } finally {
    await runner.close();
    await server.close();
  }
}

describe("Runner", () => {
  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
  });

  it("goes on with a new browser when one is killed in mid-run, and loses no scenario and counts none twice", async () => {
    const said = vi.spyOn(console, "error").mockReturnValue();
    const killFirst: Accident = (number, end) => {
      if (number === 1) end();
    };
    const { runner, seen } = await runWith(killFirst, scenarios(7, 4));
    // Those that the first browser had asked for are asked for anew, and logged once.
    expect(seen).toEqual(Array.from({ length: 7 }, () => [["browser 2"], 1]));
    expect(runner.restarts).toBe(1);
    expect(said).toHaveBeenCalledWith("chromium: the browser ended; started again");
  });

  it("takes a browser that hangs for one that is gone", async () => {
    vi.spyOn(console, "error").mockReturnValue();
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const hangFirst: Accident = (number) => {
      if (number === 1) vi.advanceTimersByTime(60_000);
    };
    const { runner, seen } = await runWith(hangFirst, scenarios(3, 1));
    expect(seen).toEqual(Array.from({ length: 3 }, () => [["browser 2"], 1]));
    expect(runner.restarts).toBe(1);
  });

  it("runs the others when one scenario ends every browser, and tells what that does", async () => {
    vi.spyOn(console, "error").mockReturnValue();
    const killAll: Accident = (_number, end) => end();
    const { seen } = await runWith(killAll, scenarios(20, 9));
    const others = [[expect.stringMatching(/^browser \d+$/)], 1];
    expect(seen.slice(0, 9)).toEqual(Array.from({ length: 9 }, () => others));
    expect(seen[9]).toEqual([["no browser survives it"], 0]);
    expect(seen.slice(10)).toEqual(Array.from({ length: 10 }, () => others));
  });

  it("ends with an error when no browser starts", async () => {
    const server = await ScenarioServer.start();
    const launch = vi.fn<Launch>().mockRejectedValue(new Error("no display"));
    const runner = new Runner("webkit", server, launch);
    await expect(runner.run(scenarios(2, -1))).rejects.toMatchObject({
      message: "webkit does not start",
      cause: { message: "no display" },
    });
    expect(launch).toHaveBeenCalledTimes(3);
    await server.close();
  });
});
