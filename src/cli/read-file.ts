import { closeSync, openSync, readSync } from "node:fs";
import { RunError } from "./usage-error.ts";

/** Bytes of a file or of standard input that are read. */
const MOST_BYTES = 64 * 1024 * 1024;

const PIECE = 65_536;

/**
 * The whole of a file, or of standard input for `-`.
 *
 * @throws RunError when it cannot be read, or has no end
 */
export function readWhole(path: string): Uint8Array<ArrayBuffer> {
  const name = path === "-" ? "standard input" : path;
  try {
    const file = path === "-" ? 0 : openSync(path, "r");
    try {
      return readAll(file, name);
    } finally {
      if (file !== 0) closeSync(file);
    }
  } catch (error) {
    if (error instanceof RunError) throw error;
    throw new RunError(`${name} cannot be read: ${reason(error)}.`);
  }
}

function readAll(file: number, name: string): Uint8Array<ArrayBuffer> {
  const pieces: Buffer[] = [];
  let length = 0;
  for (;;) {
    const piece = Buffer.allocUnsafe(PIECE);
    const count = readSync(file, piece);
    if (count === 0) return new Uint8Array(Buffer.concat(pieces, length));
    pieces.push(piece.subarray(0, count));
    length += count;
    if (length > MOST_BYTES) throw new RunError(`${name} has more than ${MOST_BYTES / 1024 / 1024} MiB.`);
  }
}

/** Why a file cannot be read, in the middle of a sentence. */
export function reason(error: unknown): string {
  const code: unknown = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOENT") return "there is no such file";
  if (code === "EISDIR") return "it is a folder";
  if (code === "EACCES") return "this user may not";
  return error instanceof Error ? error.message : String(error);
}
