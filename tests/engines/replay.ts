import { DEPARTURES } from "../../src/browser/departures.ts";
import type { Rules } from "../../src/browser/rules.ts";

import { compare, type Difference } from "./compare.ts";
import type { EngineName } from "./engine.ts";
import type { Recorded } from "./recording.ts";
import { simulate } from "./simulate.ts";

/** The name of a rule in which engines depart from the standard. */
export type RuleName = keyof Rules;

/** The rules in which an engine departs. */
export function departingRules(engine: EngineName): RuleName[] {
  const names = Object.keys(DEPARTURES) as RuleName[];
  return names.filter((name) => DEPARTURES[name][engine] !== undefined);
}

/** In what a browser that was recorded and a fresh simulation differ. */
export async function replay(
  engine: EngineName,
  recorded: Recorded,
  changes: Partial<Rules> = {},
): Promise<Difference[]> {
  const at = recorded.outcomes.map((outcome) => outcome.at);
  const model = await simulate(recorded.scenario, engine, at, changes);
  const { id, origins } = model;
  return compare(engine, recorded.scenario, { ...recorded, id, origins }, model);
}

/** Whether a rule matters in a scenario: with the standard's value the simulation is another than the browser. */
async function shows(engine: EngineName, recorded: Recorded, rule: RuleName): Promise<boolean> {
  const changes = { [rule]: DEPARTURES[rule].standard } as Partial<Rules>;
  return (await replay(engine, recorded, changes)).length > 0;
}

/** The first scenarios in which a rule matters. */
export async function findShowing(
  engine: EngineName,
  recordeds: readonly Recorded[],
  rule: RuleName,
  most: number,
): Promise<Recorded[]> {
  const found: Recorded[] = [];
  for (const recorded of recordeds) {
    if (found.length === most) break;
    if (await shows(engine, recorded, rule)) found.push(recorded);
  }
  return found;
}
