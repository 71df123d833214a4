/** The bytes of a token besides letters and digits. */
const TOKEN_SYMBOLS = "!#$%&'*+-.^_`|~";

/** For each ASCII code: 1 when it may stand in a token. */
const TOKEN_CODES: Uint8Array = tokenCodes();

function tokenCodes(): Uint8Array {
  const codes = new Uint8Array(128);
  for (const symbol of TOKEN_SYMBOLS) codes[symbol.charCodeAt(0)] = 1;
  for (let code = 0x30; code <= 0x39; code += 1) codes[code] = 1;
  for (let code = 0x41; code <= 0x5a; code += 1) codes[code] = codes[code + 0x20] = 1;
  return codes;
}

/**
 * Whether a text is a token, the grammar of methods and header names: one or more of letters, digits and
 * `` !#$%&'*+-.^_`|~ ``.
 *
 * @see RFC 9110, 5.6.2
 */
export function isToken(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    if (TOKEN_CODES[text.charCodeAt(index)] !== 1) return false;
  }
  return text.length > 0;
}
