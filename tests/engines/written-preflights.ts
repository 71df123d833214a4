import { aged, BEARER, get, hop, INCLUDED, lines, page, put, STAR, upload, via, X_A, X_B } from "./build-scenario.ts";
import type { RuleName } from "./replay.ts";
import type { Scenario } from "./scenario.ts";

/** What answers there speaks another protocol, so no browser asks. */
const BLOCKED = "http://localhost:25{nextpath}";

/** Where rules about preflights and what is kept of their answers show. */
export const PREFLIGHTS: { readonly [Name in RuleName]?: readonly Scenario[] } = {
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
    page(put([hop("X")], { method: "*", ...INCLUDED }), put([hop("X")], INCLUDED)),
    page(...[0, 0].map(() => put([hop("X", { preflight: { headers: lines(STAR) } })], INCLUDED))),
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
  credentialedEntryServesAll: [page(put([hop("X")], INCLUDED), put([hop("X")], { credentials: "omit" }))],
  cacheMerges: [page(...[X_A, X_B, X_A].map((headers) => get([hop("X")], { headers })))],
  evictsOnMiss: [
    page(
      put([hop("X")]),
      put([hop("X", { preflight: { headers: lines({ "Access-Control-Allow-Origin": ["*"] }) } })], INCLUDED),
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
  wildcardCoversAuthorization: [
    page(
      get([hop("X", { preflight: { headers: lines({ "Access-Control-Allow-Headers": ["*"] }) } })], {
        headers: BEARER,
      }),
    ),
  ],
  taintedPreflightNamesOrigin: [page(put([via("X", 307), hop("Y")]))],
  preflightCarriesAuthorUserAgent: [page(put([hop("X")], { headers: [["User-Agent", "mine"]] }))],
  preflightKeepsReferrer: [page(put([via("S", 307), via("Y", 307), hop("X")]))],
  preflightSite: [page(put([via("Y", 307), hop("X")])), page(put([via("X", 307), hop("S")]))],
  preflightCarriesCacheHeaders: [page(put([hop("X")], { cache: "no-cache" }))],
  negativeMaxAge: [page(...[0, 0].map(() => put([aged("-1")])))],
  largestMaxAge: [page(...[0, 5500].map((wait) => put([aged("99999999999999999999")], { wait })))],
  unreadableMaxAge: [page(...[0, 0].map(() => put([aged("abc")])))],
  unkeptAnswerChangesNothing: [
    page(
      put([hop("X")]),
      put(
        [
          hop("X", {
            preflight: {
              headers: lines({
                "Access-Control-Allow-Methods": ["PUT, DELETE"],
                "Access-Control-Max-Age": ["0"],
              }),
            },
          }),
        ],
        { method: "DELETE" },
      ),
      put([hop("X")]),
    ),
  ],
  cacheKeepsWildcard: [page(...[0, 0].map(() => put([hop("X", { preflight: { headers: lines(STAR) } })])))],
  cachedWildcardCoversAuthorization: [
    page(
      ...[0, 0].map(() =>
        get([hop("X", { preflight: { headers: lines({ "Access-Control-Allow-Headers": ["*"] }) } })], {
          headers: BEARER,
        }),
      ),
    ),
  ],
  failureClearsCache: [page(put([hop("X", { main: { headers: [] } })]), put([hop("X")]))],
  unaskedFailureClearsCache: [
    page(put([hop("X")]), get([hop("X", { main: { headers: [] } })]), put([hop("X")])),
    page(put([hop("X")]), get([hop("X")], INCLUDED), put([hop("X")])),
    page(put([hop("X")]), get([via("X", 307, "data:text/plain,{nextpath}")]), put([hop("X")])),
    page(put([hop("X")]), get([via("X", 307, "http://a:b@localhost:1/")]), put([hop("X")])),
    page(put([hop("X")]), get([via("X", 302)], { redirect: "error" }), put([hop("X")])),
    page(put([hop("X")]), get([via("X", 302)], { redirect: "manual" }), put([hop("X")])),
    page(put([hop("X")]), get([hop("X", { main: { headers: [] } })], { mode: "no-cors" }), put([hop("X")])),
  ],
  refusedRedirectClearsCache: [page(put([via("X", 302)], { redirect: "error" }), put([hop("X")]))],
  blockedRedirectClearsCache: [
    page(put([via("X", 307, BLOCKED)]), put([hop("X")])),
    page(put([via("X", 307), via("Y", 307, BLOCKED)]), put([via("X", 307), hop("Y")])),
    page(put([hop("X")]), get([via("X", 307, BLOCKED)]), put([hop("X")])),
    page(put([via("X", 307, BLOCKED)], INCLUDED), put([hop("X")], INCLUDED)),
  ],
  failedPreflightClearsCache: [
    page(
      put([hop("X")]),
      get(
        [
          hop("X", {
            preflight: {
              headers: lines({ "Access-Control-Allow-Methods": ["PUT"], "Access-Control-Allow-Headers": [] }),
            },
          }),
        ],
        { headers: X_B },
      ),
      put([hop("X")]),
    ),
  ],
  keepsRefusingAnswer: [
    page(
      put([hop("X", { preflight: { headers: lines({ "Access-Control-Allow-Methods": ["DELETE"] }) } })]),
      put([hop("X")], { method: "DELETE" }),
    ),
  ],
  opaquePageEntries: [
    { opaque: true, steps: [put([hop("X")]), put([hop("X")])] },
    { opaque: true, steps: [put([via("X", 302, "{self}")])] },
  ],
};
