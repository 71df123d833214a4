import type { BodyFrame } from "./body-frame.ts";

/** So many bytes; infinitely many are all until the connection ends. */
export class CountedFrame implements BodyFrame {
  afterwards: Uint8Array | undefined;
  #left: number;

  constructor(length: number) {
    this.#left = length;
  }

  get isDone(): boolean {
    return this.#left === 0;
  }

  get mayEnd(): boolean {
    return this.#left === Number.POSITIVE_INFINITY;
  }

  push(bytes: Uint8Array): Uint8Array {
    const body = bytes.subarray(0, this.#left);
    this.#left -= body.length;
    if (body.length < bytes.length) this.afterwards = bytes.subarray(body.length);
    return body;
  }
}
