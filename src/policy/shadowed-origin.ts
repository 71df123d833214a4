import { parsePattern, type OriginPattern } from "./origin-pattern.ts";
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
  const sample = pattern === undefined ? undefined : sampleOf(pattern);
  if (pattern === undefined || sample === undefined) return undefined;
  const [before, after] = lengthsAround(pattern);
  let cover: string | undefined;
  patterns.find(sample, (otherBefore, star, otherAfter) => {
    const other = otherBefore + star + otherAfter;
    if (other !== text && otherBefore.length <= before && otherAfter.length <= after) cover = other;
    return cover !== undefined;
  });
  return cover;
}

/** How long another pattern may be on both sides of its `*`. */
function lengthsAround(pattern: OriginPattern): readonly [before: number, after: number] {
  if (pattern.wildcard === undefined) return [Infinity, Infinity];
  return [pattern.before.length, pattern.after.length];
}

/** An origin of the pattern, as hard to match as any. @returns `undefined` for any port, which only the same pattern covers */
function sampleOf(pattern: OriginPattern): string | undefined {
  switch (pattern.wildcard) {
    case undefined:
      return pattern.origin;
    case "port":
      return undefined;
    case "label":
      return `${pattern.before}a_b${pattern.after}`;
    case "labels":
      return `${pattern.before}a_b.a_b${pattern.after}`;
    case "part":
      return `${pattern.before}a-b${pattern.after}`;
  }
}
