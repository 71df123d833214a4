import type { EngineName } from "./engine.ts";
import { readRecording } from "./recording.ts";
import { departingRules, findShowing } from "./replay.ts";

/** How much of the rows has to be noticed. */
const ENOUGH = 0.95;

/**
 * Takes each row in which an engine departs back to the standard, and sees whether the recordings notice.
 *
 * @returns 0 when they notice enough of them
 */
export async function tryFaults(engines: readonly EngineName[]): Promise<number> {
  let tried = 0;
  const unnoticed: string[] = [];
  for (const engine of engines) {
    const { scenarios } = readRecording(engine);
    const rules = departingRules(engine);
    const missed: string[] = [];
    for (const rule of rules) {
      if ((await findShowing(engine, scenarios, rule, 1)).length === 0) missed.push(`${engine} ${rule}`);
    }
    console.log(`${engine}: ${rules.length - missed.length} of ${rules.length} noticed`);
    tried += rules.length;
    unnoticed.push(...missed);
  }
  for (const name of unnoticed) console.log(`not noticed: ${name}`);
  console.log(`${tried - unnoticed.length} of ${tried} noticed`);
  return tried - unnoticed.length >= ENOUGH * tried ? 0 : 1;
}
