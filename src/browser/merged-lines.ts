import type { HeaderLine } from "./wire.ts";
import type { HeaderList } from "./header-list.ts";

/** Names of which a request has one line. */
const SINGLE: ReadonlySet<string> = new Set(["authorization", "user-agent"]);

/**
 * An author's lines as some engines send them: one of each name. An empty value takes the place of those before it, and so
 * does every value of a name that has one line only.
 */
export function mergeSentLines(headers: HeaderList): HeaderList {
  const merged = new Map<string, HeaderLine>();
  for (const [name, value] of headers) {
    const key = name.toLowerCase();
    const before = merged.get(key);
    const replaces = before === undefined || before[1] === "" || value === "" || SINGLE.has(key);
    merged.set(key, [before?.[0] ?? name, replaces ? value : `${before[1]}, ${value}`]);
  }
  return [...merged.values()];
}

/**
 * A server's lines as some engines read them: an empty one counts only where there is no other of its name, and several
 * `Content-Type` are one, without a space after the comma.
 *
 * @param alone a name that is left alone where it is written just so
 */
export function mergeReceivedLines(headers: HeaderList, alone = ""): HeaderList {
  const merged: HeaderLine[] = [];
  for (const line of headers) {
    const [name, value] = line;
    const key = name.toLowerCase();
    const index = name === alone ? -1 : merged.findIndex((other) => other[0].toLowerCase() === key);
    const before = merged[index];
    if (before === undefined) merged.push(line);
    else if (before[1] === "") merged[index] = line;
    else if (key === "content-type") merged[index] = [before[0], `${before[1]},${value}`];
    else if (value !== "") merged.push(line);
  }
  return merged;
}
