import { pipeline, type Duplex } from "node:stream";
import { constants, createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from "node:zlib";
import * as zlib from "node:zlib";
import { FrameError } from "./body-frame.ts";

/** Codings on top of each other that are undone; nobody needs more than one. */
const MOST_CODINGS = 5;

/** Bytes of a body. */
export type Chunks = AsyncGenerator<Uint8Array, void, undefined>;

/** A body that is cut off is as good as it gets: browsers show what there is. */
const CUT_OFF = { finishFlush: constants.Z_SYNC_FLUSH };

/** Makes the decoder for a body with this beginning. */
const DECODERS: ReadonlyMap<string, (beginning: Uint8Array) => Duplex> = decoders();

function decoders(): ReadonlyMap<string, (beginning: Uint8Array) => Duplex> {
  const gunzip = (): Duplex => createGunzip(CUT_OFF);
  // Some servers mean the bare format: only the other one begins with an 8 in the low bits (RFC 1950, 2.2).
  const inflate = (beginning: Uint8Array): Duplex =>
    ((beginning[0] ?? 0) & 0x0f) === 8 ? createInflate(CUT_OFF) : createInflateRaw(CUT_OFF);
  const brotli = (): Duplex => createBrotliDecompress({ finishFlush: constants.BROTLI_OPERATION_FLUSH });
  const known = new Map([
    ["gzip", gunzip],
    ["x-gzip", gunzip],
    ["deflate", inflate],
    ["br", brotli],
  ]);
  // From Node.js 22.15 on.
  const zstandard: unknown = Reflect.get(zlib, "createZstdDecompress");
  if (typeof zstandard === "function") known.set("zstd", () => zstandard() as Duplex);
  return known;
}

/**
 * Undoes the codings of a body. Where one of them is unknown, the bytes stay as they are: browsers do that too.
 *
 * @param codings the members of `Content-Encoding`, in lower case
 * @throws FrameError when there are too many
 * @see RFC 9110, 8.4
 */
export function decode(chunks: Chunks, codings: readonly string[]): Chunks {
  const applied = codings.filter((coding) => coding !== "identity");
  if (!applied.every((coding) => DECODERS.has(coding))) return chunks;
  if (applied.length > MOST_CODINGS) throw new FrameError("it is encoded too many times");
  // The last one was applied last.
  return applied.toReversed().reduce(decodeOne, chunks);
}

async function* decodeOne(chunks: Chunks, coding: string): Chunks {
  const beginning = await chunks.next();
  const decoder = beginning.done === true ? undefined : DECODERS.get(coding)?.(beginning.value);
  if (beginning.done === true || decoder === undefined) return;
  // What goes wrong is thrown where the decoder is read.
  pipeline(following(beginning.value, chunks), decoder, () => {});
  yield* decoder as AsyncIterable<Uint8Array>;
}

async function* following(beginning: Uint8Array, chunks: Chunks): Chunks {
  yield beginning;
  yield* chunks;
}
