import { isToken } from "../standard/token.ts";
import { refusal, type Refusal } from "./refusal.ts";

/** How many names are answered by name where `*` cannot be sent. */
const ECHO_NAMES = 64;

/** How many characters an answer may have that repeats what was asked. */
export const ECHO_LENGTH = 4096;

/** After this many refused names the rest is not looked at: the answer is no, and a page that asks honestly has few. */
const MOST_REFUSALS = 16;

/** Which request headers a policy allows. */
export interface AllowedHeaders {
  /** Whether every name is allowed, `Authorization` excepted unless it is among `names`. */
  readonly any: boolean;
  /** Allowed names in lower case, without `*`. */
  readonly names: ReadonlySet<string>;
  /** Length of the longest of `names`: a longer one need not be read. */
  readonly longest: number;
}

/** What a policy says of the names in `Access-Control-Request-Headers`. */
export interface RequestedHeaders {
  /** Every name that is refused, at most 16. */
  readonly refusals: readonly Refusal[];
  /** The names that are asked and allowed, as they were asked, joined with `, `: at most 64 names and 4096 characters. */
  readonly allowed: string;
  /** The first name for which there was no more room in `allowed`. */
  readonly leftOut: string | undefined;
  /** Whether `Authorization` is among the names that are asked and refused. */
  readonly authorizationRefused: boolean;
}

/**
 * Judges each name of an `Access-Control-Request-Headers` value. Browsers send the names in lower case, sorted and
 * without spaces; gateways and people do not, so any order, case and white space will do. Work is linear in the length
 * of the value.
 *
 * @see https://fetch.spec.whatwg.org/commit-snapshots/586cd2a44c2a865b37c166dc0740f3fb8bb220d6/#http-access-control-request-headers
 */
export function judgeRequestedHeaders(value: string, policy: AllowedHeaders): RequestedHeaders {
  const refusals: Refusal[] = [];
  const allowed: string[] = [];
  let length = 0;
  let leftOut: string | undefined;
  let authorizationRefused = false;

  for (let start = 0; start < value.length && refusals.length < MOST_REFUSALS;) {
    const comma = value.indexOf(",", start);
    const next = comma === -1 ? value.length : comma;
    const [from, to] = withoutWhiteSpace(value, start, next);
    start = next + 1;
    if (from === to) continue;

    const name = isAllowed(value, from, to, policy);
    if (name === undefined) {
      const refused = value.slice(from, to);
      authorizationRefused ||= refused.toLowerCase() === "authorization";
      refusals.push(refusal("HeaderNotAllowed", refused));
    } else if (policy.any && leftOut === undefined) {
      length += name.length + (allowed.length === 0 ? 0 : 2);
      if (allowed.length === ECHO_NAMES || length > ECHO_LENGTH) leftOut = name;
      else allowed.push(name);
    }
  }
  // A page may name a header "*"; echoed, it would be read as the wildcard, and that covers Authorization in real browsers.
  const echoed = authorizationRefused ? allowed.filter((name) => name !== "*") : allowed;
  return { refusals, allowed: echoed.join(", "), leftOut, authorizationRefused };
}

/** The bounds of a list member without the white space around it. */
function withoutWhiteSpace(value: string, start: number, end: number): readonly [from: number, to: number] {
  let from = start;
  let to = end;
  while (from < to && isWhiteSpace(value.charCodeAt(from))) from += 1;
  while (to > from && isWhiteSpace(value.charCodeAt(to - 1))) to -= 1;
  return [from, to];
}

/** Space and horizontal tab (RFC 9110, 5.6.3). */
function isWhiteSpace(code: number): boolean {
  return code === 0x20 || code === 0x09;
}

/** @returns the name as it was asked, or `undefined` when it is refused or no name at all */
function isAllowed(value: string, from: number, to: number, policy: AllowedHeaders): string | undefined {
  if (!policy.any && to - from > policy.longest) return undefined;
  const name = value.slice(from, to);
  // Before cases are compared: outside ASCII two different names have one lower case.
  if (!isToken(name)) return undefined;
  const lowerCase = name.toLowerCase();
  return policy.names.has(lowerCase) || (policy.any && lowerCase !== "authorization") ? name : undefined;
}
