import { sortedLowerCaseSet, type HeaderList } from "./header-list.ts";
import { mimeTypeEssence } from "./mime-type.ts";
import { isSimpleRange } from "./range-value.ts";
import type { Rules } from "./rules.ts";
import type { HeaderLine } from "./wire.ts";

/** Longest value that needs no permission, in bytes. */
const LONGEST_VALUE = 128;

/** Most bytes that all values that need no permission may have together. */
const LONGEST_SUM = 1024;

/** Content types of what a plain HTML form can send. */
const FORM_TYPES: ReadonlySet<string> = new Set([
  "application/x-www-form-urlencoded",
  "multipart/form-data",
  "text/plain",
]);

/** What values of the further names have to look like. */
const VALUE_FORMS: Readonly<Record<Rules["alsoSafelisted"][string], RegExp>> = {
  any: /^/,
  digits: /^\d+$/,
  decimal: /^\d+(?:\.\d+)?$/,
  on: /^on$/i,
  connection: /^(?:slow-2g|2g|3g|4g)$/,
};

/** The names that a `no-cors` request may set. */
const NO_CORS_NAMES: ReadonlySet<string> = new Set(["accept", "accept-language", "content-language", "content-type"]);

/**
 * Whether a page may send this header to another origin without asking.
 *
 * @see https://fetch.spec.whatwg.org/commit-snapshots/586cd2a44c2a865b37c166dc0740f3fb8bb220d6/#cors-safelisted-request-header
 */
export function isSafelistedRequestHeader([name, value]: HeaderLine, rules: Rules): boolean {
  const key = name.toLowerCase();
  if (value.length > LONGEST_VALUE) return false;
  // A header may have the name of a member that every object has.
  const form = Object.hasOwn(rules.alsoSafelisted, key) ? rules.alsoSafelisted[key] : undefined;
  if (form !== undefined) return VALUE_FORMS[form].test(value);
  if (rules.asciiOnly.includes(key) && hasHighByte(value)) return false;
  if (key === "content-type" && !rules.typeMayHoldComma && value.includes(",")) return false;
  switch (key) {
    case "accept":
      return !hasUnsafeByte(value);
    case "accept-language":
    case "content-language":
      return isLanguageValue(value);
    case "content-type":
      // The whole value is one MIME type: "text/plain," is none.
      return !hasUnsafeByte(value) && FORM_TYPES.has(mimeTypeEssence(value) ?? "");
    case "range":
      return isSimpleRange(value, rules.rangeUnitInAnyCase);
    default:
      return false;
  }
}

/**
 * The names that need permission, in lower case, sorted, each once. Every line counts on its own; beyond 1024 bytes in
 * all, those that need none need it too.
 *
 * @see https://fetch.spec.whatwg.org/commit-snapshots/586cd2a44c2a865b37c166dc0740f3fb8bb220d6/#cors-unsafe-request-header-names
 */
export function unsafeRequestHeaderNames(headers: HeaderList, rules: Rules): string[] {
  const unsafe: string[] = [];
  const potentiallyUnsafe: string[] = [];
  let sum = 0;
  for (const line of combined(headers, rules.combinedSafelist)) {
    if (isSafelistedRequestHeader(line, rules)) {
      potentiallyUnsafe.push(line[0]);
      sum += line[1].length;
    } else {
      unsafe.push(line[0]);
    }
  }
  if (rules.safelistSum && sum > LONGEST_SUM) unsafe.push(...potentiallyUnsafe);
  return rules.repeatsUnsafeNames ? unsafe.map((name) => name.toLowerCase()).sort() : sortedLowerCaseSet(unsafe);
}

/**
 * Whether a `no-cors` request may carry this header.
 *
 * @see https://fetch.spec.whatwg.org/commit-snapshots/586cd2a44c2a865b37c166dc0740f3fb8bb220d6/#no-cors-safelisted-request-header
 */
export function isNoCorsSafelistedRequestHeader(line: HeaderLine, rules: Rules): boolean {
  return NO_CORS_NAMES.has(line[0].toLowerCase()) && isSafelistedRequestHeader(line, rules);
}

/** The lines, those of some names joined into one. */
function combined(headers: HeaderList, names: readonly string[]): HeaderList {
  if (names.length === 0) return headers;
  const lines: HeaderLine[] = [];
  for (const [name, value] of headers) {
    const key = name.toLowerCase();
    const index = names.includes(key) ? lines.findIndex((line) => line[0] === key) : -1;
    const earlier = lines[index];
    if (earlier === undefined) lines.push([key, value]);
    else lines[index] = [key, `${earlier[1]}, ${value}`];
  }
  return lines;
}

const UNSAFE_BYTES = '"():<>?@[\\]{}\u007f';

/** @see https://fetch.spec.whatwg.org/commit-snapshots/586cd2a44c2a865b37c166dc0740f3fb8bb220d6/#cors-unsafe-request-header-byte */
function hasUnsafeByte(value: string): boolean {
  for (const character of value) {
    if ((character < " " && character !== "\t") || UNSAFE_BYTES.includes(character)) return true;
  }
  return false;
}

function hasHighByte(value: string): boolean {
  for (const character of value) {
    if (character > "\u007f") return true;
  }
  return false;
}

function isLanguageValue(value: string): boolean {
  return /^[0-9A-Za-z *,\-.;=]*$/.test(value);
}
