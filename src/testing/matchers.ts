import type { FetchInit } from "../browser/init-types.ts";
import { whyNotAllowed } from "./expect-allowed.ts";
import { whyNotBlocked } from "./expect-blocked.ts";
import {
  attemptAll,
  checkLimit,
  whyTooFewPreflights,
  whyTooManyPreflights,
  type PreflightLimit,
  type TestRequest,
} from "./expect-preflights.ts";
import { checkNames, whyNotReadable, whyReadable } from "./expect-readable.ts";
import type { TestPage } from "./test-page.ts";

/** What `expect(page)` gains: to be added to the matchers' type of the runner. Each of them is to be awaited. */
export interface CorsMatchers {
  /** The page may make the request and read the answer, as `expectAllowed`; with `.not`, the browser refuses, as `expectBlocked`. */
  toReach(url: string | URL, init?: FetchInit): Promise<void>;
  /** The page may read these headers of the answer, as `expectReadable`; with `.not`, it can read none of them. */
  toReadHeaders(url: string | URL, init: FetchInit, names: readonly string[]): Promise<void>;
  /** The requests need no more preflights than that, as `expectPreflights`; with `.not`, they need more. */
  toNeedPreflights(requests: readonly TestRequest[], limit: PreflightLimit): Promise<void>;
}

/** What vitest and jest tell a matcher. */
interface MatcherContext {
  readonly isNot?: boolean;
}

/** What vitest and jest want to hear from one: `pass` before `.not` turns it round. */
interface MatcherResult {
  readonly pass: boolean;
  message(): string;
}

/**
 * Matchers for `expect.extend` of vitest and jest, about a page of `pageOn`.
 *
 * @example
 * expect.extend(corsMatchers);
 * await expect(page).toReach("/orders/1", { method: "DELETE" });
 * await expect(pageOn("https://evil.example", app)).not.toReach("/orders/1");
 */
export const corsMatchers = {
  async toReach(this: MatcherContext, page: unknown, url: string | URL, init: FetchInit = {}): Promise<MatcherResult> {
    const attempt = await asPage(page, "toReach").attempt(url, init);
    return result(this, attempt, whyNotAllowed, whyNotBlocked);
  },

  async toReadHeaders(
    this: MatcherContext,
    page: unknown,
    url: string | URL,
    init: FetchInit,
    names: readonly string[],
  ): Promise<MatcherResult> {
    checkNames(names);
    const attempt = await asPage(page, "toReadHeaders").attempt(url, init);
    return result(
      this,
      attempt,
      (one) => whyNotReadable(one, names),
      (one) => whyReadable(one, names),
    );
  },

  async toNeedPreflights(
    this: MatcherContext,
    page: unknown,
    requests: readonly TestRequest[],
    limit: PreflightLimit,
  ): Promise<MatcherResult> {
    checkLimit(limit);
    const attempts = await attemptAll(asPage(page, "toNeedPreflights"), requests);
    return result(
      this,
      attempts,
      (all) => whyTooManyPreflights(all, limit),
      (all) => whyTooFewPreflights(all, limit),
    );
  },
} as const;

/** A check and its opposite are two questions: where no answer came, both fail. */
function result<Subject>(
  { isNot = false }: MatcherContext,
  subject: Subject,
  whyNot: (subject: Subject) => string | undefined,
  whyNotOpposite: (subject: Subject) => string | undefined,
): MatcherResult {
  const why = isNot ? whyNotOpposite(subject) : whyNot(subject);
  const holds = why === undefined;
  return { pass: holds !== isNot, message: () => why ?? "" };
}

function asPage(page: unknown, matcher: string): TestPage {
  if (typeof page === "object" && page !== null && "attempt" in page) return page as TestPage;
  throw new TypeError(`${matcher} is about a page: expect(pageOn("https://app.example.com", app)).`);
}
