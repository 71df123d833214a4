import { followAbort } from "./abort-followers.ts";
import { TransportError } from "./transport-error.ts";

type Format = "gzip" | "deflate";

/** What the platform calls the codings that it can undo. */
const FORMATS: Readonly<Record<string, Format>> = { gzip: "gzip", "x-gzip": "gzip", deflate: "deflate" };

/**
 * A handler's body as a page gets it: decoded, if every coding is known, and failing with the signal's reason when it aborts.
 *
 * @param contentEncoding the header's value
 * @param isFollowed whether who reads it looks after its failures by itself: then one that is not decoded is left as it is
 */
export function decodeBody(
  body: ReadableStream<Uint8Array>,
  contentEncoding: string | null,
  signal: AbortSignal | undefined,
  isFollowed: boolean,
): ReadableStream<Uint8Array> {
  const codings = (contentEncoding ?? "").split(",").map((coding) => coding.trim().toLowerCase());
  const formats = codings.filter((coding) => coding !== "" && coding !== "identity").map((coding) => FORMATS[coding]);
  const isKnown = formats.length > 0 && formats.every((format) => format !== undefined);
  if (isFollowed && !isKnown) return body;
  const sent = follow(body, signal, (error) => {
    const words = error instanceof Error ? error.message : String(error);
    return new TransportError("ConnectionReset", `The handler's body failed in the middle: ${words}`, error);
  });
  if (!isKnown) return sent;
  return follow(formats.toReversed().reduce(decodeOne, sent), signal, (error) => {
    if (error instanceof TransportError) return error;
    const message = "The handler's body is not encoded as Content-Encoding says.";
    return new TransportError("MalformedResponse", message, error);
  });
}

function decodeOne(body: ReadableStream<Uint8Array>, format: Format): ReadableStream<Uint8Array> {
  // Declarations differ between platforms in which bytes a decoder takes.
  const decoder: { readonly readable: unknown; readonly writable: unknown } = new DecompressionStream(format);
  return body.pipeThrough(decoder as TransformStream<Uint8Array, Uint8Array>);
}

/** The same chunks, one at a time and never ahead of their reader. */
function follow(
  body: ReadableStream<Uint8Array>,
  signal: AbortSignal | undefined,
  explain: (error: unknown) => unknown,
): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  let isOver = false;
  let stopFollowing = (): void => {};
  const finish = (): void => {
    isOver = true;
    stopFollowing();
  };
  const start = (controller: ReadableStreamDefaultController<Uint8Array>): void => {
    if (signal === undefined) return;
    stopFollowing = followAbort(signal, () => {
      finish();
      controller.error(signal.reason);
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
      controller.error(explain(error));
    }
  };
  const cancel = (reason: unknown): Promise<void> => {
    finish();
    return reader.cancel(reason);
  };
  return new ReadableStream({ start, pull, cancel }, { highWaterMark: 0 });
}
