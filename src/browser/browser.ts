import { CookieStore, type CookieJar } from "./cookies.ts";
import type { ProfileName } from "./departures.ts";
import { Page, type PageOptions } from "./page.ts";
import { PreflightCache } from "./preflight-cache.ts";
import { isProfileName, PROFILES, rulesOf } from "./profile.ts";
import type { Rules } from "./rules.ts";
import type { PublicSuffixOf } from "./site.ts";
import type { Transport } from "./wire.ts";

/** What a browser is made of. */
export interface BrowserOptions {
  /** How requests reach a server: `network()`, `handler()` or `listener()` of `crossorigin/transport`, or a function of your own. */
  readonly transport: Transport;
  /** Whose behaviour it shows. Default `standard`. */
  readonly profile?: ProfileName;
  /** Where cookies are kept, such as a `CookieJar` of tough-cookie. Default: none are kept and none are sent. */
  readonly cookies?: CookieJar;
  /** The clock, in milliseconds. Default `Date.now`. */
  readonly now?: () => number;
  /** Longest wait for an answer, in milliseconds. Default 30,000. */
  readonly timeout?: number;
  /** User name and password that the user once gave, by origin: `{ "https://api.example.com": "user:password" }`. */
  readonly authentication?: Readonly<Record<string, string>>;
  /** Whether cookies go to other sites than the page's; default as in the profile. */
  readonly thirdPartyCookies?: boolean;
  /** The public suffix of a host, which tells sites apart. `crossorigin/browser` knows the public list; the slim entry needs this. */
  readonly publicSuffixOf?: PublicSuffixOf;
}

/** Longest wait for an answer, in milliseconds. */
const TIMEOUT = 30_000;

/** A user agent: what pages share, such as permissions that are kept, and cookies. */
export class BrowserEngine {
  readonly profile: ProfileName;
  readonly #rules: Rules;
  readonly #options: BrowserOptions;
  readonly #publicSuffixOf: PublicSuffixOf;
  readonly #cache: PreflightCache;
  readonly #cookies: CookieStore | undefined;

  /**
   * @param changes rules that hold otherwise than in the profile: what shows which of them matter where
   * @throws TypeError when an option is none that a browser can be made of
   */
  constructor(options: BrowserOptions, publicSuffixOf: PublicSuffixOf | undefined, changes: Partial<Rules> = {}) {
    check(options);
    const { profile = "standard", thirdPartyCookies, cookies, now = Date.now } = options;
    if (publicSuffixOf === undefined) {
      throw new TypeError(
        "The slim browser has no list of public suffixes: give it publicSuffixOf, or import crossorigin/browser.",
      );
    }
    this.profile = profile;
    this.#options = options;
    this.#publicSuffixOf = publicSuffixOf;
    this.#rules = rulesOf(profile, {
      ...(thirdPartyCookies === undefined ? {} : { thirdPartyCookies }),
      ...changes,
    });
    this.#cache = new PreflightCache(now, this.#rules);
    this.#cookies = cookies === undefined ? undefined : new CookieStore(cookies, this.#rules);
  }

  /**
   * Opens a page.
   *
   * @param url the page's URL or just its origin; `null` for a page without one of its own, such as a sandboxed frame
   * @throws TypeError when it is neither
   * @example
   * const page = browser.page("https://app.example.com");
   * await page.fetch("https://api.example.com/orders/1", { method: "PUT", body: "{}" });
   */
  page(url: string | URL, options: PageOptions = {}): Page {
    const { transport, timeout = TIMEOUT, authentication = {} } = this.#options;
    return new Page(String(url), options, this.#publicSuffixOf, {
      rules: this.#rules,
      transport,
      cache: this.#cache,
      cookies: this.#cookies,
      authentication,
      timeout,
    });
  }
}

function check(options: BrowserOptions): void {
  if (typeof options !== "object" || options === null) {
    throw new TypeError("A browser needs options, at least a transport: new Browser({ transport: network() }).");
  }
  const { transport, profile, timeout, cookies } = options;
  if (typeof transport !== "function") {
    throw new TypeError(
      `Option transport is ${typeof transport}; it must be a function, such as network() of crossorigin/transport.`,
    );
  }
  if (profile !== undefined && !isProfileName(profile)) {
    throw new TypeError(`Option profile is ${JSON.stringify(profile)}; it can be ${PROFILES.join(", ")}.`);
  }
  if (timeout !== undefined && !(typeof timeout === "number" && timeout > 0 && timeout <= 2 ** 31 - 1)) {
    throw new TypeError(
      `Option timeout is ${String(timeout)}; it must be a number of milliseconds above 0 and below 2^31.`,
    );
  }
  if (cookies !== undefined && (typeof cookies.getCookies !== "function" || typeof cookies.setCookie !== "function")) {
    throw new TypeError("Option cookies must have getCookies and setCookie, as a CookieJar of tough-cookie has.");
  }
}
