import type { BrowserOptions } from "../browser/browser-options.ts";
import type { CookieJar } from "../browser/cookies.ts";
import type { ProfileName } from "../browser/departures.ts";
import { Browser } from "../browser/full.ts";
import { isProfileName, PROFILES } from "../browser/profile.ts";
import type { Transport } from "../browser/wire.ts";
import type { FetchHandler } from "../transport/handler.ts";
import { transportTo, type FetchApp, type TestApp } from "./app-transport.ts";
import { TestPage } from "./test-page.ts";

/** Where the app is, and in which browser the page. */
export interface PageOnOptions extends Omit<BrowserOptions, "cookies" | "profile" | "transport"> {
  /**
   * The URL under which the page calls the app, and against which relative ones are resolved. An app in this process is sent
   * every request, whatever the URL. Default: the app itself where it is a URL, otherwise `https://api.test`.
   */
  readonly url?: string | URL;
  /**
   * Whose behaviour is tested: `standard`, `chromium`, `firefox`, `webkit`, a list of them, or `all`. With several, each has its
   * own cookies and its own cache, each sends every request, one after the other, and an assertion holds when it holds in all.
   * Default `standard`: the app gets each request once, as the test has it.
   */
  readonly profile?: ProfileName | readonly ProfileName[] | "all";
  /**
   * Where cookies are kept, such as a `CookieJar` of tough-cookie; a function that makes one where there are several profiles.
   * Default: none are kept and none are sent.
   */
  readonly cookies?: CookieJar | (() => CookieJar);
  /** Another way to the app, such as `network()` of `crossorigin/transport` with a certificate. Default: as the app is. */
  readonly transport?: Transport;
}

/** Where an app in this process seems to be. Over https, as a page over https may ask nothing else. */
const IN_PROCESS = "https://api.test";

/**
 * Opens a page that calls an app, in a simulated browser. What the page did stays: cookies, and the permissions that servers
 * gave. A new page is a new browser.
 *
 * The app is a URL of a server that runs; a function from `Request` to `Response`, or what has one as `fetch` (Hono, h3, a worker); a
 * listener of `node:http`, that is a function of request and response, such as an application of Express; an application of
 * Koa, Fastify or hapi; a server of `node:http`. Other than a URL, none of them has to listen.
 *
 * @param page the page's URL or its origin; `null` for one without an origin of its own, such as a sandboxed frame
 * @throws TypeError when one of these is nothing of the kind
 * @example
 * const page = pageOn("https://app.example.com", app);
 * await expectAllowed(page, "/orders/1", { method: "DELETE" });
 * @example
 * // With a session: api.example.com is of the same site as the page, so that its cookies go along.
 * const page = pageOn("https://app.example.com", app, { url: "https://api.example.com", cookies: new CookieJar() });
 */
export function pageOn(
  page: string | URL,
  app: string | URL | FetchHandler | FetchApp,
  options?: PageOnOptions,
): TestPage;
// A form of its own: with all kinds in one, a handler that is written in place would have no type for its request.
export function pageOn(page: string | URL, app: TestApp, options?: PageOnOptions): TestPage;
export function pageOn(page: string | URL, app: TestApp, options: PageOnOptions = {}): TestPage {
  const { url, profile, cookies, transport = transportTo(app), ...others } = options;
  const profiles = readProfiles(profile);
  const jars = readJars(cookies, profiles);
  const pages = profiles.map((name): [ProfileName, ReturnType<Browser["page"]>] => {
    const jar = jars();
    const browser = new Browser({
      // Looked up at every use, so that a runner's fake timers are seen.
      now: () => Date.now(),
      ...others,
      profile: name,
      transport,
      ...(jar === undefined ? {} : { cookies: jar }),
    });
    return [name, browser.page(page)];
  });
  return new TestPage(
    readBase(url ?? (typeof app === "string" || app instanceof URL ? app : IN_PROCESS)),
    new Map(pages),
  );
}

function readBase(url: string | URL): string {
  const base = URL.canParse(String(url)) ? new URL(url) : undefined;
  if (base?.protocol === "http:" || base?.protocol === "https:") return base.href;
  throw new TypeError(`${JSON.stringify(String(url))} is no URL of an app: it begins with http:// or https://.`);
}

function readProfiles(profile: PageOnOptions["profile"] = "standard"): readonly ProfileName[] {
  const names: readonly unknown[] = profile === "all" ? PROFILES : typeof profile === "string" ? [profile] : profile;
  const unknown = names.find((name) => !isProfileName(name));
  if (names.length === 0 || unknown !== undefined) {
    throw new TypeError(
      `Option profile is ${JSON.stringify(profile)}; it can be all, ${PROFILES.join(", ")}, or a list of these.`,
    );
  }
  return names as readonly ProfileName[];
}

function readJars(cookies: PageOnOptions["cookies"], profiles: readonly ProfileName[]): () => CookieJar | undefined {
  if (typeof cookies === "function") return cookies;
  if (cookies !== undefined && profiles.length > 1) {
    throw new TypeError("Several profiles need a jar each: give cookies as a function, () => new CookieJar().");
  }
  return () => cookies;
}
