import { ENOUGH_TO_TELL, startOfHead } from "./response-head.ts";

const CR = 0x0d;
const LF = 0x0a;

/** What has become of a head after some more bytes. */
export type HeadProgress =
  | { readonly kind: "more" }
  | { readonly kind: "not-http" }
  | { readonly kind: "too-large" }
  /** The head is here, one character a byte; what follows it is `rest`. */
  | { readonly kind: "complete"; readonly text: string; readonly rest: Uint8Array };

/**
 * Gathers the bytes of one head until the empty line. Looks at each byte once, however they are cut, and holds at most as
 * many as a head may have.
 */
export class HeadBuffer {
  readonly #mostBytes: number;
  #bytes = Buffer.allocUnsafe(4096);
  #length = 0;
  /** Where the line begins that is being read. */
  #lineStart = 0;

  /** @param mostBytes of a head, the empty line included */
  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes;
  }

  /** Whether anything has come. */
  get isEmpty(): boolean {
    return this.#length === 0;
  }

  /** The first bytes, one character each. */
  get beginning(): string {
    return this.#bytes.toString("latin1", 0, Math.min(this.#length, ENOUGH_TO_TELL));
  }

  push(bytes: Uint8Array): HeadProgress {
    const before = this.#length;
    const end = this.#findEnd(bytes);
    // No more than belongs to the head: many may come at once.
    this.#append(bytes.subarray(0, Math.min(end === -1 ? bytes.length : end, this.#mostBytes - before + 1)));
    if (before < ENOUGH_TO_TELL && this.#length >= ENOUGH_TO_TELL && startOfHead(this.beginning) === -1) {
      return { kind: "not-http" };
    }
    if (this.#length > this.#mostBytes) return { kind: "too-large" };
    if (end === -1) return { kind: "more" };
    return { kind: "complete", text: this.#bytes.toString("latin1", 0, this.#length), rest: bytes.subarray(end) };
  }

  /** The index in these bytes after the empty line, which is LF LF or LF CR LF; -1 when it is not here yet. */
  #findEnd(bytes: Uint8Array): number {
    const before = this.#length;
    for (let index = bytes.indexOf(LF); index !== -1; index = bytes.indexOf(LF, index + 1)) {
      const start = this.#lineStart;
      const end = before + index;
      const first = start < before ? this.#bytes[start] : bytes[start - before];
      this.#lineStart = end + 1;
      // Line ends before the status line are among the junk that is forgiven.
      if ((end === start || (end === start + 1 && first === CR)) && end >= ENOUGH_TO_TELL) return index + 1;
    }
    return -1;
  }

  #append(bytes: Uint8Array): void {
    const length = this.#length + bytes.length;
    if (length > this.#bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(length, 2 * this.#bytes.length));
      larger.set(this.#bytes.subarray(0, this.#length));
      this.#bytes = larger;
    }
    this.#bytes.set(bytes, this.#length);
    this.#length = length;
  }
}
