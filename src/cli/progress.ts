/** What is looked at of a stream such as `process.stderr`. */
interface Stream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** Milliseconds until something is said: what is done sooner needs no comfort. */
const PATIENCE = 1000;

/** One line that says what is being waited for, on a terminal; nothing anywhere else. */
export class Progress {
  readonly #stream: Stream;
  readonly #started = Date.now();
  #what = "";
  #isShown = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(stream: Stream) {
    this.#stream = stream;
    if (stream.isTTY !== true) return;
    this.#timer = setInterval(() => this.#show(), PATIENCE);
    // Nobody stays for it.
    this.#timer.unref();
  }

  /** Now this is being waited for. */
  say(what: string): void {
    this.#what = what;
  }

  /** Takes the line away, before anything else is written. */
  clear(): void {
    if (this.#isShown) this.#stream.write("\r\u001b[K");
    this.#isShown = false;
  }

  stop(): void {
    clearInterval(this.#timer);
    this.clear();
  }

  #show(): void {
    const seconds = Math.round((Date.now() - this.#started) / 1000);
    const text = `… ${seconds} s, ${this.#what}`.slice(0, (this.#stream.columns ?? 80) - 1);
    this.#stream.write(`\r\u001b[K${text}`);
    this.#isShown = true;
  }
}
