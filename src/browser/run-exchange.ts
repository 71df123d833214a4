import { disposeBody } from "./dispose-body.ts";
import type { Exchange } from "./exchange.ts";
import { exposedLines, readableLines } from "./exposed-headers.ts";
import type { FetchRequest } from "./fetch-request.ts";
import { currentUrl } from "./fetch-request.ts";
import type { FetchResponse } from "./fetch-response.ts";
import { mainFetch } from "./main-fetch.ts";
import { mergeReceivedLines } from "./merged-lines.ts";
import { pageResponse } from "./page-response.ts";
import { REASONS } from "./reason-registry.ts";
import type { Session } from "./session.ts";
import type { HeaderLine } from "./wire.ts";

/**
 * Fetches, and gives the page what it may have of the answer.
 *
 * @throws what the page's signal was aborted with; nothing else
 * @see https://fetch.spec.whatwg.org/commit-snapshots/586cd2a44c2a865b37c166dc0740f3fb8bb220d6/#concept-main-fetch
 */
export async function runExchange(request: FetchRequest, session: Session): Promise<Exchange> {
  const { trace } = session;
  const result = await mainFetch(request, session);
  const { steps, wire } = trace;
  if (result.type === "error") {
    return { verdict: REASONS[result.reason.code].verdict, ...result.reason, steps, wire };
  }
  const response = filter(request, result, session);
  const opaque = response.type === "opaque" || response.type === "opaqueredirect";
  trace.note("filtered-response", { found: response.type });
  return { verdict: opaque ? "opaque" : "allowed", steps, wire, response, timingAllowed: !request.timingAllowFailed };
}

/** 14-15. After the outermost run: the response as the page sees it. */
function filter(
  request: FetchRequest,
  { type, status, statusText, headers, body }: FetchResponse,
  { trace, rules }: Session,
): Response {
  const url = new URL(currentUrl(request));
  url.hash = "";
  const redirected = request.urls.length > 1;
  if (type === "opaqueredirect") {
    return pageResponse({ type, url: url.href, redirected, status: 0, statusText: "" }, [], body, request.method);
  }
  if (request.tainting === "opaque") {
    disposeBody(body);
    return pageResponse(
      { type: "opaque", url: "", redirected: false, status: 0, statusText: "" },
      [],
      null,
      request.method,
    );
  }
  const cross = request.tainting === "cors";
  const own = rules.mergesLines ? mergeReceivedLines(headers) : headers;
  const readable = cross ? exposedLines(request, headers) : readableLines(own);
  const lines = rules.valuesAreUtf8 ? readable.map(([name, value]): HeaderLine => [name, asUtf8(value)]) : readable;
  if (cross) trace.note("expose-headers", { found: lines.map(([name]) => name.toLowerCase()).join(", ") });
  const seen = { type: cross ? "cors" : "basic", url: url.href, redirected, status, statusText } as const;
  return pageResponse(seen, lines, body, request.method);
}

/** A value, one character a byte, in which bytes that are no UTF-8 have become the bytes of the replacement character. */
function asUtf8(value: string): string {
  const text = new TextDecoder().decode(Uint8Array.from(value, (character) => character.charCodeAt(0)));
  return String.fromCharCode(...new TextEncoder().encode(text));
}
