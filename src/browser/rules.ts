import type { CacheMode } from "./init-types.ts";
import type { PreflightCheck } from "./preflight-checks.ts";

/**
 * What engines do differently, by name. An algorithm asks a rule at the step that the rule is about and knows nothing
 * of engines; which value holds where is data, in `departures.ts`.
 */
export interface Rules {
  // The CORS-preflight fetch.
  /** The order in which the answer to a preflight is judged: it chooses which of two mistakes is named. */
  readonly preflightOrder: readonly PreflightCheck[];
  /** Whether `Access-Control-Allow-Headers: *` lets `Authorization` through. */
  readonly wildcardCoversAuthorization: boolean;
  /** Whether the preflight after a tainting redirect names the page's origin, instead of `null`. */
  readonly taintedPreflightNamesOrigin: boolean;
  /**
   * Whether the method of an upload that is listened to needs an entry of its own, which an answer without
   * `Access-Control-Allow-Methods` gives. If not, any kept answer for the URL will do.
   */
  readonly uploadAllowsMethod: boolean;
  /** Whether the preflight carries the `User-Agent` that the author set. */
  readonly preflightCarriesAuthorUserAgent: boolean;

  /** Whether a preflight to the page's own origin, at the end of a redirect, is judged without the CORS check. */
  readonly ownPreflightIsUnchecked: boolean;
  /** Whether a request that had to be asked for at one hop is asked for at each hop after it. */
  readonly preflightSticks: boolean;
  /** Whether preflights after a redirect carry the `Referer` that the first hop had. */
  readonly preflightKeepsReferrer: boolean;
  /** What `Sec-Fetch-Site` of a preflight is about: all URLs of the chain, the target, or the target and the `Origin` that is sent. */
  readonly preflightSite: "chain" | "target" | "sent-origin";
  /** Whether the preflight carries the `Cache-Control` and `Pragma` of the request's cache mode. */
  readonly preflightCarriesCacheHeaders: boolean;

  // The CORS-preflight cache.
  /** Seconds that an answer is kept when its max-age is a negative number. */
  readonly negativeMaxAge: number;
  /** Seconds that an answer is kept when its max-age is unreadable in another way. */
  readonly unreadableMaxAge: number;
  /** Largest number of a max-age that is read; a larger one is unreadable. */
  readonly largestMaxAge: number;
  /** Longest time that an answer is kept, in seconds. */
  readonly longestMaxAge: number;
  /** Most entries that are kept; the least recently stored go first. */
  readonly cacheSize: number;
  /** Longest URL whose answers are kept, in characters. */
  readonly longestCachedUrl: number;
  /** Whether an answer that is kept for no time leaves the permissions of earlier ones as they are. */
  readonly unkeptAnswerChangesNothing: boolean;
  /** Whether a `*` in a kept answer serves later requests. */
  readonly cacheKeepsWildcard: boolean;
  /** Whether a kept `*` serves requests with credentials. */
  readonly cachedWildcardServesCredentials: boolean;
  /** Whether a kept `*` also serves a request with `Authorization`. */
  readonly cachedWildcardCoversAuthorization: boolean;
  /** Methods for which no kept answer is looked up. */
  readonly methodsWithoutEntry: readonly string[];
  /** Whether it stays known that a URL has answered, after what it permitted has ended: enough for uploads of a safelisted method. */
  readonly answerOutlivesPermissions: boolean;
  /** Whether an answer to a request with credentials serves one without. */
  readonly credentialedEntryServesAll: boolean;
  /** Whether a new answer for a URL adds to the kept ones, instead of taking their place. */
  readonly cacheMerges: boolean;
  /** What a network error of the request itself (not of its preflight) does to the kept answers. */
  readonly failureClearsCache: boolean;
  /** Whether it does so also to a request that needed no preflight. */
  readonly unaskedFailureClearsCache: boolean;
  /** Whether a redirect that the redirect mode `error` does not allow is such an error. */
  readonly refusedRedirectClearsCache: boolean;
  /** Whether a redirect to a blocked port clears what is kept for the URL that redirected. */
  readonly blockedRedirectClearsCache: boolean;
  /** Whether a preflight that fails clears the kept answers. */
  readonly failedPreflightClearsCache: boolean;
  /** Whether the answer of a preflight that failed only on the method or a header is kept. */
  readonly keepsRefusingAnswer: boolean;
  /** Whether kept answers that do not cover a request are dropped at once. */
  readonly evictsOnMiss: boolean;
  /** Cache modes of a request that pass the kept answers by. */
  readonly cacheModesThatBypass: readonly CacheMode[];
  /** Cache modes of a request whose preflight's answer is not kept. */
  readonly cacheModesThatKeepNothing: readonly CacheMode[];
  /** Whether answers to a page without an origin of its own are kept for longer than one request and its redirects. */
  readonly opaquePageEntries: boolean;
  /** Under which origin a tainted chain keeps its answers. */
  readonly taintedEntries: "null" | "page-origin" | "never";

  // The safelist of request headers.
  /** Names whose lines are judged by their combined value, instead of one by one. */
  readonly combinedSafelist: readonly string[];
  /** Whether more than 1024 bytes of safelisted values need a preflight. */
  readonly safelistSum: boolean;
  /** Names whose values may hold no byte above 0x7F. */
  readonly asciiOnly: readonly string[];
  /** Whether a `Content-Type` with a comma in a parameter needs no preflight. */
  readonly typeMayHoldComma: boolean;
  /** Whether `Range: BYTES=0-10` is read as `bytes=0-10`. */
  readonly rangeUnitInAnyCase: boolean;
  /** Further names that need no preflight, each with the form that its value has then. */
  readonly alsoSafelisted: Readonly<Record<string, "any" | "digits" | "decimal" | "on" | "connection">>;
  /** Request headers of the author that are dropped in silence, besides those the standard forbids. */
  readonly alsoForbidden: readonly string[];
  /** Whether the `Range` of a GET that a cache may answer is written anew in its plainest form. */
  readonly rewritesRange: boolean;
  /** Whether names that the author set twice are asked for twice. */
  readonly repeatsUnsafeNames: boolean;
  /** Whether lines of one name are one: those that the author set, and, where some are empty, those of a server. */
  readonly mergesLines: boolean;
  /** Whether bytes of a server's value that are no UTF-8 reach the page as the replacement character. */
  readonly valuesAreUtf8: boolean;
  /** Whether one of several `Content-Type` lines is sent: the first with a body, the last without and after a redirect. */
  readonly sendsOneContentType: boolean;
  /** Whether the author's values are sent encoded anew, from one byte a character to UTF-8. */
  readonly sentAsUtf8: boolean;

  // Redirects.
  /**
   * What becomes of headers that a redirect removes. `asked-for`: the next preflights still ask for them. `come-back`: each
   * redirect removes its own from what the author set, so that the next one brings them back.
   */
  readonly removedHeaders: "forgotten" | "come-back" | "asked-for";
  /** Whether headers about the body, once removed, are back at a redirect by 307 or 308, or at one of a request with CORS. */
  readonly bodyHeadersComeBack: boolean;
  /** Redirects that a request with `keepalive` follows. */
  readonly mostKeepaliveRedirects: number;
  /** Which requests follow a redirect to a URL with user name and password, where no CORS is at work. */
  readonly followCredentials: readonly ("fetch" | "xmlhttprequest")[];
  /** What an empty `Location` is. */
  readonly emptyLocation: "same-url" | "no-redirect" | "failure";
  /** What several `Location` lines are. */
  readonly severalLocations: "failure" | "if-identical" | "joined";
  /** Whether lines that lead to different places make a response unusable at once, whatever its status is. */
  readonly refusesDifferentLocations: boolean;
  /** Whether only a redirect that leads somewhere is one for the redirect mode `error`. */
  readonly redirectNeedsLocation: boolean;
  /** Whether a redirect that leads nowhere can be read in the redirect mode `manual`, all but its status and headers. */
  readonly manualRedirectKeepsBody: boolean;
  /** Whether a redirect that leads to no URL, to `data:`, or to user name and password, fails before its origin and the redirect mode are looked at. */
  readonly readsLocationFirst: "always" | "when-followed" | "never";
  /** Whether user name and password in the target of a redirect by the page's own server are found after the target's preflight. */
  readonly ownRedirectIsJudgedLate: boolean;
  /** Whether a redirect to another origin turns a DELETE into a GET without a body. */
  readonly crossOriginDeleteBecomesGet: boolean;
  /** Whether a request lacks the headers of its cache mode where a redirect has just led it to another origin. */
  readonly redirectDropsCacheHeaders: boolean;
  /**
   * Whether the `Origin` of a request without CORS is chosen before any redirect: one within an origin keeps it, whatever
   * method and referrer policy are by then, and one to another origin does not ask the policy again.
   */
  readonly redirectKeepsOrigin: boolean;
  /** Whether a redirect within the page's own origin puts the user agent's `User-Agent` in the place of the author's. */
  readonly ownRedirectHidesUserAgent: boolean;
  /** Whether a redirect to `ftp:` fails before its origin and the redirect mode are looked at. */
  readonly ftpRedirectFailsFirst: boolean;
  /** Names that a redirect to another origin than the page's removes, besides `Authorization`. */
  readonly alsoRemovedOnRedirect: readonly string[];
  /** Whether a request with `keepalive` keeps those. */
  readonly keepaliveKeepsHints: boolean;
  /** Whether a request of mode `no-cors` names no origin once a redirect has led it to another one. */
  readonly redirectHidesPlainOrigin: boolean;
  /**
   * Whether a redirect at another origin, when the page's own server sent the request there, is judged a second time
   * after the preflight of where it leads, as if the request had carried credentials.
   */
  readonly redirectCheckedAsCredentialed: boolean;
  /**
   * What `Sec-Fetch-Site` says after a redirect: how the chain relates to the page, `cross-site` once it has left the
   * page's origin over http, or nothing, together with its companions, when the redirect led to another origin.
   */
  readonly siteAfterRedirect: "chain" | "cross-site-over-http" | "within-origin";

  // Requests.
  /** Whether the referrer policy may turn the `Origin` of a `no-cors` request into `null`. */
  readonly referrerPolicyHidesOrigin: boolean;
  /** Whether a listener on the upload of an `XMLHttpRequest` causes a preflight only when there is a body. */
  readonly uploadListenerNeedsBody: boolean;
  /** Whether `XMLHttpRequest` types a form that it does not send, as the method is GET or HEAD. */
  readonly xhrTypesIgnoredForm: boolean;
  /** Whether `XMLHttpRequest` sends no `Content-Type` for a blob whose type is no MIME type. */
  readonly xhrDropsUnreadableType: boolean;
  /** What `XMLHttpRequest` does with another `charset` in the author's `Content-Type`, by kind of body. */
  readonly xhrCharset: Readonly<Record<"text" | "form", "written-anew" | "replaced" | "parameter-replaced" | "kept">>;
  /** Whether it leaves that `charset` alone when the form is empty. */
  readonly xhrIgnoresEmptyForm: boolean;
  /** Whether it still asks for the `Content-Type` as the author wrote it. */
  readonly xhrAsksForAuthoredType: boolean;
  /** Whether a policy that would show another site more than the page's origin shows it just that. */
  readonly crossSiteReferrerIsOrigin: boolean;
  /**
   * Whether a referrer policy sees a downgrade wherever https is left, also for this machine itself, and nowhere else;
   * by the standard it is where what nobody can read along is left.
   */
  readonly leavingHttpsIsDowngrade: boolean;
  /** Whether conditional headers of the author change nothing in an `XMLHttpRequest`. */
  readonly xhrIgnoresConditions: boolean;
  /** The cache mode that a request with a conditional header of the author has for its preflight. */
  readonly conditionalCacheMode: "default" | "no-store" | "no-cache";
  /** What a stream as body is: sent as such, turned into its string form, or refused. */
  readonly streamBody: "sent" | "stringified" | "refused";
  /** Whether a request of mode `no-cors` keeps the type of a body that it could not be given by name. */
  readonly noCorsKeepsBodyType: boolean;
  /** Whether a page over https may ask a loopback address over http. */
  readonly loopbackIsNotMixed: boolean;
  /** Whether mixed content where a redirect leads is found only when the preflight there has passed. */
  readonly preflightBeforeMixedContent: boolean;
  /** Whether the mode of a request is looked at before mixed content: it chooses which of two reasons is named. */
  readonly modeBeforeMixedContent: boolean;
  /** Whether a stream as body makes a request of mode `same-origin` one of CORS. */
  readonly streamBodyUsesCors: boolean;
  /** Value of `User-Agent`. */
  readonly userAgent: string;
  /** Value of `Accept-Language`; empty: none is sent. */
  readonly acceptLanguage: string;

  // Cookies.
  /** Whether a request that another site sent on counts as one between sites, for the cookies that go with it; what it sets is not. */
  readonly cookiesLookAtChain: boolean;
  /** Which requests a cookie without `SameSite` goes with. */
  readonly defaultSameSite: "lax" | "none";
  /** Whether `SameSite=None` needs `Secure`. */
  readonly sameSiteNoneNeedsSecure: boolean;
  /** Whether this machine, asked over http, sets and gets cookies with `Secure`. */
  readonly secureCookiesOnLoopback: boolean;
  /** Whether a request of mode `no-cors` that began at the page's own server keeps its credentials wherever it is sent on. */
  readonly opaqueChainKeepsCredentials: boolean;
  /** Whether cookies are sent to, and taken from, another site than the page's. */
  readonly thirdPartyCookies: boolean;
}
