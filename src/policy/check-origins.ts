import { checkEntries } from "./check-entries.ts";
import { sourceOf } from "./meant-patterns.ts";
import { isInsecurePattern, patternFault, type PatternRules } from "./pattern-fault.ts";
import { PatternIndex } from "./pattern-index.ts";
import type { Fault, Mistake } from "./problem.ts";
import { severityOf } from "./severity.ts";
import { findCover } from "./shadowed-origin.ts";

/** Says in patterns what a regular expression was probably meant to say; `undefined` when that cannot be told. */
export type Propose = (source: string, isSound: (pattern: string) => boolean) => string | undefined;

/** What the rest of the options says about the origins. */
export interface OriginRules extends PatternRules {
  readonly credentials: boolean;
  readonly allowNull: boolean;
  readonly allowInsecure: boolean;
  /** Absent: nothing is proposed. */
  readonly propose?: Propose | undefined;
}

/** The problems of a list of origins, advice about the ones that others cover included. */
export function checkOriginEntries(entries: readonly unknown[], rules: OriginRules): Mistake[] {
  const problems = checkEntries("origins", entries, {
    fault: (origin) => originEntryFault(origin, rules),
    noTextFault: (value) => computedOriginFault(value, rules),
  });
  const wrong = new Set(problems.filter(({ code }) => severityOf(code) === "error").map(({ path }) => path[1]));
  const sound = entries.map((entry, index) => (typeof entry === "string" && !wrong.has(index) ? entry : ""));
  return [...problems, ...shadowed(sound)];
}

/** What is wrong with one entry of a list of origins. White space around it comes last: what else is wrong weighs more. */
export function originEntryFault(written: string, rules: OriginRules): Fault | undefined {
  const origin = written.trim();
  return trimmedFault(origin, rules) ?? (origin === written ? undefined : { code: "OriginNotCanonical", hint: origin });
}

/** What is to be said of a computed origin; `undefined` for what is neither a function nor a regular expression. */
export function computedOriginFault(value: unknown, rules: OriginRules): Fault | undefined {
  if (typeof value === "function") return { code: "FunctionAsOrigin" };
  const source = sourceOf(value);
  if (source === undefined) return undefined;
  const hint = rules.propose?.(source, (pattern) => trimmedFault(pattern, rules) === undefined);
  return { code: "RegularExpressionAsOrigin", hint };
}

function trimmedFault(origin: string, rules: OriginRules): Fault | undefined {
  if (origin === "*") return { code: "WildcardOriginInList" };
  if (origin.toLowerCase() === "null") return nullFault(origin, rules);
  const fault = patternFault(origin, rules);
  if (fault !== undefined || !rules.credentials || rules.allowInsecure || !isInsecurePattern(origin)) return fault;
  // The default port of http is none of https, and the other way round.
  return { code: "InsecureOriginWithCredentials", hint: origin.replace("http:", "https:").replace(/:443$/, "") };
}

function nullFault(origin: string, { allowNull }: OriginRules): Fault | undefined {
  if (!allowNull) return { code: "NullOrigin" };
  return origin === "null" ? undefined : { code: "OriginUpperCase", hint: "null" };
}

/**
 * Advice about each origin that a pattern with a `*` covers, so that it changes nothing.
 *
 * @param origins sound ones; an empty text in the place of one that is not
 */
function shadowed(origins: readonly string[]): Mistake[] {
  const wild = origins.filter((origin) => origin.includes("*"));
  if (wild.length === 0) return [];
  const patterns = new PatternIndex(wild);
  return origins.flatMap((value, index) => {
    const hint = findCover(value, patterns);
    return hint === undefined ? [] : [{ code: "ShadowedOrigin", path: ["origins", index], value, hint }];
  });
}
