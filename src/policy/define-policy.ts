import { checkRead, originRules } from "./check-policy.ts";
import { compilePolicy, normalizeOptions, type CheckedOptions } from "./compile-policy.ts";
import { allowsOrigin, decide } from "./decide.ts";
import type { CorsRequest, Decision } from "./decision.ts";
import type { OriginSource, PolicyOptions } from "./options.ts";
import type { PublicSuffixOf } from "./pattern-fault.ts";
import { PolicyError } from "./policy-error.ts";
import { problem, type Problem } from "./problem.ts";
import { readOptions, type WrittenOptions } from "./read-options.ts";
import { followSource, type FailureListener } from "./source-origins.ts";

/** Where a policy tells of a source that failed; known to every copy of this package. */
export const FAILURES: unique symbol = Symbol.for("crossorigin.policy.failures");

/** Who may read a server's answers, compiled: frozen, safe to share between servers, tests and the command. */
export interface Policy {
  /**
   * What to answer to a request. Pure; never throws, whatever the request holds.
   *
   * @example
   * policy.decide({ method: "GET", origin: "https://app.example.com", requestMethod: undefined, requestHeaders: undefined });
   */
  decide(request: CorsRequest): Decision;
  /**
   * Whether the policy lets this origin in, for what is not CORS: a WebSocket handshake, a message between windows.
   * Without an origin only a policy for any origin says yes.
   */
  allowsOrigin(origin: string | undefined): boolean;
  /**
   * The options in their normal form. `definePolicy(policy.options)` makes an equivalent policy; they are plain JSON,
   * unless a source or a function was given.
   */
  readonly options: Readonly<PolicyOptions>;
  /** Advice: what is not wrong, but could be better. */
  readonly warnings: readonly Problem[];
  /** Leaves its source of origins; the last snapshot stays. A policy of plain data holds nothing. */
  close(): void;
  /** @internal */
  readonly [FAILURES]: (listener: FailureListener) => () => void;
}

/**
 * Checks options, compiles them, and freezes the result. The entries bind this to a list of public suffixes, or to none.
 *
 * @throws PolicyError with every mistake at once
 */
export function compileOptions(options: unknown, publicSuffixOf: PublicSuffixOf | undefined): Policy {
  const read = readOptions(options);
  const { written, source } = read;
  const problems = checkRead(read, publicSuffixOf);
  const errors = problems.filter((found) => found.severity === "error");
  if (errors.length > 0) throw new PolicyError(Object.freeze(errors));

  const normalized = normalizeOptions(asChecked(written));
  const compiled = compilePolicy(normalized);
  const followed = followSource(source, compiled.origins, originRules(written, publicSuffixOf));
  if (typeof followed === "string") {
    throw new PolicyError(Object.freeze([problem("OriginSourceFailed", ["origins"], followed)]));
  }
  return Object.freeze({
    decide: (request: CorsRequest) => decide(compiled, request),
    allowsOrigin: (origin: string | undefined) => allowsOrigin(compiled, origin ?? ""),
    options: asOptions(source === undefined ? normalized : { ...normalized, origins: source }),
    warnings: Object.freeze(problems),
    close: followed.close,
    [FAILURES]: followed.onFailure,
  });
}

/** Checked and normalized data is what the union of options says, which the compiler cannot see. */
function asOptions(
  options: CheckedOptions | (Omit<CheckedOptions, "origins"> & { origins: OriginSource }),
): PolicyOptions {
  return Object.freeze(options) as PolicyOptions;
}

/** The one place where checked data gets its type: `checkRead` found no error in it. */
function asChecked(written: WrittenOptions): CheckedOptions {
  return written as CheckedOptions;
}
