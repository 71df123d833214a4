import type { TransportFailure, TransportFailureCode } from "../browser/wire.ts";

/**
 * There was no answer, or it broke off: what every transport of this package rejects with, and what the stream of a body
 * fails with. Tell the reasons apart by `code`; the message says them in words, with host and port; `cause` is the error
 * below, such as Node's own. Deliberately no `TypeError`: what a page gets to see of it is the browser's to decide.
 *
 * @example
 * try {
 *   await send({ method: "GET", url: "https://api.example.com/", headers: [] });
 * } catch (error) {
 *   if (error instanceof TransportError && error.code === "TlsFailed") console.error(error.message, error.cause);
 * }
 */
export class TransportError extends Error implements TransportFailure {
  override readonly name = "TransportError";
  /** Why there was no answer. */
  readonly code: TransportFailureCode;

  /**
   * @param message a sentence for a person
   * @param cause what went wrong below, if anything did
   */
  constructor(code: TransportFailureCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}
