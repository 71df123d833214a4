import {
  extractTokens,
  get,
  type Line,
  maxAgeOf,
  trim,
  unsafeNames,
  valuesOf,
  without,
} from "./header-transcription.ts";
import {
  type Asked,
  construct,
  currentUrl,
  parse,
  Refused,
  type Request,
  SAFELISTED_METHODS,
} from "./request-transcription.ts";

/**
 * The browser's half of CORS a second time: one exchange after the other, with profile `standard`, written down from a summary
 * of the Fetch standard as plainly as it can be said. It shares nothing with the simulated browser but the data that goes in and comes out,
 * so that a mistake must be made twice to stay hidden. Only what scenarios can ask for is here: no cookies, no streams, no `data:`.
 */

export interface Answer {
  readonly status: number;
  readonly headers: readonly Line[];
}

/** What arrives at a server, as far as anybody compares it. */
export interface Sent {
  readonly method: string;
  readonly url: string;
  readonly preflight: boolean;
  readonly origin: string | null;
  readonly requestMethod: string | null;
  readonly requestHeaders: string | null;
  readonly authorization: string | null;
  readonly contentType: string | null;
}

/** Where a network error arises: before anything of a hop is sent, at its preflight, at a response that redirects, or at any other. */
type Phase = "request" | "preflight" | "redirect" | "response";

/** What the page has in the end. */
export type Outcome =
  | {
      readonly type: string;
      readonly status: number;
      readonly url: string;
      readonly redirected: boolean;
      readonly headers: readonly Line[];
    }
  | { readonly phase: Phase; readonly hop: number }
  /** What no browser takes. */
  | { readonly thrown: true };

interface Response {
  readonly status: number;
  readonly headers: readonly Line[];
  /** Where redirect mode `manual` stopped. */
  readonly opaqueRedirect?: boolean;
}

interface CacheEntry {
  readonly origin: string;
  readonly url: string;
  readonly credentialed: boolean;
  readonly kind: "method" | "header";
  readonly name: string;
  storedAt: number;
  maxAge: number;
}

class NetworkError extends Error {
  readonly phase: Phase;
  readonly hop: number;

  constructor(phase: Phase, hop: number) {
    super(`${phase} ${hop}`);
    this.phase = phase;
    this.hop = hop;
  }
}

const REDIRECTS = [301, 302, 303, 307, 308];
const SAFE_RESPONSE_HEADERS =
  "cache-control content-language content-length content-type expires last-modified pragma".split(" ");
const REFERRER_POLICIES =
  "no-referrer no-referrer-when-downgrade same-origin origin strict-origin origin-when-cross-origin strict-origin-when-cross-origin unsafe-url".split(
    " ",
  );
const BAD_PORTS = [
  0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109, 110,
  111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515, 526, 530, 531, 532,
  540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061,
  6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
];

/** A browser with one page open, of this origin. */
export class TranscribedBrowser {
  #cache: CacheEntry[] = [];
  readonly #origin: string;
  readonly #now: () => number;
  readonly #serve: (sent: Sent) => Answer;
  readonly #siteOf: (host: string) => string;

  /** @param siteOf the part of a host that its neighbours on the same site share */
  constructor(origin: string, now: () => number, serve: (sent: Sent) => Answer, siteOf: (host: string) => string) {
    this.#origin = origin;
    this.#now = now;
    this.#serve = serve;
    this.#siteOf = siteOf;
  }

  ask(asked: Asked): Outcome {
    try {
      return this.#fetch(asked);
    } catch (error) {
      if (error instanceof NetworkError) return { phase: error.phase, hop: error.hop };
      if (error instanceof Refused) return { thrown: true };
      throw error;
    }
  }

  #fetch(asked: Asked): Outcome {
    const request = construct(asked, this.#origin);
    if (valuesOf(request.headers, "accept").length === 0) request.headers.push(["Accept", "*/*"]);
    const response = this.#mainFetch(request);
    return filter(request, response);
  }

  /** Main fetch. */
  #mainFetch(request: Request): Response {
    const url = currentUrl(request);
    const fail = (): never => {
      throw new NetworkError("request", request.urls.length - 1);
    };
    const port = url.port === "" ? -1 : Number(url.port);
    if (isHttp(url) && BAD_PORTS.includes(port)) fail();
    if (this.#origin.startsWith("https:") && url.protocol === "http:" && !isLoopback(url)) fail();

    if (url.origin === request.origin && request.tainting === "basic") return this.#httpFetch(request, false);
    if (request.mode === "same-origin") fail();
    if (request.mode === "no-cors") {
      if (request.redirect !== "follow") fail();
      request.tainting = "opaque";
      return this.#httpFetch(request, false);
    }
    if (!isHttp(url)) fail();
    request.tainting = "cors";
    const needsPermission = !SAFELISTED_METHODS.includes(request.method) || unsafeNames(request.headers).length > 0;
    if (!request.useCorsPreflight && !needsPermission) return this.#httpFetch(request, false);
    try {
      return this.#httpFetch(request, true);
    } catch (error) {
      const [origin, here] = [this.#serializeOrigin(request), currentUrl(request).href];
      this.#cache = this.#cache.filter((entry) => entry.origin !== origin || entry.url !== here);
      throw error;
    }
  }

  /** HTTP fetch. */
  #httpFetch(request: Request, makePreflight: boolean): Response {
    const hop = request.urls.length - 1;
    if (makePreflight) {
      const methodIsFine = SAFELISTED_METHODS.includes(request.method) && !request.useCorsPreflight;
      const methodKnown = methodIsFine || this.#matches(request, "method", request.method);
      const headersKnown = unsafeNames(request.headers).every((name) => this.#matches(request, "header", name));
      if (!methodKnown || !headersKnown) this.#preflight(request);
    }

    const response = this.#send(request);
    const redirects = REDIRECTS.includes(response.status);
    const isKept =
      (request.tainting === "cors" && !this.#corsCheck(request, response)) ||
      (request.tainting === "opaque" && this.#isBlockedByResourcePolicy(request, response));
    if (isKept) throw new NetworkError(redirects ? "redirect" : "response", hop);
    if (!redirects) return response;
    if (request.redirect === "error") throw new NetworkError("redirect", hop);
    if (request.redirect === "manual") return { ...response, opaqueRedirect: true };
    return this.#redirect(request, response);
  }

  /** CORS-preflight fetch. */
  #preflight(request: Request): void {
    const fail = (): never => {
      throw new NetworkError("preflight", request.urls.length - 1);
    };
    const names = unsafeNames(request.headers);
    const response = this.#ask({
      method: "OPTIONS",
      url: target(currentUrl(request)),
      preflight: true,
      origin: this.#serializeOrigin(request),
      requestMethod: request.method,
      requestHeaders: names.length === 0 ? null : names.join(","),
      authorization: null,
      contentType: null,
    });
    if (!this.#corsCheck(request, response) || response.status < 200 || response.status > 299) fail();

    const listed = valuesOf(response.headers, "access-control-allow-methods").length > 0;
    const named = extractTokens(response.headers, "access-control-allow-methods");
    const methods = !listed && request.useCorsPreflight ? [request.method] : named;
    const headers = extractTokens(response.headers, "access-control-allow-headers");
    if (methods === "failure" || headers === "failure") return fail();
    const anything = request.credentials === "include" ? "no wildcard" : "*";
    const allowed = headers.map((name) => name.toLowerCase());

    const isMethodFine = methods.includes(request.method) || SAFELISTED_METHODS.includes(request.method);
    if (!isMethodFine && !methods.includes(anything)) fail();
    if (valuesOf(request.headers, "authorization").length > 0 && !allowed.includes("authorization")) fail();
    if (!names.every((name) => allowed.includes(name) || allowed.includes(anything))) fail();

    const maxAge = maxAgeOf(response.headers);
    for (const method of methods) this.#store(request, "method", method, maxAge);
    for (const name of headers) this.#store(request, "header", name, maxAge);
  }

  /** Into the CORS-preflight cache. */
  #store(request: Request, kind: "method" | "header", name: string, maxAge: number): void {
    const matching = this.#entriesFor(request, kind, name);
    // The standard does not say whether the clock starts anew; it does here, as in every engine that is known.
    for (const entry of matching) Object.assign(entry, { maxAge, storedAt: this.#now() });
    if (matching.length > 0) return;
    this.#cache.push({
      origin: this.#serializeOrigin(request),
      url: currentUrl(request).href,
      credentialed: request.credentials === "include",
      kind,
      name,
      storedAt: this.#now(),
      maxAge,
    });
  }

  #matches(request: Request, kind: "method" | "header", name: string): boolean {
    return this.#entriesFor(request, kind, name).length > 0;
  }

  #entriesFor(request: Request, kind: "method" | "header", name: string): CacheEntry[] {
    const now = this.#now();
    this.#cache = this.#cache.filter((entry) => now < entry.storedAt + entry.maxAge * 1000);
    return this.#cache.filter((entry) => {
      if (entry.origin !== this.#serializeOrigin(request) || entry.url !== currentUrl(request).href) return false;
      if (!entry.credentialed && request.credentials === "include") return false;
      if (entry.kind !== kind) return false;
      if (kind === "method") return entry.name === name || entry.name === "*";
      if (entry.name.toLowerCase() === name.toLowerCase()) return true;
      return entry.name === "*" && name.toLowerCase() !== "authorization";
    });
  }

  /** The CORS check. */
  #corsCheck(request: Request, response: Answer): boolean {
    const allowed = get(response.headers, "access-control-allow-origin");
    if (allowed === null) return false;
    const credentialed = request.credentials === "include";
    if (!credentialed && allowed === "*") return true;
    if (allowed !== this.#serializeOrigin(request)) return false;
    return !credentialed || get(response.headers, "access-control-allow-credentials") === "true";
  }

  /** HTTP-redirect fetch. */
  #redirect(request: Request, response: Response): Response {
    const fail = (): never => {
      throw new NetworkError("redirect", request.urls.length - 1);
    };
    const here = currentUrl(request);
    const lines = valuesOf(response.headers, "location");
    if (lines.length === 0) return response;
    const [line = ""] = lines;
    const there = lines.length > 1 ? undefined : parse(line, here);
    if (there === undefined) return fail();
    if (there.hash === "" && !there.href.endsWith("#")) there.hash = here.hash;
    if (!isHttp(there)) fail();
    if (request.redirects === 20) fail();
    request.redirects += 1;
    const hasCredentials = there.username !== "" || there.password !== "";
    if (hasCredentials && request.mode === "cors" && there.origin !== request.origin) fail();
    if (hasCredentials && request.tainting === "cors") fail();

    const { status } = response;
    const becomesGet =
      ((status === 301 || status === 302) && request.method === "POST") ||
      (status === 303 && request.method !== "GET" && request.method !== "HEAD");
    if (becomesGet) {
      request.method = "GET";
      request.body = null;
      for (const name of ["content-encoding", "content-language", "content-location", "content-type"]) {
        request.headers = without(request.headers, name);
      }
    }
    if (here.origin !== there.origin) request.headers = without(request.headers, "authorization");
    request.urls.push(there);
    for (const token of valuesOf(response.headers, "referrer-policy").flatMap((value) => value.split(","))) {
      const policy = trim(token).toLowerCase();
      if (REFERRER_POLICIES.includes(policy)) request.referrerPolicy = policy;
    }
    return this.#mainFetch(request);
  }

  /** HTTP-network-or-cache fetch. */
  #send(request: Request): Response {
    const sent: Sent = {
      method: request.method,
      url: target(currentUrl(request)),
      preflight: false,
      origin: this.#originHeader(request),
      requestMethod: null,
      requestHeaders: null,
      authorization: get(request.headers, "authorization"),
      contentType: get(request.headers, "content-type"),
    };
    return this.#ask(sent);
  }

  /** A server that says it is the wrong one is asked once more. */
  #ask(sent: Sent): Answer {
    const answer = this.#serve(sent);
    return answer.status === 421 ? this.#serve(sent) : answer;
  }

  /** The Origin header. */
  #originHeader(request: Request): string | null {
    const origin = this.#serializeOrigin(request);
    if (request.tainting === "cors") return origin;
    if (request.method === "GET" || request.method === "HEAD") return null;
    if (request.mode === "cors") return origin;
    const url = currentUrl(request);
    const isDowngrade = request.origin.startsWith("https:") && url.protocol !== "https:";
    switch (request.referrerPolicy) {
      case "no-referrer":
        return "null";
      case "no-referrer-when-downgrade":
      case "strict-origin":
      case "strict-origin-when-cross-origin":
        return isDowngrade ? "null" : origin;
      case "same-origin":
        return url.origin === request.origin ? origin : "null";
      default:
        return origin;
    }
  }

  #serializeOrigin(request: Request): string {
    let [last] = request.urls;
    for (const url of request.urls.slice(1)) {
      if (last !== undefined && url.origin !== last.origin && request.origin !== last.origin) return "null";
      last = url;
    }
    return request.origin;
  }

  /** The cross-origin resource policy check. */
  #isBlockedByResourcePolicy(request: Request, response: Answer): boolean {
    const url = currentUrl(request);
    const policy = get(response.headers, "cross-origin-resource-policy");
    if (policy === "same-origin") return url.origin !== request.origin;
    if (policy !== "same-site") return false;
    if (request.origin === "null") return true;
    const own = new URL(request.origin);
    if (this.#siteOf(own.hostname) !== this.#siteOf(url.hostname)) return true;
    return own.protocol !== "https:" && url.protocol === "https:";
  }
}

/** The filtered response. */
function filter(request: Request, response: Response): Outcome {
  const url = currentUrl(request).href.replace(/#.*$/s, "");
  const redirected = request.urls.length > 1;
  if (response.opaqueRedirect === true) return { type: "opaqueredirect", status: 0, url, redirected, headers: [] };
  if (request.tainting === "opaque") return { type: "opaque", status: 0, url: "", redirected: false, headers: [] };
  const names = [...new Set(response.headers.map(([name]) => name.toLowerCase()))].sort();
  let visible = names.filter((name) => name !== "set-cookie" && name !== "set-cookie2");
  if (request.tainting === "cors") {
    const listed = extractTokens(response.headers, "access-control-expose-headers");
    const exposed = listed === "failure" ? [] : listed.map((name) => name.toLowerCase());
    const everything = request.credentials !== "include" && exposed.includes("*");
    visible = visible.filter((name) => everything || SAFE_RESPONSE_HEADERS.includes(name) || exposed.includes(name));
  }
  const headers = visible.map((name): Line => [name, get(response.headers, name) ?? ""]);
  return { type: request.tainting, status: response.status, url, redirected, headers };
}

/** What a request line can say of a URL. */
function target(url: URL): string {
  return `${url.origin}${url.pathname}${url.search}`;
}

function isHttp(url: URL): boolean {
  return url.protocol === "http:" || url.protocol === "https:";
}

function isLoopback(url: URL): boolean {
  return /^(localhost|127(\.\d+){3}|\[::1\]|.*\.localhost)$/.test(url.hostname);
}
