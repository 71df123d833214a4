import { DEPARTURES } from "../../src/browser/departures.ts";
import type { Rules } from "../../src/browser/rules.ts";

import type { EngineName } from "./engine.ts";
import { withEngines } from "./live.ts";
import { readRecording } from "./recording.ts";
import { findShowing, type RuleName } from "./replay.ts";
import { judge } from "./session.ts";

/** How many scenarios are run. */
const MOST = 5;

/**
 * Runs those recorded scenarios in which a rule matters, and tells for each whether the browser still does what the row
 * says.
 *
 * @returns 0 when it does so in all of them, 1 when not, or when there is none
 */
export async function showRow(engines: readonly EngineName[], rule: RuleName): Promise<number> {
  const row = DEPARTURES[rule];
  const departing = engines.filter((name) => row[name] !== undefined);
  console.log(`${rule}: ${row.evidence ?? "no engine departs"}\nstandard: ${JSON.stringify(row.standard)}`);
  if (departing.length === 0) console.log(`${engines.join(", ")}: as the standard says; there is nothing to show`);
  const standard = { [rule]: row.standard } as Partial<Rules>;
  let failed = departing.length === 0;
  await withEngines(departing, async (runner) => {
    const { name } = runner;
    const showing = await findShowing(name, readRecording(name).scenarios, rule, MOST);
    const observed = await runner.run(showing.map(({ scenario }) => scenario));
    console.log(`\n${name} ${runner.version}: ${JSON.stringify(row[name])}`);
    if (showing.length === 0) console.log("  no recorded scenario shows it");
    failed ||= showing.length === 0;
    for (const [index, { scenario }] of showing.entries()) {
      const seen = observed[index];
      if (seen === undefined) throw new Error("a browser lost a scenario");
      const asProfile = (await judge(name, scenario, seen)).length === 0;
      const asStandard = (await judge(name, scenario, seen, standard)).length === 0;
      failed ||= !asProfile;
      console.log(`  ${verdict(asProfile, asStandard)}: ${JSON.stringify(scenario)}`);
    }
  });
  return failed ? 1 : 0;
}

function verdict(asProfile: boolean, asStandard: boolean): string {
  if (asProfile) return asStandard ? "as the row says, and as the standard says" : "as the row says";
  return asStandard ? "AS THE STANDARD SAYS" : "NEITHER as the row nor as the standard says";
}
