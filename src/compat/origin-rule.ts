import { decideWithHints } from "../policy/refusal-hints.ts";
import { checkOptions, compileOptions } from "../policy/define-policy.ts";
import type { Entry } from "../policy/entry.ts";
import { fullProblem } from "../policy/full-problem.ts";
import { proposePatterns } from "../policy/meant-patterns.ts";
import { findsOrigin } from "./expression.ts";

/** How options are checked and compiled here: in full sentences. No list of public suffixes, as none of these libraries has patterns. */
export const WORDS: Entry = {
  publicSuffixOf: undefined,
  describe: fullProblem,
  propose: proposePatterns,
  decide: decideWithHints,
};

/** Whom an `origin` option lets in. */
export interface OriginRule {
  /** What is sent to everybody, without comparing; `undefined`: the request's own origin is sent when it is let in. */
  readonly fixed: string | undefined;
  /** Whether `Vary` says `Origin`. */
  readonly varies: boolean;
  readonly allows: (origin: string) => boolean;
}

/** One text for everybody. */
export function fixedOrigin(fixed: string, varies: boolean): OriginRule {
  return { fixed, varies, allows: (origin) => fixed === "*" || fixed === origin };
}

/** Nobody. */
export const NO_ORIGIN: OriginRule = { fixed: undefined, varies: true, allows: () => false };

/**
 * A rule for what is compared with each request: texts, regular expressions, lists of these in lists; anything else that is true
 * lets everybody in. Compiled, so it is for options that are read once.
 */
export function compileOrigin(written: unknown): OriginRule {
  const entries = flatten(written);
  const texts = entries.filter((entry) => typeof entry === "string");
  const expressions = entries.filter((entry) => entry instanceof RegExp);
  if (entries.some(letsEverybodyIn)) return { fixed: undefined, varies: true, allows: () => true };
  const named = allowsNamed(texts);
  if (expressions.length === 0) return { fixed: undefined, varies: true, allows: named };
  const allows = (origin: string): boolean =>
    named(origin) || expressions.some((expression) => findsOrigin(expression, origin));
  return { fixed: undefined, varies: true, allows };
}

/** The same for what a function has just answered: looked through, not compiled. */
export function readOrigin(written: unknown): OriginRule {
  return {
    fixed: undefined,
    varies: true,
    allows: (origin) => someEntry(written, (entry) => isAllowed(origin, entry)),
  };
}

function isAllowed(origin: string, written: unknown): boolean {
  if (typeof written === "string") return origin === written;
  return written instanceof RegExp ? findsOrigin(written, origin) : letsEverybodyIn(written);
}

/** The entries of a list and of the lists in it; a single value is a list of one. */
export function flatten(written: unknown): readonly unknown[] {
  return Array.isArray(written) ? written.flat(Number.POSITIVE_INFINITY) : [written];
}

/** Whether an entry of the list, or of a list in it, is such; a single value is a list of one. */
export function someEntry(written: unknown, isSuch: (entry: unknown) => boolean): boolean {
  return Array.isArray(written) ? written.some((entry) => someEntry(entry, isSuch)) : isSuch(written);
}

/** Whether an entry is true without being text or an expression: these libraries then compare nothing. */
export function letsEverybodyIn(entry: unknown): boolean {
  return Boolean(entry) && !isText(entry) && !(entry instanceof RegExp);
}

/** Text, also one in an object of its own, which equals no other text. */
export function isText(value: unknown): value is string {
  return typeof value === "string" || Object.prototype.toString.call(value) === "[object String]";
}

/** Origins that a policy can name are looked up in one; a text that is no origin is compared as it is, as it always was. */
function allowsNamed(texts: readonly string[]): (origin: string) => boolean {
  const options = { origins: texts, dangerouslyAllowNullOrigin: true };
  const sound = texts.every((text) => !text.includes("*")) && checkOptions(options, WORDS).every(isAdvice);
  if (sound) {
    const policy = compileOptions(options, WORDS);
    return (origin) => policy.allowsOrigin(origin);
  }
  const exact = new Set(texts);
  return (origin) => exact.has(origin);
}

function isAdvice({ severity }: { readonly severity: string }): boolean {
  return severity === "advice";
}
