import { headerLines } from "../browser/header-list.ts";
import type { Answered } from "./exchange-view.ts";

/** Where a redirect leads, and what for. */
export interface Redirect {
  readonly from: URL;
  readonly to: URL;
  /** `login` is read from the words of the target's path and host, and so no more than likely. */
  readonly kind: "https" | "slash" | "www" | "login" | "other-host" | "other-path";
}

/** Words by which pages for a login are known. */
const LOGIN_WORDS: ReadonlySet<string> = new Set([
  "auth",
  "authorize",
  "cas",
  "login",
  "logon",
  "oauth",
  "oauth2",
  "saml",
  "session",
  "signin",
  "sso",
]);

/** What an answer redirects to; `undefined` when it does not, or to no URL. */
export function redirectOf({ request, response }: Answered): Redirect | undefined {
  const [location] = headerLines(response.headers, "location");
  if (location === undefined || response.status < 300 || response.status > 399) return undefined;
  if (!URL.canParse(location, request.url)) return undefined;
  const [from, to] = [new URL(request.url), new URL(location, request.url)];
  return { from, to, kind: kindOf(from, to) };
}

/** Whether a URL reads like that of a login. */
export function looksLikeLogin({ hostname, pathname }: URL): boolean {
  const words = `${hostname.split(".")[0] ?? ""}/${pathname}`.toLowerCase().split(/[^a-z0-9]+/);
  return words.some((word) => LOGIN_WORDS.has(word)) || /sign-in|log-in/.test(pathname.toLowerCase());
}

function kindOf(from: URL, to: URL): Redirect["kind"] {
  const samePath = from.pathname === to.pathname && from.search === to.search;
  if (samePath && from.hostname === to.hostname && from.protocol === "http:" && to.protocol === "https:")
    return "https";
  if (from.origin === to.origin && withoutSlash(from.pathname) === withoutSlash(to.pathname)) return "slash";
  if (looksLikeLogin(to) && !looksLikeLogin(from)) return "login";
  if (samePath && withoutWww(from.hostname) === withoutWww(to.hostname)) return "www";
  return from.host === to.host ? "other-path" : "other-host";
}

function withoutSlash(path: string): string {
  return path.endsWith("/") ? path.slice(0, -1) : path;
}

function withoutWww(host: string): string {
  return host.startsWith("www.") ? host.slice(4) : host;
}

/** What a redirect is for, going on from "The server redirects". */
export function redirectInWords({ kind, to }: Redirect): string {
  const words = {
    https: "from http to https",
    slash: `to the same path ${to.pathname.endsWith("/") ? "with" : "without"} a slash at its end`,
    www: `to ${to.hostname}`,
    login: "to what reads like a login",
    "other-host": `to another host, ${to.host}`,
    "other-path": "to another path",
  } as const satisfies Record<Redirect["kind"], string>;
  return words[kind];
}
