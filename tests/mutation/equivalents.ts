import type { Fault } from "./fault.ts";

/** A generated fault that changes nothing which anybody could notice, and why. */
export interface Equivalent {
  readonly file: string;
  /** What the operator does. */
  readonly name: string;
  /** The first line that it changes, and what it becomes. */
  readonly was: string;
  readonly becomes: string;
  readonly why: string;
}

export const EQUIVALENTS: readonly Equivalent[] = [];

/** The row of the table that a fault is in. */
export function equivalenceOf({ file, name, was, becomes }: Fault): Equivalent | undefined {
  return EQUIVALENTS.find(
    (row) => row.file === file && row.name === name && row.was === was && row.becomes === becomes,
  );
}
