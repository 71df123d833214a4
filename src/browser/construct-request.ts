import { isForbiddenMethod, isSafelistedMethod, normalizeMethod } from "../standard/method.ts";
import { isToken } from "../standard/token.ts";

import type { Client } from "./client.ts";
import type { FetchRequest } from "./fetch-request.ts";
import { appendHeader, hasHeader, type HeaderList } from "./header-list.ts";
import { isReferrerPolicy } from "./referrer.ts";
import type { BodySource, CacheMode, CredentialsMode, FetchInit, Mode, RedirectMode } from "./init-types.ts";
import { extractBody, type RequestBody } from "./request-body.ts";
import { appendGuarded, fillRequestHeaders } from "./request-headers.ts";
import { initOf, isRequest, takeBody, type RequestInput } from "./request-input.ts";
import type { Rules } from "./rules.ts";
import { parseAsUrl } from "./url-parser.ts";

const MODES = ["cors", "no-cors", "same-origin", "navigate"];
const CREDENTIALS = ["omit", "same-origin", "include"];
const CACHES = ["default", "no-store", "reload", "no-cache", "force-cache", "only-if-cached"];
const REDIRECTS = ["follow", "error", "manual"];
const DUPLEXES = ["half"];
const PRIORITIES = ["high", "low", "auto"];

/**
 * The request that `fetch(input, init)` makes on a page, or the `TypeError` with which it fails there before anything
 * is sent.
 *
 * Not modelled: `integrity` (no digest is compared), `window`, and interception by a service worker.
 *
 * @see https://fetch.spec.whatwg.org/commit-snapshots/586cd2a44c2a865b37c166dc0740f3fb8bb220d6/#dom-request
 */
export function constructRequest(
  client: Client,
  rules: Rules,
  input: RequestInput,
  initAlone: FetchInit,
): FetchRequest {
  // 6, 12. A Request says what init does not.
  const source = isRequest(input) ? input : undefined;
  const init = source === undefined ? initAlone : initOf(source, initAlone);

  // 1. The members of init are what their types say.
  oneOf("duplex", init.duplex, DUPLEXES, "half");
  oneOf("priority", init.priority, PRIORITIES, "auto");
  const mode = oneOf("mode", init.mode, MODES, "cors");
  const credentialsMode = oneOf("credentials", init.credentials, CREDENTIALS, "same-origin");
  const cacheMode = oneOf("cache", init.cache, CACHES, "default");
  const redirectMode = oneOf("redirect", init.redirect, REDIRECTS, "follow");

  // 5. The URL, relative to the page's.
  const url = parseUrl(isRequest(input) ? input.url : String(input), client.url);

  // 8-10. There is no window to choose.
  if (init.window !== undefined && init.window !== null) throw new TypeError("Member window can only be null.");

  // 14-15. Referrer and referrer policy.
  const referrer = parseReferrer(init.referrer, client);
  const referrerPolicy = parseReferrerPolicy(init.referrerPolicy, client);

  // 16-18. Navigation is not a page's to make.
  if (mode === "navigate") throw new TypeError('A request cannot be constructed with mode "navigate".');

  // 21. Asking only the cache makes sense for the page's own origin.
  if (cacheMode === "only-if-cached" && mode !== "same-origin") {
    throw new TypeError('Cache mode "only-if-cached" needs mode "same-origin".');
  }

  // 25. The method.
  const method = parseMethod(init.method === undefined ? "GET" : init.method);
  if (mode === "no-cors" && !isSafelistedMethod(method)) {
    throw new TypeError(
      `Method ${JSON.stringify(method)} cannot be used in mode "no-cors": only GET, HEAD and POST can.`,
    );
  }

  // 33. Headers, as far as the guard lets them in.
  const headers: HeaderList = [];
  if (init.headers !== undefined) fillRequestHeaders(headers, init.headers, mode === "no-cors", rules);

  // 35-40. The body.
  const keepalive = Boolean(init.keepalive);
  const body = chooseBody(source, init, { method, mode, keepalive, headers }, rules);

  return newRequest({
    client,
    initiatorType: "fetch",
    method,
    headers,
    body,
    urls: [url],
    mode: body?.isStream === true && rules.streamBodyUsesCors ? "cors" : (mode as Mode),
    credentialsMode: credentialsMode as CredentialsMode,
    cacheMode: cacheMode as CacheMode,
    redirectMode: redirectMode as RedirectMode,
    referrer,
    referrerPolicy,
    keepalive,
    useCorsPreflight: body?.isStream === true,
  });
}

/** What the caller chooses; the rest of a request begins the same way for all. */
type Chosen = Omit<
  FetchRequest,
  | "tainting"
  | "redirectCount"
  | "timingAllowFailed"
  | "removedHeaders"
  | "authored"
  | "asksFor"
  | "askedFor"
  | "sentReferrer"
  | "preflightReferrer"
  | "judgedLate"
  | "toldOrigin"
>;

/**
 * A request before it is fetched.
 *
 * @see https://fetch.spec.whatwg.org/commit-snapshots/586cd2a44c2a865b37c166dc0740f3fb8bb220d6/#concept-fetch
 */
export function newRequest(chosen: Chosen): FetchRequest {
  // Every request without an Accept of its own gets one, which counts among its headers from here on.
  if (!hasHeader(chosen.headers, "accept")) appendHeader(chosen.headers, "Accept", "*/*");
  // Written out: one object of one shape, where a spread and eleven members after it would move it thrice.
  return {
    client: chosen.client,
    initiatorType: chosen.initiatorType,
    method: chosen.method,
    headers: chosen.headers,
    body: chosen.body,
    urls: chosen.urls,
    mode: chosen.mode,
    credentialsMode: chosen.credentialsMode,
    cacheMode: chosen.cacheMode,
    redirectMode: chosen.redirectMode,
    referrer: chosen.referrer,
    referrerPolicy: chosen.referrerPolicy,
    keepalive: chosen.keepalive,
    useCorsPreflight: chosen.useCorsPreflight,
    tainting: "basic",
    redirectCount: 0,
    timingAllowFailed: false,
    removedHeaders: [],
    authored: { method: chosen.method, headers: [...chosen.headers] },
    asksFor: undefined,
    askedFor: undefined,
    sentReferrer: "no-referrer",
    preflightReferrer: "no-referrer",
    judgedLate: undefined,
    toldOrigin: undefined,
  };
}

/** @throws TypeError when it is no URL, or one with user name and password */
export function parseUrl(text: string, base: URL | undefined): URL {
  const url = parseAsUrl(text, base);
  if (url === undefined) throw new TypeError(`${JSON.stringify(text)} is not a URL.`);
  if (url.username !== "" || url.password !== "") {
    throw new TypeError(`A request cannot be constructed from a URL that includes credentials: ${url.href}`);
  }
  return url;
}

/** @throws TypeError when it is no token, or a method that no page may use */
function parseMethod(given: unknown): string {
  // As the platform reads it: null is the method "null".
  const method = String(given);
  if (!isToken(method)) throw new TypeError(`${JSON.stringify(method)} is not a valid HTTP method.`);
  if (isForbiddenMethod(method)) throw new TypeError(`No page can send method ${JSON.stringify(method)}.`);
  return normalizeMethod(method);
}

/** What is sent as body: that of `init`, or else that of the `Request`; its type becomes a header, if the author gave none. */
function chooseBody(
  source: Request | undefined,
  init: FetchInit,
  { method, mode, keepalive, headers }: Pick<FetchRequest, "method" | "keepalive" | "headers"> & { mode: string },
  rules: Rules,
): RequestBody | null {
  const given = init.body ?? null;
  const inherits = given === null && source !== undefined && source.body !== null;
  if (given === null && !inherits) return null;
  if (method === "GET" || method === "HEAD") throw new TypeError(`A request with method ${method} cannot have a body.`);
  if (given === null) return inherits ? takeBody(source) : null;
  const extracted = extractInit(given, init, mode, keepalive, rules);
  if (extracted.type !== null && !hasHeader(headers, "content-type")) {
    appendGuarded(headers, "Content-Type", extracted.type, mode === "no-cors" && !rules.noCorsKeepsBodyType, rules);
  }
  return extracted.body;
}

function extractInit(
  init: BodySource,
  { duplex }: FetchInit,
  mode: string,
  keepalive: boolean,
  rules: Rules,
): ReturnType<typeof extractBody> {
  if (!(init instanceof ReadableStream) || rules.streamBody === "stringified") {
    return extractBody(init instanceof ReadableStream ? "[object ReadableStream]" : init);
  }
  if (keepalive) throw new TypeError("A keepalive request cannot have a stream as body.");
  if (rules.streamBody === "refused") {
    throw new DOMException("A stream cannot be uploaded in this browser.", "NotSupportedError");
  }
  if (duplex !== "half") throw new TypeError('A request with a stream as body needs duplex: "half".');
  if (mode !== "same-origin" && mode !== "cors") {
    throw new TypeError('A request with a stream as body needs mode "same-origin" or "cors".');
  }
  return extractBody(init);
}

function parseReferrer(referrer: string | undefined, client: Client): FetchRequest["referrer"] {
  if (referrer === undefined) return "client";
  if (referrer === "") return "no-referrer";
  const url = parseAsUrl(referrer, client.url);
  if (url === undefined) throw new TypeError(`Referrer ${JSON.stringify(referrer)} is not a URL.`);
  // Another origin's URL, and about:client, stand for the page itself.
  return url.origin === client.url?.origin ? url : "client";
}

function parseReferrerPolicy(policy: string | undefined, client: Client): FetchRequest["referrerPolicy"] {
  if (policy === undefined || policy === "") return client.referrerPolicy;
  if (!isReferrerPolicy(policy)) throw new TypeError(`${JSON.stringify(policy)} is not a referrer policy.`);
  return policy;
}

function oneOf(member: string, value: string | undefined, values: readonly string[], otherwise: string): string {
  if (value === undefined) return otherwise;
  if (!values.includes(value)) {
    throw new TypeError(`Member ${member} is ${JSON.stringify(value)}; it can be ${values.join(", ")}.`);
  }
  return value;
}
