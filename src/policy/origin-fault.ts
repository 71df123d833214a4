import { isLoopbackHost, LONGEST_ORIGIN, originOf, schemeOf } from "../standard/origin.ts";
import { isOrdinaryOrigin } from "./ordinary-origin.ts";
import type { Fault } from "./problem.ts";
import type { ProblemCode } from "./problem-registry.ts";

/** Schemes whose origins the URL standard serializes; for every other one `new URL().origin` is `null`. */
const SPECIAL_SCHEMES: ReadonlySet<string> = new Set(["http", "https", "ws", "wss", "ftp"]);

/**
 * What keeps this text from being an origin as browsers send it, or `undefined` when nothing does.
 *
 * @see https://fetch.spec.whatwg.org/commit-snapshots/586cd2a44c2a865b37c166dc0740f3fb8bb220d6/#origin-header
 */
export function originFault(origin: string): Fault | undefined {
  if (origin.length > LONGEST_ORIGIN)
    return fault(severalOrigins(origin) ? "SeveralOriginsInOneString" : "InvalidOrigin");
  if (isOrdinaryOrigin(origin)) return undefined;
  if (severalOrigins(origin)) return fault("SeveralOriginsInOneString");
  if (/[\s,]/.test(origin)) return fault("InvalidOrigin");
  if (/^file:/i.test(origin)) return fault("FileOrigin");
  if (!origin.includes("://")) return withoutSchemeFault(origin);
  if (/[\u0080-\uffff]/.test(origin)) return misspelled("OriginNotAscii", origin);

  const authority = origin.slice(origin.indexOf("://") + 3);
  if (/^[^/?#]*@/.test(authority)) return misspelled("OriginWithUserInfo", origin);
  if (/^[^/?#]+\/$/.test(authority)) return misspelled("OriginTrailingSlash", origin);
  if (/[/?#]/.test(authority)) return misspelled("OriginWithPath", origin);
  if (/[A-Z]/.test(origin)) return misspelled("OriginUpperCase", origin);

  const scheme = schemeOf(origin);
  if (scheme === undefined) return fault("InvalidOrigin");
  if (SPECIAL_SCHEMES.has(scheme)) return specialFault(origin);
  return isPlainAuthority(authority) ? undefined : fault("InvalidOrigin");
}

/** A scheme with too few slashes is still one: `https:/example.com`. */
function withoutSchemeFault(text: string): Fault {
  if (originOf(text) !== undefined) return misspelled("OriginNotCanonical", text);
  // A page on this machine is served by http as a rule, and one elsewhere should not be.
  const host = originOf(`http://${text}`)?.replace(/^http:\/\/|:\d+$/g, "") ?? "";
  return misspelled("OriginWithoutScheme", `${isLoopbackHost(host) ? "http" : "https"}://${text}`);
}

/** http(s) and their like: the URL parser knows how a browser spells them. */
function specialFault(origin: string): Fault | undefined {
  // It lets labels without a letter pass, which no name has.
  if (/[/.]\./.test(origin)) return fault("InvalidOrigin");
  const right = originOf(origin);
  if (right === undefined || right.includes("*")) return fault("InvalidOrigin");
  if (right === origin) return undefined;
  return { code: /:(80|443|21)$/.test(origin) ? "OriginDefaultPort" : "OriginNotCanonical", hint: right };
}

/** Application schemes are compared as strings: here only what could never be a host and port is refused. */
function isPlainAuthority(authority: string): boolean {
  return /^[a-z0-9._~-]+(:[1-9][0-9]{0,4})?$/.test(authority);
}

/** Whether a separator stands between what look like two origins. */
function severalOrigins(text: string): boolean {
  const first = text.indexOf("://");
  return first !== -1 && /[\s,;|]/.test(text) && text.includes("://", first + 3);
}

/** A fault whose cure is the same origin in the browser's spelling; without one the text is simply no origin. */
function misspelled(code: ProblemCode, url: string): Fault {
  const right = originOf(url) ?? applicationOrigin(url.toLowerCase());
  return right === undefined || originFault(right) !== undefined ? fault("InvalidOrigin") : { code, hint: right };
}

/** Scheme, host and port of what the URL parser has no origin for; ASCII, so that it is never misspelled itself. */
function applicationOrigin(url: string): string | undefined {
  const [, scheme, authority] = /^([a-z][a-z0-9+.-]*:\/\/)(?:[^/?#]*@)?([a-z0-9._~:-]+)(?:[/?#]|$)/.exec(url) ?? [];
  return scheme === undefined || authority === undefined ? undefined : scheme + authority;
}

function fault(code: ProblemCode): Fault {
  return { code };
}
