/** Most characters of one piece of a stranger's text. */
const LONGEST = 500;

/**
 * A text that a stranger wrote, fit for a terminal: what could move a cursor, colour the screen or turn the direction of writing
 * is written out, and what is too long is cut. Texts of a diagnosis are fit already, but for its `messages`.
 */
export function printable(text: string, longest: number = LONGEST): string {
  const shown = text.slice(0, longest).replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, writtenOut);
  return text.length > longest ? `${shown}… (${text.length} characters)` : shown;
}

function writtenOut(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
