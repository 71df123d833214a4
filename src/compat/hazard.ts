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
export function hazardOf(
  code: HazardCode,
  library: string,
  path: readonly (string | number)[],
  value: unknown,
): Hazard {
  const { message, fix } = HAZARDS[code];
  const shown = value instanceof RegExp ? String(value).slice(0, 80) : show(value);
  return Object.freeze({ code, path, message: message(shown, library), fix, docs: `docs/findings/${code}.md` });
}

/** A hazard as one line. */
export function describeHazard({ path, message, fix, docs }: Hazard): string {
  const [name, ...steps] = path;
  const place = name === undefined ? "" : `${name}${steps.map((step) => `[${step}]`).join("")}: `;
  return `${place}${message} ${fix} (node_modules/crossorigin/${docs})`;
}
