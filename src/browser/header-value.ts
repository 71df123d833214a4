import { isToken } from "../standard/token.ts";

import { headerLines } from "./header-list.ts";
import type { HeaderLine } from "./wire.ts";

/**
 * A header value without white space and line ends around it.
 *
 * @see https://fetch.spec.whatwg.org/commit-snapshots/586cd2a44c2a865b37c166dc0740f3fb8bb220d6/#concept-header-value-normalize
 */
export function normalizeHeaderValue(value: string): string {
  return trimCharacters(value, "\t\n\r ");
}

/** Whether a normalized text may be a header's value: bytes, none of them NUL, CR or LF. */
export function isHeaderValue(value: string): boolean {
  for (let index = 0; index < value.length; index += 1) {
    const code = value.charCodeAt(index);
    if (code === 0 || code === 0x0a || code === 0x0d || code > 0xff) return false;
  }
  return true;
}

/** What reading a header by its grammar gives: its members, `null` when it is absent, `failure` when it breaks the grammar. */
export type ExtractedList = readonly string[] | null | "failure";

/**
 * The members of a header that is a comma list of tokens. Each line is read on its own; empty members are left out; one
 * member that is no token makes the whole header a failure.
 *
 * @param name lower case
 * @see https://fetch.spec.whatwg.org/commit-snapshots/586cd2a44c2a865b37c166dc0740f3fb8bb220d6/#extract-header-list-values
 * @see RFC 9110, 5.6.1
 */
export function extractTokens(list: readonly HeaderLine[], name: string): ExtractedList {
  const lines = headerLines(list, name);
  if (lines.length === 0) return null;
  const members: string[] = [];
  for (const line of lines) {
    for (const part of line.split(",")) {
      const member = trimCharacters(part, "\t ");
      if (member === "") continue;
      if (!isToken(member)) return "failure";
      members.push(member);
    }
  }
  return members;
}

/** What a list holds: nothing where it is absent or a failure. */
export function membersOf(list: ExtractedList): readonly string[] {
  return list === "failure" ? [] : (list ?? []);
}

/**
 * The members of a value, split at commas that stand outside quoted strings. An empty value has one empty member.
 *
 * @see https://fetch.spec.whatwg.org/commit-snapshots/586cd2a44c2a865b37c166dc0740f3fb8bb220d6/#header-value-get-decode-and-split
 */
export function splitHeaderValue(value: string): string[] {
  const members: string[] = [];
  let start = 0;
  let quoted = false;
  for (let index = 0; index < value.length; index += 1) {
    const character = value[index];
    if (quoted && character === "\\") index += 1;
    else if (character === '"') quoted = !quoted;
    else if (character === "," && !quoted) {
      members.push(trimCharacters(value.slice(start, index), "\t "));
      start = index + 1;
    }
  }
  members.push(trimCharacters(value.slice(start), "\t "));
  return members;
}

/** A text without any of these characters at its start and its end. */
function trimCharacters(text: string, characters: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && characters.includes(text[start] ?? "")) start += 1;
  while (end > start && characters.includes(text[end - 1] ?? "")) end -= 1;
  return start === 0 && end === text.length ? text : text.slice(start, end);
}
