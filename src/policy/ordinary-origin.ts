/**
 * Names of labels, the last of which begins with a letter: so it is no IPv4 address in any spelling. A label has at most 63
 * characters and can be read in one way only, so this looks at each character once.
 */
const ORDINARY = /^https?:\/\/(?:[a-z0-9_-]{1,63}\.)*[a-z][a-z0-9_-]{0,62}$/;

/** Whatever the scheme, the name behind it is then no longer than 253 characters (RFC 1035, 2.3.4). */
const LONGEST = 260;

/**
 * Whether a text is an origin of http or https without a port that is plainly spelled as browsers send it, and within reach. Saves
 * the URL parser most of its work on long lists; `false` means only that this cannot tell.
 */
export function isOrdinaryOrigin(text: string): boolean {
  // A label in xn-- form may be wrong inside.
  return text.length <= LONGEST && ORDINARY.test(text) && !text.includes("xn--");
}
