import { checkOriginEntries } from "./check-origins.ts";
import { checkRead, originRules } from "./check-policy.ts";
import { compilePolicy, normalizeOptions, type CheckedOptions } from "./compile-policy.ts";
import { allowsOrigin } from "./decide.ts";
import type { CorsRequest, Decision } from "./decision.ts";
import type { OriginSource, PolicyOptions } from "./options.ts";
import type { Entry } from "./entry.ts";
import { PolicyError, policyErrorOf } from "./policy-error.ts";
import type { Problem } from "./problem.ts";
import { FAILURES } from "./failures-key.ts";
import { readOptions, type WrittenOptions } from "./read-options.ts";
import { followSource, type FailureListener } from "./source-origins.ts";

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

/** Everything that is wrong with options, and everything that could be better. Never throws. */
export function checkOptions(options: unknown, entry: Entry): readonly Problem[] {
  return checkRead(readOptions(options), entry).map(entry.describe);
}

/**
 * Checks options, compiles them, and freezes the result.
 *
 * @throws PolicyError with every mistake at once
 */
export function compileOptions(options: unknown, entry: Entry): Policy {
  const read = readOptions(options);
  const { written, source } = read;
  const problems = checkRead(read, entry).map(entry.describe);
  const error = policyErrorOf(problems);
  if (error !== undefined) throw error;

  const normalized = normalizeOptions(asChecked(written), problems.length === 0);
  const compiled = compilePolicy(normalized);
  const followed = followSource(source, compiled.origins, (entries) =>
    policyErrorOf(checkOriginEntries(entries, originRules(written, entry)).map(entry.describe)),
  );
  if (typeof followed === "string") {
    throw new PolicyError(
      Object.freeze([entry.describe({ code: "OriginSourceFailed", path: ["origins"], value: followed })]),
    );
  }
  return Object.freeze({
    decide: (request: CorsRequest) => entry.decide(compiled, request),
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
