import { LONGEST_ORIGIN } from "../standard/origin.ts";

/**
 * Whether a regular expression finds something in an origin. An origin longer than any that a browser sends is not looked at. The
 * flags `g` and `y` remember where the last search ended; here every search begins at the start, and their owner's place is kept.
 */
export function findsOrigin(expression: RegExp, origin: string): boolean {
  if (origin.length > LONGEST_ORIGIN) return false;
  if (!expression.global && !expression.sticky) return expression.test(origin);
  const { lastIndex } = expression;
  expression.lastIndex = 0;
  const found = expression.test(origin);
  expression.lastIndex = lastIndex;
  return found;
}

/** Whether an expression can only match an origin as a whole: `^` before and `$` behind each of its alternatives, and no flag `m`. */
export function isAnchored(expression: RegExp): boolean {
  const known = ANCHORED.get(expression);
  if (known !== undefined) return known;
  const anchored = !expression.multiline && alternatives(expression.source).every(isAnchoredAlternative);
  ANCHORED.set(expression, anchored);
  return anchored;
}

/** What has been found out: functions give the same expressions with each request. */
const ANCHORED = new WeakMap<RegExp, boolean>();

function isAnchoredAlternative(text: string): boolean {
  const inner = groupAround(text);
  if (inner !== undefined) return alternatives(inner).every(isAnchoredAlternative);
  return text.startsWith("^") && /(?<!\\)(?:\\\\)*\$$/.test(text);
}

/** What is inside a group that holds the whole text; `undefined` when there is no such group. */
function groupAround(text: string): string | undefined {
  const [opening] = /^\((?:\?:|\?<\w+>|(?!\?))/.exec(text) ?? [];
  if (opening === undefined) return undefined;
  const closed = marks(text).find(({ depth, character }) => character === ")" && depth === 0);
  return closed?.at === text.length - 1 ? text.slice(opening.length, -1) : undefined;
}

/** The alternatives of an expression, outside of its groups. */
function alternatives(source: string): string[] {
  const bars = marks(source).filter(({ depth, character }) => character === "|" && depth === 0);
  const ends = [...bars.map(({ at }) => at), source.length];
  return ends.map((end, index) => source.slice(index === 0 ? 0 : (ends[index - 1] ?? 0) + 1, end));
}

interface Mark {
  readonly character: string;
  readonly at: number;
  /** In how many groups it stands. */
  readonly depth: number;
}

/** Where groups begin and end, and where alternatives part; not what is escaped or in a class of characters. */
function marks(source: string): Mark[] {
  const found: Mark[] = [];
  let depth = 0;
  let inClass = false;
  for (let at = 0; at < source.length; at += 1) {
    const character = source[at] ?? "";
    if (character === "\\") at += 1;
    else if (inClass) inClass = character !== "]";
    else if (character === "[") inClass = true;
    else if (character === "(") depth += 1;
    else if (character === ")") found.push({ character, at, depth: (depth -= 1) });
    else if (character === "|") found.push({ character, at, depth });
  }
  return found;
}
