import { LONGEST_ORIGIN } from "../standard/origin.ts";
import { parsePattern, type Wildcard } from "./origin-pattern.ts";

/** The patterns whose `*` stands after one and the same text. */
interface Branch {
  /** What may stand after a whole label: `.example.com`, `.example.com:8443`. */
  readonly label: Set<string>;
  /** What may stand after one or more labels. */
  readonly labels: Set<string>;
  /** What may stand after part of a label, by how much of it belongs to that same label. */
  readonly part: Map<number, Set<string>>;
}

/** Whether the pattern that names the origin is one that is looked for; it is given as the text before, the `*`, the text after. */
export type Hit = (before: string, star: string, after: string) => boolean;

/**
 * Patterns with a `*`, laid out so that asking about an origin costs the same however many there are: the text before a
 * `*` and the text after it are looked up, and where they can begin and end follows from the labels of the origin.
 */
export class PatternIndex {
  /** Scheme and host of those with any port. */
  readonly #anyPort = new Set<string>();
  readonly #branches = new Map<string, Branch>();
  /** Lengths of the keys of `#branches`, shortest first, each once. */
  readonly #lengths: readonly number[];

  /** @param patterns sound ones, each with a `*` */
  constructor(patterns: Iterable<string>) {
    for (const text of patterns) {
      const pattern = parsePattern(text);
      if (pattern?.wildcard === "port") this.#anyPort.add(pattern.before);
      else if (pattern?.wildcard !== undefined) this.#addToBranch(pattern.wildcard, pattern.before, pattern.after);
    }
    this.#lengths = [...new Set([...this.#branches.keys()].map((before) => before.length))].sort((a, b) => a - b);
  }

  /** Goes through the patterns that name this origin, until one is a hit. A text too long for an origin is not looked at. */
  find(origin: string, hit: Hit): boolean {
    if (origin.length > LONGEST_ORIGIN) return false;
    if (this.#anyPort.size > 0) {
      const base = withoutPort(origin) ?? origin;
      if (this.#anyPort.has(base) && hit(base, ":*", "")) return true;
    }
    for (const length of this.#lengths) {
      if (length >= origin.length) return false;
      const branch = this.#branches.get(origin.slice(0, length));
      if (branch !== undefined && findInBranch(branch, origin, length, hit)) return true;
    }
    return false;
  }

  #addToBranch(wildcard: Exclude<Wildcard, "port">, before: string, after: string): void {
    const branch = this.#branches.get(before) ?? { label: new Set(), labels: new Set(), part: new Map() };
    this.#branches.set(before, branch);
    if (wildcard !== "part") {
      branch[wildcard].add(after);
      return;
    }
    const tail = endOfLabel(after, 0);
    const afters = branch.part.get(tail) ?? new Set();
    branch.part.set(tail, afters.add(after));
  }
}

/** @param start where the text in place of the `*` begins in the origin */
function findInBranch(branch: Branch, origin: string, start: number, hit: Hit): boolean {
  const end = endOfLabel(origin, start);
  if (end === start) return false;
  const before = origin.slice(0, start);
  const rest = origin.slice(end);
  if (branch.label.has(rest) && hit(before, "*", rest)) return true;
  for (const [tail, afters] of branch.part) {
    const from = end - tail;
    if (from <= start || hasUnderscore(origin, start, from)) continue;
    const after = origin.slice(from);
    if (afters.has(after) && hit(before, "*", after)) return true;
  }
  return branch.labels.size > 0 && findLabels(branch.labels, origin, end, (after) => hit(before, "**", after));
}

/** @param end where the first of the labels ends */
function findLabels(
  afters: ReadonlySet<string>,
  origin: string,
  end: number,
  hit: (after: string) => boolean,
): boolean {
  for (let at = end; ;) {
    const after = origin.slice(at);
    if (afters.has(after) && hit(after)) return true;
    if (origin.charCodeAt(at) !== DOT) return false;
    const next = endOfLabel(origin, at + 1);
    if (next === at + 1) return false;
    at = next;
  }
}

const DOT = 0x2e;
const HYPHEN = 0x2d;
const UNDERSCORE = 0x5f;

/** Where a run of `a-z 0-9 - _` that begins here ends. */
function endOfLabel(text: string, start: number): number {
  let end = start;
  while (end < text.length && isLabelCode(text.charCodeAt(end))) end += 1;
  return end;
}

function isLabelCode(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39) || code === HYPHEN || code === UNDERSCORE;
}

function hasUnderscore(text: string, start: number, end: number): boolean {
  const at = text.indexOf("_", start);
  return at !== -1 && at < end;
}

/**
 * The origin without its port: 1 to 65535, as browsers write it. The scheme's own port passes too, which no browser writes out:
 * it would be the origin that the pattern names anyway.
 *
 * @returns `undefined` when it has none
 */
function withoutPort(origin: string): string | undefined {
  const colon = origin.lastIndexOf(":");
  const port = Number(origin.slice(colon + 1));
  // Read back, so that it is written in no other way: 080, 8e1, +80.
  if (!Number.isInteger(port) || port < 1 || port > 65535 || !origin.endsWith(`:${port}`)) return undefined;
  return origin.slice(0, colon);
}
