import type { BodySource } from "./init-types.ts";

/** A request's body. */
export interface RequestBody {
  /** A stream can be sent once; everything else as often as redirects ask for it. */
  readonly isStream: boolean;
  /** All bytes; read once. A stream is given up when the signal aborts. */
  bytes(signal: AbortSignal): Promise<Uint8Array>;
}

/** Largest stream that is read to its end before it is sent, in bytes. */
const LONGEST_STREAM = 256 * 1024 * 1024;

/**
 * A body and the `Content-Type` that goes with it, from what a page hands to `fetch()`.
 *
 * @throws TypeError when the stream is in use already
 * @see https://fetch.spec.whatwg.org/commit-snapshots/586cd2a44c2a865b37c166dc0740f3fb8bb220d6/#concept-bodyinit-extract
 */
export function extractBody(init: BodySource): { readonly body: RequestBody; readonly type: string | null } {
  if (init instanceof ReadableStream) return { body: streamBody(init), type: null };
  // The platform extracts: forms get their boundary, blobs their type, buffers are copied now.
  const extracted = new Response(init as ConstructorParameters<typeof Response>[0]);
  let read: Promise<Uint8Array> | undefined;
  return {
    body: {
      isStream: false,
      bytes: () => (read ??= extracted.arrayBuffer().then((buffer) => new Uint8Array(buffer))),
    },
    type: extracted.headers.get("content-type"),
  };
}

function streamBody(stream: ReadableStream<Uint8Array>): RequestBody {
  if (stream.locked) throw new TypeError("The body is a stream that is locked: something else reads it.");
  let read: Promise<Uint8Array> | undefined;
  return { isStream: true, bytes: (signal) => (read ??= readAll(stream, signal)) };
}

async function readAll(stream: ReadableStream<Uint8Array>, signal: AbortSignal): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = stream.getReader();
  const giveUp = (reason: unknown): void => {
    // A source that fails at that has nobody left to tell.
    reader.cancel(reason).catch(() => {});
  };
  signal.addEventListener("abort", () => giveUp(signal.reason), { once: true });
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      if (!(value instanceof Uint8Array)) throw new TypeError("A stream as body must give Uint8Array chunks.");
      length += value.byteLength;
      if (length > LONGEST_STREAM) throw new TypeError(`A stream as body is longer than ${LONGEST_STREAM} bytes.`);
      chunks.push(value);
    }
  } catch (error) {
    giveUp(error);
    throw error;
  }
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}
