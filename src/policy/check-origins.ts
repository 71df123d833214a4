import { checkEntries } from "./check-entries.ts";
import { isInsecurePattern, patternFault, type PatternRules } from "./pattern-fault.ts";
import { PatternIndex } from "./pattern-index.ts";
import { problem, type Fault, type Problem } from "./problem.ts";
import { findCover } from "./shadowed-origin.ts";

/** What the rest of the options says about the origins. */
export interface OriginRules extends PatternRules {
  readonly credentials: boolean;
  readonly allowNull: boolean;
  readonly allowInsecure: boolean;
}

/** The problems of a list of origins, advice about the ones that others cover included. */
export function checkOriginEntries(entries: readonly unknown[], rules: OriginRules): Problem[] {
  const problems = checkEntries("origins", entries, { fault: (origin) => originEntryFault(origin, rules) });
  const wrong = new Set(problems.filter(({ severity }) => severity === "error").map(({ path }) => path[1]));
  return [...problems, ...shadowed(entries, (index) => !wrong.has(index))];
}

/** What is wrong with one entry of a list of origins. */
export function originEntryFault(origin: string, rules: OriginRules): Fault | undefined {
  if (origin === "*") return { code: "WildcardOriginInList" };
  if (origin === "null") return rules.allowNull ? undefined : { code: "NullOrigin" };
  const fault = patternFault(origin, rules);
  if (fault !== undefined || !rules.credentials || rules.allowInsecure || !isInsecurePattern(origin)) return fault;
  // The default port of http is none of https, and the other way round.
  return { code: "InsecureOriginWithCredentials", hint: origin.replace("http:", "https:").replace(/:443$/, "") };
}

/** Advice about each sound entry that a sound pattern with a `*` covers, so that it changes nothing. */
function shadowed(entries: readonly unknown[], isSound: (index: number) => boolean): Problem[] {
  const isPattern = (entry: unknown, index: number): entry is string =>
    typeof entry === "string" && entry.includes("*") && isSound(index);
  const wild = entries.filter(isPattern);
  if (wild.length === 0) return [];
  const patterns = new PatternIndex(wild);
  return entries.flatMap((entry, index) => {
    const cover = typeof entry === "string" && isSound(index) ? findCover(entry, patterns) : undefined;
    return cover === undefined ? [] : [problem("ShadowedOrigin", ["origins", index], entry, cover)];
  });
}
