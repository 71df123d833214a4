import { describe, expect, it } from "vitest";

import { DEPARTURES } from "../../src/browser/departures.ts";

import { ENGINE_NAMES, type EngineName } from "./engine.ts";
import { expectedReasons } from "./expected-reasons.ts";
import { toRecorded } from "./recording.ts";
import { findShowing, type RuleName } from "./replay.ts";
import type { Scenario } from "./scenario.ts";
import { simulate } from "./simulate.ts";
import { WRITTEN } from "./written-scenarios.ts";

/**
 * What nobody can see from a page: a request that is blocked anyway, cookies that are never sent, a limit that random choice
 * blurs, what is not compared, and entries of which the old ones are gone before there are new ones.
 */
const UNSEEN: Readonly<Partial<Record<RuleName, readonly EngineName[]>>> = {
  leavingHttpsIsDowngrade: ["webkit"],
  defaultSameSite: ["webkit"],
  cacheSize: ["chromium"],
  cacheMerges: ["webkit"],
  credentialedOpaquePageNamesOrigin: ["chromium"],
};

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

describe.each(Object.entries(WRITTEN) as [RuleName, readonly Scenario[]][])(
  "the scenarios of %s",
  (rule, scenarios) => {
    const departing = ENGINE_NAMES.filter((engine) => DEPARTURES[rule][engine] !== undefined);
    const seen = departing.filter((engine) => UNSEEN[rule]?.includes(engine) !== true);

    it.each(seen)("show it in %s", async (engine) => {
      const found = await Promise.all(scenarios.map((scenario) => isSeen(engine, scenario, rule)));
      expect(found).toContain(true);
    });
  },
);
