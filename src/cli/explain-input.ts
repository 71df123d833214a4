import { createReadStream } from "node:fs";
import { TextDecoder } from "node:util";
import { HarReader, type HarEntry, type HarSummary } from "../diagnosis/index.ts";
import { Progress } from "./progress.ts";
import { reason } from "./read-file.ts";
import { RunError } from "./usage-error.ts";

/** What was read. */
export type ExplainInput =
  | { readonly kind: "text"; readonly text: string; readonly isCut: boolean }
  | {
      readonly kind: "har";
      readonly entries: readonly HarEntry[];
      readonly summary: HarSummary;
      readonly limit: HarLimit | undefined;
    }
  | { readonly kind: "binary"; readonly what: string };

/** Why not the whole of a HAR file was looked at. */
export type HarLimit = "bytes" | "entries";

/** Bytes of a text that are read. */
export const MOST_TEXT = 1_000_000;

/** Bytes of a HAR file that are read. */
export const MOST_HAR = 512 * 1024 * 1024;

/** Entries of a HAR file that are kept: those that may be about another origin. */
const MOST_ENTRIES = 20_000;

/** Characters of header lines that are kept. */
const MOST_KEPT = 64_000_000;

/** Where bytes come from. */
export interface ByteSource {
  readonly name: string;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** A file, or standard input for `-`. */
export function openSource(path: string): ByteSource {
  if (path !== "-") return { name: path, bytes: createReadStream(path, { highWaterMark: 262_144 }) };
  if (process.stdin.isTTY) {
    console.error(
      "Waiting for a text: paste it, then end it with Ctrl-D on a line of its own (Windows: Ctrl-Z, Enter).",
    );
  }
  return { name: "standard input", bytes: process.stdin };
}

/**
 * Reads what there is to explain: a text up to a limit, a HAR file in pieces, of which nothing stays but what may be about
 * another origin.
 *
 * @throws RunError when it cannot be read
 */
export async function readInput({ name, bytes }: ByteSource): Promise<ExplainInput> {
  const reading = new Reading();
  const progress = new Progress(process.stderr);
  try {
    for await (const piece of bytes) {
      reading.add(piece);
      progress.say(`${Math.round(reading.size / 1024 / 1024)} MB of ${name}`);
      if (reading.isDone) break;
    }
  } catch (error) {
    throw new RunError(`${name} cannot be read: ${reason(error)}.`);
  } finally {
    progress.stop();
  }
  return reading.end();
}

/** The beginnings of files that are no text. */
const MAGIC: readonly (readonly [start: readonly number[], what: string])[] = [
  [[0x1f, 0x8b], "compressed (gzip): unpack it first"],
  [[0x50, 0x4b, 3, 4], "an archive (zip): unpack it first"],
  [[0x25, 0x50, 0x44, 0x46], "a PDF file"],
  [[0x89, 0x50, 0x4e, 0x47], "a picture: copy the text of the message instead"],
  [[0xff, 0xd8, 0xff], "a picture: copy the text of the message instead"],
];

const MARKS: readonly (readonly [start: readonly number[], encoding: string])[] = [
  [[0xff, 0xfe], "utf-16le"],
  [[0xfe, 0xff], "utf-16be"],
];

const OPENING = 0x7b;

/** A text or a file while its bytes come. */
class Reading {
  size = 0;
  isDone = false;
  #decoder: TextDecoder | undefined;
  #isWide = false;
  #binary: string | undefined;
  #har: HarCollection | undefined;
  /** Of a text: its bytes. */
  readonly #pieces: Uint8Array[] = [];
  #isCut = false;

  add(piece: Uint8Array): void {
    const isFirst = this.size === 0;
    this.size += piece.length;
    if (isFirst) this.#look(piece);
    if (this.#binary !== undefined) {
      this.isDone = true;
    } else if (this.#har === undefined) {
      this.#addText(piece);
    } else {
      this.#addHar(piece);
    }
  }

  end(): ExplainInput {
    if (this.#binary !== undefined) return { kind: "binary", what: this.#binary };
    if (this.#har !== undefined) return this.#har.end();
    return { kind: "text", text: this.#text(), isCut: this.#isCut };
  }

  #look(piece: Uint8Array): void {
    const begins = ([start]: readonly [readonly number[], string]): boolean =>
      start.every((byte, index) => piece[index] === byte);
    const encoding = MARKS.find(begins)?.[1];
    this.#isWide = encoding !== undefined;
    this.#decoder = new TextDecoder(encoding);
    this.#binary = MAGIC.find(begins)?.[1];
    if (!this.#isWide && this.#binary === undefined && piece.includes(0)) this.#binary = "no text: it holds NUL bytes";
  }

  #addText(piece: Uint8Array): void {
    const before = this.#pieces.length === 0;
    const start = before ? firstWord(piece) : 0;
    // Blanks before the text are not kept, but they count.
    if (start === piece.length) {
      this.#isCut = this.isDone = this.size > MOST_TEXT;
      return;
    }
    if (before && piece[start] === OPENING && !this.#isWide) {
      this.#har = new HarCollection();
      this.#addHar(piece);
      return;
    }
    if (before && this.#isWide && isWideOpening(piece)) {
      this.#har = new HarCollection();
      this.#addHar(piece);
      return;
    }
    this.#pieces.push(piece);
    if (this.size > MOST_TEXT) this.#isCut = this.isDone = true;
  }

  #addHar(piece: Uint8Array): void {
    this.#har?.write(this.#decoder?.decode(piece, { stream: true }) ?? "");
    if (this.#har?.isLost === true) this.isDone = true;
    if (this.size <= MOST_HAR) return;
    this.isDone = true;
    this.#har?.stop();
  }

  /** As UTF-8, or where it is none as Windows writes texts of the west. */
  #text(): string {
    const bytes = Buffer.concat(this.#pieces).subarray(0, MOST_TEXT);
    if (this.#isWide) return this.#decoder?.decode(bytes) ?? "";
    try {
      // The cut may go through a character.
      return new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: this.#isCut });
    } catch {
      return new TextDecoder("windows-1252").decode(bytes);
    }
  }
}

/** Where the first byte is that is neither a blank nor the mark of UTF-8. */
function firstWord(piece: Uint8Array): number {
  const at = piece.findIndex((byte) => byte > 0x20 && byte !== 0xef && byte !== 0xbb && byte !== 0xbf);
  return at === -1 ? piece.length : at;
}

function isWideOpening(piece: Uint8Array): boolean {
  const at = piece.findIndex((byte) => byte !== 0xff && byte !== 0xfe && byte !== 0 && byte > 0x20);
  return piece[at] === OPENING;
}

/** The entries of a HAR file that may be about another origin. */
class HarCollection {
  readonly #entries: HarEntry[] = [];
  readonly #reader = new HarReader((entry) => this.#take(entry));
  #kept = 0;
  #limit: HarLimit | undefined;

  get isLost(): boolean {
    return this.#reader.isLost;
  }

  write(text: string): void {
    this.#reader.write(text);
  }

  stop(): void {
    this.#limit ??= "bytes";
  }

  end(): ExplainInput {
    return { kind: "har", entries: this.#entries, summary: this.#reader.end(), limit: this.#limit };
  }

  #take(entry: HarEntry): void {
    if (!matters(entry)) return;
    if (this.#entries.length === MOST_ENTRIES || this.#kept > MOST_KEPT) {
      this.#limit = "entries";
      return;
    }
    const lines = [...entry.request.headers, ...(entry.response?.headers ?? [])];
    this.#kept += lines.reduce((sum, [name, value]) => sum + name.length + value.length, entry.request.url.length);
    this.#entries.push(entry);
  }
}

/** Types of what a page shows, which no program reads. */
const SHOWN: ReadonlySet<string> = new Set(["document", "image", "stylesheet", "script", "font", "media"]);

/** Whether an entry may be a request of a page's program to another origin, or went wrong. */
function matters({ request, response, error, resourceType }: HarEntry): boolean {
  if (error !== undefined || response === undefined) return true;
  if (response.status >= 300 && response.status < 400) return true;
  if (request.headers.some(([name]) => /^(origin|access-control-request-method)$/i.test(name))) return true;
  return resourceType !== undefined && !SHOWN.has(resourceType);
}
