import { isForbiddenResponseHeaderName } from "../standard/header-name.ts";

import type { FetchRequest } from "./fetch-request.ts";
import { extractTokens, membersOf } from "./header-value.ts";
import type { HeaderLine } from "./wire.ts";

/** Headers of a response of another origin that a page reads without further permission. */
const SAFELISTED: ReadonlySet<string> = new Set([
  "cache-control",
  "content-language",
  "content-length",
  "content-type",
  "expires",
  "last-modified",
  "pragma",
]);

/**
 * The lines that the page may read of a response of another origin.
 *
 * @see https://fetch.spec.whatwg.org/commit-snapshots/586cd2a44c2a865b37c166dc0740f3fb8bb220d6/#concept-filtered-response-cors
 */
export function exposedLines(request: FetchRequest, headers: readonly HeaderLine[]): HeaderLine[] {
  const listed = extractTokens(headers, "access-control-expose-headers");
  // A list that cannot be read exposes nothing.
  const names = new Set(membersOf(listed).map((name) => name.toLowerCase()));
  const all = request.credentialsMode !== "include" && names.has("*");
  return readableLines(headers).filter(([name]) => {
    const key = name.toLowerCase();
    return all || names.has(key) || SAFELISTED.has(key);
  });
}

/** The lines that no page is kept from reading when the response is of its own origin. */
export function readableLines(headers: readonly HeaderLine[]): HeaderLine[] {
  return headers.filter(([name]) => !isForbiddenResponseHeaderName(name.toLowerCase()));
}
