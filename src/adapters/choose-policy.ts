import type { Policy } from "../policy/define-policy.ts";
import { isLivePolicy, isPolicy, type LivePolicy } from "../policy/live-policy.ts";

/**
 * What gives the policy that holds now.
 *
 * @throws TypeError when there is none in it
 */
export function currentOf(choice: Policy | LivePolicy, what: string): () => Policy {
  if (isPolicy(choice)) return () => choice;
  if (isLivePolicy(choice)) return () => choice.current;
  throw new TypeError(`${what} is what definePolicy() or livePolicy() returns; this is neither.`);
}

/**
 * Waits for a policy, not longer than it may take. A promise that is settled already costs no timer.
 *
 * @param milliseconds from 1 on
 */
export function waitFor(answer: PromiseLike<unknown>, milliseconds: number): Promise<unknown> {
  return new Promise((resolve, reject) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let settled = false;
    const settle = <Value>(then: (value: Value) => void): ((value: Value) => void) => {
      return (value) => {
        settled = true;
        clearTimeout(timer);
        then(value);
      };
    };
    // What is settled already has its turn before the timer is set.
    Promise.resolve(answer).then(settle(resolve), settle(reject));
    queueMicrotask(() => {
      if (settled) return;
      timer = setTimeout(() => reject(new Error(`No policy within ${milliseconds} ms.`)), milliseconds);
    });
  });
}
