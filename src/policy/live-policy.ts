import type { Policy } from "./define-policy.ts";
import { hasFunction } from "./has-function.ts";

/** A policy that can be exchanged while servers run. */
export interface LivePolicy {
  /** The policy as it is now. Every request is decided by the one that is current when it arrives. */
  readonly current: Policy;
  /**
   * Puts another policy in the place of the current one, for every server that was given this. What has been decided
   * stays decided.
   *
   * @param next from `definePolicy`; since it throws before anything is replaced, a mistake leaves the old policy in place
   * @returns the policy that was current; whoever gave it a source of origins may now close it
   * @throws TypeError when `next` is no policy
   */
  replace(next: Policy): Policy;
}

/**
 * Holds a policy that can be exchanged while servers run: after a change of configuration, or of a feature's state.
 *
 * @param policy the first one, from `definePolicy`
 * @throws TypeError when it is no policy
 * @example
 * const live = livePolicy(definePolicy({ origins: ["https://app.example.com"] }));
 * createServer(cors(live)(listener)).listen(8080);
 * live.replace(definePolicy({ origins: ["https://app.example.com", "https://new.example.com"] }));
 */
export function livePolicy(policy: Policy): LivePolicy {
  let current = asPolicy(policy);
  return Object.freeze({
    get current() {
      return current;
    },
    replace(next: Policy) {
      const former = current;
      current = asPolicy(next);
      return former;
    },
  });
}

/** Whether this is a policy, also one of another copy of this package. */
export function isPolicy(value: unknown): value is Policy {
  return hasFunction(value, "decide") && hasFunction(value, "allowsOrigin");
}

/** Whether this is a policy that can be exchanged, also one of another copy of this package. */
export function isLivePolicy(value: unknown): value is LivePolicy {
  return hasFunction(value, "replace") && "current" in value && isPolicy(value.current);
}

function asPolicy(value: unknown): Policy {
  if (isPolicy(value)) return value;
  throw new TypeError("A live policy holds what definePolicy() returns; this is none.");
}
