import { quote, type Problem } from "./problem.ts";

/** Known to every copy of this package, so that two of them in one tree understand each other. */
const BRAND: unique symbol = Symbol.for("crossorigin.PolicyError");

/** Thrown by `definePolicy`: everything that is wrong with the options, at once. Recognise it with `isPolicyError`. */
export class PolicyError extends TypeError {
  override readonly name = "PolicyError";
  /** What is wrong; every one of severity `error`. */
  readonly problems: readonly Problem[];
  readonly [BRAND] = true;

  constructor(problems: readonly Problem[]) {
    super(describe(problems));
    this.problems = problems;
  }
}

/**
 * Whether something that was caught is a `PolicyError`, also one of another copy of this package.
 *
 * @example
 * try {
 *   definePolicy(optionsFromFile);
 * } catch (error) {
 *   if (!isPolicyError(error)) throw error;
 *   for (const { path, message, fix } of error.problems) console.error(path.join("."), message, fix);
 * }
 */
export function isPolicyError(value: unknown): value is PolicyError {
  try {
    return typeof value === "object" && value !== null && Reflect.get(value, BRAND) === true;
  } catch {
    // Anything can be thrown and caught, a proxy that throws when it is looked at too: that is none of ours.
    return false;
  }
}

/** The error for problems of which at least one is an error, and `undefined` for others. */
export function policyErrorOf(problems: readonly Problem[]): PolicyError | undefined {
  const errors = problems.filter(({ severity }) => severity === "error");
  return errors.length === 0 ? undefined : new PolicyError(Object.freeze(errors));
}

/** Where `docs` of a problem begins for whoever has installed the package: the pages come with it. */
const INSTALLED = "node_modules/crossorigin";

/** How many mistakes the message tells; a list may have a million. */
const MOST_DESCRIBED = 50;

function describe(problems: readonly Problem[]): string {
  const count = problems.length === 1 ? "There is a mistake" : `There are ${problems.length} mistakes`;
  const lines = problems
    .slice(0, MOST_DESCRIBED)
    .map(({ path, message, fix, docs }) => `\n  ${place(path)}: ${message} ${fix} (${INSTALLED}/${docs})`);
  const rest = problems.length - lines.length;
  return `${count} in the policy's options.${lines.join("")}${rest > 0 ? `\n  And ${rest} more.` : ""}`;
}

/** `["origins", 2]` as `origins[2]`. */
function place([name = "options", ...steps]: readonly (string | number)[]): string {
  const start = String(name);
  return (/^\w+$/.test(start) ? start : quote(start)) + steps.map((step) => `[${step}]`).join("");
}
