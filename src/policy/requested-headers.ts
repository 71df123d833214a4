import { isToken } from "../standard/token.ts";
import { NONE } from "./decision.ts";
import { refusal, type Refusal } from "./refusal.ts";

/** How many names are answered by name where `*` cannot be sent. */
const ECHO_NAMES = 64;

/** How many characters an answer may have that repeats what was asked; and how many are read, besides those of the listed names. */
export const ECHO_LENGTH = 4096;

/** How many names, commas and spaces are read, and this many for each listed name besides: a few times what is needed. */
const MOST_STEPS = 256;
const STEPS_A_NAME = 4;

/** After this many refused names the rest is not looked at: the answer is no, and a page that asks honestly has few. */
const MOST_REFUSALS = 16;

/** Which request headers a policy allows. */
export interface AllowedHeaders {
  /** Whether every name is allowed, `Authorization` excepted unless it is among `names`. */
  readonly any: boolean;
  /** Allowed names in lower case, without `*`. */
  readonly names: ReadonlySet<string>;
  /** How long all of `names` are together, with room for what stands between them. */
  readonly length: number;
}

/**
 * Judges each name of an `Access-Control-Request-Headers` value. Browsers send the names in lower case, sorted and
 * without spaces; gateways and people do not, so any order, case and white space will do. Work has a bound, and is linear in the
 * length of the value up to there: a value that is longer than any honest one, or has more names, is refused.
 *
 * @param echo there where any name is allowed, and given the names that are asked and allowed, as they were asked: at most 64 names
 *   and 4096 characters, `, ` between them
 * @param mustEcho whether a name that is not in `echo` is refused
 * @returns why not, at most 16 reasons
 * @see https://fetch.spec.whatwg.org/commit-snapshots/586cd2a44c2a865b37c166dc0740f3fb8bb220d6/#http-access-control-request-headers
 */
export function judgeRequestedHeaders(
  value: string,
  policy: AllowedHeaders,
  echo: string[] | undefined,
  mustEcho: boolean,
): readonly Refusal[] {
  if (value.length > ECHO_LENGTH + policy.length) return [refusal("TooManyRequestHeaders", value)];
  let refusals: readonly Refusal[] = NONE;
  // With the comma and the space behind each name, of which the last has none.
  let room = ECHO_LENGTH + 2;
  let steps = MOST_STEPS + STEPS_A_NAME * policy.names.size;

  for (let start = 0; start < value.length && refusals.length < MOST_REFUSALS;) {
    if (steps === 0) return [...refusals, refusal("TooManyRequestHeaders", value.slice(start))];
    steps -= 1;
    if (isSeparator(value.charCodeAt(start))) {
      start += 1;
      continue;
    }
    const comma = value.indexOf(",", start);
    const next = comma === -1 ? value.length : comma;
    let end = next;
    while (isSeparator(value.charCodeAt(end - 1))) end -= 1;
    const name = value.slice(start, end);
    start = next;

    if (!isAllowed(name, policy)) refusals = [...refusals, refusal("HeaderNotAllowed", name)];
    else if (echo !== undefined) {
      room -= name.length + 2;
      if (room >= 0 && echo.length < ECHO_NAMES) echo.push(name);
      else if (mustEcho) return [...refusals, refusal("TooManyRequestHeaders", name)];
    }
  }
  return refusals;
}

/** Comma, and the white space around it: space and horizontal tab (RFC 9110, 5.6.1 and 5.6.3). */
function isSeparator(code: number): boolean {
  return code === 0x2c || code === 0x20 || code === 0x09;
}

function isAllowed(name: string, { any, names }: AllowedHeaders): boolean {
  if (names.has(name)) return true;
  // Before cases are compared: outside ASCII two different names have one lower case.
  if (!isToken(name)) return false;
  const lowerCase = name.toLowerCase();
  return (any && lowerCase !== "authorization") || names.has(lowerCase);
}
