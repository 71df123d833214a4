import type { Reason } from "./reason.ts";
import type { ReasonCode } from "./reason-registry.ts";
import type { Trace } from "./trace.ts";

/**
 * A network error, with the reason that a page is never told.
 *
 * @see https://fetch.spec.whatwg.org/commit-snapshots/586cd2a44c2a865b37c166dc0740f3fb8bb220d6/#concept-network-error
 */
export interface NetworkError {
  readonly type: "error";
  readonly reason: Reason;
}

/** A network error at the place where the exchange is now. An empty parameter is none. */
export function networkError(trace: Trace, code: ReasonCode, parameter?: string | null, cause?: unknown): NetworkError {
  return {
    type: "error",
    reason: {
      code,
      phase: trace.phase,
      hop: trace.hop,
      ...(parameter === undefined || parameter === null || parameter === "" ? {} : { parameter }),
      ...(cause === undefined ? {} : { cause }),
    },
  };
}
