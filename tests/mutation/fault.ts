import { parseSync } from "vite";

/** One mistake in one file: what stands there, and what a mistaken hand would have put in its place. */
export interface Fault {
  /** What goes wrong, in a few words; of a generated one, what was done. */
  readonly name: string;
  /** A path from the root of the project, with forward slashes. */
  readonly file: string;
  /** Where it is in the file, counted from 1. */
  readonly line: number;
  /** The lines that it changes, whole, without the white space before the first; and what becomes of them. */
  readonly was: string;
  readonly becomes: string;
  /** The whole file with the fault in it. */
  readonly text: string;
}

/** A fault as somebody writes it down: a name, a piece of the file that stands there exactly once, and its replacement. */
export type WrittenFault = readonly [name: string, was: string, becomes: string];

/** A change of one stretch of a text. */
export interface Edit {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly becomes: string;
}

/**
 * The fault in its file.
 *
 * @returns why there is none: the piece stands there never or twice, or what comes out is no program
 */
export function locate(file: string, source: string, [name, was, becomes]: WrittenFault): Fault | string {
  const start = source.indexOf(was);
  if (start === -1) return `${file}: "${name}" is about a text that is not there: ${was}`;
  if (source.includes(was, start + 1)) return `${file}: "${name}" is about a text that is there more than once: ${was}`;
  const fault = applyEdit(file, source, { name, start, end: start + was.length, becomes });
  // What does not even parse is caught by everything, and proves nothing.
  return parses(fault) ? fault : `${file}: "${name}" makes something that does not parse: ${becomes}`;
}

/** A file with one edit in it. */
export function applyEdit(file: string, source: string, { name, start, end, becomes }: Edit): Fault {
  const text = source.slice(0, start) + becomes + source.slice(end);
  const from = source.lastIndexOf("\n", start - 1) + 1;
  const rest = source.indexOf("\n", end);
  const behind = rest === -1 ? 0 : source.length - rest;
  return {
    name,
    file,
    line: source.slice(0, from).split("\n").length,
    was: source.slice(from, source.length - behind).trim(),
    becomes: text.slice(from, text.length - behind).trim(),
    text,
  };
}

/** Whether what a fault makes of its file is still a program. */
export function parses({ file, text }: Fault): boolean {
  return parseSync(file, text).errors.length === 0;
}
