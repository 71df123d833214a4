import type { ReasonCode } from "./reason-registry.ts";
import type { Phase } from "./reason.ts";
import type { StepName } from "./step-registry.ts";
import type { HeaderLine } from "./wire.ts";

/** One step of the algorithm as it ran. Plain data. */
export interface Step {
  readonly name: StepName;
  /** What was looked at, for a reader. */
  readonly title: string;
  /** Where the standard says so. */
  readonly section: string;
  readonly phase: Phase;
  /** Which of the redirected requests this is about; the first is 0. */
  readonly hop: number;
  /** `failed`: the exchange ends here. `noted`: nothing was to be decided, or the answer only chose the way. */
  readonly result: "passed" | "failed" | "noted";
  /** What was there; `null` when it was absent. Strangers write this text: escape it where it is shown. */
  readonly found?: string | null;
  /** What it was compared with. */
  readonly expected?: string;
}

/** One request and its response, as they were on the wire. Plain data. */
export interface WireEntry {
  /** Which of the redirected requests this is; a preflight belongs to the request that it asks for. */
  readonly hop: number;
  readonly preflight: boolean;
  /** Whether a kept answer was used instead: then nothing was sent, and there is no `response`. */
  readonly fromCache: boolean;
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: readonly HeaderLine[];
  };
  /** Absent when there was no answer. */
  readonly response?: {
    readonly status: number;
    readonly statusText: string;
    readonly headers: readonly HeaderLine[];
  };
}

/** What became of a request, with everything that led there. Plain data, but for `response`. */
export interface Exchange {
  /**
   * `allowed`: the page reads the response. `opaque`: it gets one that it cannot read. `blocked`: the browser refused.
   * `network-error`: there was no answer.
   */
  readonly verdict: "allowed" | "blocked" | "opaque" | "network-error";
  /** Why not; absent when the verdict is `allowed` or `opaque`. */
  readonly code?: ReasonCode;
  readonly phase?: Phase;
  readonly hop?: number;
  /** The value, method, header name or port that decided; absent when there is none. */
  readonly parameter?: string;
  /** What the transport reported when there was no answer. */
  readonly cause?: unknown;
  /** The algorithm as it ran. */
  readonly steps: readonly Step[];
  /** Every request and response, in order. */
  readonly wire: readonly WireEntry[];
  /** What the page receives; absent when it receives an error. */
  readonly response?: Response;
  /** Whether the page may see the timing of the response. */
  readonly timingAllowed?: boolean;
}
