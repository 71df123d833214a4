/** Longest text that is read; what comes after it is left out. */
const LONGEST = 1_000_000;

/** A text made comparable: a paste changes quotes, spaces and line ends, and no message differs only in these. */
export interface FoldedText {
  /** The text itself, without what stands for markup, each run of white space one space; one space more at the end. */
  readonly shown: string;
  /** The same, character by character: every quote `'`, every letter of ASCII lower case. */
  readonly folded: string;
  /** Whether the space at this place was the end of a line. */
  endsLine(at: number): boolean;
}

/** What quotes can turn into on their way. */
const QUOTES: ReadonlySet<string> = new Set("'\"`´‘’‚‛“”„‟′″«»");

/** Spaces within a line, as consoles and web pages write them. */
const SPACES: ReadonlySet<string> = new Set(" \t\f\v\u00a0\u1680\u2007\u202f\u205f\u3000\u2028\u2029\u0085");

/** What nobody sees: marks of width zero and direction, and what stands for a picture. */
const NOTHING: ReadonlySet<string> = new Set("\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\ufffc\u00ad");

/** What stands at the start of lines that were quoted, listed or commented out. */
const LINE_MARKS: readonly string[] = ["> ", "# ", "* ", "// ", "| ", "- "];

/** Names of characters in HTML that a message holds. */
const ENTITIES: Readonly<Record<string, string>> = {
  amp: "&",
  apos: "'",
  gt: ">",
  ldquo: "“",
  lsquo: "‘",
  lt: "<",
  nbsp: " ",
  quot: '"',
  rdquo: "”",
  rsquo: "’",
};

/** Longest name or number of a character in HTML, with its semicolon. */
const LONGEST_ENTITY = 8;

/** Makes a text comparable, in one pass. A text of more than a million characters is cut. */
export function foldText(text: string): FoldedText {
  const source = text.length > LONGEST ? text.slice(0, LONGEST) : text;
  const breaks = new Set<number>();
  const characters: string[] = [];
  let at = afterLineMarks(source, 0);
  // Spaces are held back until something follows them.
  let gap: "none" | "space" | "line" = "none";
  while (at < source.length) {
    const [character, length] = characterAt(source, at);
    at += length;
    if (NOTHING.has(character)) continue;
    if (character === "\n" || character === "\r") {
      gap = "line";
      at = afterLineMarks(source, at);
      continue;
    }
    if (SPACES.has(character)) {
      if (gap === "none") gap = "space";
      continue;
    }
    // A name that was wrapped at its hyphen is put together again.
    if (gap === "line" && characters.at(-1) === "-" && characters.at(-2) !== " ") gap = "none";
    if (gap !== "none" && characters.length > 0) {
      if (gap === "line") breaks.add(characters.length);
      characters.push(" ");
    }
    gap = "none";
    characters.push(character);
  }
  const end = characters.length;
  characters.push(" ");
  return {
    shown: characters.join(""),
    folded: characters.map(foldCharacter).join(""),
    endsLine: (place) => place >= end || breaks.has(place),
  };
}

/** The text of a message as the folded text has it; the names in braces stay. */
export function foldMessage(text: string): string {
  return Array.from(text, foldCharacter).join("");
}

function foldCharacter(character: string): string {
  if (QUOTES.has(character)) return "'";
  return character >= "A" && character <= "Z" ? character.toLowerCase() : character;
}

/** The character at a place, and how much of the source stands for it. */
function characterAt(source: string, at: number): [character: string, length: number] {
  const character = source.charAt(at);
  // A quote inside a string of some language.
  if (character === "\\" && QUOTES.has(source.charAt(at + 1))) return [source.charAt(at + 1), 2];
  if (character !== "&") return [character, 1];
  const end = source.slice(at + 1, at + 1 + LONGEST_ENTITY).indexOf(";");
  if (end < 1) return [character, 1];
  const decoded = decodeEntity(source.slice(at + 1, at + 1 + end));
  return decoded === undefined ? [character, 1] : [decoded, end + 2];
}

function decodeEntity(name: string): string | undefined {
  if (Object.hasOwn(ENTITIES, name)) return ENTITIES[name];
  if (!name.startsWith("#")) return undefined;
  const number = name.startsWith("#x") || name.startsWith("#X") ? Number(`0x${name.slice(2)}`) : Number(name.slice(1));
  // Within one unit of UTF-16, so that what is shown and what is folded stay of one length.
  return Number.isInteger(number) && number > 0 && number < 0xd800 ? String.fromCharCode(number) : undefined;
}

/** Where the text of a line begins. */
function afterLineMarks(source: string, start: number): number {
  let at = start;
  for (;;) {
    while (source.charAt(at) === " " || source.charAt(at) === "\t") at += 1;
    const mark = LINE_MARKS.find((candidate) => source.startsWith(candidate, at));
    if (mark === undefined) return at;
    at += mark.length;
  }
}
