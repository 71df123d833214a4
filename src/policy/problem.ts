import type { ProblemCode, Severity } from "./problem-registry.ts";
import { severityOf } from "./severity.ts";

/** One thing that is wrong, or could be better, in a policy's options. Plain data: a form, a log line and JSON are made from it. */
export interface Problem {
  /** What is wrong, as a name that never changes; also the name of its page. */
  readonly code: ProblemCode;
  /** Only an `error` keeps a policy from being defined. */
  readonly severity: Severity;
  /** The place in the options, by the option's right name: `["origins", 2]`; `[]` for the options as a whole. */
  readonly path: readonly (string | number)[];
  /** What was written there, when it is text, a number, true, false, null or a list of these; otherwise what kind of thing it was. */
  readonly value: unknown;
  /** One sentence about what was written; from `crossorigin/slim` little more than the code. */
  readonly message: string;
  /** What to write instead; from `crossorigin/slim` only what is known without looking further. */
  readonly fix: string;
  /** The page about this code: a path in the package, below `node_modules/crossorigin/` where that is installed. */
  readonly docs: string;
}

/** What a check found out about one value: the name of the problem, and what its sentences need besides the value. */
export interface Fault {
  readonly code: ProblemCode;
  /** The right spelling, the nearest name. */
  readonly hint?: string | undefined;
}

/** A fault, and where in the options it is: a problem before anybody has put it into words. */
export interface Mistake extends Fault {
  readonly path: readonly (string | number)[];
  /** As it was written. */
  readonly value: unknown;
}

/** The problem that a mistake is, once somebody has found words for it. */
export function problemOf({ code, path, value }: Mistake, message: string, fix: string): Problem {
  return Object.freeze({
    code,
    severity: severityOf(code),
    path: Object.freeze([...path]),
    value: toPlain(value),
    message,
    fix,
    docs: `docs/findings/${code}.md`,
  });
}

/** Longest excerpt of a value that a message repeats, in characters. */
const SHOWN_LENGTH = 80;

/** A value that can be kept and sent as JSON, whatever was written. */
function toPlain(value: unknown): unknown {
  try {
    if (isList(value)) return Object.freeze(value.map((entry) => (isScalar(entry) ? entry : show(entry))));
  } catch {
    // An entry throws when it is looked at: that it is a list is all there is to tell.
  }
  return isScalar(value) ? value : show(value);
}

function isScalar(value: unknown): boolean {
  return value === null || ["string", "number", "boolean", "undefined"].includes(typeof value);
}

/** Whether it is a list; a proxy that cannot be looked at is none. */
function isList(value: unknown): value is readonly unknown[] {
  try {
    return Array.isArray(value);
  } catch {
    return false;
  }
}

/** A value as one readable line, fit to begin a sentence. */
export function show(value: unknown): string {
  if (typeof value === "string") return quote(value.length > SHOWN_LENGTH ? `${value.slice(0, SHOWN_LENGTH)}…` : value);
  if (isScalar(value)) return String(value);
  if (typeof value === "bigint") return `${value}n`;
  return isList(value) ? "A list" : `A value of type ${typeof value}`;
}

/** Text in quotes, with every character escaped that could end a line or move a cursor. */
export function quote(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\u009f\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
