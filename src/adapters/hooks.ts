import type { Decision } from "../policy/decision.ts";
import type { Policy } from "../policy/define-policy.ts";
import type { LivePolicy } from "../policy/live-policy.ts";

/** What every event says. */
interface EventBase<Request> {
  /** The framework's own request; `undefined` only when a policy's source of origins failed, outside of any request. */
  readonly request: Request | undefined;
  /**
   * Whether page and server share an origin, by `Sec-Fetch-Site`, else by comparing the origin's host with `Host`. Absent
   * without an `Origin`. Browsers send `Origin` with every same-origin POST: if a policy does not name it, nothing is lost.
   */
  readonly sameOrigin?: boolean;
}

/** A policy has decided about a request. */
export interface DecisionEvent<Request = unknown> extends EventBase<Request> {
  readonly type: "decision";
  readonly decision: Decision;
  /** What `hooks.shadow` says about the same request; applied nowhere. */
  readonly shadow?: Decision;
}

/** A handler, or an upstream that it asked, set an `Access-Control-*` header, which the policy has replaced or removed. */
export interface ReplacedHeaderEvent<Request = unknown> extends EventBase<Request> {
  readonly type: "replaced-header";
  readonly decision: Decision;
  /** The header's name, in lower case. */
  readonly name: string;
}

/** A request has met a second policy, whose decision stands; with a preflight this cannot be, since the first answers it. */
export interface TwoPoliciesEvent<Request = unknown> extends EventBase<Request> {
  readonly type: "two-policies";
  /** The later one, which stands. */
  readonly decision: Decision;
}

/** There was no policy where one should be: the response goes out without CORS headers. Or a source of origins failed. */
export interface PolicyFailedEvent<Request = unknown> extends EventBase<Request> {
  readonly type: "policy-failed";
  /**
   * What is answered in place of a policy, its refusal being `PolicyFailed`; absent when a source of origins failed, whose last
   * sound snapshot stays.
   */
  readonly decision?: Decision;
  /** What was thrown or rejected with, or an `Error` that says what came instead of a policy. */
  readonly error: unknown;
}

/** What happens to CORS in a server. New types may be added: ignore those you do not know. */
export type CorsEvent<Request = unknown> =
  | DecisionEvent<Request>
  | ReplacedHeaderEvent<Request>
  | TwoPoliciesEvent<Request>
  | PolicyFailedEvent<Request>;

/** What an adapter can be given besides its policy. */
export interface CorsHooks<Request = unknown> {
  /**
   * Is told of every event, at once and in order. What it throws breaks no response: the first time, a warning is emitted on
   * the process. The diagnostics channel `crossorigin:decision` carries the same events to whoever subscribes.
   *
   * @example
   * cors(policy, {
   *   onEvent(event) {
   *     if (event.type === "decision" && !event.decision.allowed && !event.sameOrigin) console.log(event.decision.refusals);
   *   },
   * });
   */
  readonly onEvent?: ((event: CorsEvent<Request>) => void) | undefined;
  /** A policy that is asked too and whose decision is told in `decision` events, but not applied: to try a change safely. */
  readonly shadow?: Policy | LivePolicy | undefined;
  /** How long a per-request function may take to answer, in milliseconds, 1 to 2147483647. Default 1000. */
  readonly timeout?: number | undefined;
}
