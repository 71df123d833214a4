/**
 * Names of labels, the last of which begins with a letter: so it is no IPv4 address in any spelling. A label can be read in
 * one way only, so this looks at each character once.
 */
const ORDINARY = /^https?:\/\/(?:[a-z0-9_-]+\.)*[a-z][a-z0-9_-]*$/;

/**
 * Whether a text is an origin of http or https without a port that is plainly spelled as browsers send it. Saves the URL parser
 * most of its work on long lists; `false` means only that this cannot tell.
 */
export function isOrdinaryOrigin(text: string): boolean {
  // A label in xn-- form may be wrong inside.
  return ORDINARY.test(text) && !text.includes("xn--");
}
