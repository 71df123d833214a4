import {
  BEARER,
  CONDITION,
  FORM,
  get,
  hop,
  INCLUDED,
  lines,
  page,
  put,
  setting,
  typed,
  via,
  X_B,
  X_A,
} from "./build-scenario.ts";
import type { RuleName } from "./replay.ts";
import type { Line, Scenario } from "./scenario.ts";

/** Where a redirect leads that carries user name and password. */
const SECRET = "http://user:secret@{nexthost}{nextpath}";

/** Where rules about requests, redirects and cookies show. */
export const REQUESTS: { readonly [Name in RuleName]?: readonly Scenario[] } = {
  safelistSum: [page(get([hop("X")], { headers: Array.from({ length: 9 }, (): Line => ["Accept", "a".repeat(120)]) }))],
  typeMayHoldComma: [page(typed("text/plain;a=b,c", { api: "fetch" }))],
  valuesAreUtf8: [
    page(
      get([hop("X", { main: { headers: lines({ "x-r": ["a\u00A0b"], "Access-Control-Expose-Headers": ["x-r"] }) } })]),
    ),
  ],
  bodyHeadersComeBack: [
    page(typed("application/json", { api: "fetch", hops: [via("X", 302), via("X", 302), hop("X")] })),
  ],
  mostKeepaliveRedirects: [page(get([via("X", 302, "{self}")], { keepalive: true }), get([via("X", 302, "{self}")]))],
  followCredentials: [
    page(get([via("S", 302, SECRET), hop("S")])),
    page({ api: "xhr", hops: [via("S", 302, SECRET), hop("S")] }),
    page(get([via("S", 302, SECRET), hop("S")], { redirect: "error" })),
  ],
  severalLocations: [
    page(get([via("X", 302, "{next}", "{next}"), hop("X")])),
    page(get([via("X", 302, "{next}", "{self}?other"), hop("X")])),
  ],
  refusesDifferentLocations: [page(get([via("X", 200, "{self}?one", "{self}?other")]))],
  readsLocationFirst: [
    page(get([via("X", 302, "http://a<b/")], { redirect: "manual" })),
    page(get([via("X", 302, "http://a<b/")], { redirect: "error" })),
    page(get([via("S", 302, "data:text/plain,{nextpath}")], { redirect: "error" })),
    page(get([via("Y", 308, "javascript:'{nextpath}'")], { redirect: "error" })),
    page(get([via("S", 302, SECRET), hop("X")], { redirect: "error" })),
    page(get([via("S", 302, SECRET), hop("X")], { redirect: "error", mode: "same-origin" })),
    page(
      get([
        hop("X", {
          main: { status: 302, headers: lines({ "Access-Control-Allow-Origin": [], Location: ["http://a<b/"] }) },
        }),
      ]),
    ),
  ],
  manualRedirectKeepsBody: [page(get([hop("S", { main: { status: 302 } })], { redirect: "manual" }))],
  ownRedirectIsJudgedLate: [
    page(get([via("S", 302, "http://user:secret@{nexthost}{nextpath}"), hop("X")], { headers: X_A })),
  ],
  redirectHidesPlainOrigin: [page(get([via("S", 307), hop("X")], { method: "POST", mode: "no-cors" }))],
  referrerPolicyHidesOrigin: [
    page(get([hop("X")], { method: "POST", mode: "no-cors", referrerPolicy: "no-referrer" })),
  ],
  xhrDropsUnreadableType: [
    page({ api: "xhr", method: "POST", body: { kind: "blob", value: "{}", type: "x" }, hops: [hop("X")] }),
  ],
  xhrTypesIgnoredForm: [page({ api: "xhr", body: FORM, hops: [hop("X")] })],
  xhrCharset: [
    page(typed("text/plain; charset=x; a=b")),
    page(typed("application/x-www-form-urlencoded; charset=x; a=b", { body: FORM })),
    page(typed('text/plain;charset="x"', { body: FORM })),
    page(typed("text/plain; charset=x; a=b", { hops: [via("X", 308), hop("X")] })),
    page(typed("text/plain; charset=x; a=b", { body: FORM, hops: [via("X", 308), hop("X")] })),
  ],
  xhrIgnoresEmptyForm: [page(typed("text/plain;charset=x", { body: { kind: "urlencoded", value: "" } }))],
  xhrAsksForAuthoredType: [page(typed('text/plain;charset="x"'))],
  leavingHttpsIsDowngrade: [{ secure: true, steps: [get([hop("Y")])] }],
  noCorsKeepsBodyType: [
    page(
      get([hop("X")], {
        method: "POST",
        mode: "no-cors",
        body: { kind: "blob", value: "{}", type: "application/json" },
      }),
    ),
  ],
  preflightBeforeMixedContent: [
    { secure: true, steps: [put([via("S", 307), hop("Y")])] },
    { secure: true, steps: [put([via("X", 307), hop("Y", { preflight: { headers: [] } })])] },
  ],
  modeBeforeMixedContent: [
    { secure: true, steps: [get([hop("Y")], { mode: "same-origin" })] },
    { secure: true, steps: [get([hop("Y")], { mode: "no-cors", redirect: "manual" })] },
  ],
  streamBodyUsesCors: [page(put([hop("X")], { mode: "same-origin", body: { kind: "stream", value: "{}" } }))],
  userAgent: [page(get([hop("X")], { headers: [["User-Agent", "mine"]] }), get([hop("X")]))],
  acceptLanguage: [page(get([hop("X")], { headers: [["Accept-Language", "de"]] }), get([hop("X")]))],
  cookiesLookAtChain: [
    page(get([setting("X", "f=4; SameSite=Lax")], INCLUDED), get([via("X", 302), via("Y", 302), hop("X")], INCLUDED)),
    // What is set looks at where it comes from alone.
    page(get([via("Y", 302), setting("X", "f=4; SameSite=Lax")], INCLUDED), get([hop("X")], INCLUDED)),
  ],
  opaqueChainKeepsCredentials: [
    page(get([setting("S", "c=1")]), get([via("S", 302), hop("X")], { mode: "no-cors" })),
    page(get([via("S", 302), setting("X", "c=1")], { mode: "no-cors" }), get([hop("S")])),
  ],
  defaultSameSite: [page(...[0, 0].map(() => get([setting("Y", "c=1")], INCLUDED)))],
  sameSiteNoneNeedsSecure: [page(...[0, 0].map(() => get([setting("S", "d=2; SameSite=None")])))],
  secureCookiesOnLoopback: [page(...[0, 0].map(() => get([setting("S", "g=5; Secure")])))],

  combinedSafelist: [
    page(get([hop("X")], { headers: [0, 0].map((): Line => ["Accept", "a".repeat(100)]) })),
    page(get([hop("X")], { headers: [0, 0].map((): Line => ["Save-Data", "on"]) })),
  ],
  asciiOnly: [page(get([hop("X")], { headers: [["Accept", "\u00E9"]] }))],
  rangeUnitInAnyCase: [page(get([hop("X")], { headers: [["Range", "BYTES=0-10"]] }))],
  alsoSafelisted: [page(get([hop("X")], { headers: [["DPR", "2"]] }))],
  alsoForbidden: [page(get([hop("X")], { headers: [["User-Agent", "mine"]] }))],
  repeatsUnsafeNames: [page(get([hop("X")], { headers: [...X_B, ...X_B] }))],
  mergesLines: [page(get([hop("X")], { headers: [...BEARER, ["Authorization", "Bearer u"]] }))],
  sendsOneContentType: [
    page(
      typed("text/plain", {
        api: "fetch",
        headers: [
          ["Content-Type", "text/plain"],
          ["Content-Type", "text/html"],
        ],
      }),
    ),
    page(
      typed("text/plain", {
        api: "fetch",
        headers: [
          ["Content-Type", "text/plain"],
          ["Content-Type", "text/html"],
        ],
        hops: [via("X", 307), hop("X")],
      }),
    ),
  ],
  rewritesRange: [
    page(get([hop("X")], { headers: [["Range", "bytes=05-06"]] })),
    page(get([hop("S")], { headers: [["Range", "bytes=05-06"]], cache: "no-store" })),
    page(get([hop("S")], { headers: [["Range", "bytes=05-06"], ...CONDITION] })),
  ],
  sentAsUtf8: [page(get([hop("S")], { headers: [["x-a", "\u00E9"]] }))],
  removedHeaders: [
    page(get([via("S", 302), via("Y", 302), hop("Y")], { headers: BEARER })),
    page(typed("application/json", { api: "fetch", hops: [via("X", 303), hop("X")] })),
  ],
  emptyLocation: [page(get([via("S", 302, "")]))],
  redirectNeedsLocation: [page(get([hop("S", { main: { status: 302 } })], { redirect: "error" }))],
  crossOriginDeleteBecomesGet: [
    page(get([via("S", 307), hop("X")], { method: "DELETE", body: { kind: "text", value: "text" } })),
  ],
  redirectDropsCacheHeaders: [page(get([via("S", 302), hop("X")], { cache: "reload" }))],
  redirectKeepsOrigin: [
    page(get([via("S", 303), hop("S")], { method: "PATCH" })),
    page(get([via("X", 302), hop("X")], { method: "POST", mode: "no-cors", referrerPolicy: "same-origin" })),
    page(get([via("S", 307), hop("X")], { method: "POST", mode: "no-cors", referrerPolicy: "no-referrer" })),
    page(
      get(
        [
          hop("X", {
            main: { status: 307, headers: lines({ Location: ["{next}"], "Referrer-Policy": ["no-referrer"] }) },
          }),
          hop("X"),
        ],
        { method: "POST", mode: "no-cors" },
      ),
    ),
  ],
  ownRedirectHidesUserAgent: [
    page(get([via("S", 302), via("S", 307), hop("X")], { headers: [["User-Agent", "mine"]] })),
  ],
  ftpRedirectFailsFirst: [
    page(get([via("X", 302, "ftp://localhost{nextpath}")], { redirect: "manual" })),
    page(get([via("S", 302, "ftp://localhost{nextpath}")], { redirect: "error" })),
  ],
  alsoRemovedOnRedirect: [page(get([via("X", 302), hop("X")], { headers: [["DPR", "2"]] }))],
  keepaliveKeepsHints: [page(get([via("X", 302), hop("X")], { headers: [["DPR", "2"]], keepalive: true }))],
  redirectCheckedAsCredentialed: [
    page(
      get([
        via("S", 302),
        hop("X", {
          main: { status: 302, headers: lines({ "Access-Control-Allow-Origin": ["*"], Location: ["{next}"] }) },
        }),
        hop("X"),
      ]),
    ),
  ],
  siteAfterRedirect: [page(get([via("X", 302), hop("X")])), page(get([via("S", 302), hop("X")]))],
  uploadListenerNeedsBody: [page({ api: "xhr", upload: true, hops: [hop("X")] })],
  crossSiteReferrerIsOrigin: [page(get([via("S", 302), hop("Y")], { referrerPolicy: "no-referrer-when-downgrade" }))],
  xhrIgnoresConditions: [page({ api: "xhr", headers: CONDITION, hops: [hop("X")] })],
  conditionalCacheMode: [page(...[0, 0].map(() => get([hop("X")], { headers: CONDITION })))],
  streamBody: [page(put([hop("S")], { body: { kind: "stream", value: "{}" } }))],
  loopbackIsNotMixed: [{ secure: true, steps: [get([hop("Y")])] }],
  thirdPartyCookies: [
    page(get([setting("Y", "c=1; SameSite=None; Secure")], INCLUDED), get([hop("Y")], INCLUDED)),
    page(get([setting("Y", "c=1")], INCLUDED), get([hop("Y")], INCLUDED)),
  ],
};
