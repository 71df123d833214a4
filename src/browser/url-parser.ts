/**
 * A URL, or `undefined` when the text is none.
 *
 * @param base what the text may be relative to
 * @see https://url.spec.whatwg.org/#concept-url-parser
 */
export function parseAsUrl(text: string, base?: URL): URL | undefined {
  try {
    return new URL(text, base);
  } catch {
    // Not asked of URL.canParse(): once it is compiled, that of Node.js 20 and 22 says no to every ü.
    return undefined;
  }
}
