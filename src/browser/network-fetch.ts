import { sameOrigin } from "./client.ts";
import { ask } from "./ask.ts";
import { ignoresConditions, isConditional, preflightCacheMode } from "./cache-mode.ts";
import { disposeBody } from "./dispose-body.ts";
import { currentUrl, type FetchRequest } from "./fetch-request.ts";
import { fetchMetadata } from "./fetch-metadata.ts";
import type { FetchResult } from "./fetch-response.ts";
import { getHeader, hasHeader, type HeaderList } from "./header-list.ts";
import type { CacheMode } from "./init-types.ts";
import { mergeSentLines } from "./merged-lines.ts";
import { networkError, type NetworkError } from "./network-error.ts";
import { readBody } from "./read-body.ts";
import { rewriteRange } from "./range-value.ts";
import { isRedirectTainted, originHeader } from "./request-origin.ts";
import type { Rules } from "./rules.ts";
import type { Session } from "./session.ts";
import type { HeaderLine } from "./wire.ts";

/** Most bytes that keepalive requests of one page may have under way, together. */
const KEEPALIVE_QUOTA = 65_536;

/**
 * Sends the request with everything that the user agent adds, and keeps the cookies of the answer.
 *
 * Not modelled: an HTTP cache, so nothing is answered from one and no 304 is turned into what it stands for; prompts
 * for user name and password on 401 and 407; client certificates.
 *
 * @param isNewConnectionFetch whether this is the second try
 * @see https://fetch.spec.whatwg.org/commit-snapshots/586cd2a44c2a865b37c166dc0740f3fb8bb220d6/#concept-http-network-or-cache-fetch
 */
export async function httpNetworkOrCacheFetch(
  request: FetchRequest,
  session: Session,
  isNewConnectionFetch = false,
): Promise<FetchResult> {
  const { trace, rules, cookies, authentication, keepalive } = session;

  // 10.1. Nothing is kept here, so who wants nothing else gets nothing.
  if (request.cacheMode === "only-if-cached") {
    trace.phase = "request";
    trace.check("kept-answer", false, { found: null });
    return networkError(trace, "NotInCache");
  }

  // 8.3. Whether cookies and authentication go with it.
  const includeCredentials = includesCredentials(request, rules);
  trace.note("credentials", { found: includeCredentials ? "included" : "left out", expected: request.credentialsMode });

  // 8.5-8.11. The body, and how much of it may outlive the page.
  const body = await readBody(request, session);
  if (body !== undefined && "type" in body) return body;
  const length = body?.byteLength ?? 0;
  const refused = body === undefined ? undefined : refuseKeepalive(request, length, session);
  if (refused !== undefined) return refused;
  const lines = sentLines(request, body !== undefined, rules);
  if (body !== undefined && !request.body?.isStream) lines.push(["Content-Length", String(length)]);
  if (body === undefined && (request.method === "POST" || request.method === "PUT"))
    lines.push(["Content-Length", "0"]);

  // 8.12-8.19. What the user agent says for itself.
  const origin = originHeader(request, rules);
  request.toldOrigin = origin;
  trace.note("origin-header", { found: origin ?? null });
  addUserAgentHeaders(lines, request, { mode: request.mode, origin, preflight: false }, session);
  const before = request.urls.at(-2)?.origin;
  const crossed = request.mode === "cors" && before !== undefined && before !== currentUrl(request).origin;
  if (!crossed || !rules.redirectDropsCacheHeaders) {
    addCacheHeaders(lines, preflightCacheMode(request, rules), ignoresConditions(request, rules));
  }
  if (hasHeader(lines, "range")) lines.push(["Accept-Encoding", "identity"]);

  // 8.20. Cookies, and what the user typed into a prompt before.
  if (includeCredentials) {
    const cookie = await cookies?.cookieHeader(request, trace);
    if (cookie !== undefined) lines.push(["Cookie", cookie]);
    const user = authentication[currentUrl(request).origin];
    if (user !== undefined && !hasHeader(lines, "authorization"))
      lines.push(["Authorization", `Basic ${base64(user)}`]);
  }

  if (request.keepalive) keepalive.inFlight += length;
  const response = await ask(
    request,
    { method: request.method, headers: lines, preflight: false, ...(body === undefined ? {} : { body }) },
    session,
  ).finally(() => {
    if (request.keepalive) keepalive.inFlight -= length;
  });

  if (response.type === "error") return response;

  // Cookies are kept when the response arrives, whether or not the page will be shown it.
  if (includeCredentials) await cookies?.keep(request, response.headers, trace);

  // 15. A server that says it is the wrong one is asked once more, if all can be said once more.
  const again = response.status === 421 && !isNewConnectionFetch && request.body?.isStream !== true;
  if (!again) return response;
  disposeBody(response.body);
  return httpNetworkOrCacheFetch(request, session, true);
}

/** 8.10. A request that may outlive its page, together with the others that are under way. */
function refuseKeepalive(
  request: FetchRequest,
  length: number,
  { trace, keepalive }: Session,
): NetworkError | undefined {
  if (!request.keepalive) return undefined;
  const total = length + keepalive.inFlight;
  const fits = total <= KEEPALIVE_QUOTA;
  // Nothing of this hop was sent yet.
  if (!fits) trace.phase = "request";
  trace.check("keepalive-size", fits, { found: String(total), expected: `at most ${KEEPALIVE_QUOTA}` });
  return fits ? undefined : networkError(trace, "KeepaliveBodyTooLarge");
}

/**
 * Sends a preflight: nothing of it comes from a cookie or a prompt, and nothing that it answers is kept as one.
 *
 * @param headers the question
 * @param origin value of `Origin`
 */
export async function sendPreflight(
  request: FetchRequest,
  headers: HeaderList,
  origin: string,
  session: Session,
): Promise<FetchResult> {
  session.trace.note("origin-header", { found: origin });
  addUserAgentHeaders(headers, request, { mode: "cors", origin, preflight: true }, session);
  if (session.rules.preflightCarriesCacheHeaders)
    addCacheHeaders(headers, preflightCacheMode(request, session.rules), true);
  const question = { method: "OPTIONS", headers, preflight: true };
  const response = await ask(request, question, session);
  // 15. As for every request.
  if (response.type === "error" || response.status !== 421) return response;
  disposeBody(response.body);
  return ask(request, question, session);
}

function includesCredentials(request: FetchRequest, rules: Rules): boolean {
  const { client, credentialsMode, tainting, urls } = request;
  if (!embedderPolicyAllowsCredentials(request)) return false;
  if (credentialsMode !== "same-origin") return credentialsMode === "include";
  const beganAtHome = rules.opaqueChainKeepsCredentials && urls[0]?.origin === client.origin;
  return tainting === "basic" || (tainting === "opaque" && beganAtHome);
}

/**
 * Whether the page's embedder policy lets credentials go with the request.
 *
 * Departs: the standard lets them go to the page's own origin when the chain of redirects is tainted, and not when it is
 * not, which would keep them from the page's plainest requests; it is taken the other way round.
 *
 * @see https://fetch.spec.whatwg.org/commit-snapshots/586cd2a44c2a865b37c166dc0740f3fb8bb220d6/#cross-origin-embedder-policy-allows-credentials
 */
function embedderPolicyAllowsCredentials(request: FetchRequest): boolean {
  const { client, mode } = request;
  if (mode !== "no-cors" || client.embedderPolicy !== "credentialless") return true;
  return sameOrigin(client.origin, currentUrl(request).origin) && !isRedirectTainted(request);
}

function addUserAgentHeaders(
  lines: HeaderList,
  request: FetchRequest,
  { mode, origin, preflight }: { mode: string; origin: string | undefined; preflight: boolean },
  { rules, trace }: Session,
): void {
  const source = preflight ? request.preflightReferrer : request.sentReferrer;
  const referrer = source instanceof URL ? source.href : null;
  trace.note("referrer", { found: referrer, expected: request.referrerPolicy });
  if (referrer !== null) lines.push(["Referer", referrer]);
  if (origin !== undefined) lines.push(["Origin", origin]);
  lines.push(...fetchMetadata(request, mode, rules, preflight));
  if (getHeader(lines, "user-agent") === null) lines.push(["User-Agent", rules.userAgent]);
  if (rules.acceptLanguage !== "" && !hasHeader(lines, "accept-language")) {
    lines.push(["Accept-Language", rules.acceptLanguage]);
  }
}

/** 8.16-8.18. A request that wants no kept answer tells caches on the way. */
function addCacheHeaders(lines: HeaderList, cacheMode: CacheMode, ignoresConditions: boolean): void {
  const mode = cacheMode === "default" && !ignoresConditions && isConditional(lines) ? "no-store" : cacheMode;
  if (mode === "no-cache" && !hasHeader(lines, "cache-control")) lines.push(["Cache-Control", "max-age=0"]);
  if (mode !== "no-store" && mode !== "reload") return;
  if (!hasHeader(lines, "pragma")) lines.push(["Pragma", "no-cache"]);
  if (!hasHeader(lines, "cache-control")) lines.push(["Cache-Control", "no-cache"]);
}

/**
 * The author's lines as they are sent. Some engines send one of several that say what the body is, write a single range
 * anew, or encode all values.
 */
function sentLines(request: FetchRequest, hasBody: boolean, rules: Rules): HeaderList {
  const { headers, method, cacheMode, urls } = request;
  const linesOf = (key: string): HeaderList => headers.filter(([name]) => name.toLowerCase() === key);
  const types = rules.sendsOneContentType ? linesOf("content-type") : [];
  const type = types.at(hasBody && urls.length === 1 ? 0 : -1);
  const passesCache = method === "GET" && cacheMode !== "no-store" && !isConditional(headers);
  const ranges = rules.rewritesRange && passesCache ? linesOf("range") : [];
  const written = (line: HeaderLine): string => {
    if (ranges.length === 1 && ranges[0] === line) return rewriteRange(line[1]);
    return rules.sentAsUtf8 ? String.fromCharCode(...new TextEncoder().encode(line[1])) : line[1];
  };
  const sent = headers.filter((line) => line === type || !types.includes(line));
  return (rules.mergesLines ? mergeSentLines(sent) : sent).map((line) => [line[0], written(line)]);
}

function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
