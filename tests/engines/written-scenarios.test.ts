import { describe, expect, it } from "vitest";

import { DEPARTURES } from "../../src/browser/departures.ts";

import { ENGINE_NAMES, type EngineName } from "./engine.ts";
import { expectedReasons } from "./expected-reasons.ts";
import { toRecorded } from "./recording.ts";
import { findShowing, type RuleName } from "./replay.ts";
import type { Scenario } from "./scenario.ts";
import { simulate } from "./simulate.ts";
import { UNSEEN, WRITTEN } from "./written-scenarios.ts";

/** Whether a rule's value makes a difference for an engine that does just what the profile says. */
async function isSeen(engine: EngineName, scenario: Scenario, rule: RuleName): Promise<boolean> {
  let now = 0;
  const at = scenario.steps.map(({ wait = 0 }) => (now += wait));
  const model = await simulate(scenario, engine, at);
  const reasons = expectedReasons(engine, scenario, model)
    .filter(({ optional }) => optional !== true)
    .map(({ code, parameters }) => ({ code, ...(parameters?.[0] === undefined ? {} : { parameter: parameters[0] }) }));
  const recorded = toRecorded(scenario, { ...model, reasons }, model);
  return (await findShowing(engine, [recorded], rule, 1)).length === 1;
}

const DEPARTING = (Object.keys(DEPARTURES) as RuleName[]).flatMap((rule) =>
  ENGINE_NAMES.filter((engine) => DEPARTURES[rule][engine] !== undefined)
    .filter((engine) => UNSEEN[rule]?.[engine] === undefined)
    .map((engine) => [rule, engine] as const),
);

describe("the scenarios that are written down", () => {
  it.each(DEPARTING)("show %s in %s", async (rule, engine) => {
    const found = await Promise.all((WRITTEN[rule] ?? []).map((scenario) => isSeen(engine, scenario, rule)));
    expect(found).toContain(true);
  });
});
