import { followSignal } from "./follow-signal.ts";
import type { Session } from "./session.ts";

/**
 * What is waited for, unless time or the page ends the wait first: what ignores its signal cannot hold a page up.
 *
 * @param controller aborts it, with the reason why
 * @param start begins it
 * @param tooLate the error when time is up
 * @param onUnwanted takes what comes after the end
 * @throws what the page's signal was aborted with, the error of time, or that of what was begun (as a rejection)
 */
export function limitedWait<Result>(
  { timeout, signal }: Pick<Session, "timeout" | "signal">,
  controller: Pick<AbortController, "abort">,
  start: () => Promise<Result>,
  tooLate: () => Error,
  onUnwanted: (result: Result) => void,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    let isOver = false;
    const finish = (): void => {
      isOver = true;
      clearTimeout(timer);
      unfollow?.();
    };
    const end = (reason: unknown): void => {
      finish();
      controller.abort(reason);
      reject(reason);
    };
    const timer = setTimeout(() => end(tooLate()), timeout);
    const unfollow = signal === undefined ? undefined : followSignal(signal, () => end(signal.reason));
    // Also what it throws at once is a rejection.
    const started = (async () => start())();
    started.then(
      (result) => {
        if (isOver) return onUnwanted(result);
        finish();
        resolve(result);
      },
      (error: unknown) => {
        finish();
        reject(error);
      },
    );
  });
}
