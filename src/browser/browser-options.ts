import type { CookieJar } from "./cookies.ts";
import type { ProfileName } from "./departures.ts";
import { isProfileName, PROFILES } from "./profile.ts";
import type { PublicSuffixOf } from "./site.ts";
import { parseAsUrl } from "./url-parser.ts";
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

/** Whether a value can be used, and what it has to be. */
type Check = readonly [isRight: (value: unknown) => boolean, wanted: string];

const FUNCTION: Check = [(value) => typeof value === "function", "a function"];

const CHECKS: { readonly [Name in keyof BrowserOptions]-?: Check } = {
  transport: [FUNCTION[0], "a function, such as network() of crossorigin/transport"],
  profile: [isProfileName, `one of ${PROFILES.join(", ")}`],
  cookies: [isJar, "an object with getCookies and setCookie, as a CookieJar of tough-cookie has"],
  now: FUNCTION,
  timeout: [isTimeout, "a number of milliseconds above 0 and below 2^31"],
  authentication: [isByOrigin, 'an object with origins as names: { "https://api.example.com": "user:password" }'],
  thirdPartyCookies: [(value) => typeof value === "boolean", "true or false"],
  publicSuffixOf: FUNCTION,
};

/** @throws TypeError when a browser cannot be made of them */
export function checkBrowserOptions(options: BrowserOptions): void {
  if (typeof options !== "object" || options === null) {
    throw new TypeError("A browser needs options, at least a transport: new Browser({ transport: network() }).");
  }
  const unknown = Object.keys(options).find((name) => !Object.hasOwn(CHECKS, name));
  if (unknown !== undefined) {
    throw new TypeError(`A browser has no option ${unknown}; it has ${Object.keys(CHECKS).join(", ")}.`);
  }
  for (const [name, [isRight, wanted]] of Object.entries(CHECKS)) {
    const value: unknown = Reflect.get(options, name);
    // What is not given is left to its default; a transport has none.
    const isLeft = value === undefined && name !== "transport";
    if (!isLeft && !isRight(value)) throw new TypeError(`Option ${name} is ${shown(value)}; it must be ${wanted}.`);
  }
}

function isJar(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return ["getCookies", "setCookie"].every((name) => typeof Reflect.get(value, name) === "function");
}

function isTimeout(value: unknown): boolean {
  return typeof value === "number" && value > 0 && value <= 2 ** 31 - 1;
}

/** A name that is no origin would be the password of nobody. */
function isByOrigin(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(value).every(([name, user]) => parseAsUrl(name)?.origin === name && typeof user === "string");
}

/** A value in a message; never what an object holds, as it may be a password. */
function shown(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  return typeof value === "object" && value !== null ? "another object" : String(value);
}
