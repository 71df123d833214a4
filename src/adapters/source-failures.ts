import type { Policy } from "../policy/define-policy.ts";
import { FAILURES } from "../policy/failures-key.ts";
import type { EventSink } from "./event-sink.ts";

/**
 * Has failures of a policy's source of origins told as events.
 *
 * @returns to be called with every policy that decides
 */
export function followSources<Request>(sink: EventSink<Request>): (policy: Policy) => void {
  const onFailure = (error: Error): void => sink.emit({ type: "policy-failed", request: undefined, error });
  let last: Policy | undefined;
  return (policy) => {
    if (policy === last) return;
    last = policy;
    const subscribe: unknown = Reflect.get(policy, FAILURES);
    // A policy has a set of listeners: the same one again changes nothing.
    if (typeof subscribe === "function") Reflect.apply(subscribe, policy, [onFailure]);
  };
}
