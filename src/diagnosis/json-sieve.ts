/**
 * What is kept of a JSON text. `value`: texts (cut at 16,384 characters), numbers and the like. An object: these members
 * of an object. `each`: the elements of an array, collected; with `hand`, handed over one by one in place of that. What
 * is not named is read over, and takes no room.
 */
export type Shape =
  | "value"
  | { readonly members: Readonly<Record<string, Shape>> }
  | { readonly each: Shape; readonly hand?: (element: unknown) => void };

/** Why a text could not be read to its end. */
export interface JsonFault {
  /** `cut-off`: what is there is JSON, and its end is missing. */
  readonly kind: "not-json" | "cut-off" | "too-deep";
  /** How many characters were read before. */
  readonly at: number;
  /** Where in the document, such as `log.entries[12].response`. */
  readonly path: string;
}

/** Most characters that are kept of one text. */
const LONGEST_TEXT = 16_384;

/** Most elements that are kept of one array; the rest is read over. */
const MOST_ELEMENTS = 1000;

/** Most characters of texts that are kept in all, between one element that is handed over and the next. */
const MOST_KEPT = 1_000_000;

/** Most levels of brackets. */
const DEEPEST = 100;

/** Most characters of a number or a name that is looked at. */
const LONGEST_WORD = 256;

/** An object or array that is open. */
interface Frame {
  readonly isArray: boolean;
  readonly shape: Shape | undefined;
  /** What is kept of it; `undefined` where nothing is. */
  readonly kept: Record<string, unknown> | unknown[] | undefined;
  /** The name that the next value belongs to. */
  name: string;
  /** How many values came. */
  count: number;
}

/** What may come next, between tokens. */
type Next = "value" | "value-or-end" | "name" | "name-or-end" | "colon" | "comma-or-end" | "nothing";

/** A token that is not over yet. */
type Token = "none" | "text" | "escape" | "unicode" | "word";

const ESCAPES: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };

/**
 * Reads JSON in pieces, and keeps of it what a shape asks for. What it holds at any time is bounded by the shape, not by
 * the text; the work is one step a character. Never throws.
 */
export class JsonSieve {
  readonly #frames: Frame[] = [];
  readonly #shape: Shape;
  #next: Next = "value";
  #token: Token = "none";
  /** Of the token that is not over, what is kept, in pieces. */
  #pieces: string[] = [];
  #length = 0;
  #keeps = false;
  #unicode = "";
  /** The next backslash of the piece at hand, or its end. */
  #backslash = -1;
  #read = 0;
  #kept = 0;
  #mostKept = 0;
  #value: unknown;
  #fault: JsonFault | undefined;

  constructor(shape: Shape) {
    this.#shape = shape;
  }

  /** What was kept; of a text that is cut off, what came before the cut. */
  get value(): unknown {
    return this.#value;
  }

  get fault(): JsonFault | undefined {
    return this.#fault;
  }

  /** Characters read so far. */
  get read(): number {
    return this.#read;
  }

  /** Most characters of texts that were held at once. */
  get mostKept(): number {
    return this.#mostKept;
  }

  /** Reads on. After a fault nothing more is read. */
  write(text: string): void {
    let at = 0;
    this.#backslash = -1;
    while (at < text.length && this.#fault === undefined) at = this.#step(text, at);
    if (this.#fault === undefined) this.#read += text.length;
  }

  /** @returns the fault that was met, or that the text is not at its end */
  end(): JsonFault | undefined {
    if (this.#fault !== undefined) return this.#fault;
    if (this.#token === "word" && this.#frames.length === 0) this.#finishWord();
    if (this.#next !== "nothing" || this.#token !== "none") this.#fail("cut-off", 0);
    return this.#fault;
  }

  /** Reads one token, or as much of it as there is. @returns where it ended */
  #step(text: string, at: number): number {
    switch (this.#token) {
      case "text":
        return this.#readText(text, at);
      case "escape":
        return this.#readEscape(text, at);
      case "unicode":
        return this.#readUnicode(text, at);
      case "word":
        return this.#readWord(text, at);
      case "none":
        return this.#readMark(text, at);
    }
  }

  #readText(text: string, from: number): number {
    const quote = indexIn(text, '"', from);
    // Looked for once a piece, as most texts have none.
    if (this.#backslash < from) this.#backslash = indexIn(text, "\\", from);
    const at = Math.min(quote, this.#backslash);
    this.#keep(text, from, at);
    if (at === text.length) return at;
    if (at === this.#backslash) this.#token = "escape";
    else this.#finishText();
    return at + 1;
  }

  #readEscape(text: string, at: number): number {
    const mark = text.charAt(at);
    if (mark === "u") {
      this.#token = "unicode";
      this.#unicode = "";
    } else {
      const plain = ESCAPES[mark] ?? mark;
      this.#keep(plain, 0, plain.length);
      this.#token = "text";
    }
    return at + 1;
  }

  #readUnicode(text: string, at: number): number {
    this.#unicode += text.charAt(at);
    if (this.#unicode.length === 4) {
      if (!/^[\da-f]{4}$/i.test(this.#unicode)) return this.#fail("not-json", at);
      this.#keep(String.fromCharCode(Number.parseInt(this.#unicode, 16)), 0, 1);
      this.#token = "text";
    }
    return at + 1;
  }

  /** A number, `true`, `false` or `null`. */
  #readWord(text: string, from: number): number {
    let at = from;
    while (at < text.length && /[\w+.-]/.test(text.charAt(at))) at += 1;
    this.#keep(text, from, at);
    if (this.#length > LONGEST_WORD) return this.#fail("not-json", at);
    if (at < text.length && !this.#finishWord()) return this.#fail("not-json", at);
    return at;
  }

  #readMark(text: string, at: number): number {
    const mark = text.charAt(at);
    if (mark === " " || mark === "\n" || mark === "\r" || mark === "\t") return at + 1;
    const next = this.#next;
    if (mark === '"') return this.#begin("text", at);
    if (mark === ":" && next === "colon") this.#next = "value";
    else if (mark === "," && next === "comma-or-end") this.#next = this.#frames.at(-1)?.isArray ? "value" : "name";
    else if (mark === "{" && this.#wantsValue()) return this.#open(false, at);
    else if (mark === "[" && this.#wantsValue()) return this.#open(true, at);
    else if ((mark === "}" || mark === "]") && this.#mayClose(mark)) this.#close();
    else if (/[-\dtfn]/.test(mark) && this.#wantsValue()) return this.#begin("word", at);
    else return this.#fail("not-json", at);
    return at + 1;
  }

  #begin(token: "text" | "word", at: number): number {
    const isName = this.#next === "name" || this.#next === "name-or-end";
    if (!isName && !this.#wantsValue()) return this.#fail("not-json", at);
    this.#token = token;
    this.#keeps = isName || token === "word" || this.#shapeOfNext() === "value";
    this.#pieces = [];
    this.#length = 0;
    return token === "text" ? at + 1 : at;
  }

  #keep(text: string, from: number, to: number): void {
    const room = Math.min(LONGEST_TEXT - this.#length, MOST_KEPT - this.#kept);
    if (!this.#keeps || room <= 0 || to === from) return;
    const piece = text.slice(from, Math.min(to, from + room));
    this.#length += piece.length;
    this.#kept += piece.length;
    this.#mostKept = Math.max(this.#mostKept, this.#kept);
    this.#pieces.push(piece);
  }

  #finishText(): void {
    this.#token = "none";
    const frame = this.#frames.at(-1);
    // A copy of its own: a slice would keep the whole piece of the file alive.
    const text = this.#keeps ? ownCopy(this.#pieces.join("")) : "";
    this.#pieces = [];
    if (frame !== undefined && (this.#next === "name" || this.#next === "name-or-end")) {
      frame.name = text.slice(0, LONGEST_WORD);
      this.#next = "colon";
    } else {
      this.#take(text);
    }
  }

  #finishWord(): boolean {
    this.#token = "none";
    const word = this.#pieces.join("");
    this.#pieces = [];
    if (!/^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)$/.test(word)) return false;
    this.#take(JSON.parse(word));
    return true;
  }

  /** A value is complete. */
  #take(value: unknown): void {
    if (this.#frames.length === 0) this.#value = value;
    else if (this.#shapeOfNext() === "value") this.#put(value);
    this.#afterValue();
  }

  /** Hangs a value into the object or array that is open. */
  #put(value: unknown): void {
    const frame = this.#frames.at(-1);
    if (Array.isArray(frame?.kept)) {
      if (frame.kept.length < MOST_ELEMENTS) frame.kept.push(value);
    } else if (frame?.kept !== undefined) {
      frame.kept[frame.name] = value;
    }
  }

  #afterValue(): void {
    const frame = this.#frames.at(-1);
    if (frame !== undefined) frame.count += 1;
    this.#next = frame === undefined ? "nothing" : "comma-or-end";
  }

  #open(isArray: boolean, at: number): number {
    if (this.#frames.length === DEEPEST) return this.#fail("too-deep", at);
    const shape = this.#shapeOfNext();
    const fits = typeof shape === "object" && isArray === "each" in shape;
    const empty = isArray ? [] : (Object.create(null) as Record<string, unknown>);
    const kept = fits ? empty : undefined;
    // Hung in at once, so that of a text that is cut off everything before the cut is there.
    if (this.#frames.length === 0) this.#value = kept;
    else if (fits && this.#handOf(this.#frames.at(-1)) === undefined) this.#put(kept);
    this.#frames.push({ isArray, shape: fits ? shape : undefined, kept, name: "", count: 0 });
    this.#next = isArray ? "value-or-end" : "name-or-end";
    return at + 1;
  }

  #close(): void {
    const frame = this.#frames.pop();
    const hand = this.#handOf(this.#frames.at(-1));
    if (hand !== undefined && frame?.kept !== undefined) {
      this.#kept = 0;
      hand(frame.kept);
    }
    this.#afterValue();
  }

  #handOf(frame: Frame | undefined): ((element: unknown) => void) | undefined {
    const shape = frame?.shape;
    return typeof shape === "object" && "each" in shape ? shape.hand : undefined;
  }

  #mayClose(mark: string): boolean {
    const isArray = this.#frames.at(-1)?.isArray;
    if (isArray === undefined || isArray !== (mark === "]")) return false;
    return this.#next === "comma-or-end" || this.#next === (isArray ? "value-or-end" : "name-or-end");
  }

  #wantsValue(): boolean {
    return this.#next === "value" || this.#next === "value-or-end";
  }

  /** What is kept of the value that comes. */
  #shapeOfNext(): Shape | undefined {
    const frame = this.#frames.at(-1);
    if (frame === undefined) return this.#shape;
    const { shape } = frame;
    if (typeof shape !== "object") return undefined;
    if ("each" in shape) return shape.each;
    return Object.hasOwn(shape.members, frame.name) ? shape.members[frame.name] : undefined;
  }

  #fail(kind: JsonFault["kind"], at: number): number {
    this.#read += at;
    this.#fault = { kind, at: this.#read, path: this.#path() };
    return at;
  }

  #path(): string {
    return this.#frames
      .map(({ isArray, name, count }) => (isArray ? `[${count}]` : name === "" ? "" : `.${name}`))
      .join("")
      .replace(/^\./, "");
  }
}

/** Where a character stands; the end of the text where it does not. */
function indexIn(text: string, character: string, from: number): number {
  const at = text.indexOf(character, from);
  return at === -1 ? text.length : at;
}

/** The same text in memory of its own. */
function ownCopy(text: string): string {
  return text.length < 13 ? text : (JSON.parse(JSON.stringify(text)) as string);
}
