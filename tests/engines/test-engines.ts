import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";

import { ENGINE_NAMES, type EngineName } from "./engine.ts";
import { generate } from "./generate.ts";
import { prepare } from "./install.ts";
import { Runner } from "./runner.ts";
import type { Scenario } from "./scenario.ts";
import { ScenarioServer } from "./scenario-server.ts";
import { runAll, shrinkMismatch, signature, type Mismatch } from "./session.ts";

interface Options {
  readonly engines: readonly EngineName[];
  readonly count: number;
  readonly seed: number;
  readonly scenario: string | undefined;
  /** How many kinds of mismatch are shrunk and shown. */
  readonly show: number;
  /** Where scenarios that differ are written, for `--scenario`. */
  readonly save: string | undefined;
}

const USAGE =
  "npm run test:engines -- [--engine chromium|firefox|webkit|all] [--count N] [--seed S] [--scenario FILE] [--show N] [--save FILE]";

/** @throws TypeError for what is none of its options */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      engine: { type: "string", default: "all" },
      count: { type: "string", default: "300" },
      seed: { type: "string", default: String(Math.floor(Date.now() / 1000) % 1_000_000) },
      scenario: { type: "string" },
      show: { type: "string", default: "8" },
      save: { type: "string" },
    },
  });
  const engines = ENGINE_NAMES.filter((name) => values.engine === "all" || values.engine === name);
  if (engines.length === 0) throw new TypeError(`--engine takes ${ENGINE_NAMES.join(", ")} or all: ${USAGE}`);
  return {
    engines,
    count: toNumber("--count", values.count),
    seed: toNumber("--seed", values.seed),
    scenario: values.scenario,
    show: toNumber("--show", values.show),
    save: values.save,
  };
}

function toNumber(name: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new TypeError(`${name} takes a whole number, and "${text}" is none: ${USAGE}`);
  return Number(text);
}

/**
 * Holds the profiles of the simulated browser against the browsers themselves.
 *
 * @returns the exit code: 0 when they agree, 1 when they differ
 */
export async function testEngines(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  const scenarios = chooseScenarios(options);
  const launches = options.engines.map((name) => [name, prepare(name)] as const);
  const server = await ScenarioServer.start();
  let different = 0;
  try {
    for (const [name, launch] of launches) {
      const runner = new Runner(name, server, launch);
      try {
        different += await testEngine(runner, scenarios, options);
      } finally {
        await runner.close();
      }
    }
  } finally {
    await server.close();
  }
  return different === 0 ? 0 : 1;
}

function chooseScenarios({ scenario, count, seed }: Options): Scenario[] {
  if (scenario === undefined) return Array.from({ length: count }, (_, index) => generate(seed, index));
  const value: unknown = JSON.parse(readFileSync(scenario, "utf8"));
  return (Array.isArray(value) ? value : [value]) as Scenario[];
}

async function testEngine(
  runner: Runner,
  scenarios: readonly Scenario[],
  { seed, show, save }: Options,
): Promise<number> {
  const started = Date.now();
  const { mismatches, agreed, unsteady } = await runAll(runner, scenarios, (done) => {
    if (done % 600 === 0) console.error(`${runner.name}: ${done} of ${scenarios.length}`);
  });
  const rate = (scenarios.length / ((Date.now() - started) / 1000)).toFixed(0);
  if (save !== undefined) writeFileSync(save, JSON.stringify(mismatches.map(({ scenario }) => scenario)));
  const kinds = new Map<string, Mismatch[]>();
  for (const mismatch of mismatches) {
    const kind = signature(mismatch.differences);
    kinds.set(kind, [...(kinds.get(kind) ?? []), mismatch]);
  }
  const sorted = [...kinds].sort((a, b) => b[1].length - a[1].length);
  for (const [kind, [first]] of sorted.slice(0, show)) {
    if (first !== undefined) showMismatch(kind, kinds.get(kind)?.length ?? 0, await shrinkMismatch(runner, first));
  }
  for (const [kind, several] of sorted.slice(show)) console.log(`\n${several.length} × ${kind}`);
  console.log(
    `\n${runner.name} ${runner.version}, seed ${seed}: ${agreed.length} of ${scenarios.length} agree, ${mismatches.length} differ ` +
      `in ${kinds.size} kinds; ${rate} scenarios a second, ${unsteady} agreed only alone, ${runner.restarts} restarts`,
  );
  return mismatches.length;
}

function showMismatch(kind: string, count: number, { scenario, differences }: Mismatch): void {
  console.log(`\n${count} × ${kind}`);
  for (const { what, browser, simulated } of differences) {
    console.log(`  ${what}\n    browser:   ${JSON.stringify(browser)}\n    simulated: ${JSON.stringify(simulated)}`);
  }
  console.log(`  ${JSON.stringify(scenario)}`);
}
