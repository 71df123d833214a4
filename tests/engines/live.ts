import { readFileSync, writeFileSync } from "node:fs";

import type { EngineName } from "./engine.ts";
import { generate } from "./generate.ts";
import { gridRows, toScenario } from "./grid.ts";
import { prepare } from "./install.ts";
import type { Options } from "./options.ts";
import { toRecorded, writeRecording, type Recorded } from "./recording.ts";
import { replay } from "./replay.ts";
import { appendRun } from "./run-log.ts";
import { Runner } from "./runner.ts";
import type { Scenario } from "./scenario.ts";
import { ScenarioServer } from "./scenario-server.ts";
import { runAll, shrinkMismatch, signature, type Mismatch, type Tally } from "./session.ts";
import { simulate } from "./simulate.ts";
import { isRunIn } from "./unmodelled.ts";
import { WRITTEN_DOWN } from "./written-scenarios.ts";

/**
 * Gives the engines one after another to somebody who runs scenarios in them; what is missing is installed before any
 * starts.
 */
export async function withEngines(
  engines: readonly EngineName[],
  use: (runner: Runner) => Promise<void>,
): Promise<void> {
  const launches = engines.map((name) => [name, prepare(name)] as const);
  const server = await ScenarioServer.start();
  try {
    for (const [name, launch] of launches) {
      const runner = new Runner(name, server, launch);
      try {
        await use(runner);
      } finally {
        await runner.close();
      }
    }
  } finally {
    await server.close();
  }
}

/** Runs scenarios in the browsers and in the simulation. @returns 0 when they agree, 1 when they differ */
export async function testLive(options: Options): Promise<number> {
  const scenarios = chooseScenarios(options);
  let different = 0;
  await withEngines(options.engines, async (runner) => {
    const { agreed, mismatches } = await testEngine(runner, scenarios, options);
    different += mismatches.length;
    if (options.record !== undefined) await record(runner, inOrder(agreed, scenarios), options.record, options.seed);
  });
  return different === 0 ? 0 : 1;
}

/**
 * Those of a file; or those that are written down, and after them the ones that the seed stands for. A recording has both
 * the grid and others.
 */
function chooseScenarios({ scenario, grid, count, seed, record }: Options): Scenario[] {
  if (scenario === undefined) {
    const rows = grid || record !== undefined ? gridRows(seed).map(toScenario) : [];
    const others = grid ? [] : Array.from({ length: count }, (_, index) => generate(seed, index));
    return [...WRITTEN_DOWN, ...rows, ...others];
  }
  const value: unknown = JSON.parse(readFileSync(scenario, "utf8"));
  return (Array.isArray(value) ? value : [value]) as Scenario[];
}

async function testEngine(
  runner: Runner,
  chosen: readonly Scenario[],
  { grid, seed, show, save, log }: Options,
): Promise<Tally> {
  const scenarios = chosen.filter((scenario) => isRunIn(runner.name, scenario));
  const started = Date.now();
  const tally = await runAll(runner, scenarios, (done) => {
    if (done % 600 === 0) console.error(`${runner.name}: ${done} of ${scenarios.length}`);
  });
  const { mismatches, agreed, unsteady } = tally;
  const rate = (scenarios.length / ((Date.now() - started) / 1000)).toFixed(0);
  if (save !== undefined) writeFileSync(save, JSON.stringify(mismatches.map(({ scenario }) => scenario)));
  const kinds = new Map<string, Mismatch[]>();
  for (const mismatch of mismatches) {
    const kind = signature(mismatch.differences);
    kinds.set(kind, [...(kinds.get(kind) ?? []), mismatch]);
  }
  const { name: engine, version } = runner;
  if (log) {
    // Those that are written down are the same in every run.
    const count = scenarios.length - WRITTEN_DOWN.length;
    appendRun({ engine, version, grid, seed, count, different: mismatches.length, kinds: kinds.size });
  }
  const sorted = [...kinds].sort((a, b) => b[1].length - a[1].length);
  for (const [kind, [first]] of sorted.slice(0, show)) {
    if (first !== undefined) showMismatch(kind, kinds.get(kind)?.length ?? 0, await shrinkMismatch(runner, first));
  }
  for (const [kind, several] of sorted.slice(show)) console.log(`\n${several.length} × ${kind}`);
  console.log(
    `\n${engine} ${version}, seed ${seed}: ${agreed.length} of ${scenarios.length} agree, ${mismatches.length} differ ` +
      `in ${kinds.size} kinds; ${rate} scenarios a second, ${unsteady} agreed only alone, ${runner.restarts} restarts`,
  );
  return tally;
}

function showMismatch(kind: string, count: number, { scenario, differences }: Mismatch): void {
  console.log(`\n${count} × ${kind}`);
  for (const { what, browser, simulated } of differences) {
    console.log(`  ${what}\n    browser:   ${JSON.stringify(browser)}\n    simulated: ${JSON.stringify(simulated)}`);
  }
  console.log(`  ${JSON.stringify(scenario)}`);
}

/** What agreed, in the order in which it was chosen and not in that of the batches. */
function inOrder(agreed: Tally["agreed"], scenarios: readonly Scenario[]): Tally["agreed"] {
  const places = new Map(scenarios.map((scenario, place) => [scenario, place]));
  const placeOf = ({ scenario }: Tally["agreed"][number]): number => places.get(scenario) ?? 0;
  return [...agreed].sort((one, other) => placeOf(one) - placeOf(other));
}

/** Writes the first of the scenarios that agreed, for the tests to replay; the smallest come first. */
async function record(
  { name: engine, version }: Runner,
  agreed: Tally["agreed"],
  most: number,
  seed: number,
): Promise<void> {
  const scenarios: Recorded[] = [];
  for (const { scenario, observed } of agreed) {
    if (scenarios.length === most) break;
    const at = observed.outcomes.map((outcome) => outcome.at);
    const recorded = toRecorded(scenario, observed, await simulate(scenario, engine, at));
    // What lies on the edge of a second may have crossed it by rounding.
    if ((await replay(engine, recorded)).length === 0) scenarios.push(recorded);
  }
  const sizes = new Map(scenarios.map((recorded) => [recorded, JSON.stringify(recorded.scenario).length]));
  scenarios.sort((one, other) => (sizes.get(one) ?? 0) - (sizes.get(other) ?? 0));
  const date = new Date().toISOString().slice(0, 10);
  const bytes = writeRecording({ engine, version, date, seed, count: scenarios.length, scenarios });
  console.log(`${engine}: ${scenarios.length} scenarios recorded in ${bytes} bytes`);
}
