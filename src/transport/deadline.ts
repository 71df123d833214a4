/** Calls back unless it is stopped, or started anew, in time. Does not keep the process alive. */
export class Deadline {
  readonly #milliseconds: number;
  readonly #onExpired: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(milliseconds: number, onExpired: () => void) {
    this.#milliseconds = milliseconds;
    this.#onExpired = onExpired;
  }

  /** From now on it is the whole time again. */
  restart(): void {
    this.stop();
    this.#timer = setTimeout(this.#onExpired, this.#milliseconds);
    this.#timer.unref();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
