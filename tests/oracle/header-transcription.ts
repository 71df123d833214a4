/** The part of the second reading that is about headers alone: what they are made of, and which need permission. */

export type Line = readonly [name: string, value: string];

export const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

const FORBIDDEN = [
  "accept-charset accept-encoding access-control-request-headers access-control-request-method connection",
  "content-length cookie cookie2 date dnt expect host keep-alive origin referer set-cookie te trailer",
  "transfer-encoding upgrade via",
].flatMap((names) => names.split(" "));

/** All values of a name, one for each line. */
export function valuesOf(headers: readonly Line[], name: string): string[] {
  return headers.filter(([one]) => one.toLowerCase() === name.toLowerCase()).map(([, value]) => trim(value));
}

/** Several lines are one value. */
export function get(headers: readonly Line[], name: string): string | null {
  const values = valuesOf(headers, name);
  return values.length === 0 ? null : values.join(", ");
}

export function without(headers: readonly Line[], name: string): Line[] {
  return headers.filter(([one]) => one.toLowerCase() !== name);
}

/** A comma list of tokens on each line; one item that is no token spoils all. Nothing and an empty list are the same here. */
export function extractTokens(headers: readonly Line[], name: string): string[] | "failure" {
  const items = valuesOf(headers, name)
    .flatMap((value) => value.split(","))
    .map(trim)
    .filter((item) => item !== "");
  return items.every((item) => TOKEN.test(item)) ? items : "failure";
}

/** Digits on one line; anything else means five seconds. */
export function maxAgeOf(headers: readonly Line[]): number {
  const lines = valuesOf(headers, "access-control-max-age");
  const [line = ""] = lines;
  return lines.length === 1 && /^[0-9]+$/.test(line) ? Number(line) : 5;
}

/** Whether a header needs no permission. */
export function isSafelisted(name: string, value: string): boolean {
  if (value.length > 128) return false;
  // oxlint-disable-next-line no-control-regex -- the standard names these bytes
  const hasUnsafeByte = /[\0-\x08\x0a-\x1f"():<>?@[\\\]{}\x7f]/.test(value);
  switch (name.toLowerCase()) {
    case "accept":
      return !hasUnsafeByte;
    case "accept-language":
    case "content-language":
      return /^[0-9A-Za-z *,\-.;=]*$/.test(value);
    case "content-type": {
      if (hasUnsafeByte) return false;
      const [essence = ""] = value.split(";");
      return /^(application\/x-www-form-urlencoded|multipart\/form-data|text\/plain)$/i.test(trim(essence));
    }
    case "range": {
      const [, start, end] = /^bytes=([0-9]+)-([0-9]*)$/.exec(value) ?? [];
      return start !== undefined && (end === undefined || end === "" || BigInt(start) <= BigInt(end));
    }
    default:
      return false;
  }
}

/** The names that need permission: lower case, each once, sorted. */
export function unsafeNames(headers: readonly Line[]): string[] {
  const unsafe = headers.filter(([name, value]) => !isSafelisted(name, value));
  const safe = headers.filter(([name, value]) => isSafelisted(name, value));
  const tooMuch = safe.reduce((sum, [, value]) => sum + value.length, 0) > 1024;
  const names = [...unsafe, ...(tooMuch ? safe : [])].map(([name]) => name.toLowerCase());
  return [...new Set(names)].sort();
}

/** Whether no page can set a header. */
export function isForbidden(name: string, value: string): boolean {
  const lower = name.toLowerCase();
  if (FORBIDDEN.includes(lower) || lower.startsWith("proxy-") || lower.startsWith("sec-")) return true;
  if (!["x-http-method", "x-http-method-override", "x-method-override"].includes(lower)) return false;
  return value.split(",").some((method) => isForbiddenMethod(trim(method)));
}

export function isForbiddenMethod(method: string): boolean {
  return /^(connect|trace|track)$/i.test(method);
}

export function trim(text: string): string {
  return text.replace(/^[\t ]+|[\t ]+$/g, "");
}
