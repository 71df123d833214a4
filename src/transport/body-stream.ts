import type { Connection } from "./connection.ts";
import { Deadline } from "./deadline.ts";
import type { IncomingBody } from "./response-body.ts";
import { TransportError } from "./transport-error.ts";

/** Bytes that are read ahead, so that a small body frees its connection though nobody reads it. */
const READ_AHEAD = 65_536;

/** What ends a body other than its own end. */
export interface BodyEnds {
  /** Milliseconds that it may stand still. */
  readonly idleTimeout: number;
  /** Fails it with the signal's reason. */
  readonly signal: AbortSignal;
  /** Called once, when nothing more is read; `isComplete` is whether the connection can be used again. */
  readonly onOver: (isComplete: boolean) => void;
}

/**
 * A body as a stream that asks the server for more only when its reader wants more. It keeps the process alive only while it waits
 * for the server.
 */
export function toBodyStream(
  connection: Connection,
  { chunks, isComplete }: IncomingBody,
  { idleTimeout, signal, onOver }: BodyEnds,
): ReadableStream<Uint8Array> {
  let isOver = false;
  const deadline = new Deadline(idleTimeout, () => {
    const message = `The body that ${connection.place} sends has stood still for ${idleTimeout} ms.`;
    fail(new TransportError("TimedOut", message));
  });
  const finish = (isReusable: boolean): void => {
    isOver = true;
    deadline.stop();
    signal.removeEventListener("abort", onAbort);
    onOver(isReusable);
  };
  const giveUp = (reason: unknown): void => {
    finish(false);
    connection.break(reason);
    // Frees a decoder that waits to be read.
    chunks.return().catch(() => {});
  };
  const onAbort = (): void => fail(signal.reason);
  let fail = (_reason: unknown): void => {};
  const pull = async (controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> => {
    connection.keepProcess(true);
    deadline.restart();
    try {
      const { done, value } = await chunks.next();
      if (isOver) return;
      connection.keepProcess(false);
      deadline.restart();
      // A copy: nobody else has a hand in the page's bytes.
      if (done !== true) return controller.enqueue(new Uint8Array(value));
      finish(isComplete());
      controller.close();
    } catch (error) {
      fail(error);
    }
  };
  const start = (controller: ReadableStreamDefaultController<Uint8Array>): void => {
    fail = (reason) => {
      if (isOver) return;
      giveUp(reason);
      controller.error(reason);
    };
    signal.addEventListener("abort", onAbort);
  };
  const strategy = new ByteLengthQueuingStrategy({ highWaterMark: READ_AHEAD });
  return new ReadableStream({ start, pull, cancel: giveUp }, strategy);
}
