import { isLoopbackHost, LONGEST_ORIGIN } from "../standard/origin.ts";

/** Stand for what a pattern cannot say in one: either of two schemes, subdomains that may be there or not. */
const EITHER_SCHEME = "<http,https>://";
const MAYBE_SUBDOMAINS = "<**.>";

/** What people write of an origin in a regular expression, and how a pattern says it. One after the other. */
const PHRASES: readonly (readonly [written: RegExp, meant: string])[] = [
  [/^\^|\$$/g, ""],
  [/\\\//g, "/"],
  [/^(?:https\?|http\(s\)\?|\((?:\?:)?(?:https\?|http\|https|https\|http)\)):\/\//, EITHER_SCHEME],
  // (:\d+)?
  [/\(?(?:\?:)?:(?:\\d|\[0-9\])(?:[+*]|\{[\d,]+\})(?:\)\??)?$/, ":*"],
  // (.*\.)? ([a-z]+\.)*
  [/(^|\/\/)\((?:\?:)?(?:\.|\\w|\[[^\]]+\])[+*]\??\\\.\)[?*]/, `$1${MAYBE_SUBDOMAINS}`],
  // .+ before a whole label, then elsewhere
  [/(^|\/\/)\(?(?:\?:)?\.[+*]\??\)?(?=\\?\.)/, "$1**"],
  [/(?<!\\)\(?(?:\?:)?\.[+*]\??\)?/, "*"],
  // [a-z0-9-]+ \w+
  [/\(?(?:\?:)?(?:\\[wd]|\[[^\]]+\])[+*]\??\)?/, "*"],
  [/\\([.:-])/g, "$1"],
];

/**
 * The text of a regular expression, also of one from another realm.
 *
 * @returns `undefined` for everything else
 */
export function sourceOf(value: unknown): string | undefined {
  try {
    return Reflect.get(RegExp.prototype, "source", value);
  } catch {
    // It throws for what is none, whatever that calls itself.
    return undefined;
  }
}

/**
 * The patterns that say what a simple regular expression for origins was probably meant to say. A proposal for people; it is
 * for the caller to see whether the patterns are sound.
 *
 * @param source without the slashes around it
 * @returns `[]` for one that is not simple
 * @example
 * meantPatterns("\\.example\\.com$"); // ["https://**.example.com"]
 */
export function meantPatterns(source: string): readonly string[] {
  if (source.length > LONGEST_ORIGIN) return [];
  let text = source;
  for (const [written, meant] of PHRASES) text = text.replace(written, meant);
  const [start = "", scheme = "", subdomains = ""] = /^(<http,https>:\/\/|https?:\/\/)?(<\*\*\.>)?/.exec(text) ?? [];
  const rest = text.slice(start.length);
  if (!/^[a-z0-9.*_-]+(?::[0-9*]+)?$/.test(rest)) return [];

  const [host = ""] = rest.split(":", 1);
  const isLocal = isLoopbackHost(host);
  const begin = scheme.startsWith("http") ? scheme : `${isLocal ? "http" : "https"}://`;
  if (rest.startsWith(".")) return [`${begin}**${rest}`];
  const isOpen = scheme === "" && !source.startsWith("^") && !rest.startsWith("*") && !isLocal;
  return isOpen || subdomains !== "" ? [begin + rest, `${begin}**.${rest}`] : [begin + rest];
}

/** @returns `undefined` unless every pattern is sound */
export function proposePatterns(source: string, isSound: (pattern: string) => boolean): string | undefined {
  const meant = meantPatterns(source);
  if (meant.length === 0 || !meant.every(isSound)) return undefined;
  return meant.map((pattern) => JSON.stringify(pattern)).join(" and ");
}
