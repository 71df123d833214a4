/** An expression that is no literal: what it comes to only a program knows. */
export const UNKNOWN: unique symbol = Symbol("unknown");

/** What a literal of JavaScript says. An object is a list of its members, in their order. */
export type Literal =
  | string
  | number
  | boolean
  | null
  | undefined
  | typeof UNKNOWN
  | { readonly list: readonly Literal[] }
  | { readonly members: readonly (readonly [name: string, value: Literal])[] };

/** Most levels of brackets. */
const DEEPEST = 50;

const WORDS: ReadonlyMap<string, Literal> = new Map<string, Literal>([
  ["true", true],
  ["false", false],
  ["null", null],
  ["undefined", undefined],
]);

/** Calls whose argument says what matters: the body is a text, and the headers are those. */
const SEEN_THROUGH: ReadonlySet<string> = new Set(["Headers", "URL", "Request"]);

const ESCAPES: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t", v: "\v", "0": "\0" };

const CLOSING: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

/**
 * Reads literals of JavaScript in a text: strings, numbers, objects, arrays. Nothing is ever run. An expression that is no
 * literal, such as a name or a call, is passed over and is {@link UNKNOWN}. Never throws; the work grows with the text.
 */
export class LiteralReader {
  readonly #text: string;
  #at: number;
  #depth = 0;
  /** Whether the text ended where something was still to come. */
  #isCut = false;

  constructor(text: string, at: number) {
    this.#text = text;
    this.#at = at;
  }

  get at(): number {
    return this.#at;
  }

  get isCut(): boolean {
    return this.#isCut;
  }

  /** The arguments of a call; to be asked behind its opening bracket. */
  args(): Literal[] {
    return this.#values(")");
  }

  #values(end: string): Literal[] {
    const values: Literal[] = [];
    for (;;) {
      this.#space();
      if (this.#ends(end)) return values;
      values.push(this.#value());
      this.#separator(end);
    }
  }

  /** Whether the list ends here; at the end of the text it does too. */
  #ends(end: string): boolean {
    if (this.#at >= this.#text.length) {
      this.#isCut = true;
      return true;
    }
    if (this.#text.charAt(this.#at) !== end) return false;
    this.#at += 1;
    return true;
  }

  #separator(end: string): void {
    this.#space();
    if (this.#text.charAt(this.#at) === ",") this.#at += 1;
    // Something that does not belong here, such as the wrong bracket: never stay in one place.
    else if (this.#at < this.#text.length && this.#text.charAt(this.#at) !== end) this.#at += 1;
  }

  /** One value, or an expression that is passed over. */
  #value(): Literal {
    const literal = this.#literal();
    this.#space();
    // What goes on, such as `"a" + b`, is no literal.
    const next = this.#text.charAt(this.#at);
    if (next === "" || next === "," || next === ")" || next === "]" || next === "}" || next === ";") return literal;
    this.#skip();
    return UNKNOWN;
  }

  #literal(): Literal {
    const mark = this.#text.charAt(this.#at);
    if (mark === '"' || mark === "'") return this.#string(mark);
    if (mark === "`") return this.#template();
    if (mark === "{") return this.#nested(() => this.#object());
    if (mark === "[") return this.#nested(() => this.#list());
    const number = this.#take(/[+-]?(?:\d[\d_]*\.?\d*(?:e[+-]?\d+)?|\.\d+)/iy);
    if (number !== undefined) return Number(number.replaceAll("_", ""));
    return this.#named();
  }

  #nested(read: () => Literal): Literal {
    if (this.#depth === DEEPEST) {
      this.#skip();
      return UNKNOWN;
    }
    this.#depth += 1;
    const value = read();
    this.#depth -= 1;
    return value;
  }

  #list(): Literal {
    this.#at += 1;
    return { list: this.#values("]") };
  }

  #object(): Literal {
    this.#at += 1;
    const members: (readonly [string, Literal])[] = [];
    for (;;) {
      this.#space();
      if (this.#ends("}")) return { members };
      const name = this.#name();
      this.#space();
      if (name !== undefined && this.#text.charAt(this.#at) === ":") {
        this.#at += 1;
        this.#space();
        members.push([name, this.#value()]);
      } else {
        // A short form, a spread, a method, a computed name: it says nothing by itself.
        if (name !== undefined) members.push([name, UNKNOWN]);
        this.#skip();
      }
      this.#separator("}");
    }
  }

  #name(): string | undefined {
    const mark = this.#text.charAt(this.#at);
    if (mark === '"' || mark === "'") return this.#string(mark);
    return this.#take(/[\p{ID_Start}$_][\p{ID_Continue}$]*|\d+/uy);
  }

  /** A word that is a value, or a call that is seen through. */
  #named(): Literal {
    let word = this.#word();
    while (word === "new" || word === "await") {
      this.#space();
      word = this.#word();
    }
    if (word === undefined) return UNKNOWN;
    if (WORDS.has(word)) return WORDS.get(word);
    this.#space();
    if (this.#text.charAt(this.#at) !== "(") return UNKNOWN;
    this.#at += 1;
    const [first] = this.#call();
    if (word === "JSON.stringify") return "{}";
    return SEEN_THROUGH.has(word) ? first : UNKNOWN;
  }

  #word(): string | undefined {
    return this.#take(/[\p{ID_Start}$_][\p{ID_Continue}$.]*/uy);
  }

  #call(): Literal[] {
    let args: Literal[] = [];
    this.#nested(() => {
      args = this.#values(")");
      return undefined;
    });
    return args;
  }

  #string(quote: string): string {
    let value = "";
    this.#at += 1;
    while (this.#at < this.#text.length) {
      const mark = this.#text.charAt(this.#at);
      this.#at += 1;
      if (mark === quote) return value;
      value += mark === "\\" ? this.#escape() : mark;
    }
    this.#isCut = true;
    return value;
  }

  #escape(): string {
    const mark = this.#text.charAt(this.#at);
    this.#at += 1;
    if (mark === "\n") return "";
    if (mark === "x" || mark === "u") {
      const form = mark === "x" ? /[\da-f]{2}/iy : /[\da-f]{4}|\{[\da-f]{1,6}\}/iy;
      const code = Number.parseInt((this.#take(form) ?? "").replace(/[{}]/g, ""), 16);
      return code <= 0x10_ffff ? String.fromCodePoint(code) : mark;
    }
    return ESCAPES[mark] ?? mark;
  }

  /** A template; with something to be filled in it is no literal. */
  #template(): Literal {
    let value = "";
    let isPlain = true;
    this.#at += 1;
    while (this.#at < this.#text.length) {
      const mark = this.#text.charAt(this.#at);
      this.#at += 1;
      if (mark === "`") return isPlain ? value : UNKNOWN;
      if (mark === "$" && this.#text.charAt(this.#at) === "{") {
        isPlain = false;
        this.#skip();
      } else {
        value += mark === "\\" ? this.#escape() : mark;
      }
    }
    this.#isCut = true;
    return UNKNOWN;
  }

  /** Passes over an expression up to the comma, or the bracket, that ends it. */
  #skip(): void {
    const open: string[] = [];
    while (this.#at < this.#text.length) {
      const mark = this.#text.charAt(this.#at);
      if (mark === '"' || mark === "'") {
        this.#string(mark);
        continue;
      }
      if (mark === "`") {
        this.#passTemplate();
        continue;
      }
      if (open.length === 0 && (mark === "," || mark === ")" || mark === "]" || mark === "}" || mark === ";")) return;
      const closing = CLOSING[mark];
      if (closing !== undefined) open.push(closing);
      else if (mark === open.at(-1)) open.pop();
      this.#at += 1;
      // `${...}` begins with its bracket and ends with it.
      if (open.length === 0 && mark === "}") return;
    }
    this.#isCut = true;
  }

  #passTemplate(): void {
    const end = this.#text.indexOf("`", this.#at + 1);
    this.#at = end === -1 ? this.#text.length : end + 1;
  }

  /** Passes over spaces and comments. */
  #space(): void {
    for (;;) {
      this.#take(/\s+/y);
      const open = this.#take(/\/[/*]/y);
      if (open === undefined) return;
      const close = open === "//" ? "\n" : "*/";
      const end = this.#text.indexOf(close, this.#at);
      this.#at = end === -1 ? this.#text.length : end + close.length;
    }
  }

  #take(form: RegExp): string | undefined {
    form.lastIndex = this.#at;
    const found = form.exec(this.#text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found === "" ? undefined : found;
  }
}
