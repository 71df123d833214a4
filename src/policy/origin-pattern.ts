/** What a `*` stands for. */
export type Wildcard = "port" | "label" | "labels" | "part";

/** An origin pattern, taken apart: the text before its `*`, and the text after. */
export type OriginPattern =
  | { readonly wildcard: undefined; readonly origin: string }
  | { readonly wildcard: Wildcard; readonly before: string; readonly after: string };

/**
 * The pattern in its parts, whether it is sound or not.
 *
 * @returns `undefined` for what is no pattern: two `*`, or one where none may stand
 * @example
 * parsePattern("https://pr-*.example.com"); // { wildcard: "part", before: "https://pr-", after: ".example.com" }
 */
export function parsePattern(text: string): OriginPattern | undefined {
  const star = text.indexOf("*");
  if (star === -1) return { wildcard: undefined, origin: text };
  const end = text.startsWith("**", star) ? star + 2 : star + 1;
  const [before, after] = [text.slice(0, star), text.slice(end)];
  if (after.includes("*")) return undefined;
  const wildcard = wildcardOf(before, after, end - star);
  if (wildcard === "port") return { wildcard, before: before.slice(0, -1), after };
  return wildcard === undefined ? undefined : { wildcard, before, after };
}

/** What a `*` between two texts stands for; `stars` is how many there are. */
function wildcardOf(before: string, after: string, stars: number): Wildcard | undefined {
  const authority = before.indexOf("://");
  if (authority === -1) return undefined;
  const portStart = before.lastIndexOf(":");
  if (portStart > authority && !before.endsWith("]")) {
    return stars === 1 && after === "" && portStart === before.length - 1 ? "port" : undefined;
  }
  const isWholeLabel = /(:\/\/|\.)$/.test(before) && /^([.:]|$)/.test(after);
  if (stars === 2) return before.endsWith("://") && isWholeLabel ? "labels" : undefined;
  return isWholeLabel ? "label" : "part";
}
