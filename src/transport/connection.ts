import type { Socket } from "node:net";

/**
 * A connection that is read when somebody asks for more, so that the server is held back by whoever reads, and that fails
 * in one way: every read and write under way rejects with the reason it was broken with.
 */
export class Connection {
  /** Host and port, as they are called in messages. */
  readonly place: string;
  readonly #socket: Socket;
  readonly #explain: (error: Error | undefined) => Error;
  #failure: { readonly reason: unknown } | undefined;
  #unread: Uint8Array | undefined;
  #hasEnded = false;
  #bytesRead = 0;
  #wake: (() => void) | undefined;

  /** @param explain what an error of the socket means; `undefined` is one that was closed without any */
  constructor(socket: Socket, place: string, explain: (error: Error | undefined) => Error) {
    this.#socket = socket;
    this.place = place;
    this.#explain = explain;
    socket.on("readable", this.#notify).on("end", this.#onEnd).on("error", this.#onError).on("close", this.#onClose);
  }

  /** Whether it has broken, and with what. */
  get failure(): { readonly reason: unknown } | undefined {
    return this.#failure;
  }

  /** How many bytes have been read so far. */
  get bytesRead(): number {
    return this.#bytesRead;
  }

  /** Whether nothing has come that was not read, and more may come. */
  get isQuiet(): boolean {
    return (
      this.#failure === undefined && !this.#hasEnded && this.#unread === undefined && this.#socket.readableLength === 0
    );
  }

  /** The next bytes, which are the caller's to keep; `undefined` when the server has ended. One read at a time. */
  async read(): Promise<Uint8Array | undefined> {
    for (;;) {
      // What has come before an error is still good; a connection that was broken on purpose has nothing left.
      const bytes = this.#unread ?? this.#readSocket();
      this.#unread = undefined;
      if (bytes !== null) return bytes;
      if (this.#failure !== undefined) throw this.#failure.reason;
      if (this.#hasEnded) return undefined;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** Gives back what was read too much; it is read next. */
  unread(bytes: Uint8Array): void {
    if (bytes.length > 0) this.#unread = bytes;
  }

  /** Resolves when the system has taken the bytes. */
  write(bytes: Uint8Array): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.#failure !== undefined) return reject(this.#failure.reason);
      this.#socket.write(bytes, (error) => {
        if (error === null || error === undefined) resolve();
        else reject(this.#failure === undefined ? this.#explain(error) : this.#failure.reason);
      });
    });
  }

  /** Calls back, once, when anything happens: bytes, the end, an error. For a connection that nobody reads. */
  watch(onEvent: (() => void) | undefined): void {
    this.#wake = onEvent;
  }

  /** Whether the process stays for it. */
  keepProcess(isKept: boolean): void {
    // A socket that is gone would wait for its next connection with this.
    if (this.#socket.destroyed) return;
    if (isKept) this.#socket.ref();
    else this.#socket.unref();
  }

  /**
   * Hands the socket over, as when a tunnel stands; the connection itself is of no more use. What was read too much is lost: look at
   * `isQuiet` before.
   */
  release(): Socket {
    this.#failure ??= { reason: new Error("The connection was handed over.") };
    const socket = this.#socket;
    socket
      .off("readable", this.#notify)
      .off("end", this.#onEnd)
      .off("error", this.#onError)
      .off("close", this.#onClose);
    return socket;
  }

  /** Closes it; what is under way rejects with the reason. */
  break(reason: unknown): void {
    this.#unread = undefined;
    this.#fail(reason);
    this.#socket.destroy();
  }

  #readSocket(): Uint8Array | null {
    const bytes = this.#failure === undefined ? (this.#socket.read() as Uint8Array | null) : null;
    this.#bytesRead += bytes?.length ?? 0;
    return bytes;
  }

  #fail(reason: unknown): void {
    this.#failure ??= { reason };
    this.#notify();
  }

  readonly #onEnd = (): void => {
    this.#hasEnded = true;
    this.#notify();
  };

  readonly #onError = (error: Error): void => this.#fail(this.#explain(error));

  readonly #onClose = (): void => {
    if (!this.#hasEnded) this.#fail(this.#explain(undefined));
  };

  readonly #notify = (): void => {
    const wake = this.#wake;
    this.#wake = undefined;
    wake?.();
  };
}
