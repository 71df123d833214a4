import type { HeaderLine } from "./wire.ts";

/** The lines of one message, in their order; values hold one character a byte. */
export type HeaderList = HeaderLine[];

/**
 * All values of a name, in order, joined with `, `; `null` when there is none. Several lines become one value: this is
 * what the CORS check compares, and why sending the right header twice fails.
 *
 * @param name lower case
 * @see https://fetch.spec.whatwg.org/commit-snapshots/586cd2a44c2a865b37c166dc0740f3fb8bb220d6/#concept-header-list-get
 */
export function getHeader(list: readonly HeaderLine[], name: string): string | null {
  let value: string | null = null;
  for (const line of list) {
    if (line[0].length !== name.length || line[0].toLowerCase() !== name) continue;
    value = value === null ? line[1] : `${value}, ${line[1]}`;
  }
  return value;
}

/** The values of a name, one for each line. */
export function headerLines(list: readonly HeaderLine[], name: string): string[] {
  return list.filter((line) => line[0].toLowerCase() === name).map((line) => line[1]);
}

/** Whether a line has this name (lower case). */
export function hasHeader(list: readonly HeaderLine[], name: string): boolean {
  return list.some((line) => line[0].toLowerCase() === name);
}

/**
 * Adds a line at the end, under the spelling that an earlier line of the same name has.
 *
 * @see https://fetch.spec.whatwg.org/commit-snapshots/586cd2a44c2a865b37c166dc0740f3fb8bb220d6/#concept-header-list-append
 */
export function appendHeader(list: HeaderList, name: string, value: string): void {
  const key = name.toLowerCase();
  const earlier = list.find((line) => line[0].toLowerCase() === key);
  list.push([earlier?.[0] ?? name, value]);
}

/** Gives the name this one value: the first line keeps its place, others of the same name go. */
export function setHeader(list: HeaderList, name: string, value: string): void {
  const key = name.toLowerCase();
  const first = list.findIndex((line) => line[0].toLowerCase() === key);
  if (first === -1) {
    list.push([name, value]);
    return;
  }
  const spelling = list[first]?.[0] ?? name;
  deleteHeader(list, key);
  list.splice(first, 0, [spelling, value]);
}

/** Removes every line of a name (lower case). */
export function deleteHeader(list: HeaderList, name: string): void {
  let kept = 0;
  for (const line of list) {
    if (line[0].toLowerCase() === name) continue;
    list[kept] = line;
    kept += 1;
  }
  list.length = kept;
}

/**
 * Joins a value to the first line of its name with `, `, as `XMLHttpRequest.setRequestHeader()` does.
 *
 * @see https://fetch.spec.whatwg.org/commit-snapshots/586cd2a44c2a865b37c166dc0740f3fb8bb220d6/#concept-header-list-combine
 */
export function combineHeader(list: HeaderList, name: string, value: string): void {
  const key = name.toLowerCase();
  const index = list.findIndex((line) => line[0].toLowerCase() === key);
  const line = list[index];
  if (line === undefined) list.push([name, value]);
  else list[index] = [line[0], `${line[1]}, ${value}`];
}

/** Names in lower case, each once, in the order of their bytes. */
export function sortedLowerCaseSet(names: readonly string[]): string[] {
  return [...new Set(names.map((name) => name.toLowerCase()))].sort();
}
