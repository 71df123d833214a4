import { checkBrowserOptions, type BrowserOptions } from "./browser-options.ts";
import { CookieStore } from "./cookies.ts";
import type { ProfileName } from "./departures.ts";
import { Page, type PageOptions } from "./page.ts";
import { PreflightCache } from "./preflight-cache.ts";
import { rulesOf } from "./profile.ts";
import type { Rules } from "./rules.ts";
import type { PublicSuffixOf } from "./site.ts";

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
    checkBrowserOptions(options);
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
