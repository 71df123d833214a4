import { FrameError, type BodyFrame } from "./body-frame.ts";
import { ChunkedFrame } from "./chunked-frame.ts";
import type { Connection } from "./connection.ts";
import { decode, type Chunks } from "./content-coding.ts";
import { CountedFrame } from "./counted-frame.ts";
import type { Framing } from "./framing.ts";
import { malformed } from "./malformed.ts";
import { membersOf, type ResponseHead } from "./response-head.ts";
import { TransportError } from "./transport-error.ts";

/** How much a body may have. */
export interface BodyLimits {
  readonly maxHeaderBytes: number;
  readonly maxBodyBytes: number;
}

/** A body that is being received. */
export interface IncomingBody {
  /** Decoded. Throws a `TransportError`, or what the connection was broken with. */
  readonly chunks: Chunks;
  /** Whether all of it has come and nothing after it, so that the connection can be used again. */
  readonly isComplete: () => boolean;
}

/** Reads the body that is next on the connection: out of its framing, decoded, and not more than it may have. */
export function receiveBody(
  connection: Connection,
  head: ResponseHead,
  framing: Framing,
  limits: BodyLimits,
): IncomingBody {
  const frame = createFrame(framing, limits.maxHeaderBytes);
  return {
    chunks: explained(connection, () => {
      const received = limited(connection, unframed(connection, frame), limits.maxBodyBytes);
      const codings = membersOf(head.headers, "content-encoding");
      const decoded = decode(received, codings);
      return decoded === received ? received : limited(connection, decoded, limits.maxBodyBytes);
    }),
    isComplete: () => frame.isDone && frame.afterwards === undefined,
  };
}

function createFrame(framing: Framing, mostTrailerBytes: number): BodyFrame {
  switch (framing.kind) {
    case "none":
      return new CountedFrame(0);
    case "length":
      return new CountedFrame(framing.length);
    case "chunked":
      return new ChunkedFrame(mostTrailerBytes);
    case "until-close":
      return new CountedFrame(Number.POSITIVE_INFINITY);
  }
}

async function* unframed(connection: Connection, frame: BodyFrame): Chunks {
  while (!frame.isDone) {
    const bytes = await connection.read();
    if (bytes === undefined) {
      if (frame.mayEnd) return;
      throw new TransportError("ConnectionReset", `${connection.place} closed the connection in the middle of a body.`);
    }
    const body = frame.push(bytes);
    if (body.length > 0) yield body;
  }
}

async function* limited(connection: Connection, chunks: Chunks, most: number): Chunks {
  let length = 0;
  for await (const chunk of chunks) {
    length += chunk.length;
    if (length > most) {
      throw new TransportError(
        "ResponseTooLarge",
        `The body that ${connection.place} sends has more than ${most} bytes.`,
      );
    }
    yield chunk;
  }
}

async function* explained(connection: Connection, open: () => Chunks): Chunks {
  try {
    yield* open();
  } catch (error) {
    // A broken connection says why by itself, whatever became of that on the way through the decoder.
    if (connection.failure !== undefined) throw connection.failure.reason;
    if (error instanceof TransportError) throw error;
    if (error instanceof FrameError) throw malformed(connection, error.message);
    throw malformed(connection, "its body is not encoded as Content-Encoding says", error);
  }
}
