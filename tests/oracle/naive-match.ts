/**
 * DESIGN.md 4.2, sentence by sentence: whether this one pattern names this one origin. A text that is longer than any
 * origin is named by no pattern with a `*`.
 */
export function naiveMatch(pattern: string, origin: string): boolean {
  if (!pattern.includes("*")) return origin === pattern;
  if (origin.length > 326) return false;
  if (pattern.endsWith(":*")) {
    const host = pattern.slice(0, -2);
    return origin === host || (origin.startsWith(`${host}:`) && isPort(origin.slice(host.length + 1)));
  }
  const [before = "", after = ""] = pattern.split(/\*+/);
  const middle = origin.slice(before.length, origin.length - after.length);
  if (before + middle + after !== origin) return false;
  if (pattern.includes("**")) return /^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/.test(middle);
  const isWholeLabel = /[/.]$/.test(before) && /^[.:]/.test(after);
  return isWholeLabel ? /^[a-z0-9_-]+$/.test(middle) : /^[a-z0-9-]+$/.test(middle);
}

/** As browsers write it. */
function isPort(text: string): boolean {
  return /^[1-9][0-9]*$/.test(text) && Number(text) <= 65535;
}
