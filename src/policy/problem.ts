import { PROBLEMS, type ProblemCode, type Severity } from "./problem-registry.ts";

/** One thing that is wrong, or could be better, in a policy's options. Plain data: a form, a log line and JSON are made from it. */
export interface Problem {
  /** What is wrong, as a name that never changes; also the name of its page. */
  readonly code: ProblemCode;
  /** Only an `error` keeps a policy from being defined. */
  readonly severity: Severity;
  /** The place in the options: `["origins", 2]`; `[]` for the options as a whole. */
  readonly path: readonly (string | number)[];
  /** What was written there. */
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
    value,
    message: row.message(show(value), hint),
    fix: row.fix(hint),
    docs: `docs/findings/${code}.md`,
  });
}

/** A value as one readable line, whatever it is. */
function show(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(shorten(value));
  if (typeof value === "number" || typeof value === "boolean" || value === undefined) return String(value);
  if (typeof value === "bigint") return `${value}n`;
  return value === null ? "null" : `A value of type ${typeof value}`;
}

function shorten(text: string): string {
  return text.length > SHOWN_LENGTH ? `${text.slice(0, SHOWN_LENGTH)}…` : text;
}
