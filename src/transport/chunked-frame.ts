import { FrameError, type BodyFrame } from "./body-frame.ts";
import { isBlank } from "./token.ts";

/** Bytes of the line before a chunk: its size, and extensions, which nobody uses. What browsers take. */
const MOST_LINE_BYTES = 16_384;

/** Digits of a size: as many as can be counted exactly. */
const MOST_DIGITS = 13;

const CR = 0x0d;
const LF = 0x0a;
const SEMICOLON = 0x3b;

type State = "size" | "after-size" | "extension" | "line-end" | "data" | "after-data" | "trailer" | "done";

/**
 * Takes the chunks apart in one pass, wherever the network has cut them, and keeps nothing but where it is. Trailers are
 * passed over, as browsers do.
 *
 * @see RFC 9112, 7.1
 */
export class ChunkedFrame implements BodyFrame {
  readonly mayEnd = false;
  afterwards: Uint8Array | undefined;
  readonly #mostTrailerBytes: number;
  #state: State = "size";
  #size = 0;
  #digits = 0;
  /** Of the line or of the trailers. */
  #bytesOfPart = 0;
  /** Whether the line has nothing in it but CR so far. */
  #isEmptyLine = true;

  constructor(mostTrailerBytes: number) {
    this.#mostTrailerBytes = mostTrailerBytes;
  }

  get isDone(): boolean {
    return this.#state === "done";
  }

  push(bytes: Uint8Array): Uint8Array {
    let length = 0;
    let at = 0;
    while (at < bytes.length && this.#state !== "done") {
      if (this.#state === "data") {
        // What is kept moves to the front, over what has been read already.
        const end = Math.min(at + this.#size, bytes.length);
        bytes.copyWithin(length, at, end);
        length += end - at;
        this.#size -= end - at;
        at = end;
        if (this.#size === 0) this.#state = "after-data";
      } else {
        this.#read(bytes[at] ?? LF);
        at += 1;
      }
    }
    if (at < bytes.length) this.afterwards = bytes.subarray(at);
    return bytes.subarray(0, length);
  }

  #read(byte: number): void {
    switch (this.#state) {
      case "size":
      case "after-size":
      case "extension":
      case "line-end":
        return this.#readLineBeforeChunk(byte);
      case "after-data":
        if (byte === LF) this.#startLine("size");
        else if (byte !== CR || !this.#isEmptyLine) throw new FrameError("a chunk is longer than it says");
        else this.#isEmptyLine = false;
        return;
      case "trailer":
        return this.#readTrailer(byte);
      case "data":
      case "done":
        return;
    }
  }

  #readLineBeforeChunk(byte: number): void {
    this.#bytesOfPart += 1;
    if (this.#bytesOfPart > MOST_LINE_BYTES) throw new FrameError("the line before a chunk does not end");
    if (byte === LF) return this.#endLineBeforeChunk();
    if (this.#state === "extension") return;
    const value = this.#state === "size" ? hexValue(byte) : undefined;
    if (value !== undefined) this.#countDigit(value);
    else if (byte === SEMICOLON && this.#state !== "line-end") this.#state = "extension";
    else if (byte === CR && this.#state !== "line-end") this.#state = "line-end";
    else if (isBlank(byte) && this.#state !== "line-end") this.#state = "after-size";
    else throw new FrameError("the size of a chunk is no number");
  }

  #countDigit(value: number): void {
    this.#digits += 1;
    if (this.#digits > MOST_DIGITS) throw new FrameError("a chunk is too large to count");
    this.#size = this.#size * 16 + value;
  }

  #endLineBeforeChunk(): void {
    if (this.#digits === 0) throw new FrameError("a chunk has no size");
    this.#startLine(this.#size === 0 ? "trailer" : "data");
  }

  #readTrailer(byte: number): void {
    this.#bytesOfPart += 1;
    if (this.#bytesOfPart > this.#mostTrailerBytes) throw new FrameError("its trailers do not end");
    if (byte === LF && this.#isEmptyLine) this.#state = "done";
    else if (byte === LF) this.#isEmptyLine = true;
    else if (byte !== CR) this.#isEmptyLine = false;
  }

  #startLine(state: State): void {
    this.#state = state;
    this.#bytesOfPart = 0;
    this.#isEmptyLine = true;
    if (state !== "size") return;
    this.#size = 0;
    this.#digits = 0;
  }
}

function hexValue(byte: number): number | undefined {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : undefined;
}
