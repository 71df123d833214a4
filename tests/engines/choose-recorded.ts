import type { EngineName } from "./engine.ts";
import type { Recorded } from "./recording.ts";
import { departingRules, findShowing } from "./replay.ts";

/** How many scenarios are kept for each rule in which an engine departs. */
const FOR_EACH_RULE = 5;

/**
 * Chooses scenarios to keep: first, for each rule in which the engine departs, the smallest that show it, and then as many
 * others as there is room for, from all places of the row. The smallest come first.
 */
export async function chooseRecorded(
  engine: EngineName,
  recordeds: readonly Recorded[],
  most: number,
): Promise<Recorded[]> {
  const sizes = new Map(recordeds.map((recorded) => [recorded, JSON.stringify(recorded.scenario).length]));
  const bySize = (one: Recorded, other: Recorded): number => (sizes.get(one) ?? 0) - (sizes.get(other) ?? 0);
  const sorted = [...recordeds].sort(bySize);
  const chosen = new Set<Recorded>();
  for (const rule of departingRules(engine)) {
    for (const recorded of await findShowing(engine, sorted, rule, FOR_EACH_RULE)) chosen.add(recorded);
  }
  const rest = recordeds.filter((recorded) => !chosen.has(recorded));
  const room = Math.max(0, most - chosen.size);
  for (const [index, recorded] of rest.entries()) {
    // As many as there is room for, at even distances.
    if (Math.floor(((index + 1) * room) / rest.length) > Math.floor((index * room) / rest.length)) chosen.add(recorded);
  }
  return [...chosen].sort(bySize).slice(0, most);
}
