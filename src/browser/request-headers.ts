import { isForbiddenRequestHeaderName } from "../standard/header-name.ts";
import { isForbiddenMethod } from "../standard/method.ts";
import { isToken } from "../standard/token.ts";

import { appendHeader, getHeader, type HeaderList } from "./header-list.ts";
import { isHeaderValue, normalizeHeaderValue, splitHeaderValue } from "./header-value.ts";
import type { HeadersSource } from "./init-types.ts";
import type { Rules } from "./rules.ts";
import { isNoCorsSafelistedRequestHeader } from "./safelisted-request-header.ts";
import type { HeaderLine } from "./wire.ts";

/** Names that are forbidden only when their value names a forbidden method. */
const METHOD_OVERRIDES: ReadonlySet<string> = new Set(["x-http-method", "x-http-method-override", "x-method-override"]);

/**
 * Whether a page cannot set this header. It is dropped in silence.
 *
 * @see https://fetch.spec.whatwg.org/commit-snapshots/586cd2a44c2a865b37c166dc0740f3fb8bb220d6/#forbidden-request-header
 */
export function isForbiddenRequestHeader(name: string, value: string, rules: Rules): boolean {
  const key = name.toLowerCase();
  if (isForbiddenRequestHeaderName(key) || rules.alsoForbidden.includes(key)) return true;
  return METHOD_OVERRIDES.has(key) && splitHeaderValue(value).some(isForbiddenMethod);
}

/**
 * Fills a request's headers from what the page gave, as the guard of its mode allows.
 *
 * @throws TypeError for a name or value that no header can have
 * @see https://fetch.spec.whatwg.org/commit-snapshots/586cd2a44c2a865b37c166dc0740f3fb8bb220d6/#concept-headers-fill
 */
export function fillRequestHeaders(list: HeaderList, source: HeadersSource, noCors: boolean, rules: Rules): void {
  for (const [name, value] of readLines(source)) appendGuarded(list, name, value, noCors, rules);
}

/** @see https://fetch.spec.whatwg.org/commit-snapshots/586cd2a44c2a865b37c166dc0740f3fb8bb220d6/#concept-headers-append */
export function appendGuarded(list: HeaderList, name: string, rawValue: string, noCors: boolean, rules: Rules): void {
  // 1-2. Normalize, and refuse what cannot stand in a message.
  const value = normalizeHeaderValue(rawValue);
  if (!isToken(name)) throw new TypeError(`${JSON.stringify(name)} is not a valid header name.`);
  if (!isHeaderValue(value))
    throw new TypeError(`The value of header ${JSON.stringify(name)} is not a valid one: ${JSON.stringify(value)}.`);

  // 3. The request's guard.
  if (isForbiddenRequestHeader(name, value, rules)) return;

  // 4. The guard of no-cors looks at what the header would be in all.
  if (noCors) {
    const earlier = getHeader(list, name.toLowerCase());
    const whole = earlier === null ? value : `${earlier}, ${value}`;
    if (!isNoCorsSafelistedRequestHeader([name, whole], rules)) return;
  }

  // 5-6. Only Range is privileged, and as it never passes step 4, there is none to remove.
  appendHeader(list, name, value);
}

/**
 * The lines of what a page hands over as headers, in their order.
 *
 * @throws TypeError when it is nothing of the kind
 */
export function readLines(source: HeadersSource): Iterable<HeaderLine> {
  if (source === null || typeof source !== "object") {
    throw new TypeError(`Headers must be an object, pairs or a Headers object, not ${String(source)}.`);
  }
  if (Symbol.iterator in source) return [...source].map(readPair);
  return Object.entries(source).map(toTexts);
}

function readPair(pair: unknown): HeaderLine {
  const isPair = typeof pair === "object" && pair !== null && Symbol.iterator in pair;
  const parts: unknown[] = isPair ? [...(pair as Iterable<unknown>)] : [];
  if (parts.length !== 2) throw new TypeError("Headers given as pairs must have exactly a name and a value each.");
  return toTexts(parts as [unknown, unknown]);
}

function toTexts([name, value]: readonly [unknown, unknown]): HeaderLine {
  return [toText(name), toText(value)];
}

/** As the platform reads names and values: 5 is "5", and even `undefined` is a text. */
function toText(value: unknown): string {
  if (typeof value === "symbol") throw new TypeError("A symbol can be no part of a header.");
  return String(value);
}
