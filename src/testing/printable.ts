/** Most characters of one piece of text in a message. */
const LONGEST = 200;

/**
 * A text that a stranger wrote, fit to be read: what could move a cursor, colour a terminal or turn the direction of
 * writing is written out, and what is too long is cut.
 */
export function printable(text: string, longest: number = LONGEST): string {
  const shown = text.slice(0, longest).replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, writeOut);
  return text.length > longest ? `${shown}… (${text.length} characters)` : shown;
}

function writeOut(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
