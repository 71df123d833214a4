import type { FetchInit } from "../browser/init-types.ts";
import type { Exchange } from "../browser/exchange.ts";
import { REASONS, type ReasonCode } from "../browser/reason-registry.ts";
import { failureOf } from "./assertion-failure.ts";
import type { Attempt } from "./attempt.ts";
import { causeIn } from "./expect-allowed.ts";
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
import { permissionLine } from "./step-lines.ts";
import type { TestPage } from "./test-page.ts";

/** Most headers that are told of what allowed a request: redirects have their own each. */
const MOST_PERMISSIONS = 8;

/** What counts as blocked. */
export interface BlockedOptions {
  /**
   * The reason that is expected, or several of which any will do. Default: any for which a browser refuses; that no answer
   * came is not among those, so that a server which is down makes no test green.
   */
  readonly code?: ReasonCode | readonly ReasonCode[];
}

/**
 * Holds when the browser refuses the page the request or its answer. Which of the two is told by the `phase` of what is
 * returned: what is blocked at the response has reached the server and may have changed something there.
 *
 * @param url absolute, or relative to the app's
 * @param init as `fetch()` takes it
 * @returns what happened, with `code`, `phase` and `steps`; of the first profile where there are several
 * @throws an error named `CorsAssertionError` (as a rejection) when the page gets an answer, when none comes, and when the reason is another;
 *   TypeError for what no browser takes, and for a code that there is not
 * @example
 * await expectBlocked(pageOn("https://evil.example", app), "/orders/1", { credentials: "include" });
 * @example
 * await expectBlocked(page, "/orders/1", { method: "PATCH" }, { code: "MethodDisallowedByPreflightResponse" });
 */
export async function expectBlocked(
  page: TestPage,
  url: string | URL,
  init: FetchInit = {},
  options: BlockedOptions = {},
): Promise<Exchange> {
  const failure = failureOf(expectBlocked);
  const codes = readCodes(options);
  const attempt = await page.attempt(url, init);
  const message = whyNotBlocked(attempt, codes);
  if (message !== undefined) throw failure(message, causeIn(attempt));
  return attempt.exchanges[0].exchange;
}

/** Why not every profile blocks the request for one of the codes, or for any when there are none; `undefined` when all do. */
export function whyNotBlocked(attempt: Attempt, codes: readonly ReasonCode[] = []): string | undefined {
  const first = attempt.exchanges.find(({ exchange }) => !isBlocked(exchange, codes))?.exchange;
  if (first === undefined) return undefined;
  const { code, verdict } = first;
  const alike = attempt.exchanges.filter(({ exchange }) => exchange.verdict === verdict && exchange.code === code);
  const common = { exchanges: [first], base: attempt.base };
  const where = inProfiles(alike, attempt);
  if (code === undefined) {
    return failureMessage({
      ...common,
      sentence: `${pageOf(attempt)} can ${requestOf(attempt)}${where}, which was expected to be blocked.`,
      details: [differences(attempt), whatItGets(first), ...permissions(first)],
    });
  }
  const failed = { ...common, step: failedStep(first), hint: hintFor(first, attempt), code };
  const sentence =
    codes.length === 0
      ? `No browser has blocked ${requestOf(attempt)}${where}, as no answer came: ${code}.`
      : `${pageOf(attempt)} cannot ${requestOf(attempt)}${where}, but for another reason than expected: ${code}, not ${codes.join(" or ")}.`;
  return failureMessage({ ...failed, sentence, details: [meaningOf(first, code), differences(attempt)] });
}

function isBlocked({ verdict, code }: Exchange, codes: readonly ReasonCode[]): boolean {
  return codes.length === 0 ? verdict === "blocked" : code !== undefined && codes.includes(code);
}

function whatItGets({ response }: Exchange): string {
  if (response?.type === "basic") return "The URL is of the page's own origin, where CORS forbids nothing.";
  if (response?.type === "cors") return `It reads the answer, a ${response.status}. What allowed it:`;
  return "It cannot read the answer, which is opaque; but the request was sent, and nothing was refused.";
}

/** The headers with which a server could have said no. */
function permissions({ steps }: Exchange): readonly string[] {
  const passed = steps.filter(({ name, result }) => result === "passed" && name.startsWith("allow-"));
  // Names of headers are looked at one by one, in one and the same list.
  return [...new Set(passed.map(permissionLine))].slice(-MOST_PERMISSIONS);
}

function readCodes({ code = [] }: BlockedOptions): readonly ReasonCode[] {
  const codes = typeof code === "string" ? [code] : code;
  for (const one of codes) {
    if (!Object.hasOwn(REASONS, one)) throw new TypeError(`There is no code ${JSON.stringify(one)}.`);
  }
  return codes;
}
