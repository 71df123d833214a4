/**
 * An AbortController whose signal is made when somebody reads it: making one, and a `Request` that follows it, costs more than all
 * else of a request that is answered in this process.
 */
export class LateAbort {
  #controller: AbortController | undefined;
  #reason: { readonly reason: unknown } | undefined;

  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      if (this.#reason !== undefined) this.#controller.abort(this.#reason.reason);
    }
    return this.#controller.signal;
  }

  abort(reason: unknown): void {
    this.#reason ??= { reason };
    this.#controller?.abort(reason);
  }
}
