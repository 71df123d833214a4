import { sameSite } from "./client.ts";
import { currentUrl, type FetchRequest } from "./fetch-request.ts";
import { headerLines } from "./header-list.ts";
import type { Rules } from "./rules.ts";
import type { Trace } from "./trace.ts";
import type { HeaderLine } from "./wire.ts";

/** A cookie as a jar hands it over; tough-cookie's `Cookie` is one. */
export interface JarCookie {
  /** `name=value`, as in a `Cookie` header. */
  cookieString(): string;
  /** The `SameSite` attribute in lower case; absent when the cookie has none. */
  readonly sameSite?: string | undefined;
  /** Whether it has the `Secure` attribute. */
  readonly secure?: boolean | undefined;
}

/** What keeps cookies; a `CookieJar` of tough-cookie is one. Domain, path, `Secure` and expiry are the jar's to look after. */
export interface CookieJar {
  getCookies(url: string, options?: JarOptions): Promise<readonly JarCookie[]>;
  setCookie(line: string, url: string, options?: JarOptions): Promise<unknown>;
}

/** What a jar is told about a request. */
export interface JarOptions {
  readonly http?: boolean;
  /** A line that makes no sense is passed over. */
  readonly ignoreError?: boolean;
  /** `none`: the request goes to another site than the page's. */
  readonly sameSiteContext?: "strict" | "none";
}

/** Most `Set-Cookie` lines of one response that are looked at. No browser keeps more than some hundred a site. */
const MOST_LINES = 1000;

/**
 * Sends and keeps the cookies of requests that include credentials.
 *
 * Not modelled: partitioned cookies, the two minutes in which Chromium sends a new cookie without `SameSite` along with
 * top-level POSTs, and pages embedded in other sites.
 *
 * @see https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis
 */
export class CookieStore {
  readonly #jar: CookieJar;
  readonly #rules: Rules;

  constructor(jar: CookieJar, rules: Rules) {
    this.#jar = jar;
    this.#rules = rules;
  }

  /** The value of `Cookie`, or `undefined` when none goes with the request. */
  async cookieHeader(request: FetchRequest, trace: Trace): Promise<string | undefined> {
    const { urls } = request;
    const crossSite = this.#isCrossSite(request, this.#rules.cookiesLookAtChain ? urls : urls.slice(-1));
    if (crossSite && !this.#rules.thirdPartyCookies) {
      trace.note("cookies-sent", { found: null, expected: "none to another site" });
      return undefined;
    }
    const cookies = await this.#jar.getCookies(currentUrl(request).href, options(crossSite));
    const sent = cookies.filter(
      (cookie) =>
        (!crossSite || this.#goesAnywhere(cookie.sameSite)) && !(cookie.secure === true && this.#isInsecure(request)),
    );
    const value = sent.map((cookie) => cookie.cookieString()).join("; ");
    trace.note("cookies-sent", { found: value === "" ? null : value });
    return value === "" ? undefined : value;
  }

  /** Keeps the cookies of a response, also when the page will not be shown it. */
  async keep(request: FetchRequest, headers: readonly HeaderLine[], trace: Trace): Promise<void> {
    const lines = headerLines(headers, "set-cookie");
    if (lines.length === 0) return;
    const crossSite = this.#isCrossSite(request, [currentUrl(request)]);
    let kept = 0;
    for (const line of lines.slice(0, MOST_LINES)) {
      if (this.#isRefused(line, crossSite, this.#isInsecure(request))) continue;
      // One after the other: a later line of the same name wins.
      // oxlint-disable-next-line no-await-in-loop
      const cookie = await this.#jar.setCookie(line, currentUrl(request).href, options(crossSite));
      if (cookie !== undefined) kept += 1;
    }
    trace.note("cookies-stored", { found: `${kept} of ${lines.length}` });
  }

  #isRefused(line: string, crossSite: boolean, insecure: boolean): boolean {
    if (insecure && attribute(line, "secure") !== undefined) return true;
    const sameSiteValue = attribute(line, "samesite")?.toLowerCase();
    if (sameSiteValue === "none" && this.#rules.sameSiteNoneNeedsSecure && attribute(line, "secure") === undefined) {
      return true;
    }
    return crossSite && (!this.#rules.thirdPartyCookies || !this.#goesAnywhere(sameSiteValue));
  }

  /** Whether `Secure` cookies stay away; where this machine is no exception, jars have to be told. */
  #isInsecure(request: FetchRequest): boolean {
    return !this.#rules.secureCookiesOnLoopback && currentUrl(request).protocol === "http:";
  }

  /** Whether one of the URLs is outside the page's site. */
  #isCrossSite({ client }: FetchRequest, urls: readonly URL[]): boolean {
    return urls.some((url) => !sameSite(client.origin, url.origin, client.publicSuffixOf));
  }

  /** Whether a cookie with this `SameSite` goes with requests between sites. */
  #goesAnywhere(sameSiteValue: string | undefined): boolean {
    return (sameSiteValue ?? this.#rules.defaultSameSite) === "none";
  }
}

function options(crossSite: boolean): JarOptions {
  return { http: true, ignoreError: true, sameSiteContext: crossSite ? "none" : "strict" };
}

/** The value of an attribute in a `Set-Cookie` line, the last of its name; empty when it has none. */
function attribute(line: string, name: string): string | undefined {
  for (const part of line.split(";").slice(1).toReversed()) {
    const equals = `${part}=`.indexOf("=");
    if (part.slice(0, equals).trim().toLowerCase() === name) return part.slice(equals + 1).trim();
  }
  return undefined;
}
