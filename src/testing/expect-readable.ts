import type { FetchInit } from "../browser/init-types.ts";
import type { Exchange, Step } from "../browser/exchange.ts";
import { failureOf } from "./assertion-failure.ts";
import type { AllowedExchange, Attempt, ProfileExchange } from "./attempt.ts";
import { causeIn, whyNotAllowed } from "./expect-allowed.ts";
import { failureMessage, inProfiles, pageOf, requestOf } from "./failure-message.ts";
import { printable } from "./printable.ts";
import type { TestPage } from "./test-page.ts";

/**
 * Holds when the page may read the answer and these headers of it. A header that the answer does not have is not readable,
 * even if it would be exposed.
 *
 * @param url absolute, or relative to the app's
 * @param init as `fetch()` takes it
 * @param names of response headers, in any case of letters
 * @returns what happened, with the `response` as the page has it; of the first profile where there are several
 * @throws an error named `CorsAssertionError` (as a rejection) when a header, or the answer as a whole, cannot be read; TypeError for what no
 *   browser takes
 * @example
 * const { response } = await expectReadable(page, "/orders", {}, ["X-Total-Count"]);
 * expect(response.headers.get("X-Total-Count")).toBe("42");
 */
export async function expectReadable(
  page: TestPage,
  url: string | URL,
  init: FetchInit,
  names: readonly string[],
): Promise<AllowedExchange> {
  const failure = failureOf(expectReadable);
  checkNames(names);
  const attempt = await page.attempt(url, init);
  const message = whyNotReadable(attempt, names);
  if (message !== undefined) throw failure(message, causeIn(attempt));
  return attempt.exchanges[0].exchange as AllowedExchange;
}

/** Why not every profile lets the page read all of these headers; `undefined` when all do. */
export function whyNotReadable(attempt: Attempt, names: readonly string[]): string | undefined {
  const refused = whyNotAllowed(attempt);
  if (refused !== undefined) return refused;
  const unreadable = names.filter((name) => attempt.exchanges.some((one) => !reads(one, name)));
  const first = attempt.exchanges.find((one) => unreadable.some((name) => !reads(one, name)))?.exchange;
  if (first === undefined) return undefined;
  const alike = attempt.exchanges.filter((one) => unreadable.some((name) => !reads(one, name)));
  return failureMessage({
    sentence: `${pageOf(attempt)} cannot read ${list(unreadable)} in the answer to ${requestOf(attempt)}${inProfiles(alike, attempt)}.`,
    details: unreadable.map((name) => `${printable(name)}: ${whyUnreadable(first, name)}`),
    step: exposing(first),
    exchanges: [first],
    base: attempt.base,
  });
}

/** Why some profile lets the page read one of these headers; `undefined` when none does. */
export function whyReadable(attempt: Attempt, names: readonly string[]): string | undefined {
  const noAnswer = attempt.exchanges.some(({ exchange }) => exchange.verdict === "network-error");
  if (noAnswer) return whyNotAllowed(attempt);
  const readable = names.filter((name) => attempt.exchanges.some((one) => reads(one, name)));
  const alike = attempt.exchanges.filter((one) => readable.some((name) => reads(one, name)));
  const [first] = alike;
  if (first === undefined) return undefined;
  return failureMessage({
    sentence: `${pageOf(attempt)} can read ${list(readable)} in the answer to ${requestOf(attempt)}${inProfiles(alike, attempt)}, which was not expected.`,
    step: exposing(first.exchange),
    exchanges: [first.exchange],
    base: attempt.base,
  });
}

/** @throws TypeError when there is nothing to look for */
export function checkNames(names: readonly string[]): void {
  if (Array.isArray(names) && names.length > 0 && names.every((name) => typeof name === "string")) return;
  throw new TypeError('Name the headers that are to be read, in a list: ["X-Total-Count"].');
}

function reads({ exchange }: ProfileExchange, name: string): boolean {
  return exchange.response?.headers.has(name) ?? false;
}

function whyUnreadable({ wire }: Exchange, name: string): string {
  const key = name.toLowerCase();
  if (key === "set-cookie" || key === "set-cookie2") return "no page reads it, whatever the server says.";
  const headers = wire.at(-1)?.response?.headers ?? [];
  const has = (wanted: string): boolean => headers.some(([line]) => line.toLowerCase() === wanted);
  if (!has(key)) return "the answer does not have it.";
  if (!has("access-control-expose-headers")) return "the answer has it, and no Access-Control-Expose-Headers.";
  const values = headers.filter(([line]) => line.toLowerCase() === "access-control-expose-headers");
  return values.some(([, value]) => value.includes("*"))
    ? "the answer has it, and Access-Control-Expose-Headers does not list it; for a request with credentials, * is no wildcard."
    : "the answer has it, and Access-Control-Expose-Headers does not list it.";
}

function exposing({ steps }: Exchange): Step | undefined {
  const step = steps.findLast(({ name }) => name === "expose-headers");
  // A list of no names is nothing.
  return step?.found === "" ? { ...step, found: null } : step;
}

function list(names: readonly string[]): string {
  return printable(names.join(", "));
}
