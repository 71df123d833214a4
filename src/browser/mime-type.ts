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
