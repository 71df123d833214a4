import type { WireEntry } from "../browser/exchange.ts";
import type { ReasonCode } from "../browser/reason-registry.ts";

/**
 * What a follow-up asks. `without-origin`: does the URL answer somebody who is no page? `with-origin`: does it allow the
 * page, without a preflight? `other-origin`: what does a stranger get? `past-cache`: what does the page get of a URL that
 * no cache knows? The others come from an origin that differs from the page's in one detail.
 */
export type ObservationName =
  | "without-origin"
  | "with-origin"
  | "other-origin"
  | "past-cache"
  | "other-scheme"
  | "with-www"
  | "without-www"
  | "without-port"
  | "other-loopback";

/** A follow-up, and what came back. Plain data. */
export interface Observation {
  readonly name: ObservationName;
  readonly request: WireEntry["request"];
  /** Absent when there was no answer. */
  readonly response?: NonNullable<WireEntry["response"]>;
  /** Why there was none. */
  readonly failure?: ReasonCode;
}
