import type { EngineName } from "./engine.ts";
import type { RuleName } from "./replay.ts";
import type { Answer, Hop, Host, Line, Scenario, Step } from "./scenario.ts";

/** Lines of a server that means well. */
const ALLOWED: readonly Line[] = [
  ["Access-Control-Allow-Origin", "{origin}"],
  ["Access-Control-Allow-Credentials", "true"],
  ["Access-Control-Allow-Methods", "{method}"],
  ["Access-Control-Allow-Headers", "{headers}"],
  ["Access-Control-Max-Age", "60"],
];

/** Some of the lines in place of others, or besides them; an empty list of values leaves a line out. */
function lines(changes: Readonly<Record<string, readonly string[]>> = {}): Line[] {
  const others = ALLOWED.filter(([name]) => changes[name] === undefined);
  return [
    ...others,
    ...Object.entries(changes).flatMap(([name, values]) => values.map((value): Line => [name, value])),
  ];
}

function hop(host: Host, answers: { readonly preflight?: Partial<Answer>; readonly main?: Partial<Answer> } = {}): Hop {
  return {
    host,
    preflight: { status: 204, headers: lines(), ...answers.preflight },
    main: { status: 200, headers: lines(), ...answers.main },
  };
}

/** A server that sends the request on. */
function via(host: Host, status: number, ...locations: string[]): Hop {
  return hop(host, { main: { status, headers: lines({ Location: locations.length === 0 ? ["{next}"] : locations }) } });
}

function get(hops: readonly Hop[], members: Partial<Step> = {}): Step {
  return { api: "fetch", hops, ...members };
}

function put(hops: readonly Hop[], members: Partial<Step> = {}): Step {
  return get(hops, { method: "PUT", ...members });
}

function page(...steps: Step[]): Scenario {
  return { steps };
}

const TEXT = { kind: "text", value: "{}" } as const;
const FORM = { kind: "urlencoded", value: "a=b" } as const;
const X_A: readonly Line[] = [["x-a", "1"]];
const X_B: readonly Line[] = [["x-b", "1"]];

/** A POST by XMLHttpRequest with a text and something that listens to the upload. */
function upload(hops: readonly Hop[], members: Partial<Step> = {}): Step {
  return { api: "xhr", method: "POST", upload: true, body: TEXT, hops, ...members };
}

function typed(type: string, members: Partial<Step> = {}): Step {
  return { api: "xhr", method: "POST", headers: [["Content-Type", type]], body: TEXT, hops: [hop("X")], ...members };
}

/** A server that sets a cookie. */
function setting(host: Host, cookie: string): Hop {
  return hop(host, { main: { headers: lines({ "Set-Cookie": [cookie] }) } });
}

const included = { credentials: "include" } as const;
const star = { "Access-Control-Allow-Methods": ["*"] } as const;

/**
 * Scenarios in which a rule shows that generated ones seldom meet: what is in `departures.ts` as evidence, as something that
 * can be run.
 */
export const WRITTEN: { readonly [Name in RuleName]?: readonly Scenario[] } = {
  preflightOrder: [
    page(put([hop("X", { preflight: { status: 302, headers: [["Location", "{self}"]] } })])),
    page(put([hop("X", { preflight: { status: 500, headers: [] } })])),
    page(
      put(
        [
          hop("X", {
            preflight: {
              headers: lines({ "Access-Control-Allow-Methods": ["GET"], "Access-Control-Allow-Headers": ["x a;"] }),
            },
          }),
        ],
        { headers: X_A },
      ),
    ),
  ],
  uploadAllowsMethod: [
    page(
      upload([hop("X", { preflight: { headers: lines({ "Access-Control-Allow-Methods": [] }) } })], { method: "PUT" }),
    ),
  ],
  preflightSticks: [page(put([via("X", 303), hop("Y")]))],
  ownPreflightIsUnchecked: [
    page(
      get([via("X", 302), hop("S", { preflight: { headers: lines({ "Access-Control-Allow-Origin": [] }) } })], {
        headers: X_A,
      }),
    ),
  ],
  cacheSize: [
    page(...[...Array.from({ length: 101 }, (_, index) => index), 0].map((n) => put([hop("X")], { suffix: `?${n}` }))),
  ],
  longestCachedUrl: [page(...[0, 0].map(() => put([hop("X")], { suffix: `?${"q".repeat(1100)}` })))],
  cachedWildcardServesCredentials: [
    // A method of this name, whose permission is one for all.
    page(put([hop("X")], { method: "*", ...included }), put([hop("X")], included)),
    page(...[0, 0].map(() => put([hop("X", { preflight: { headers: lines(star) } })], included))),
  ],
  methodsWithoutEntry: [
    page(
      ...[0, 0].map(() =>
        get([hop("X", { preflight: { headers: lines({ "Access-Control-Allow-Methods": [] }) } })], {
          method: "HEAD",
          headers: X_A,
        }),
      ),
    ),
  ],
  answerOutlivesPermissions: [
    page(
      ...[{}, { wait: 2500 }].map((wait) =>
        upload([hop("X", { preflight: { headers: lines({ "Access-Control-Max-Age": ["1"] }) } })], wait),
      ),
    ),
  ],
  credentialedEntryServesAll: [page(put([hop("X")], included), put([hop("X")], { credentials: "omit" }))],
  cacheMerges: [page(...[X_A, X_B, X_A].map((headers) => get([hop("X")], { headers })))],
  evictsOnMiss: [
    page(
      put([hop("X")]),
      put([hop("X", { preflight: { headers: lines({ "Access-Control-Allow-Origin": ["*"] }) } })], included),
      put([hop("X")]),
    ),
  ],
  cacheModesThatBypass: [
    page(put([hop("X")]), ...(["reload", "no-cache", "no-store"] as const).map((cache) => put([hop("X")], { cache }))),
  ],
  cacheModesThatKeepNothing: [page(put([hop("X")], { cache: "no-store" }), put([hop("X")]))],
  taintedEntries: [
    page(put([via("X", 307), hop("Y")]), put([via("S", 307), hop("Y")])),
    page(...[0, 0].map(() => put([via("X", 307), hop("Y")]))),
  ],
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
  ownRedirectMayCarryCredentials: [page(get([via("S", 302, "http://user:secret@{nexthost}{nextpath}"), hop("S")]))],
  severalLocations: [
    page(get([via("X", 302, "{next}", "{next}"), hop("X")])),
    page(get([via("X", 302, "{next}", "{self}?other"), hop("X")])),
  ],
  refusesDifferentLocations: [page(get([via("X", 200, "{self}?one", "{self}?other")]))],
  readsLocationFirst: [
    page(get([via("X", 302, "http://a<b/")], { redirect: "manual" })),
    page(get([via("X", 302, "http://a<b/")], { redirect: "error" })),
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
  ],
  xhrAsksForAuthoredType: [page(typed('text/plain;charset="x"'))],
  leavingHttpsIsDowngrade: [{ secure: true, steps: [get([hop("Y")])] }],
  credentialedOpaquePageNamesOrigin: [{ opaque: true, steps: [get([hop("X")], { mode: "no-cors", ...included })] }],
  noCorsKeepsBodyType: [
    page(
      get([hop("X")], {
        method: "POST",
        mode: "no-cors",
        body: { kind: "blob", value: "{}", type: "application/json" },
      }),
    ),
  ],
  modeBeforeMixedContent: [
    { secure: true, steps: [get([hop("Y")], { mode: "same-origin" })] },
    { secure: true, steps: [get([hop("Y")], { mode: "no-cors", redirect: "manual" })] },
  ],
  streamBodyUsesCors: [page(put([hop("X")], { mode: "same-origin", body: { kind: "stream", value: "{}" } }))],
  userAgent: [page(get([hop("X")], { headers: [["User-Agent", "mine"]] }), get([hop("X")]))],
  acceptLanguage: [page(get([hop("X")], { headers: [["Accept-Language", "de"]] }), get([hop("X")]))],
  cookiesLookAtChain: [
    page(get([setting("X", "f=4; SameSite=Lax")], included), get([via("X", 302), via("Y", 302), hop("X")], included)),
  ],
  defaultSameSite: [page(...[0, 0].map(() => get([setting("Y", "c=1")], included)))],
  sameSiteNoneNeedsSecure: [page(...[0, 0].map(() => get([setting("S", "d=2; SameSite=None")])))],
  secureCookiesOnLoopback: [page(...[0, 0].map(() => get([setting("S", "g=5; Secure")])))],
};

/** What no page can see of a row in an engine, and why. */
export const UNSEEN: { readonly [Name in RuleName]?: { readonly [Engine in EngineName]?: string } } = {
  longestMaxAge: { chromium: "two hours pass", firefox: "a day passes", webkit: "ten minutes pass" },
  cacheSize: { chromium: "which entries go when there are too many is left to chance" },
  cacheMerges: { webkit: "what an answer could add to is gone before: a miss drops it" },
  credentialedOpaquePageNamesOrigin: { chromium: "requests like that are left out of the comparison" },
  leavingHttpsIsDowngrade: { webkit: "the request is blocked as mixed content" },
  defaultSameSite: { webkit: "cookies between sites are not sent at all" },
};
