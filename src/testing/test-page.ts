import type { FetchInit } from "../browser/init-types.ts";
import type { ProfileName } from "../browser/departures.ts";
import type { Page } from "../browser/page.ts";
import { isRequest } from "../browser/request-input.ts";
import type { Attempt, ProfileExchange } from "./attempt.ts";

/** A page in one browser, or the same in several that know nothing of each other. Made by `pageOn`. */
export class TestPage {
  /** The page's origin. */
  readonly origin: string;
  /** The URL of the app, which relative ones are resolved against. */
  readonly base: string;
  readonly #pages: ReadonlyMap<ProfileName, Page>;

  constructor(base: string, pages: ReadonlyMap<ProfileName, Page>) {
    const [first] = pages.values();
    if (first === undefined) throw new TypeError("A page needs a profile to be in.");
    this.origin = first.origin;
    this.base = base;
    this.#pages = pages;
  }

  /** Who is asked, in order. */
  get profiles(): readonly ProfileName[] {
    return [...this.#pages.keys()];
  }

  /**
   * Makes a request, in one profile after the other, and judges nothing: what assertions look at.
   *
   * @param url absolute, or relative to the app's
   * @param init as `fetch()` takes it
   * @throws TypeError (as a rejection), before anything is sent, for what no browser takes
   */
  async attempt(url: string | URL, init: FetchInit = {}): Promise<Attempt> {
    if (isRequest(url)) throw new TypeError("Give the URL, and beside it what fetch() takes, in place of a Request.");
    if (!URL.canParse(String(url), this.base)) throw new TypeError(`${JSON.stringify(String(url))} is not a URL.`);
    if (init.body instanceof ReadableStream && this.#pages.size > 1) {
      throw new TypeError("A stream can be sent once: give the body as text or bytes, or ask one profile.");
    }
    const target = new URL(url, this.base).href;
    const exchanges: ProfileExchange[] = [];
    for (const [profile, page] of this.#pages) {
      // In turn: what the app does for one is done when the next one asks.
      // oxlint-disable-next-line no-await-in-loop
      exchanges.push({ profile, exchange: await page.explain(target, init) });
    }
    const [first, ...others] = exchanges;
    // There is a profile, so there is a first one.
    if (first === undefined) throw new TypeError("A page needs a profile to be in.");
    const { origin, base } = this;
    return { origin, base, method: shownMethod(init.method), url: target, exchanges: [first, ...others] };
  }
}

/** As it is sent: browsers write six methods in upper case, and leave all others as they are. */
function shownMethod(method = "GET"): string {
  return /^(delete|get|head|options|post|put)$/i.test(method) ? method.toUpperCase() : method;
}
