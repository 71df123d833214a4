import { checkAllowOrigin } from "../browser/cors-check.ts";
import { isRedirectStatus } from "../browser/fetch-response.ts";
import { Trace } from "../browser/trace.ts";
import { originOf } from "../standard/origin.ts";
import type { ConsoleText } from "./console-text.ts";
import type { FailureCode } from "./failure-code.ts";
import { FIREFOX_FRAMES, FIREFOX_TEXTS, FIREFOX_WITHOUT_ANSWER } from "./firefox-texts.ts";
import { CORS_CHECK_CODES, firstInvalid, plainCode, type MessageFacts } from "./message-facts.ts";
import { fillTemplate } from "./text-template.ts";

const [FRAME] = FIREFOX_FRAMES;

/** The lines that Firefox prints, or `undefined` when it prints none. */
export function firefoxMessage(facts: MessageFacts): string | undefined {
  const { plain, preflight } = plainCode(facts);
  const code = preflight ? preflightCode(plain, facts) : plain;
  if (FIREFOX_WITHOUT_ANSWER.includes(code)) {
    const line = withoutAnswer(facts.url);
    return code !== "BlockedByClient" && preflight ? `${line}\n${line}` : line;
  }
  const row = rowFor(code, facts);
  if (row === undefined) return undefined;
  const lines = [lineOf(row, code, facts)];
  if (code === "PreflightDisallowedRedirect") lines.push(secondLook(facts));
  if (preflight || facts.phase === "redirect") lines.push(withoutAnswer(facts.url));
  // A preflight that redirects and fails for another reason is given up twice.
  if (preflight && facts.redirectTarget !== undefined && CORS_CHECK_CODES.has(code))
    lines.push(withoutAnswer(facts.url));
  return lines.join("\n");
}

/** Firefox looks at the origin before it looks at status and redirect. */
function preflightCode(plain: FailureCode, { allowOrigin, sentOrigin, origin }: MessageFacts): FailureCode {
  if (allowOrigin === undefined || (plain !== "PreflightInvalidStatus" && plain !== "PreflightDisallowedRedirect")) {
    return plain;
  }
  const headers = allowOrigin.map((value) => ["access-control-allow-origin", value] as const);
  // Whether credentials went along is not known: only what is wrong in both cases is said.
  const terms = { origin: sentOrigin ?? origin, credentialed: false };
  return checkAllowOrigin(headers, terms, new Trace())?.reason.code ?? plain;
}

function rowFor(code: FailureCode, { allowOrigin }: MessageFacts): ConsoleText | undefined {
  const rows = FIREFOX_TEXTS.filter((row) => row.readOnly !== true && row.codes.includes(code));
  // A list in one line is a value like any other.
  return code === "MultipleAllowOriginValues" && allowOrigin?.length === 1 ? rows[1] : rows[0];
}

function lineOf(row: ConsoleText, code: FailureCode, facts: MessageFacts): string {
  const { url, origin, status, parameter = "", list = parameter, page = `${origin}/`, redirectTarget } = facts;
  // After a redirect to another scheme the target is what failed.
  const failed = code === "CorsDisabledScheme" ? (redirectTarget ?? url) : url;
  const value = LISTS.has(code) ? firstInvalid(list) : parameter;
  const filling = { url: failed, page, value, name: parameter.toLowerCase(), to: redirectTarget ?? "" };
  const text = fillTemplate(row.text, filling);
  if (!isReason(code)) return `${text}${code.startsWith("ResourcePolicy") ? ` ${RESOURCE_POLICY}` : ""}`;
  const quoted = code === "WildcardOriginNotAllowed" ? `‘${failed}’` : failed;
  return `${framed(text, quoted)}${STATUSES.has(code) && status !== undefined ? ` Status code: ${status}.` : ""}`;
}

const RESOURCE_POLICY = "See https://developer.mozilla.org/docs/Web/HTTP/Cross-Origin_Resource_Policy_(CORP)#";

const LISTS: ReadonlySet<FailureCode> = new Set<FailureCode>([
  "InvalidAllowMethodsPreflightResponse",
  "InvalidAllowHeadersPreflightResponse",
]);

/** Reasons whose line ends with a status. */
const STATUSES: ReadonlySet<FailureCode> = new Set<FailureCode>(["MissingAllowOriginHeader", "PreflightInvalidStatus"]);

/** Whether it is said as the reason why a cross-origin request was blocked; others have lines of their own. */
function isReason(code: FailureCode): boolean {
  return CORS_CHECK_CODES.has(code) || code.includes("Preflight") || code === "CorsDisabledScheme";
}

/** Firefox looks at a redirected preflight once more: at its origin, which is null if the redirect leads elsewhere. */
function secondLook({ url, status, redirectTarget, allowOrigin, ...facts }: MessageFacts): string {
  const elsewhere = redirectTarget !== undefined && originOf(redirectTarget) !== originOf(url);
  const [value] = allowOrigin ?? [];
  const mismatches = elsewhere && value !== undefined && value !== "*";
  const code = mismatches ? "AllowOriginMismatch" : "PreflightInvalidStatus";
  const row = rowFor(code, { ...facts, url });
  const parameter = mismatches ? { parameter: value } : {};
  const answered = status !== undefined && isRedirectStatus(status) ? { status } : {};
  return row === undefined ? "" : lineOf(row, code, { ...facts, ...parameter, ...answered, url });
}

function framed(reason: string, url: string): string {
  return `${fillTemplate(FRAME?.text ?? "", { url })}${reason}).`;
}

function withoutAnswer(url: string): string {
  return `${framed("CORS request did not succeed", url)} Status code: (null).`;
}
