import { PROBLEMS, type ProblemCode, type Severity } from "./problem-registry.ts";

/** One thing that is wrong, or could be better, in a policy's options. Plain data: a form, a log line and JSON are made from it. */
export interface Problem {
  /** What is wrong, as a name that never changes; also the name of its page. */
  readonly code: ProblemCode;
  /** Only an `error` keeps a policy from being defined. */
  readonly severity: Severity;
  /** The place in the options: `["origins", 2]`; `[]` for the options as a whole. */
  readonly path: readonly (string | number)[];
  /** What was written there, when it is text, a number, true, false, null or a list of these; otherwise what kind of thing it was. */
  readonly value: unknown;
  /** One sentence about what was written. */
  readonly message: string;
  /** What to write instead. */
  readonly fix: string;
  /** The page about this code, a path in the package. */
  readonly docs: string;
}

/** What a check found out about one value: the name of the problem, and what its sentences need besides the value. */
export interface Fault {
  readonly code: ProblemCode;
  /** The right spelling, the nearest name. */
  readonly hint?: string;
}

/** Longest excerpt of a value that a message repeats, in characters. */
const SHOWN_LENGTH = 80;

/**
 * Makes the problem that the registry describes.
 *
 * @param hint what the registry's sentences need besides the value: the right spelling, the nearest name
 */
export function problem(code: ProblemCode, path: readonly (string | number)[], value: unknown, hint = ""): Problem {
  const row = PROBLEMS[code];
  return Object.freeze({
    code,
    severity: row.severity,
    path: Object.freeze([...path]),
    value: toPlain(value),
    message: row.message(show(value), hint),
    fix: row.fix(hint),
    docs: `docs/findings/${code}.md`,
  });
}

/** A value that can be kept and sent as JSON, whatever was written. */
function toPlain(value: unknown): unknown {
  if (isList(value)) return Object.freeze(value.map((entry) => (isScalar(entry) ? entry : show(entry))));
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
function show(value: unknown): string {
  if (typeof value === "string") return quote(value.length > SHOWN_LENGTH ? `${value.slice(0, SHOWN_LENGTH)}…` : value);
  if (typeof value === "number" || typeof value === "boolean" || value === undefined) return String(value);
  if (typeof value === "bigint") return `${value}n`;
  if (value === null) return "null";
  return isList(value) ? "A list" : `A value of type ${typeof value}`;
}

/** Text in quotes, with every character escaped that could end a line or move a cursor. */
export function quote(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\u009f\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
