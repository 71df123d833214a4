import { isSafelistedMethod } from "../standard/method.ts";

import { sameOrigin } from "./client.ts";
import { currentUrl, type FetchRequest } from "./fetch-request.ts";
import type { FetchResponse } from "./fetch-response.ts";
import { deleteHeader, getHeader, headerLines } from "./header-list.ts";
import { splitHeaderValue } from "./header-value.ts";
import { networkError, type NetworkError } from "./network-error.ts";
import { isReferrerPolicy } from "./referrer.ts";
import { unsafeRequestHeaderNames } from "./safelisted-request-header.ts";
import type { Rules } from "./rules.ts";
import type { Session } from "./session.ts";
import type { Trace } from "./trace.ts";
import { parseAsUrl } from "./url-parser.ts";
import type { HeaderLine } from "./wire.ts";

/** Redirects that are followed; the next is one too many. */
const MOST_REDIRECTS = 20;

/** Headers about the body, which go when the body does. */
const BODY_HEADERS = ["content-encoding", "content-language", "content-location", "content-type"];

/**
 * Makes the request ready for where a redirect leads: `follow`, and main fetch runs once more for it. A response without
 * `Location` is an ordinary one and is handed back.
 *
 * @see https://fetch.spec.whatwg.org/commit-snapshots/586cd2a44c2a865b37c166dc0740f3fb8bb220d6/#concept-http-redirect-fetch
 */
export function httpRedirectFetch(
  request: FetchRequest,
  response: FetchResponse,
  session: Session,
): FetchResponse | NetworkError | "follow" {
  const { trace, rules } = session;

  // 3-4. Where to.
  const location = locationUrl(response, currentUrl(request), session);
  if (location === "none") return response;
  if (location === "failure") {
    trace.check("redirect-location", false, { found: getHeader(response.headers, "location") });
    return networkError(trace, "InvalidRedirectLocation", getHeader(response.headers, "location"));
  }
  trace.note("redirect-location", { found: location.href });

  // 5-9. Where it may not lead.
  const refused = refuse(request, location, session);
  if (refused !== undefined) return refused;
  request.redirectCount += 1;

  // 11. A stream is gone once it was sent.
  if (response.status !== 303 && request.body?.isStream === true) {
    trace.check("redirect-body", false, { found: "a stream" });
    return networkError(trace, "RedirectedStreamBody");
  }

  const crosses = !sameOrigin(currentUrl(request).origin, location.origin);
  if (rules.removedHeaders === "come-back") bringBack(request, response.status, crosses, rules);
  if (rules.bodyHeadersComeBack) bringBodyHeadersBack(request, response.status, location);
  if (rules.ownRedirectHidesUserAgent) replaceUserAgent(request, location);

  // 12. The old habit of turning a POST into a GET.
  if (becomesGet(response.status, request.method)) {
    trace.note("redirect-method", { found: request.method, expected: "GET" });
    removeHeaders(request, BODY_HEADERS, session);
    request.method = "GET";
    request.body = null;
  }

  // 13. What was meant for one server is not told to another.
  if (crosses && getHeader(request.headers, "authorization") !== null) {
    trace.note("redirect-authorization", { found: location.origin });
    removeHeaders(request, ["authorization"], session);
  }

  if (crosses && rules.crossOriginDeleteBecomesGet && request.method === "DELETE") {
    request.method = "GET";
    request.body = null;
  }
  const keepsAll = request.keepalive && rules.keepaliveKeepsHints;
  if (!sameOrigin(request.client.origin, location.origin) && !keepsAll) {
    for (const name of rules.alsoRemovedOnRedirect) deleteHeader(request.headers, name);
  }

  // Without CORS, the first redirect that leaves the page's origin begins a new request there.
  if (
    rules.bodyHeadersComeBack &&
    request.mode === "no-cors" &&
    request.tainting === "basic" &&
    location.origin !== request.client.origin
  ) {
    request.authored = { method: request.method, headers: [...request.headers] };
  }

  // 17-18. On, under the referrer policy that the response sets.
  request.urls.push(location);
  applyReferrerPolicy(request, response);
  return "follow";
}

function refuse(request: FetchRequest, location: URL, { trace, rules }: Session): NetworkError | undefined {
  const scheme = refuseRedirectScheme(location, { trace });
  if (scheme !== undefined) return scheme;

  // 7. Not for ever.
  const count = request.redirectCount + 1;
  const most = request.keepalive ? rules.mostKeepaliveRedirects : MOST_REDIRECTS;
  if (!trace.check("redirect-count", count <= most, { found: String(count), expected: `at most ${most}` })) {
    return networkError(trace, "TooManyRedirects");
  }

  // 9-10. A server cannot make a page log in elsewhere.
  const follows = rules.followCredentials.includes(request.initiatorType);
  if (!hasCredentials(location) || (follows && !forbidsCredentials(request, location))) return undefined;
  const fail = (): NetworkError => refuseCredentials(location, trace);
  if (request.tainting !== "basic" || !rules.ownRedirectIsJudgedLate) return fail();
  request.judgedLate = fail;
  return undefined;
}

/** 6. Only HTTP is followed. */
export function refuseRedirectScheme({ protocol }: URL, { trace }: Pick<Session, "trace">): NetworkError | undefined {
  if (protocol === "http:" || protocol === "https:") return undefined;
  trace.check("redirect-scheme", false, { found: protocol, expected: "http: or https:" });
  return networkError(trace, protocol === "data:" ? "UnsafeRedirect" : "CorsDisabledScheme");
}

/**
 * What some engines refuse whatever the redirect mode is, as long as it is not `manual`: targets that are no place on a
 * network, and user name and password where CORS is at work.
 */
export function refuseAtOnce(request: FetchRequest, location: URL, { trace }: Session): NetworkError | undefined {
  if (location.protocol === "data:" || location.protocol === "about:") return refuseRedirectScheme(location, { trace });
  const refused = hasCredentials(location) && forbidsCredentials(request, location);
  return refused ? refuseCredentials(location, trace) : undefined;
}

function hasCredentials({ username, password }: URL): boolean {
  return username !== "" || password !== "";
}

/** 9-10. Whether user name and password may not stand in the target. */
function forbidsCredentials({ mode, client, tainting }: FetchRequest, location: URL): boolean {
  return tainting === "cors" || (mode === "cors" && !sameOrigin(location.origin, client.origin));
}

function refuseCredentials({ origin }: URL, trace: Trace): NetworkError {
  trace.check("redirect-credentials", false, { found: `${origin} with user name and password` });
  return networkError(trace, "RedirectContainsCredentials");
}

/**
 * The URL that a redirect leads to.
 *
 * @see https://fetch.spec.whatwg.org/commit-snapshots/586cd2a44c2a865b37c166dc0740f3fb8bb220d6/#concept-response-location-url
 */
export function locationUrl(response: FetchResponse, base: URL, { rules }: Session): URL | "none" | "failure" {
  const lines = headerLines(response.headers, "location");
  const [first] = lines;
  if (first === undefined) return "none";
  if (lines.length > 1) {
    if (rules.severalLocations === "failure") return "failure";
    if (rules.severalLocations === "if-identical" && lines.some((line) => line !== first)) return "failure";
  }
  if (first === "" && rules.emptyLocation !== "same-url") return rules.emptyLocation === "failure" ? "failure" : "none";
  // Bytes above 0x7F go on as they are.
  const whole = rules.severalLocations === "joined" ? lines.join(", ") : first;
  const text = whole.replace(/[\u0080-\u00ff]/g, (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase()}`);
  const url = parseAsUrl(text, base);
  if (url === undefined) return "failure";
  // An empty fragment is one.
  if (!text.includes("#")) url.hash = base.hash;
  return url;
}

function becomesGet(status: number, method: string): boolean {
  if (status === 301 || status === 302) return method === "POST";
  return status === 303 && method !== "GET" && method !== "HEAD";
}

/**
 * Begins again from what the author set. What is sent loses what this redirect takes from the author's method; the next
 * preflight asks without what it takes from the method that the request has by now. Where nothing needs to be asked for
 * any more, what was asked for last still is.
 */
function bringBack(request: FetchRequest, status: number, crosses: boolean, rules: Rules): void {
  const { method, headers, impliedType } = request.authored;
  const losesBody = becomesGet(status, request.method);
  const taken = [...(losesBody ? BODY_HEADERS : []), ...(crosses ? ["authorization"] : [])];
  // What the body brought is sent until a redirect takes it.
  const implied = impliedType !== undefined && request.headers.includes(impliedType) ? [impliedType] : [];
  const unsafe = unsafeRequestHeaderNames(losesBody ? headers : [...headers, ...implied], rules);
  const asksAnew = request.useCorsPreflight || unsafe.length > 0 || !(losesBody || isSafelistedMethod(request.method));
  request.asksFor = asksAnew ? unsafe.filter((name) => !taken.includes(name)) : (request.askedFor ?? []);
  request.headers = [...headers, ...implied];
  if (becomesGet(status, method)) for (const name of BODY_HEADERS) deleteHeader(request.headers, name);
}

/** Headers about the body are back at a redirect that repeats requests, and wherever a request with CORS is made anew. */
function bringBodyHeadersBack(request: FetchRequest, status: number, location: URL): void {
  const madeAnew =
    request.mode === "cors" && (request.tainting === "cors" || location.origin !== request.client.origin);
  if (!madeAnew && status !== 307 && status !== 308) return;
  const isAboutBody = ([name]: HeaderLine): boolean => BODY_HEADERS.includes(name.toLowerCase());
  const others = request.headers.filter((line) => !isAboutBody(line));
  request.headers = [...others, ...request.authored.headers.filter(isAboutBody)];
}

/** The author's `User-Agent` is missing from what the page's own server sends to itself, and back wherever that is left. */
function replaceUserAgent(request: FetchRequest, location: URL): void {
  const isUserAgent = ([name]: HeaderLine): boolean => name.toLowerCase() === "user-agent";
  const stays = request.tainting === "basic" && location.origin === request.client.origin;
  const others = request.headers.filter((line) => !isUserAgent(line));
  request.headers = stays ? others : [...others, ...request.authored.headers.filter(isUserAgent)];
}

function removeHeaders(request: FetchRequest, names: readonly string[], { rules }: Session): void {
  const unsafe = unsafeRequestHeaderNames(request.headers, rules);
  for (const name of names) {
    if (unsafe.includes(name)) request.removedHeaders.push(name);
    deleteHeader(request.headers, name);
  }
}

/** @see https://w3c.github.io/webappsec-referrer-policy/#set-requests-referrer-policy-on-redirect */
function applyReferrerPolicy(request: FetchRequest, response: FetchResponse): void {
  const value = getHeader(response.headers, "referrer-policy");
  if (value === null) return;
  // The last one that is understood holds, so that newer ones can stand behind older ones.
  for (const policy of splitHeaderValue(value)) {
    if (isReferrerPolicy(policy.toLowerCase()))
      request.referrerPolicy = policy.toLowerCase() as FetchRequest["referrerPolicy"];
  }
}
