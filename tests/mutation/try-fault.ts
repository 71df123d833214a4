import type { Fault } from "./fault.ts";
import type { Answer, Failure, Question } from "./lane.ts";

/** What the tests made of a fault. */
export type Outcome =
  | { readonly kind: "caught"; readonly by: Failure }
  | { readonly kind: "too-slow" }
  | { readonly kind: "survived" }
  /** No test that was run read the file: nothing is known. */
  | { readonly kind: "unread" };

/** Asks a lane; `undefined` when it gave no answer in time. */
export type Ask = (question: Question, limit: number) => Promise<Answer | undefined>;

/** A fault may make tests this many times slower than they are, and this much in milliseconds, before it counts as endless. */
const TIMES_SLOWER = 5;
const LEAST_LIMIT = 60_000;

/**
 * Runs the tests with a fault: first the likeliest one alone, as it mostly is enough and shows an endless loop soon, then
 * the others, twice as many at a time. Not all at once: also of those behind one that failed every module would be read.
 *
 * @param tests in the order in which they are asked
 * @param durations how long each takes without a fault, in milliseconds
 */
export async function tryFault(
  fault: Fault,
  tests: readonly string[],
  durations: Readonly<Record<string, number>>,
  ask: Ask,
): Promise<Outcome> {
  let isRead = false;
  for (let start = 0, size = 1; start < tests.length; start += size, size *= 2) {
    const batch = tests.slice(start, start + size);
    const usual = batch.reduce((sum, test) => sum + (durations[test] ?? 0), 0);
    const answer = await ask({ tests: batch, fault }, LEAST_LIMIT + TIMES_SLOWER * usual);
    if (answer === undefined) return { kind: "too-slow" };
    isRead ||= answer.served;
    const [by] = answer.failed;
    if (by === undefined) continue;
    if (!answer.served) return { kind: "unread" };
    return by.timedOut === true ? { kind: "too-slow" } : { kind: "caught", by };
  }
  return isRead || tests.length === 0 ? { kind: "survived" } : { kind: "unread" };
}
