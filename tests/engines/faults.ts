import type { EngineName } from "./engine.ts";
import { readRecording } from "./recording.ts";
import { departingRules, findShowing } from "./replay.ts";
import { UNSEEN } from "./written-scenarios.ts";

/** How much has to be noticed of what a page can see. */
const ENOUGH = 0.95;

/**
 * Takes each row in which an engine departs back to the standard, and sees whether the recordings notice.
 *
 * @returns 0 when they notice enough of those that a page can see
 */
export async function tryFaults(engines: readonly EngineName[]): Promise<number> {
  let [tried, noticed, unseen] = [0, 0, 0];
  for (const engine of engines) {
    const { scenarios } = readRecording(engine);
    const rules = departingRules(engine);
    let own = 0;
    for (const rule of rules) {
      const why = UNSEEN[rule]?.[engine];
      if ((await findShowing(engine, scenarios, rule, 1)).length > 0) own += 1;
      else console.log(`not noticed: ${engine} ${rule}${why === undefined ? "" : ` (no page can see it: ${why})`}`);
      if (why !== undefined) unseen += 1;
    }
    console.log(`${engine}: ${own} of ${rules.length} noticed`);
    tried += rules.length;
    noticed += own;
  }
  console.log(`${noticed} of ${tried} noticed; ${unseen} of them no page can see`);
  return noticed >= ENOUGH * (tried - unseen) ? 0 : 1;
}
