import type { FetchInit } from "../browser/init-types.ts";
import { failureOf } from "./assertion-failure.ts";
import type { AllowedExchange, Attempt } from "./attempt.ts";
import {
  differences,
  failedStep,
  failureMessage,
  inProfiles,
  meaningOf,
  pageOf,
  requestOf,
} from "./failure-message.ts";
import { hintFor } from "./hint.ts";
import type { TestPage } from "./test-page.ts";

/**
 * Holds when the page may make the request and read the answer, whatever its status: CORS has no opinion about a 404.
 *
 * @param url absolute, or relative to the app's
 * @param init as `fetch()` takes it
 * @returns what happened, with the `response` as the page has it; of the first profile where there are several
 * @throws an error named `CorsAssertionError` (as a rejection) when the browser refuses, when the answer is opaque, and when none comes;
 *   TypeError for what no browser takes
 * @example
 * const { response } = await expectAllowed(page, "/orders/1", { method: "PUT", body: "{}" });
 * expect(response.status).toBe(200);
 */
export async function expectAllowed(page: TestPage, url: string | URL, init: FetchInit = {}): Promise<AllowedExchange> {
  const failure = failureOf(expectAllowed);
  const attempt = await page.attempt(url, init);
  const message = whyNotAllowed(attempt);
  if (message !== undefined) throw failure(message, causeIn(attempt));
  return attempt.exchanges[0].exchange as AllowedExchange;
}

/** Why not every profile lets the page read the answer; `undefined` when all do. */
export function whyNotAllowed(attempt: Attempt): string | undefined {
  const first = attempt.exchanges.find(({ exchange }) => exchange.verdict !== "allowed")?.exchange;
  if (first === undefined) return undefined;
  const { code, verdict } = first;
  const alike = attempt.exchanges.filter(({ exchange }) => exchange.verdict === verdict && exchange.code === code);
  const where = inProfiles(alike, attempt);
  if (code === undefined) {
    return failureMessage({
      sentence: `${pageOf(attempt)} cannot read the answer to ${requestOf(attempt)}${where}: it is opaque.`,
      details: [opaqueBecause(first.response), differences(attempt)],
      exchanges: [first],
      base: attempt.base,
    });
  }
  const fails = verdict === "network-error" ? "gets no answer to" : "cannot";
  return failureMessage({
    sentence: `${pageOf(attempt)} ${fails} ${requestOf(attempt)}${where}: ${code}.`,
    details: [meaningOf(first, code), differences(attempt)],
    step: failedStep(first),
    hint: hintFor(first, attempt),
    exchanges: [first],
    base: attempt.base,
    code,
  });
}

/** The error of the transport or of the app, where that is why there was no answer: runners show it with its own stack. */
export function causeIn({ exchanges }: Attempt): unknown {
  return exchanges.find(({ exchange }) => exchange.cause !== undefined)?.exchange.cause;
}

function opaqueBecause(response: Response | undefined): string {
  return response?.type === "opaqueredirect"
    ? 'It redirects, and the request\'s redirect mode is "manual".'
    : 'The request\'s mode is "no-cors", which sends without asking and shows the page nothing.';
}
