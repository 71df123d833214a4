import type { Exchange, WireEntry } from "../browser/exchange.ts";
import { isRedirectStatus } from "../browser/fetch-response.ts";
import { headerLines } from "../browser/header-list.ts";
import { isToken } from "../standard/token.ts";
import type { Phase } from "../browser/reason.ts";
import { isReasonCode, type FailureCode } from "./failure-code.ts";

/** What a browser's message is made of. What is unknown is left out; then the message may be too. */
export interface MessageFacts {
  /** Chromium's name, with or without `Preflight`, or one of ours. */
  readonly code: FailureCode;
  /** With `preflight`, a name that has a `Preflight` doublet stands for that. */
  readonly phase?: Phase;
  /** The value, method, header name or port that decided. */
  readonly parameter?: string;
  /** The URL that failed, after redirects. */
  readonly url: string;
  /** The page's origin. */
  readonly origin: string;
  /** The page's URL; Firefox names it in one message. Default: the origin, with a slash. */
  readonly page?: string;
  /** What the request said about its origin: `null` after some redirects. Default: the page's. */
  readonly sentOrigin?: string;
  readonly method?: string;
  /** Names of the author's headers, in the author's order and spelling; Safari names the first that is missing. */
  readonly headerNames?: readonly string[];
  /** Status of the answer that failed. */
  readonly status?: number;
  /** Where the chain of redirects began; absent when nothing redirected. */
  readonly redirectedFrom?: string;
  /** Where a redirect that failed leads. */
  readonly redirectTarget?: string;
  /** Every line of `Access-Control-Allow-Origin` in the answer that failed: none, one, or several. */
  readonly allowOrigin?: readonly string[];
  /** The value of `Access-Control-Allow-Methods` or `-Headers` that is no list. */
  readonly list?: string;
  /** What the page called. Default `fetch`. */
  readonly api?: "fetch" | "XMLHttpRequest";
}

/** A code without `Preflight` where it has a doublet, and whether it is about the answer to a preflight. */
export function plainCode({ code, phase }: MessageFacts): { readonly plain: FailureCode; readonly preflight: boolean } {
  const preflight = phase === "preflight" || code.startsWith("Preflight");
  const shorter = code.slice("Preflight".length);
  const plain = code.startsWith("Preflight") && isReasonCode(shorter) ? shorter : code;
  return { plain, preflight };
}

/** What the CORS check can find wrong, by the names without `Preflight`. */
export const CORS_CHECK_CODES: ReadonlySet<FailureCode> = new Set<FailureCode>([
  "MissingAllowOriginHeader",
  "MultipleAllowOriginValues",
  "InvalidAllowOriginValue",
  "AllowOriginMismatch",
  "WildcardOriginNotAllowed",
  "InvalidAllowCredentials",
]);

/** What an exchange does not say of itself. */
export type KnownFacts = Partial<Pick<MessageFacts, "url" | "origin" | "page" | "headerNames" | "api">>;

/**
 * The facts of a failed exchange.
 *
 * @returns `undefined` when it did not fail, or its URL is not known because nothing was sent
 */
export function factsOf(exchange: Exchange, known: KnownFacts): MessageFacts | undefined {
  const { code, phase, parameter, hop = 0, wire, steps } = exchange;
  if (code === undefined || phase === undefined) return undefined;
  const last = wire.findLast((entry) => entry.hop === hop && entry.preflight === (phase === "preflight"));
  const [first] = wire;
  // The origin that the URL is compared with is the page's.
  const origin = known.origin ?? steps.find(({ name }) => name === "response-tainting")?.expected;
  const located = steps.findLast(({ name }) => name === "redirect-location")?.found ?? undefined;
  const url = last?.request.url ?? (hop > 0 ? located : known.url && resolved(known.url));
  if (url === undefined || origin === undefined) return undefined;
  const facts = { code, phase, url, origin, ...(parameter === undefined ? {} : { parameter }) };
  return {
    ...facts,
    ...(hop === 0 || first === undefined ? {} : { redirectedFrom: first.request.url }),
    ...(known.page === undefined ? {} : { page: known.page }),
    ...(known.api === undefined ? {} : { api: known.api }),
    ...(last === undefined ? {} : ofAnswer(last, code)),
    ...ofHeaders(last, known),
  };
}

function ofAnswer({ request, response }: WireEntry, code: FailureCode): Partial<MessageFacts> {
  const [sentOrigin] = headerLines(request.headers, "origin");
  const sent = { method: request.method, ...(sentOrigin === undefined ? {} : { sentOrigin }) };
  if (response === undefined) return sent;
  const { status, headers } = response;
  const [location] = headerLines(headers, "location");
  const target = location === undefined || !isRedirectStatus(status) ? undefined : resolved(location, request.url);
  const name = LISTS[code];
  return {
    ...sent,
    status,
    allowOrigin: headerLines(headers, "access-control-allow-origin"),
    ...(target === undefined ? {} : { redirectTarget: target }),
    ...(name === undefined ? {} : { list: headerLines(headers, name).join(", ") }),
  };
}

/** Lists that can be unreadable. */
const LISTS: Partial<Record<FailureCode, string>> = {
  InvalidAllowMethodsPreflightResponse: "access-control-allow-methods",
  InvalidAllowHeadersPreflightResponse: "access-control-allow-headers",
};

/** Of the author's headers, those that the answer does not allow. */
function ofHeaders(last: WireEntry | undefined, { headerNames }: KnownFacts): Partial<MessageFacts> {
  if (headerNames === undefined) return {};
  const lists = headerLines(last?.response?.headers ?? [], "access-control-allow-headers").join(",");
  const asked = headerLines(last?.request.headers ?? [], "access-control-request-headers").join(",");
  const allowed = new Set(names(lists));
  const missing = new Set(names(asked).filter((name) => !allowed.has(name)));
  return { headerNames: headerNames.filter((name) => missing.has(name.toLowerCase())) };
}

function names(list: string): string[] {
  return list.split(",").map((name) => name.trim().toLowerCase());
}

/** The first member of a comma list that is no token; the whole list when every one is. */
export function firstInvalid(list: string): string {
  return (
    list
      .split(",")
      .map((member) => member.trim())
      .find((member) => member !== "" && !isToken(member)) ?? list
  );
}

/** A URL as browsers write it, if it is one. */
function resolved(text: string, base?: string): string {
  return URL.canParse(text, base) ? new URL(text, base).href : text;
}
