import type { Policy } from "../policy/define-policy.ts";
import type { EventSink } from "./event-sink.ts";

/** Under which a policy tells of a source that failed; known to every copy of this package. */
const FAILURES: unique symbol = Symbol.for("crossorigin.policy.failures");

/**
 * Has failures of a policy's source of origins told as events.
 *
 * @returns to be called with every policy that decides; what was seen before is left alone
 */
export function followSources<Request>(sink: EventSink<Request>): (policy: Policy) => void {
  const seen = new WeakSet<Policy>();
  let last: Policy | undefined;
  return (policy) => {
    if (policy === last) return;
    last = policy;
    if (seen.has(policy)) return;
    seen.add(policy);
    const subscribe: unknown = Reflect.get(policy, FAILURES);
    if (typeof subscribe !== "function") return;
    const onFailure = (error: Error): void => sink.emit({ type: "policy-failed", request: undefined, error });
    Reflect.apply(subscribe, policy, [onFailure]);
  };
}
