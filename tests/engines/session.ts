import type { Rules } from "../../src/browser/rules.ts";

import { compare, type Difference } from "./compare.ts";
import type { EngineName } from "./engine.ts";
import { shrink } from "./shrink.ts";
import type { Observed, Runner } from "./runner.ts";
import type { Scenario } from "./scenario.ts";
import { simulate } from "./simulate.ts";

/** A scenario in which browser and simulation differ. */
export interface Mismatch {
  readonly scenario: Scenario;
  readonly differences: readonly Difference[];
}

/** What came of many scenarios. */
export interface Tally {
  readonly mismatches: Mismatch[];
  /** Scenarios and what the browser did, of those that agree. */
  readonly agreed: { readonly scenario: Scenario; readonly observed: Observed }[];
  /** How many differed in a crowd and agreed when they ran alone. */
  unsteady: number;
}

/** Scenarios that a browser is given at once. */
const BATCH = 60;

/** What waits, waits together. */
const PATIENT_BATCH = 150;

/** Runs scenarios in a browser and in the simulation. What differs is run once more, alone, before it counts. */
export async function runAll(
  runner: Runner,
  scenarios: readonly Scenario[],
  onProgress: (done: number) => void = () => {},
): Promise<Tally> {
  const tally: Tally = { mismatches: [], agreed: [], unsteady: 0 };
  const waits = ({ steps }: Scenario): boolean => steps.some(({ wait }) => wait !== undefined);
  const batches = [false, true].flatMap((secure) => {
    const alike = scenarios.filter((scenario) => (scenario.secure === true) === secure);
    const quick = alike.filter((scenario) => !waits(scenario));
    return [...cut(quick, BATCH), ...cut(alike.filter(waits), PATIENT_BATCH)];
  });
  let done = 0;
  for (const batch of batches) {
    const observed = await runner.run(batch);
    for (const [index, scenario] of batch.entries()) {
      const seen = observed[index];
      if (seen === undefined) continue;
      const differences = await judge(runner.name, scenario, seen);
      if (differences.length === 0) tally.agreed.push({ scenario, observed: seen });
      else await judgeAgain(runner, scenario, tally);
    }
    done += batch.length;
    onProgress(done);
  }
  return tally;
}

/** A browser may be too busy to end something in time: so often it is asked alone before that counts. */
const ATTEMPTS = 3;

async function judgeAgain(runner: Runner, scenario: Scenario, tally: Tally): Promise<void> {
  let differences: Difference[] = [];
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const [observed] = await runner.run([scenario]);
    if (observed === undefined) return;
    differences = await judge(runner.name, scenario, observed);
    if (differences.length === 0) {
      tally.unsteady += 1;
      tally.agreed.push({ scenario, observed });
      return;
    }
    if (observed.outcomes.every(({ verdict }) => verdict !== "no end")) break;
  }
  tally.mismatches.push({ scenario, differences });
}

/**
 * In what a browser and the simulation differ.
 *
 * @param changes rules that hold otherwise than in the profile
 */
export async function judge(
  engine: EngineName,
  scenario: Scenario,
  observed: Observed,
  changes: Partial<Rules> = {},
): Promise<Difference[]> {
  const at = observed.outcomes.map((outcome) => outcome.at);
  const model = await simulate(scenario, engine, at, changes);
  return compare(engine, scenario, observed, model);
}

/** The smallest scenario that differs in the same way. */
export async function shrinkMismatch(runner: Runner, { scenario, differences }: Mismatch): Promise<Mismatch> {
  const kind = signature(differences);
  const small = await shrink(scenario, async (candidates) => {
    const found: boolean[] = [];
    for (const batch of cut(candidates, BATCH)) {
      const observed = await runner.run(batch);
      for (const [index, candidate] of batch.entries()) {
        const seen = observed[index];
        found.push(seen !== undefined && signature(await judge(runner.name, candidate, seen)) === kind);
      }
    }
    return found;
  });
  const [observed] = await runner.run([small]);
  return { scenario: small, differences: observed === undefined ? [] : await judge(runner.name, small, observed) };
}

/** What kind of difference it is: mismatches of one kind have, as a rule, one cause. */
export function signature(differences: readonly Difference[]): string {
  const [first] = differences;
  if (first === undefined) return "";
  const { what, browser, simulated } = first;
  const kind = what.replace(/ of .*$/, "");
  const sides = [browser, simulated].map((side) => kindOf(kind, side));
  return `${kind}: ${sides[0]} / ${sides[1]}`;
}

function kindOf(kind: string, side: unknown): string {
  const of = (key: string, value: unknown): string => String((value as Record<string, unknown> | undefined)?.[key]);
  if (kind === "outcome") return `${of("verdict", side)} ${of("type", side)} ${of("status", side)}`;
  if (!Array.isArray(side)) return "";
  if (kind === "reasons") return side.map((reason) => of("code", reason)).join(" ");
  if (kind === "requests") return side.map((request) => String(request).replace(/ .*$/, "")).join(" ");
  return side.map((line) => String(line).replace(/:.*$/, "")).join(" ");
}

function cut<Value>(values: readonly Value[], size: number): Value[][] {
  const batches: Value[][] = [];
  for (let start = 0; start < values.length; start += size) batches.push(values.slice(start, start + size));
  return batches;
}
