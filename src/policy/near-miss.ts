import { isLoopbackHost, LONGEST_ORIGIN, LOOPBACK_HOSTS } from "../standard/origin.ts";
import type { OriginSet } from "./origin-set.ts";

/** Patterns that are looked through for one that differs in the port; past it a hint is not worth the time. */
const MOST_SEARCHED = 1000;

/** One way in which people get an origin nearly right. */
interface NearMiss {
  /** What is said about it. */
  readonly differs: string;
  /** The origins that would be right if this is what went wrong. */
  readonly candidates: (origin: string) => readonly string[];
}

/** The likeliest first. */
const NEAR_MISSES: readonly NearMiss[] = [
  { differs: "the slash at its end", candidates: (origin) => (origin.endsWith("/") ? [origin.slice(0, -1)] : []) },
  { differs: "the case of letters", candidates: (origin) => [origin.toLowerCase()] },
  { differs: "the scheme", candidates: (origin) => swapScheme(origin) },
  { differs: "www", candidates: (origin) => [origin.replace("://www.", "://"), origin.replace("://", "://www.")] },
  { differs: "the name of this machine", candidates: (origin) => swapLoopback(origin) },
  { differs: "the port", candidates: (origin) => [origin.replace(/:\d+$/, "")] },
];

/**
 * Why an origin that is refused was probably meant to be allowed.
 *
 * @returns one sentence, or `undefined` when nothing that is named is near
 */
export function nearMissHint(origin: string, allowed: OriginSet): string | undefined {
  // A hint may be read long after the refusal, when a source has let the origin in.
  if (origin.length > LONGEST_ORIGIN || allowed.matches(origin)) return undefined;
  for (const { differs, candidates } of NEAR_MISSES) {
    const found = candidates(origin).find((candidate) => allowed.matches(candidate));
    if (found !== undefined) return `${found} is allowed; what differs is ${differs}.`;
  }
  const otherPort = findOtherPort(origin, allowed.patterns());
  return otherPort === undefined ? undefined : `${otherPort} is allowed; what differs is the port.`;
}

function swapScheme(origin: string): string[] {
  if (origin.startsWith("http://")) return [origin.replace("http://", "https://")];
  return [origin.replace("https://", "http://")];
}

function swapLoopback(origin: string): string[] {
  const host = hostOf(origin);
  return isLoopbackHost(host) ? LOOPBACK_HOSTS.map((other) => origin.replace(`://${host}`, `://${other}`)) : [];
}

/** Another port of the same scheme and host, among the first that are named. */
function findOtherPort(origin: string, patterns: Iterable<string>): string | undefined {
  const base = origin.replace(/:\d+$/, "");
  if (hostOf(base) === "") return undefined;
  let searched = 0;
  for (const pattern of patterns) {
    if (pattern.startsWith(`${base}:`)) return pattern;
    searched += 1;
    if (searched === MOST_SEARCHED) return undefined;
  }
  return undefined;
}

/** @returns an empty text when there is none */
function hostOf(origin: string): string {
  const start = origin.indexOf("://");
  return start === -1 ? "" : origin.slice(start + 3).replace(/:\d+$/, "");
}
