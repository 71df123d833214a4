/**
 * The words of a line, as a shell would hand them to a program: blanks part them, `'...'` and `"..."` hold them together, a backslash
 * keeps what follows it, and from a `#` at the beginning of a word on all is comment. Nothing is replaced or run.
 *
 * @returns `undefined` when a quotation mark is not closed, or nothing follows a backslash
 */
export function shellWords(line: string): string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  let quote = "";
  for (let at = 0; at < line.length; at += 1) {
    const character = line.charAt(at);
    const next = line.charAt(at + 1);
    if (quote !== "" && character === quote) quote = "";
    else if (quote === "'") word = (word ?? "") + character;
    else if (character === "\\" && (quote === "" || /["\\$`]/.test(next))) {
      if (next === "") return undefined;
      word = (word ?? "") + next;
      at += 1;
    } else if (quote !== "") word = (word ?? "") + character;
    else if (character === "'" || character === '"') {
      quote = character;
      word ??= "";
    } else if (/\s/.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (character === "#" && word === undefined) break;
    else word = (word ?? "") + character;
  }
  if (quote !== "") return undefined;
  return word === undefined ? words : [...words, word];
}

/** A word as a shell has to be told it, so that it gets this very text. */
export function shellQuoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
