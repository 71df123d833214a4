import type { FetchInit } from "../browser/init-types.ts";
import type { Exchange, Step } from "../browser/exchange.ts";
import type { StepName } from "../browser/step-registry.ts";
import { failureOf } from "./assertion-failure.ts";
import type { Attempt } from "./attempt.ts";
import { causeIn, whyNotAllowed } from "./expect-allowed.ts";
import { failureMessage, inProfiles, pageOf, requestOf } from "./failure-message.ts";
import { printable } from "./printable.ts";
import type { TestPage } from "./test-page.ts";

/** One request of a sequence: its URL, and what `fetch()` takes beside it. */
export type TestRequest = string | URL | readonly [url: string | URL, init?: FetchInit];

/** How many preflights there may be. */
export interface PreflightLimit {
  /** All requests together; 0 when none may be preceded by one. */
  readonly atMost: number;
}

/**
 * Holds when the page may make these requests, one after the other, and the browser asks first no more often than that. What
 * servers allowed earlier is remembered as browsers remember it: as long as they say, and for one URL.
 *
 * @param requests in their order
 * @returns what happened, request by request; of the first profile where there are several
 * @throws an error named `CorsAssertionError` (as a rejection) when there are more, and when one of the requests is refused; TypeError for
 *   what no browser takes
 * @example
 * const put = { method: "PUT", body: "{}" };
 * await expectPreflights(page, [["/orders/1", put], ["/orders/1", { method: "DELETE" }]], { atMost: 1 });
 * @example
 * await expectPreflights(page, ["/orders"], { atMost: 0 });
 */
export async function expectPreflights(
  page: TestPage,
  requests: readonly TestRequest[],
  limit: PreflightLimit,
): Promise<readonly Exchange[]> {
  const failure = failureOf(expectPreflights);
  checkLimit(limit);
  const attempts = await attemptAll(page, requests);
  const message = whyTooManyPreflights(attempts, limit);
  // Only the last can have failed: the others were allowed, or there would be no later ones.
  if (message !== undefined) throw failure(message, causeIn(attempts.at(-1) ?? attempts[0]));
  return attempts.map(({ exchanges }) => exchanges[0].exchange);
}

/** Some requests of a page, in their order; at least one. */
type Attempts = readonly [Attempt, ...Attempt[]];

/** Makes the requests, up to the first whose answer the page does not get. */
export async function attemptAll(page: TestPage, requests: readonly TestRequest[]): Promise<Attempts> {
  const attempts: Attempt[] = [];
  for (const request of Array.isArray(requests) ? (requests as readonly TestRequest[]) : []) {
    const [url, init = {}] = typeof request === "string" || request instanceof URL ? [request] : request;
    // One after the other: what the first leaves in the cache is what the second finds.
    // oxlint-disable-next-line no-await-in-loop
    const attempt = await page.attempt(url, init);
    attempts.push(attempt);
    if (whyNotAllowed(attempt) !== undefined) break;
  }
  const [first, ...others] = attempts;
  if (first === undefined) {
    throw new TypeError('Give the requests as a list: ["/orders", ["/orders/1", { method: "DELETE" }]].');
  }
  return [first, ...others];
}

/** @throws TypeError when there is no number to compare with */
export function checkLimit(limit: PreflightLimit | undefined): void {
  const atMost: unknown = limit?.atMost;
  if (Number.isInteger(atMost) && Number(atMost) >= 0) return;
  throw new TypeError("Say how many preflights there may be: { atMost: 1 }.");
}

/** Why the limit does not hold in every profile; `undefined` when it does. */
export function whyTooManyPreflights(attempts: Attempts, { atMost }: PreflightLimit): string | undefined {
  return (
    refusedIn(attempts) ??
    whyOf(attempts, (count) => count > atMost, `at most ${atMost} ${atMost === 1 ? "was" : "were"}`)
  );
}

/** Why more preflights than that are not needed in every profile; `undefined` when they are. */
export function whyTooFewPreflights(attempts: Attempts, { atMost }: PreflightLimit): string | undefined {
  return refusedIn(attempts) ?? whyOf(attempts, (count) => count <= atMost, `more than ${atMost} were`);
}

function refusedIn(attempts: Attempts): string | undefined {
  return attempts.map(whyNotAllowed).find((message) => message !== undefined);
}

function whyOf(attempts: Attempts, isWrong: (count: number) => boolean, wanted: string): string | undefined {
  const [attempt] = attempts;
  const counts = attempt.exchanges.map((one, index) => ({ ...one, index, count: preflights(attempts, index).length }));
  const wrong = counts.filter(({ count }) => isWrong(count));
  const [first] = wrong;
  if (first === undefined) return undefined;
  const alike = wrong.filter(({ count }) => count === first.count);
  const what = attempts.length === 1 ? requestOf(attempt) : `${attempts.length} requests`;
  const asked = preflights(attempts, first.index);
  return failureMessage({
    sentence: `${pageOf(attempt)} needs ${counted(first.count)} for ${what}${inProfiles(alike, attempt)}; ${wanted} expected.`,
    details: asked.map(({ question, kept, url }) => `  ${question}, at ${printable(url)}: ${kept}`),
    hint: asked.length > 1 ? hintOn(asked) : undefined,
    exchanges: attempts.map(({ exchanges }) => exchanges[first.index]?.exchange).filter((one) => one !== undefined),
    base: attempt.base,
  });
}

/** A preflight that was sent. */
interface Asked {
  readonly url: string;
  /** What it asked for. */
  readonly question: string;
  /** How long its answer holds. */
  readonly kept: string;
}

/** The preflights that were really sent in one profile. */
function preflights(attempts: Attempts, index: number): readonly Asked[] {
  return attempts.flatMap(({ exchanges }) => {
    const { wire = [], steps = [] } = exchanges[index]?.exchange ?? {};
    return wire
      .filter(({ preflight, fromCache }) => preflight && !fromCache)
      .map(({ hop, request }) => {
        const step = (name: StepName): Step | undefined => steps.find((one) => one.name === name && one.hop === hop);
        const { found, expected } = step("max-age") ?? {};
        const said =
          found === null || found === undefined
            ? "no Access-Control-Max-Age"
            : `Access-Control-Max-Age: ${printable(found)}`;
        return {
          url: request.url,
          question: `OPTIONS for ${printable(step("preflight-sent")?.found ?? "")}`,
          kept: `its answer is kept for ${expected ?? "0"} s (${said})`,
        };
      });
  });
}

function hintOn(asked: readonly Asked[]): string {
  return new Set(asked.map(({ url }) => url)).size > 1
    ? "Browsers remember a permission for one URL: another path or another query is asked for anew."
    : "An answer serves later requests if it names their methods and headers, and if Access-Control-Max-Age keeps it.";
}

function counted(count: number): string {
  return `${count === 0 ? "no" : count} ${count === 1 ? "preflight" : "preflights"}`;
}
