/** The bytes of a token besides letters and digits. */
const SYMBOLS = "!#$%&'*+-.^_`|~";

/**
 * Whether a text is a token, the grammar of methods and header names.
 *
 * @see RFC 9110, 5.6.2
 */
export function isToken(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    if (!isTokenCode(text.charCodeAt(index))) return false;
  }
  return text.length > 0;
}

function isTokenCode(code: number): boolean {
  if (code >= 0x30 && code <= 0x39) return true;
  const lower = code | 0x20;
  if (code < 0x80 && lower >= 0x61 && lower <= 0x7a) return true;
  return code < 0x80 && SYMBOLS.includes(String.fromCharCode(code));
}

/** Without the spaces and tabs around it, and no other white space. */
export function trimBlanks(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isBlank(text.charCodeAt(start))) start += 1;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

/** Space or tab. */
export function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09;
}
