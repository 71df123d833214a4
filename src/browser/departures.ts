import type { Rules } from "./rules.ts";

/** Whose behaviour a simulated browser shows. */
export type ProfileName = "standard" | "chromium" | "firefox" | "webkit";

/** What holds for one rule: by the standard, and in each engine that differs from it. */
interface Departure<Value> {
  readonly standard: Value;
  readonly chromium?: Value;
  readonly firefox?: Value;
  readonly webkit?: Value;
  /** What was seen, or where it was read. Absent: nothing departs. */
  readonly evidence?: string;
}

/** What pages may tell servers about the device, in Chromium. */
const CLIENT_HINTS = ["device-memory", "downlink", "dpr", "ect", "rtt", "viewport-width", "width"];

const EVERY_SAFELISTED_NAME = ["accept", "accept-language", "content-language", "content-type", "range"];

/**
 * Every place where an engine leaves the standard, as data. A row without the name of an engine means that the engine
 * does as the standard says. Measured on 2026-11-22 in Chromium 156.0.8078.79, Firefox ESR 153.7.0 and WebKitGTK
 * 2.50.6, over HTTP/1.1 on loopback, unless the evidence says "read".
 */
export const DEPARTURES: { readonly [Name in keyof Rules]: Departure<Rules[Name]> } = {
  preflightOrder: {
    standard: ["origin", "credentials", "redirect", "status", "methods-syntax", "headers-syntax", "method", "headers"],
    chromium: ["redirect", "origin", "credentials", "status", "methods-syntax", "headers-syntax", "method", "headers"],
    firefox: ["origin", "credentials", "redirect", "status", "methods-syntax", "method", "headers-syntax", "headers"],
    webkit: ["redirect", "status", "origin", "credentials", "methods-syntax", "headers-syntax", "method", "headers"],
    evidence: "a redirect and a 500, each without Access-Control-Allow-Origin, show which mistake is named first",
  },
  wildcardCoversAuthorization: {
    standard: false,
    chromium: true,
    firefox: true,
    webkit: true,
    evidence: "Authorization passes under Access-Control-Allow-Headers: *; Chromium and Firefox announce an end to it",
  },
  taintedPreflightNamesOrigin: {
    standard: false,
    firefox: true,
    evidence: "the preflight of the second hop carries the page's origin, the request after it null",
  },
  uploadAllowsMethod: {
    standard: true,
    chromium: false,
    firefox: false,
    webkit: false,
    evidence:
      "XMLHttpRequest PUT with a listener on upload: refused without Access-Control-Allow-Methods; POST: any kept answer for the URL serves the next one",
  },
  preflightCarriesAuthorUserAgent: {
    standard: false,
    webkit: true,
    evidence: "a page's own User-Agent stands in the preflight itself",
  },
  ownPreflightIsUnchecked: {
    standard: false,
    firefox: true,
    evidence: "X to S with x-a: the preflight at S passes without Access-Control-Allow-Origin",
  },
  preflightSticks: {
    standard: false,
    firefox: true,
    webkit: true,
    evidence: "PUT at X, 303 to Y: the GET at Y is preflighted; PUT at S, 303 to X: it is not",
  },
  preflightKeepsReferrer: {
    standard: false,
    webkit: true,
    evidence: "S to Y to X: the preflights at Y and X carry the page's whole URL, the requests its origin",
  },
  preflightSite: {
    standard: "chain",
    chromium: "target",
    firefox: "target",
    webkit: "sent-origin",
    evidence: "Y to X: the preflight at X says same-site in Chromium and Firefox; X to S: it says cross-site in WebKit",
  },
  preflightCarriesCacheHeaders: {
    standard: false,
    chromium: true,
    firefox: true,
    evidence: "no-store, reload and no-cache: the preflight has the Cache-Control and Pragma of the request",
  },

  negativeMaxAge: {
    standard: 5,
    chromium: 0,
    firefox: 0,
    webkit: 0,
    evidence: "-1 and -0 are not kept; the standard reads both as unreadable, which means five seconds",
  },
  unreadableMaxAge: { standard: 5, firefox: 0, evidence: "abc, 1.5, +10, two lines: not kept at all" },
  largestMaxAge: {
    standard: Number.POSITIVE_INFINITY,
    chromium: 2 ** 63,
    webkit: 2 ** 64,
    evidence: "99999999999999999999 is kept for five seconds; how far each counts was read",
  },
  longestMaxAge: {
    standard: Number.POSITIVE_INFINITY,
    chromium: 7200,
    firefox: 86_400,
    webkit: 600,
    evidence: "read in the sources of the engines; not waited out",
  },
  cacheSize: {
    standard: 10_000,
    chromium: 1024,
    firefox: 100,
    evidence:
      "read in the sources: Chromium drops ten at random when full, Firefox the least recently used; WebKit has no limit. 10,000 is a limit of ours.",
  },
  longestCachedUrl: {
    standard: Number.POSITIVE_INFINITY,
    chromium: 1023,
    evidence: "kept at about 930 characters, not at 1,130; the exact limit was read",
  },
  unkeptAnswerChangesNothing: {
    standard: false,
    firefox: true,
    evidence: "PUT; DELETE, whose answer names both with Access-Control-Max-Age: 0; PUT: two preflights",
  },
  cacheKeepsWildcard: { standard: true, firefox: false, evidence: "asks again every time when the answer was *" },
  cachedWildcardServesCredentials: {
    standard: true,
    chromium: false,
    webkit: false,
    evidence:
      "include, refused for the * of its answer, then the same again: WebKit, which keeps that answer, asks again",
  },
  cachedWildcardCoversAuthorization: {
    standard: false,
    webkit: true,
    evidence: "the second request with Authorization under * goes without a preflight",
  },
  methodsWithoutEntry: {
    standard: ["GET", "HEAD", "POST"],
    firefox: ["GET", "POST"],
    evidence: "HEAD with an unsafe header asks again unless Access-Control-Allow-Methods names HEAD",
  },
  answerOutlivesPermissions: {
    standard: false,
    firefox: true,
    evidence:
      "XMLHttpRequest POST with a listener on upload, Access-Control-Max-Age: 1, and the same 2.5 seconds later: one preflight; with 0: two",
  },
  credentialedEntryServesAll: { standard: true, firefox: false, evidence: "separate entries with and without" },
  cacheMerges: {
    standard: true,
    chromium: false,
    webkit: false,
    evidence: "x-a, x-b, x-a: three preflights where each answer names only what was asked",
  },
  failureClearsCache: {
    standard: true,
    chromium: false,
    webkit: false,
    evidence: "after a failed CORS check of the response, or of a redirect, the next request is not preflighted",
  },
  unaskedFailureClearsCache: {
    standard: false,
    firefox: true,
    evidence: "PUT, a GET of the same URL that fails its CORS check, PUT: two preflights",
  },
  refusedRedirectClearsCache: {
    standard: true,
    firefox: false,
    evidence: "PUT with redirect mode error to a 302, then PUT once more: one preflight",
  },
  blockedRedirectClearsCache: {
    standard: false,
    firefox: true,
    evidence: "PUT redirected to http://localhost:25/, then the first URL once more: two preflights",
  },
  failedPreflightClearsCache: {
    standard: true,
    webkit: false,
    evidence: "PUT allowed, x-b refused, PUT: two preflights instead of three",
  },
  keepsRefusingAnswer: {
    standard: false,
    webkit: true,
    evidence: "PUT refused by an answer that names DELETE; DELETE then goes without a preflight",
  },
  evictsOnMiss: {
    standard: false,
    webkit: true,
    evidence: "PUT, PUT with credentials (refused for its *), PUT: three preflights",
  },
  cacheModesThatBypass: {
    standard: [],
    chromium: ["no-cache", "reload", "no-store"],
    firefox: ["reload", "no-store"],
    evidence: "the second request with that mode is preflighted again",
  },
  cacheModesThatKeepNothing: { standard: [], chromium: ["no-store"], evidence: "an ordinary request afterwards asks" },
  opaquePageEntries: {
    standard: true,
    chromium: false,
    evidence:
      "the same PUT twice from a sandboxed frame: two preflights; one PUT that is sent to itself again and again: one",
  },
  taintedEntries: {
    standard: "null",
    chromium: "never",
    firefox: "page-origin",
    webkit: "never",
    evidence: "the same tainted chain twice, and a direct request before and after it",
  },

  combinedSafelist: {
    standard: [],
    chromium: [...EVERY_SAFELISTED_NAME, ...CLIENT_HINTS, "intervention", "save-data"],
    webkit: EVERY_SAFELISTED_NAME,
    evidence:
      "two Accept lines of 100 bytes each are preflighted, and so for the other names; in Chromium also Save-Data: on twice",
  },
  safelistSum: { standard: true, firefox: false, evidence: "nine Accept lines of 120 bytes need no preflight" },
  asciiOnly: {
    standard: [],
    firefox: ["accept", "content-type"],
    evidence: "the byte 0xE9 in the value is preflighted",
  },
  typeMayHoldComma: {
    standard: true,
    firefox: false,
    evidence: "Content-Type: text/plain;a=b,c is preflighted",
  },
  rangeUnitInAnyCase: { standard: false, webkit: true, evidence: "Range: BYTES=0-10 needs no preflight" },
  alsoSafelisted: {
    standard: {},
    chromium: {
      "device-memory": "decimal",
      downlink: "decimal",
      dpr: "decimal",
      ect: "connection",
      intervention: "any",
      rtt: "digits",
      "save-data": "on",
      "viewport-width": "digits",
      width: "digits",
    },
    evidence: "no preflight when the page sets one of these to such a value; DPR: 1e1, Width: 1.5, ECT: 5g have one",
  },
  alsoForbidden: { standard: [], chromium: ["user-agent"], evidence: "a page's own User-Agent is never sent" },
  repeatsUnsafeNames: {
    standard: false,
    firefox: true,
    evidence: "X-B set twice: Access-Control-Request-Headers: x-b,x-b",
  },
  mergesLines: {
    standard: false,
    firefox: true,
    evidence:
      "Authorization twice: the last is sent; x-a with 1 and then nothing: an empty x-a; access-control-allow-origin: * and an empty second line: passes, and fails where it is written Access-Control-Allow-Origin",
  },
  valuesAreUtf8: {
    standard: false,
    webkit: true,
    evidence: "the byte 0xA0 of a response's value reaches the page as 0xEF 0xBF 0xBD",
  },
  sendsOneContentType: {
    standard: false,
    firefox: true,
    evidence:
      "text/plain and application/json given as two pairs: a POST with a body says the first, without one, and after a redirect, the last",
  },
  rewritesRange: {
    standard: false,
    chromium: true,
    evidence:
      "GET with BYTES=0-1, bytes = 0-1, bytes=05-06 arrives as bytes=0-1 and bytes=5-6; POST, two ranges, no-store, and beside If-None-Match and its like, as they were set",
  },
  sentAsUtf8: {
    standard: false,
    webkit: true,
    evidence: "the byte 0xE9 of a value goes out as 0xC3 0xA9, whatever the header is",
  },

  removedHeaders: {
    standard: "forgotten",
    firefox: "come-back",
    webkit: "asked-for",
    evidence:
      "Content-Type after a 303 and Authorization after a redirect to another origin: who preflights the next hop, and what for; S to Y to Y: Firefox sends Authorization to the last one",
  },
  bodyHeadersComeBack: {
    standard: false,
    webkit: true,
    evidence: "POST from X to X to X by 302 and 302, or from S to S to S by 302 and 307: Content-Type at the last one",
  },
  mostKeepaliveRedirects: {
    standard: 20,
    chromium: 19,
    evidence: "a redirect to itself with keepalive: 20 requests, without it 21",
  },
  followCredentials: {
    standard: ["fetch", "xmlhttprequest"],
    chromium: ["xmlhttprequest"],
    evidence: "S to S with user:password in Location: fetch is blocked, XMLHttpRequest follows",
  },
  emptyLocation: {
    standard: "same-url",
    chromium: "no-redirect",
    webkit: "failure",
    evidence: "an ordinary 302, 21 requests, and an error at once",
  },
  severalLocations: {
    standard: "failure",
    chromium: "if-identical",
    firefox: "if-identical",
    webkit: "joined",
    evidence: "two Location lines, equal and different; WebKit asks for /1,%20http://localhost/1",
  },
  refusesDifferentLocations: {
    standard: false,
    chromium: true,
    firefox: true,
    evidence:
      "two different Location lines on a 200, a 302 or a preflight's answer: no response, whatever else it says",
  },
  redirectNeedsLocation: {
    standard: false,
    chromium: true,
    webkit: true,
    evidence: "a 302 without Location, or with an empty one, with redirect mode error: the page reads it",
  },
  manualRedirectKeepsBody: {
    standard: false,
    webkit: true,
    evidence: "a 302 without Location with redirect mode manual: opaqueredirect, and text() gives the body",
  },
  readsLocationFirst: {
    standard: "never",
    chromium: "always",
    firefox: "when-followed",
    evidence:
      "302 to http://a<b/ fails with redirect modes manual and error too, as net::ERR_INVALID_REDIRECT; with error, to data: as net::ERR_UNSAFE_REDIRECT and to user:secret@ as RedirectContainsCredentials",
  },
  ownRedirectIsJudgedLate: {
    standard: false,
    webkit: true,
    evidence: "S to user:secret@X with x-a: the preflight at X is sent, the request is not",
  },
  crossOriginDeleteBecomesGet: {
    standard: false,
    webkit: true,
    evidence:
      "DELETE from S to X, and from X to Y, by 301, 307 and 308 arrives as GET, without its body; WebKitGTK's library, perhaps not Safari",
  },
  redirectDropsCacheHeaders: {
    standard: false,
    webkit: true,
    evidence:
      "reload from S to X: Pragma and Cache-Control at S only; X to X has them at both, and so has mode no-cors",
  },
  redirectKeepsOrigin: {
    standard: false,
    webkit: true,
    evidence:
      "PATCH at S, 303 to S: the GET still carries Origin; no-cors POST at S with no-referrer, 307 to S: null at both, 307 to X: the page's origin at X, 303 to X: none",
  },
  ownRedirectHidesUserAgent: {
    standard: false,
    webkit: true,
    evidence: "a page's own User-Agent, S to S to X: it stands in the first and the third request",
  },
  ftpRedirectFailsFirst: {
    standard: false,
    webkit: true,
    evidence:
      "302 to ftp://localhost/ with redirect mode manual is a TypeError; without Access-Control-Allow-Origin, or with mode error, the console says that FTP URLs are disabled",
  },
  alsoRemovedOnRedirect: {
    standard: [],
    chromium: CLIENT_HINTS,
    evidence: "X to X and X to Y: the second request lacks them, S to S keeps them; Save-Data and Intervention stay",
  },
  keepaliveKeepsHints: {
    standard: false,
    chromium: true,
    evidence: "X to X with keepalive: DPR arrives at both",
  },
  redirectHidesPlainOrigin: {
    standard: false,
    chromium: true,
    evidence: "a no-cors POST from S to X carries Origin: null at X; X to X keeps the page's origin",
  },
  redirectCheckedAsCredentialed: {
    standard: false,
    webkit: true,
    evidence:
      "S to X to X: the first response at X needs the echoed origin and Access-Control-Allow-Credentials: true; for a PUT this is found after the preflight of the second",
  },
  siteAfterRedirect: {
    standard: "chain",
    firefox: "cross-site-over-http",
    webkit: "within-origin",
    evidence:
      "X to X says cross-site in Firefox, and same-site when all of it is https; S to X has no Sec-Fetch header at all in WebKit, and X to X has them",
  },

  referrerPolicyHidesOrigin: {
    standard: true,
    chromium: false,
    evidence: "a no-cors POST with no-referrer carries the page's origin",
  },
  uploadListenerNeedsBody: {
    standard: false,
    chromium: true,
    evidence: "GET, and POST without a body, with a listener on upload: no preflight; POST with a body: one",
  },
  xhrTypesIgnoredForm: {
    standard: false,
    webkit: true,
    evidence:
      "XMLHttpRequest GET with URLSearchParams: no body, and yet Content-Type: application/x-www-form-urlencoded",
  },
  xhrDropsUnreadableType: {
    standard: false,
    chromium: true,
    webkit: true,
    evidence: "a blob of type x as body: no Content-Type, and no preflight for it; fetch sends it",
  },
  xhrCharset: {
    standard: { text: "written-anew", form: "kept" },
    chromium: { text: "replaced", form: "replaced" },
    firefox: { text: "written-anew", form: "parameter-replaced" },
    webkit: { text: "written-anew", form: "written-anew" },
    evidence:
      'XMLHttpRequest with Content-Type: text/plain; charset=x; a=b, and a text or URLSearchParams as body: what arrives; with charset="x" and a form: charset="UTF-8" in Chromium, charset=UTF-8 in Firefox; blobs and bytes keep theirs',
  },
  xhrIgnoresEmptyForm: {
    standard: false,
    webkit: true,
    evidence: "XMLHttpRequest POST of an empty URLSearchParams with text/plain;charset=x: sent as it was written",
  },
  xhrAsksForAuthoredType: {
    standard: false,
    firefox: true,
    evidence: 'charset="x" with a text goes out as charset=UTF-8, and is preflighted for its quotes; not so in WebKit',
  },
  crossSiteReferrerIsOrigin: {
    standard: false,
    firefox: true,
    evidence: "no-referrer-when-downgrade from S to Y: the origin alone; redirected on to X: the whole URL there",
  },
  leavingHttpsIsDowngrade: {
    standard: false,
    chromium: true,
    firefox: true,
    webkit: true,
    evidence:
      "a page at https asks http://127.0.0.1: no Referer under the usual policy; WebKit, which blocks that request, was read",
  },
  xhrIgnoresConditions: {
    standard: false,
    firefox: true,
    evidence: "XMLHttpRequest with If-None-Match: neither Pragma nor Cache-Control, as fetch adds them",
  },
  conditionalCacheMode: {
    standard: "default",
    chromium: "no-cache",
    firefox: "no-store",
    evidence: "If-None-Match and its like: the preflight passes kept answers by, and carries the mode's headers",
  },
  streamBody: {
    standard: "sent",
    firefox: "stringified",
    webkit: "refused",
    evidence: "Firefox sends [object ReadableStream] as text/plain; WebKit throws NotSupportedError",
  },
  noCorsKeepsBodyType: {
    standard: false,
    webkit: true,
    evidence: "no-cors POST of a blob of type application/json: Content-Type: application/json is sent",
  },
  loopbackIsNotMixed: {
    standard: true,
    webkit: false,
    evidence:
      "http://127.0.0.1 from a page at https: WebKit does not send it, also after a redirect; Chromium and Firefox do",
  },
  preflightBeforeMixedContent: {
    standard: false,
    webkit: true,
    evidence:
      "PUT at S over https, 307 to http://127.0.0.1: the preflight there is sent and judged, the PUT is not sent",
  },
  modeBeforeMixedContent: {
    standard: false,
    webkit: true,
    evidence:
      "http://127.0.0.1 from a page at https with mode same-origin, or no-cors and redirect manual: the console names the mode, not the content",
  },
  streamBodyUsesCors: {
    standard: false,
    chromium: true,
    evidence: "PUT of a stream to another origin with mode same-origin: its preflight is sent",
  },
  userAgent: {
    standard: "crossorigin",
    chromium: "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36",
    firefox: "Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0",
    webkit: "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15",
    evidence: "the text differs by version and system; servers that choose their answer by it are rare",
  },
  acceptLanguage: {
    standard: "",
    chromium: "en-US,en;q=0.9",
    firefox: "en-US,en;q=0.5",
    webkit: "en-US,en;q=0.9",
    evidence: "the value is the user's choice; it stands in preflights too",
  },

  cookiesLookAtChain: {
    standard: false,
    firefox: true,
    evidence: "X to Y to X: the last request lacks the cookies with SameSite=Lax of X",
  },
  defaultSameSite: {
    standard: "lax",
    firefox: "none",
    webkit: "none",
    evidence: "read in the engines' documentation",
  },
  sameSiteNoneNeedsSecure: {
    standard: true,
    webkit: false,
    evidence:
      "d=2; SameSite=None over http: Chromium and Firefox do not keep it, WebKitGTK sends it to the page's own site",
  },
  secureCookiesOnLoopback: {
    standard: true,
    webkit: false,
    evidence: "g=5; Secure from http://localhost: Chromium and Firefox send it back, WebKitGTK does not",
  },
  opaqueChainKeepsCredentials: {
    standard: false,
    webkit: true,
    evidence: "a no-cors GET from S to X has a cookie of this machine at both; one to X alone has none",
  },
  thirdPartyCookies: {
    standard: true,
    webkit: false,
    evidence: "Safari's tracking prevention, read in its documentation",
  },
};
