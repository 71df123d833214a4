/** A command line cut into words. */
export interface BashCommand {
  readonly words: readonly string[];
  /** Where the command begins. */
  readonly start: number;
  /** Whether something stands in it that only a shell can fill in, such as `$TOKEN`. */
  readonly expands: boolean;
}

/** A quotation that does not end. */
export interface OpenQuote {
  /** The mark that opens it. */
  readonly quote: string;
  readonly at: number;
}

/** What `$'...'` writes with a backslash and one letter. */
const ESCAPES: Readonly<Record<string, string>> = {
  a: "\x07",
  b: "\b",
  e: "\x1b",
  E: "\x1b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};

/** A number behind a backslash: its form, and its base. */
const NUMBERS: readonly (readonly [form: RegExp, base: number])[] = [
  [/u([\da-f]{1,4})/iy, 16],
  [/U([\da-f]{1,8})/iy, 16],
  [/x([\da-f]{1,2})/iy, 16],
  [/([0-7]{1,3})/y, 8],
];

/** Reads a command line as bash does, but for what needs a shell: `$NAME` and the like stay as they are written. */
class BashReader {
  readonly #text: string;
  readonly #commands: BashCommand[] = [];
  #at = 0;
  #words: string[] = [];
  #word: string | undefined;
  #start = 0;
  #expands = false;

  constructor(text: string) {
    this.#text = text;
  }

  read(): BashCommand[] | OpenQuote {
    while (this.#at < this.#text.length) {
      const open = this.#step();
      if (open !== undefined) return open;
    }
    this.#endCommand();
    return this.#commands;
  }

  #step(): OpenQuote | undefined {
    const text = this.#text;
    const mark = text.charAt(this.#at);
    switch (mark) {
      case "'":
        return this.#plainQuote();
      case '"':
        return this.#doubleQuote();
      case "\\":
        return this.#backslash();
      case "$":
        if (text.charAt(this.#at + 1) === "'") return this.#escapedQuote();
        this.#expands ||= /[\w{(]/.test(text.charAt(this.#at + 1));
        return this.#add(mark);
      case "`":
        this.#expands = true;
        return this.#add(mark);
      case "#":
        return this.#word === undefined ? this.#skipLine() : this.#add(mark);
      case ";":
      case "&":
      case "|":
      case "\n":
        this.#at += 1;
        return this.#endCommand();
      case " ":
      case "\t":
      case "\r":
        this.#at += 1;
        return this.#endWord();
      default:
        return this.#add(mark);
    }
  }

  #add(text: string, length: number = text.length): undefined {
    if (this.#word === undefined && this.#words.length === 0) this.#start = this.#at;
    this.#word = (this.#word ?? "") + text;
    this.#at += length;
  }

  #endWord(): undefined {
    if (this.#word !== undefined) this.#words.push(this.#word);
    this.#word = undefined;
  }

  #endCommand(): undefined {
    this.#endWord();
    const [words, start, expands] = [this.#words, this.#start, this.#expands];
    if (words.length > 0) this.#commands.push({ words, start, expands });
    this.#words = [];
    this.#expands = false;
  }

  #skipLine(): undefined {
    const end = this.#text.indexOf("\n", this.#at);
    this.#at = end === -1 ? this.#text.length : end;
  }

  #backslash(): undefined {
    const next = /^\r?\n/.exec(this.#text.slice(this.#at + 1, this.#at + 3));
    if (next === null) this.#add(this.#text.charAt(this.#at + 1), 2);
    // The line goes on.
    else this.#at += 1 + next[0].length;
  }

  #plainQuote(): OpenQuote | undefined {
    const end = this.#text.indexOf("'", this.#at + 1);
    if (end === -1) return { quote: "'", at: this.#at };
    return this.#add(this.#text.slice(this.#at + 1, end), end + 1 - this.#at);
  }

  #doubleQuote(): OpenQuote | undefined {
    const text = this.#text;
    let value = "";
    for (let at = this.#at + 1; at < text.length; at += 1) {
      const mark = text.charAt(at);
      if (mark === '"') return this.#add(value, at + 1 - this.#at);
      if (mark === "$" || mark === "`") this.#expands ||= mark === "`" || /[\w{(]/.test(text.charAt(at + 1));
      if (mark === "\\" && '"\\$`\n'.includes(text.charAt(at + 1)) && at + 1 < text.length) {
        at += 1;
        value += text.charAt(at) === "\n" ? "" : text.charAt(at);
      } else {
        value += mark;
      }
    }
    return { quote: '"', at: this.#at };
  }

  #escapedQuote(): OpenQuote | undefined {
    const text = this.#text;
    let value = "";
    let at = this.#at + 2;
    while (at < text.length) {
      const mark = text.charAt(at);
      if (mark === "'") return this.#add(value, at + 1 - this.#at);
      if (mark === "\\") {
        const [written, length] = escaped(text, at + 1);
        value += written;
        at += 1 + length;
      } else {
        value += mark;
        at += 1;
      }
    }
    return { quote: "$'", at: this.#at };
  }
}

/** What stands behind a backslash in `$'...'`, and how many characters it takes. */
function escaped(text: string, at: number): readonly [written: string, length: number] {
  for (const [form, base] of NUMBERS) {
    form.lastIndex = at;
    const [whole, digits] = form.exec(text) ?? [];
    if (whole === undefined || digits === undefined) continue;
    const code = Number.parseInt(digits, base);
    return [code <= 0x10_ffff ? String.fromCodePoint(code) : "\ufffd", whole.length];
  }
  const letter = text.charAt(at);
  const known = ESCAPES[letter];
  if (known !== undefined) return [known, 1];
  return ["'\"\\?".includes(letter) && letter !== "" ? letter : `\\${letter}`, letter.length];
}

/**
 * Cuts a text into commands and their words as bash does: `'...'`, `"..."`, `$'...'`, backslashes, lines that go on, `;`
 * and `&` between commands. Nothing is run and nothing is filled in.
 */
export function bashCommands(text: string): BashCommand[] | OpenQuote {
  return new BashReader(text).read();
}
