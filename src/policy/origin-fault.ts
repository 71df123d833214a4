import { isLoopbackHost, LONGEST_ORIGIN, originOf } from "../standard/origin.ts";
import { isOrdinaryOrigin } from "./ordinary-origin.ts";
import type { Fault } from "./problem.ts";
import type { ProblemCode } from "./problem-registry.ts";

/** Application schemes are compared as strings: here only what could never be a host and port is refused. */
const APPLICATION_ORIGIN = /^[a-z][a-z0-9+.-]{0,63}:\/\/[a-z0-9._~-]{1,253}(:[1-9][0-9]{0,4})?$/;

/** Stands for a `*` in a host where the rest of a pattern is judged as an origin: a label that nobody writes. */
export const HOST_STAND_IN = "zwildcardz";

/**
 * What the URL parser lets pass and no page is opened by: a label past 63 or a host past 253 characters (RFC 1035, 2.3.4), port 0,
 * an IPv4 address in the form of an IPv6 one.
 */
const OUT_OF_REACH = /[^:/.]{64}|:\/\/[^:]{254}|:0$|\[::ffff:\w+:\w+]/;

/** Schemes that no page's origin begins with. Digits alone behind the colon are a port, and the word before it is a host. */
const NO_PAGES_SCHEME = /^(wss?|ftp|data|about|blob|javascript):(?!\d+(?:$|[/?#]))/i;

/**
 * What keeps this text from being an origin as browsers send it, or `undefined` when nothing does.
 *
 * @see https://fetch.spec.whatwg.org/commit-snapshots/586cd2a44c2a865b37c166dc0740f3fb8bb220d6/#origin-header
 */
export function originFault(origin: string): Fault | undefined {
  if (isOrdinaryOrigin(origin)) return undefined;
  if (severalOrigins(origin)) return fault("SeveralOriginsInOneString");
  if (origin.length > LONGEST_ORIGIN) return fault("InvalidOrigin");
  if (/^file:/i.test(origin)) return fault("FileOrigin");
  const [, noPages] = NO_PAGES_SCHEME.exec(origin) ?? [];
  if (noPages !== undefined) return neverSentFault(origin, noPages.toLowerCase());
  if (/[\s,]/.test(origin)) return fault("InvalidOrigin");
  if (!origin.includes("://")) return withoutSchemeFault(origin);
  if (/[\u0080-\uffff]/.test(origin)) return misspelled("OriginNotAscii", origin);

  const authority = origin.slice(origin.indexOf("://") + 3);
  if (/^[^/?#]*@/.test(authority)) return misspelled("OriginWithUserInfo", origin);
  if (/^[^/?#]+\/$/.test(authority)) return misspelled("OriginTrailingSlash", origin);
  if (/[/?#]/.test(authority)) return misspelled("OriginWithPath", origin);
  if (/[A-Z]/.test(origin)) return misspelled("OriginUpperCase", origin);

  if (/^https?:/.test(origin)) return webFault(origin);
  return APPLICATION_ORIGIN.test(origin) ? undefined : fault("InvalidOrigin");
}

/** A page that opens a WebSocket has an origin of http(s), most often of the same host; one from a `blob:` that of its maker. */
function neverSentFault(text: string, scheme: string): Fault {
  if (scheme === "ws" || scheme === "wss") return proposing("WebSocketOrigin", originOf(text.replace(/^ws/i, "http")));
  return proposing("SchemeWithoutOrigin", scheme === "blob" ? originOf(text) : undefined);
}

/** A scheme with too few slashes is still one: `https:/example.com`. */
function withoutSchemeFault(text: string): Fault {
  if (originOf(text) !== undefined) return misspelled("OriginNotCanonical", text);
  // A page on this machine is served by http as a rule, and one elsewhere should not be.
  const host = originOf(`http://${text}`)?.replace(/^http:\/\/|:\d+$/g, "") ?? "";
  return misspelled("OriginWithoutScheme", `${isLoopbackHost(host) ? "http" : "https"}://${text}`);
}

/** The URL parser knows how a browser spells http and https. Hyphens it takes anywhere: browsers do open `v1--shop.example`. */
function webFault(origin: string): Fault | undefined {
  // It lets labels without a letter pass, which no name has.
  if (/[/.]\./.test(origin)) return fault("InvalidOrigin");
  const right = originOf(origin);
  if (right === undefined || right.includes("*")) return fault("InvalidOrigin");
  // A `*` may stand for as little as one character.
  if (right === origin)
    return OUT_OF_REACH.test(origin.replace(HOST_STAND_IN, "z")) ? fault("InvalidOrigin") : undefined;
  return misspelled(/:(80|443)$/.test(origin) ? "OriginDefaultPort" : "OriginNotCanonical", origin);
}

/** Whether a separator stands between what look like two origins. */
function severalOrigins(text: string): boolean {
  return /[\s,;|]/.test(text) && /:\/\/[^]*:\/\//.test(text);
}

/** A fault whose cure is the same origin in the browser's spelling; without one the text is simply no origin. */
function misspelled(code: ProblemCode, url: string): Fault {
  const found = proposing(code, originOf(url) ?? applicationOrigin(url.toLowerCase()));
  return found.hint === undefined ? fault("InvalidOrigin") : found;
}

/** A fault with what to write instead, unless that is wrong itself. */
function proposing(code: ProblemCode, right: string | undefined): Fault {
  return right === undefined || originFault(right) !== undefined ? fault(code) : { code, hint: right };
}

/** Scheme, host and port of what the URL parser has no origin for; ASCII, so that it is never misspelled itself. */
function applicationOrigin(url: string): string | undefined {
  const [, scheme, authority] = /^([a-z][a-z0-9+.-]*:\/\/)(?:[^/?#]*@)?([a-z0-9._~:-]+)(?:[/?#]|$)/.exec(url) ?? [];
  return scheme === undefined || authority === undefined ? undefined : scheme + authority;
}

function fault(code: ProblemCode): Fault {
  return { code };
}
