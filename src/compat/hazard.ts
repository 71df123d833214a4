import { show, type Problem } from "../policy/problem.ts";
import { HAZARDS, type HazardCode } from "./hazard-registry.ts";

/** One thing that is dangerous in another library's options, or means nothing there. Plain data, as a `Problem` is. */
export interface Hazard {
  /** What is wrong, as a name that never changes; also the name of its page. A problem of a policy has the same name here. */
  readonly code: HazardCode | Problem["code"];
  /** The place in the options: `["origin", 2]`; `[]` for the options as a whole. */
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly fix: string;
  /** The page about this code: a path in the package, below `node_modules/crossorigin/`. */
  readonly docs: string;
}

/** A hazard in the words of the registry. */
export function hazardOf(code: HazardCode, library: string, path: Hazard["path"], value: unknown): Hazard {
  const { message, fix } = HAZARDS[code];
  return Object.freeze({
    code,
    path,
    message: message(value instanceof RegExp ? showExpression(value) : show(value), library),
    fix,
    docs: `docs/findings/${code}.md`,
  });
}

/** Longest excerpt of an expression that a message repeats, in characters. */
const SHOWN_LENGTH = 80;

/** An expression as it is written, without what could end a line. */
function showExpression(expression: RegExp): string {
  return String(expression)
    .slice(0, SHOWN_LENGTH)
    .replace(/[^\u0020-\u007e\u00a0-\u2027\u202a-\uffff]/g, "?");
}

/** A hazard as one line. */
export function describeHazard({ path, message, fix, docs }: Hazard): string {
  const [name, ...steps] = path;
  const place = name === undefined ? "" : `${name}${steps.map((step) => `[${step}]`).join("")}: `;
  return `${place}${message} ${fix} (node_modules/crossorigin/${docs})`;
}
