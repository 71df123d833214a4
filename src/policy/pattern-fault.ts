import { isLoopbackHost } from "../standard/origin.ts";
import { HOST_STAND_IN, originFault } from "./origin-fault.ts";
import { parsePattern } from "./origin-pattern.ts";
import type { Fault } from "./problem.ts";

/** Tells the public suffix that a host belongs to. */
export type PublicSuffixOf = (host: string) => string | undefined;

/** What a pattern is judged by besides itself. */
export interface PatternRules {
  /** `undefined` where no list is at hand. It may be a stranger's: it may throw, and answer with anything. */
  readonly publicSuffixOf: PublicSuffixOf | undefined;
  /** Whether a wildcard may stand directly under a public suffix. */
  readonly allowPublicSuffixes: boolean;
}

/** Stands for a `*` in place of a port where the rest of a pattern is judged as an origin: a port that nobody uses. */
const PORT_STAND_IN = "50813";

/** A `*` behind a host, where a port would be. */
const PORT_WILDCARD = /(^|:\/\/)(?!https?:)[^/]+:\*(?=$|[/?#])/;

/** Letters of an xn-- form belong to the whole label: with a `*` among them they say something else. */
const WILDCARD_IN_ENCODED_LABEL = /[/.]xn--[^.]*\*/;

/** What keeps this text from being an origin pattern that may be used, or `undefined` when nothing does. */
export function patternFault(text: string, rules: PatternRules): Fault | undefined {
  if (!text.includes("*")) return originFault(text);
  const stars = text.replace("**", "*").split("*").length - 1;
  if (stars > 1) return { code: "TwoWildcards" };
  const spelling = spellingFault(text);
  if (spelling?.hint === undefined) return spelling ?? placeFault(text, rules);
  // A spelling that would be refused in its turn is no cure: what is wrong with it is said at once.
  return patternFault(spelling.hint, rules) ?? spelling;
}

/** The faults of an origin, found in the pattern with a host or a port in place of its `*`; the right spelling has the `*` again. */
function spellingFault(text: string): Fault | undefined {
  const [stars = "*"] = /\*+/.exec(text) ?? [];
  const standIn = PORT_WILDCARD.test(text) ? PORT_STAND_IN : HOST_STAND_IN;
  const fault = originFault(text.replace(stars, standIn));
  if (fault?.hint === undefined) return fault?.code === "InvalidOrigin" ? { code: "WildcardMisplaced" } : fault;
  const hint = fault.hint.replace(standIn, stars);
  const isLost = WILDCARD_IN_ENCODED_LABEL.test(hint) && !WILDCARD_IN_ENCODED_LABEL.test(text);
  return isLost ? { code: "WildcardMisplaced" } : { code: fault.code, hint };
}

/** What is wrong with where the `*` stands, in a pattern that is spelled right. */
function placeFault(text: string, rules: PatternRules): Fault | undefined {
  const pattern = parsePattern(text);
  if (pattern?.wildcard === undefined || !/^https?:\/\//.test(text)) return { code: "WildcardMisplaced" };
  return pattern.wildcard === "port" ? undefined : breadthFault(domainBehind(pattern.after), rules);
}

/** The domain behind the label that holds the `*`, without a port and without the dot that may end it. */
function domainBehind(after: string): string {
  const [host = ""] = after.split(":", 1);
  const dot = host.indexOf(".");
  return dot === -1 ? "" : host.slice(dot + 1).replace(/\.$/, "");
}

/** A wildcard must stay below a name that one operator owns. */
function breadthFault(domain: string, { publicSuffixOf, allowPublicSuffixes }: PatternRules): Fault | undefined {
  if (domain === "") return { code: "WildcardTooWide" };
  if (isLoopbackHost(domain) || allowPublicSuffixes) return undefined;
  const isSuffix = isPublicSuffix(domain, publicSuffixOf);
  if (isSuffix === undefined) return { code: "PublicSuffixListMissing" };
  return isSuffix ? { code: "WildcardUnderPublicSuffix", hint: domain } : undefined;
}

/**
 * @returns `undefined` when nobody can tell
 * @see https://publicsuffix.org/list/ "If no rules match, the prevailing rule is *": one label alone is always a suffix
 */
function isPublicSuffix(domain: string, publicSuffixOf: PublicSuffixOf | undefined): boolean | undefined {
  if (!domain.includes(".")) return true;
  if (publicSuffixOf === undefined) return undefined;
  try {
    const suffix: unknown = publicSuffixOf(domain);
    if (typeof suffix === "string") return suffix === domain;
    return suffix === undefined || suffix === null ? false : undefined;
  } catch {
    // A list that throws has told nothing, which is reported as such.
    return undefined;
  }
}

/** Whether pages of this pattern can be rewritten on the way: `http:`, and not on this machine. */
export function isInsecurePattern(text: string): boolean {
  if (!text.startsWith("http://")) return false;
  const host = text
    .slice("http://".length)
    .replace(/:(\*|\d+)$/, "")
    .replace(/\*+/, HOST_STAND_IN);
  return !isLoopbackHost(host);
}
