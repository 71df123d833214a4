/** How the lines of a paragraph begin. */
export interface Indents {
  /** The first line. Default: as the others. */
  readonly first?: string;
  /** Every other line. Default: nothing. */
  readonly rest?: string;
}

/**
 * Breaks a text at its blanks into lines of at most so many columns; a word that is longer, such as a URL, is left whole. Style a line
 * after this, never before.
 *
 * @returns at least one line
 */
export function wrap(text: string, width: number, { rest = "", first = rest }: Indents = {}): string[] {
  const lines: string[] = [];
  let line = first;
  let isEmpty = true;
  for (const word of text.split(/[ \n]+/).filter((one) => one !== "")) {
    if (!isEmpty && columnsOf(line) + 1 + columnsOf(word) > width) {
      lines.push(line);
      line = rest;
      isEmpty = true;
    }
    line += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  return [...lines, line.trimEnd()];
}

/** How many columns a text without control characters takes: two for a character of East Asia or an emoji. */
export function columnsOf(text: string): number {
  let count = 0;
  for (const character of text) {
    if (/\p{M}/u.test(character)) continue;
    count += /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}]/u.test(
      character,
    )
      ? 2
      : 1;
  }
  return count;
}
