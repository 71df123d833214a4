/** For each ASCII code: 1 when it may stand in a token, which is a letter, a digit or one of the symbols. */
const TOKEN_CODES: Uint8Array = /* @__PURE__ */ Uint8Array.from({ length: 128 }, (_, code) =>
  /[\w!#$%&'*+.^`|~-]/.test(String.fromCharCode(code)) ? 1 : 0,
);

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
