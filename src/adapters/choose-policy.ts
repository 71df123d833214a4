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
  throw new TypeError(`${what} must be a policy, from definePolicy() or livePolicy().`);
}

/** Those who wait, by what they wait for: one that never settles must not keep hold of everybody who has ever waited for it. */
const WAITERS = new WeakMap<PromiseLike<unknown>, Set<(settled: Promise<unknown>) => void>>();

/**
 * Waits for a policy, not longer than it may take. A promise that is settled already costs no timer.
 *
 * @param milliseconds from 1 on
 */
export function waitFor(answer: PromiseLike<unknown>, milliseconds: number): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const waiters = WAITERS.get(answer) ?? listenTo(answer);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const waiter = (settled: Promise<unknown>): void => {
      clearTimeout(timer);
      resolve(settled);
    };
    waiters.add(waiter);
    // What is settled already has its turn before the timer is set.
    queueMicrotask(() => {
      if (!waiters.has(waiter)) return;
      timer = setTimeout(() => {
        waiters.delete(waiter);
        reject(new Error(`No policy within ${milliseconds} ms.`));
      }, milliseconds);
    });
  });
}

/** The waiters of a promise that nobody has waited for yet; those who are still there are told when it settles. */
function listenTo(answer: PromiseLike<unknown>): Set<(settled: Promise<unknown>) => void> {
  const waiters = new Set<(settled: Promise<unknown>) => void>();
  WAITERS.set(answer, waiters);
  const settled = Promise.resolve(answer);
  const tell = (): void => {
    WAITERS.delete(answer);
    for (const waiter of waiters) waiter(settled);
    waiters.clear();
  };
  settled.then(tell, tell);
  return waiters;
}
