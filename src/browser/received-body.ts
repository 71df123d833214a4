import { followSignal } from "./follow-signal.ts";

/**
 * A body as a page reads it: once the page has aborted, it fails with the page's reason, whatever the server goes on to send;
 * when the server breaks off, with a `TypeError`, as every network error, whose `cause` says more.
 *
 * @param signal the page's
 * @param exchange is aborted with it, so that the transport gives up
 * @throws TypeError when something else reads it already
 */
export function receivedBody(
  body: ReadableStream<Uint8Array>,
  signal: AbortSignal | undefined,
  exchange: Pick<AbortController, "abort">,
): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  let isOver = false;
  let unfollow = (): void => {};
  const finish = (): void => {
    isOver = true;
    unfollow();
  };
  const start = (controller: ReadableStreamDefaultController<Uint8Array>): void => {
    if (signal === undefined) return;
    unfollow = followSignal(signal, () => {
      finish();
      controller.error(signal.reason);
      exchange.abort(signal.reason);
      // Nobody is left whom a failing source could tell anything.
      reader.cancel(signal.reason).catch(() => {});
    });
  };
  const pull = async (controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> => {
    try {
      const { done, value } = await reader.read();
      if (isOver) return;
      if (done) finish();
      if (done) controller.close();
      else controller.enqueue(value);
    } catch (error) {
      if (isOver) return;
      finish();
      const words = error instanceof Error ? error.message : String(error);
      controller.error(new TypeError(`The body of the response broke off: ${words}`, { cause: error }));
    }
  };
  const cancel = (reason: unknown): Promise<void> => {
    finish();
    return reader.cancel(reason);
  };
  // Nothing is read ahead: what holds the server back is the page.
  return new ReadableStream({ start, pull, cancel }, { highWaterMark: 0 });
}
