import { isRedirectStatus } from "../browser/fetch-response.ts";
import { CHROMIUM_FRAMES, CHROMIUM_PREFLIGHT, CHROMIUM_TEXTS, CHROMIUM_XHR_ADVICE } from "./chromium-texts.ts";
import type { ConsoleText } from "./console-text.ts";
import type { FailureCode } from "./failure-code.ts";
import { CORS_CHECK_CODES, plainCode, type MessageFacts } from "./message-facts.ts";
import { fillTemplate } from "./text-template.ts";

const [REDIRECTED_FRAME, FRAME] = CHROMIUM_FRAMES;

/** The line that Chromium prints, or `undefined` when it prints none. */
export function chromiumMessage(given: MessageFacts): string | undefined {
  const facts = where(given);
  const { plain, preflight } = plainCode(facts);
  const code = preflight ? preflightCode(plain, facts) : plain;
  const row = rowFor(code, facts);
  if (row === undefined) return undefined;
  const { api = "fetch", url, origin, parameter = "", redirectedFrom = "", page = `${origin}/` } = facts;
  const filling = { api, url, origin, redirectedFrom, page, value: parameter, name: parameter, space: parameter };
  const frame = redirectedFrom === "" ? FRAME : REDIRECTED_FRAME;
  const prefix = row.prefix ?? `${frame?.text ?? ""}${preflight && isOfCheck(code) ? CHROMIUM_PREFLIGHT : ""}`;
  const advice = api === "XMLHttpRequest" && CREDENTIALS.has(code) ? CHROMIUM_XHR_ADVICE : "";
  return fillTemplate(`${prefix}${row.text}`, filling) + (row.tail ?? "") + advice;
}

const CREDENTIALS: ReadonlySet<FailureCode> = new Set<FailureCode>([
  "WildcardOriginNotAllowed",
  "InvalidAllowCredentials",
]);

/** Where a redirect leads to another scheme, Chromium names the target as the URL that failed. */
function where(facts: MessageFacts): MessageFacts {
  const { code, redirectTarget, url, redirectedFrom } = facts;
  if (code !== "CorsDisabledScheme" || redirectTarget === undefined) return facts;
  return { ...facts, url: redirectTarget, redirectedFrom: redirectedFrom ?? url };
}

/** Chromium looks at a redirect before it looks at headers. */
function preflightCode(plain: FailureCode, { status, redirectTarget }: MessageFacts): FailureCode {
  const redirects = status !== undefined && isRedirectStatus(status) && redirectTarget !== undefined;
  return redirects && CORS_CHECK_CODES.has(plain) ? "PreflightDisallowedRedirect" : plain;
}

/** What is said after the words about the preflight; the lists of methods and headers have words of their own. */
function isOfCheck(code: FailureCode): boolean {
  return CORS_CHECK_CODES.has(code) || code === "PreflightInvalidStatus" || code === "PreflightDisallowedRedirect";
}

function rowFor(code: FailureCode, { parameter, redirectedFrom }: MessageFacts): ConsoleText | undefined {
  const [first, second] = CHROMIUM_TEXTS.filter((row) => row.readOnly !== true && row.codes[0] === code);
  // Two have one text before anything is sent, and another after a redirect.
  if (code === "CorsDisabledScheme") return parameter === undefined || redirectedFrom !== undefined ? second : first;
  if (code === "DisallowedByMode") return redirectedFrom === undefined ? first : second;
  return first;
}
