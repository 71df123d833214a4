import { isToken } from "../standard/token.ts";

import { normalizeHeaderValue } from "./header-value.ts";

/**
 * Type and subtype of a MIME type, in lower case and without parameters; `undefined` when the text is none. Parameters
 * never make a MIME type unreadable: what follows the subtype's `;` is not looked at.
 *
 * @see https://mimesniff.spec.whatwg.org/#parse-a-mime-type
 * @example
 * mimeTypeEssence("Text/Plain; charset=utf-8"); // "text/plain"
 */
export function mimeTypeEssence(value: string): string | undefined {
  const whole = normalizeHeaderValue(value);
  const slash = whole.indexOf("/");
  if (slash === -1) return undefined;
  const semicolon = whole.indexOf(";", slash);
  const type = whole.slice(0, slash);
  // White space may stand after the subtype, not before it: the slash keeps it from being trimmed there.
  const subtype = normalizeHeaderValue(whole.slice(slash, semicolon === -1 ? undefined : semicolon)).slice(1);
  return isToken(type) && isToken(subtype) ? `${type}/${subtype}`.toLowerCase() : undefined;
}

/**
 * A MIME type with the `charset` that a text is really sent in: read, changed and written anew. One without `charset`, or
 * with this one in any case of letters, stays as it is.
 *
 * @see https://xhr.spec.whatwg.org/#the-send()-method
 * @example
 * withUtf8("text/plain; Charset=x; a=b"); // "text/plain;charset=UTF-8;a=b"
 */
export function withUtf8(value: string): string {
  const essence = mimeTypeEssence(value);
  const parameters = parametersOf(normalizeHeaderValue(value));
  const charset = parameters.get("charset");
  if (essence === undefined || charset === undefined || charset.toUpperCase() === "UTF-8") return value;
  parameters.set("charset", "UTF-8");
  const written = [...parameters].map(([name, text]) => `;${name}=${isToken(text) ? text : quoted(text)}`);
  return essence + written.join("");
}

/** The same in place, as some engines do it: every value that follows the word `charset`, and nothing else, is replaced. */
export function withUtf8InPlace(value: string): string {
  return value.replace(/([\s;]charset\s*=[\s"']*)[^\s"';]+/gi, "$1UTF-8");
}

/** The same where only a parameter of a MIME type counts: its value, quotes and all, is replaced unless it is UTF-8. */
export function withUtf8Parameter(value: string): string {
  if (!value.split(";", 1)[0]?.includes("/")) return value;
  return value.replace(/(;\s*charset=)("(?:[^"\\]|\\.)*"?[^;,]*|[^;,]*)/gi, (whole, before: string, given: string) => {
    if (given.toLowerCase() === "utf-8") return whole;
    // Apostrophes are no quotes, and yet stay.
    return /^'.*'$/.test(given) ? `${before}'UTF-8'` : `${before}UTF-8`;
  });
}

/**
 * The parameters of a MIME type, names in lower case; of a name that is there twice, the first.
 *
 * @see https://mimesniff.spec.whatwg.org/#parse-a-mime-type
 */
function parametersOf(text: string): Map<string, string> {
  const parameters = new Map<string, string>();
  let at = text.indexOf(";");
  while (at !== -1 && at < text.length) {
    const start = at + 1;
    at = endOf(text, start, ";=");
    const name = text.slice(start, at).trimStart().toLowerCase();
    if (text[at] !== "=") continue;
    at += 1;
    let value: string;
    if (text[at] === '"') [value, at] = readQuoted(text, at);
    else {
      const end = endOf(text, at, ";");
      value = text.slice(at, end).trimEnd();
      if (value === "") {
        at = end;
        continue;
      }
    }
    at = endOf(text, at, ";");
    if (isToken(name) && isQuotable(value) && !parameters.has(name)) parameters.set(name, value);
  }
  return parameters;
}

/** Where one of these characters stands next, or the end. */
function endOf(text: string, start: number, characters: string): number {
  let at = start;
  while (at < text.length && !characters.includes(text[at] ?? "")) at += 1;
  return at;
}

/**
 * What a quoted string that begins here says, and where it ends; one that is not closed goes to the end.
 *
 * @see https://fetch.spec.whatwg.org/commit-snapshots/586cd2a44c2a865b37c166dc0740f3fb8bb220d6/#collect-an-http-quoted-string
 */
function readQuoted(text: string, start: number): [value: string, end: number] {
  let value = "";
  let at = start + 1;
  while (at < text.length && text[at] !== '"') {
    // A backslash at the very end stands for itself.
    if (text[at] === "\\" && at + 1 < text.length) at += 1;
    value += text[at];
    at += 1;
  }
  return [value, Math.min(at + 1, text.length)];
}

function quoted(text: string): string {
  return `"${text.replaceAll(/["\\]/g, "\\$&")}"`;
}

/** @see https://mimesniff.spec.whatwg.org/#http-quoted-string-token-code-point */
function isQuotable(text: string): boolean {
  for (const character of text) {
    if (character !== "\t" && (character < " " || character === "\u007f" || character > "\u00ff")) return false;
  }
  return true;
}
