import { parsePattern } from "./origin-pattern.ts";
import type { PatternIndex } from "./pattern-index.ts";

/**
 * A pattern with a `*`, another one than this text, that names every origin which this text names.
 *
 * Invariant: an origin of a pattern is named by another pattern for every stand-in of the `*` alike, if and only if that
 * other one is no longer before its `*` and no longer after it. So one origin and two lengths decide.
 *
 * @param text a sound pattern, or an exact origin
 */
export function findCover(text: string, patterns: PatternIndex): string | undefined {
  const pattern = parsePattern(text);
  // Any port is covered by the same pattern alone.
  if (pattern === undefined || pattern.wildcard === "port") return undefined;
  const isExact = pattern.wildcard === undefined;
  const before = isExact ? Infinity : pattern.before.length;
  const after = isExact ? Infinity : pattern.after.length;
  const sample = isExact ? text : pattern.before + STAND_INS[pattern.wildcard] + pattern.after;
  let cover: string | undefined;
  patterns.find(sample, (otherBefore, star, otherAfter) => {
    const other = otherBefore + star + otherAfter;
    if (other !== text && otherBefore.length <= before && otherAfter.length <= after) cover = other;
    return cover !== undefined;
  });
  return cover;
}

/** What a `*` stands for, as hard to match as any. */
const STAND_INS = { label: "a_b", labels: "a_b.a_b", part: "a-b" };
