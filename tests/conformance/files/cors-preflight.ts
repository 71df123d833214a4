import type { FetchInit } from "../../../src/browser/index.ts";
import { fails, fetchRow, reads, rowOf } from "../expectations.ts";
import {
  allowing,
  always,
  CREDENTIALS,
  echoing,
  either,
  EVERYBODY,
  headers,
  maxAge,
  methods,
  plainRedirect,
} from "../handlers.ts";
import { OWN, PAGE, REMOTE } from "../origins.ts";
import type { Expected, Outcome, Row } from "../row.ts";
import type { WptFile } from "../wpt-file.ts";

const URL_ASKED = `${REMOTE}/preflight`;
const FORCED = { headers: { "x-force-preflight": "" } };
const FORCED_NAME = headers("x-force-preflight");

type Pair = readonly [name: string, value: string];

/** A server that allows a method, and the names that are asked for, or nothing. */
function preflightRow(
  name: string,
  method: string,
  allowed: boolean,
  unsafe: readonly Pair[] = [],
  safe: readonly Pair[] = [],
): Row {
  const names = unsafe.map(([header]) => header.toLowerCase());
  const permissions = [
    methods(method),
    ...(names.length === 0 ? [] : [["Access-Control-Allow-Headers", names.join(" ,")] as const]),
  ];
  const refusal = ["GET", "HEAD", "POST"].includes(method)
    ? "HeaderDisallowedByPreflightResponse"
    : "MethodDisallowedByPreflightResponse";
  const sorted = [...names].sort().join(",");
  const asked = {
    "access-control-request-method": method,
    "access-control-request-headers": sorted === "" ? null : sorted,
    accept: "*/*",
    origin: OWN,
  };
  return fetchRow(
    name,
    { [URL_ASKED]: either({ headers: [EVERYBODY, ...(allowed ? permissions : [])] }, { headers: [EVERYBODY] }) },
    URL_ASKED,
    { method, headers: [...unsafe, ...safe] },
    allowed
      ? {
          outcome: reads(),
          wire: [`OPTIONS ${URL_ASKED}`, `${method} ${URL_ASKED}`],
          asked,
          sent: Object.fromEntries([...unsafe, ...safe]),
        }
      : { outcome: fails(refusal, 0), wire: [`OPTIONS ${URL_ASKED}`], asked },
  );
}

const VALUE = "whatever";
const SEVERAL: readonly Pair[] = [
  ["x-test-header1", VALUE],
  ["x-test-header2", VALUE],
  ["X-test-header3", VALUE],
  ["x-test-header-b", VALUE],
  ["x-test-header-D", VALUE],
  ["x-test-header-C", VALUE],
  ["x-test-header-a", VALUE],
  ["Content-Type", VALUE],
];
const SAFE: readonly Pair[] = [
  ["Accept", "*"],
  ["Accept-Language", "bzh"],
  ["Content-Language", "eu"],
];

/** The request and its preflight carry the same `User-Agent`. */
const SAME_USER_AGENT = fetchRow(
  "PUT, allowed: the preflight has the user agent's name",
  {
    [URL_ASKED]: ({ isPreflight, header }) => {
      const lines = [EVERYBODY, methods("PUT")];
      const named = header("user-agent") !== undefined && header("user-agent") !== "";
      return isPreflight ? { status: named ? 200 : 400, headers: lines } : { headers: lines };
    },
  },
  URL_ASKED,
  { method: "PUT" },
  { outcome: reads(), wire: [`OPTIONS ${URL_ASKED}`, `PUT ${URL_ASKED}`], asked: { "user-agent": "crossorigin" } },
);

function authorizationRow(name: string, allowed: string, outcome: Outcome): Row {
  return fetchRow(
    name,
    { [URL_ASKED]: always(EVERYBODY, headers(allowed)) },
    URL_ASKED,
    { headers: { authorization: "foobar" } },
    { outcome, asked: { "access-control-request-headers": "authorization", authorization: null } },
  );
}

const UNDER_STAR = fails("HeaderDisallowedByPreflightResponse", 0);

const PREFLIGHT: Row[] = [
  preflightRow("DELETE, allowed", "DELETE", true),
  preflightRow("DELETE, refused", "DELETE", false),
  preflightRow("PUT, allowed", "PUT", true),
  SAME_USER_AGENT,
  preflightRow("PUT, refused", "PUT", false),
  ...["PATCH", "patcH", "NEW", "chicken"].flatMap((method) => [
    preflightRow(`${method}, allowed`, method, true),
    preflightRow(`${method}, refused`, method, false),
  ]),
  preflightRow("GET with a header, allowed", "GET", true, [["x-test-header1", "allowed"]]),
  preflightRow("GET with a header, refused", "GET", false, [["x-test-header1", "refused"]]),
  preflightRow("GET with several headers, allowed", "GET", true, SEVERAL, SAFE),
  preflightRow("GET with several headers, refused", "GET", false, SEVERAL, SAFE),
  preflightRow("PUT with several headers, allowed", "PUT", true, SEVERAL, SAFE),
  preflightRow("PUT with several headers, refused", "PUT", false, SEVERAL, SAFE),
  preflightRow("PUT with headers that need no permission, allowed", "PUT", true, [], SAFE),
  {
    ...authorizationRow("* does not cover Authorization", "*", UNDER_STAR),
    conflict: "Authorization under *",
  },
  authorizationRow("Authorization is covered by its name", "authorization", reads()),
];

/** What is allowed, and what is asked with or without credentials. */
function starRow(
  passes: boolean,
  withCredentials: boolean,
  allowedMethods: string,
  allowedHeaders: string,
  method: string,
  header?: Pair,
): Row {
  const lines = [
    ...(withCredentials ? [allowing(OWN), CREDENTIALS] : [EVERYBODY]),
    methods(allowedMethods),
    headers(allowedHeaders),
  ];
  const safe = ["GET", "HEAD", "POST"].includes(method.toUpperCase());
  const code = safe ? "HeaderDisallowedByPreflightResponse" : "MethodDisallowedByPreflightResponse";
  const init: FetchInit = {
    method,
    credentials: withCredentials ? "include" : "same-origin",
    headers: header === undefined ? [] : [header],
  };
  const asked = header === undefined ? "" : ` with ${header[0]}`;
  return fetchRow(
    `${method}${asked}${withCredentials ? ", credentials" : ""}, allowed ${allowedMethods}; ${allowedHeaders}`,
    { [URL_ASKED]: always(...lines) },
    URL_ASKED,
    init,
    passes
      ? { outcome: reads(), sent: { origin: OWN } }
      : { outcome: fails(code, 0), wire: [`OPTIONS ${URL_ASKED}`], asked: { origin: OWN } },
  );
}

const X_TEST = ["X-Test", "1"] as const;
const AUTHORIZATION = ["Authorization", "123"] as const;
const CASES_OF_LETTERS = (method: string): [string, string][] => [
  [method, method],
  [method, method.toLowerCase()],
  [method.toLowerCase(), method],
  [method.toLowerCase(), method.toLowerCase()],
];

const STAR: Row[] = [
  starRow(true, false, "get", "x-test", "GET", X_TEST),
  starRow(true, false, "*", "x-test", "SUPER", X_TEST),
  starRow(true, false, "*", "*", "OK", X_TEST),
  starRow(false, true, "*", "*", "OK", X_TEST),
  starRow(false, true, "*", "", "PUT"),
  starRow(false, true, "get", "*", "GET", X_TEST),
  starRow(false, true, "*", "*", "GET", X_TEST),
  starRow(true, true, "*", "*", "*", ["*", "1"]),
  // What needs no permission passes in whatever case it is listed.
  ...["GET", "HEAD", "POST"].flatMap((method) =>
    CASES_OF_LETTERS(method).map(([allowed, used]) => starRow(true, true, allowed, "*", used)),
  ),
  // What is normalized is asked for in upper case, and is compared as it is listed.
  ...["DELETE", "PUT"].flatMap((method) =>
    CASES_OF_LETTERS(method).map(([allowed, used]) => starRow(allowed === method, true, allowed, "*", used)),
  ),
  // PATCH is not normalized.
  ...CASES_OF_LETTERS("PATCH").map(([allowed, used]) => starRow(allowed === used, true, allowed, "*", used)),
  { ...starRow(false, false, "*", "*", "POST", AUTHORIZATION), conflict: "Authorization under *" },
  starRow(true, false, "*", "*, Authorization", "POST", AUTHORIZATION),
];

function statusRow(status: number): Row {
  const fine = status >= 200 && status <= 299;
  const redirects = [301, 302, 303, 307, 308].includes(status);
  const lines = [EVERYBODY, FORCED_NAME];
  return fetchRow(
    `preflight answered with ${status}`,
    { [URL_ASKED]: either({ status, headers: lines }, { headers: lines }) },
    URL_ASKED,
    FORCED,
    fine
      ? { outcome: reads(), wire: [`OPTIONS ${URL_ASKED}`, `GET ${URL_ASKED}`] }
      : {
          outcome: fails(redirects ? "PreflightDisallowedRedirect" : "PreflightInvalidStatus", 0),
          wire: [`OPTIONS ${URL_ASKED}`],
        },
  );
}

const STATUSES = [
  200, 201, 202, 203, 204, 205, 206, 300, 301, 302, 303, 304, 305, 306, 307, 308, 400, 401, 402, 403, 404, 405, 501,
  502, 503, 504, 505,
];

function preflightRedirectRow(status: number, redirectsPreflight: boolean): Row {
  const next = `${REMOTE}/next`;
  const there = plainRedirect(next, status);
  const resources: Row["resources"] = {
    [URL_ASKED]: (incoming) => {
      const { status: code, headers: lines = [] } =
        redirectsPreflight || !incoming.isPreflight ? there(incoming) : { status: 200 };
      return {
        ...(code === undefined ? {} : { status: code }),
        headers: [...lines, ...echoing(incoming), FORCED_NAME],
      };
    },
    // Where the redirect leads, nobody may ask for the header.
    [next]: always(EVERYBODY),
  };
  const expected: Expected = redirectsPreflight
    ? { outcome: fails("PreflightDisallowedRedirect", 0), wire: [`OPTIONS ${URL_ASKED}`] }
    : {
        outcome: fails("HeaderDisallowedByPreflightResponse", 1),
        wire: [`OPTIONS ${URL_ASKED}`, `GET ${URL_ASKED}`, `OPTIONS ${next}`],
      };
  return fetchRow(
    `redirect ${status} ${redirectsPreflight ? "of the preflight" : "after the preflight, to where another one fails"}`,
    resources,
    URL_ASKED,
    FORCED,
    expected,
  );
}

const REFERRERS: readonly (readonly [
  policy: FetchInit["referrerPolicy"],
  own: string | null,
  chosen: string | null,
])[] = [
  ["no-referrer", null, null],
  ["", `${OWN}/`, `${OWN}/`],
  ["no-referrer-when-downgrade", PAGE, `${OWN}/pages/myreferrer`],
  ["origin", `${OWN}/`, `${OWN}/`],
  ["origin-when-cross-origin", `${OWN}/`, `${OWN}/`],
  ["unsafe-url", PAGE, `${OWN}/pages/myreferrer`],
];

function referrerRow(policy: FetchInit["referrerPolicy"], referrer: string | undefined, expected: string | null): Row {
  return fetchRow(
    `referrer policy ${JSON.stringify(policy)}, referrer ${referrer ?? "of the page"}`,
    { [URL_ASKED]: always(EVERYBODY, FORCED_NAME) },
    URL_ASKED,
    {
      ...FORCED,
      ...(policy === undefined ? {} : { referrerPolicy: policy }),
      ...(referrer === undefined ? {} : { referrer }),
    },
    { outcome: reads(), asked: { referer: expected }, sent: { referer: expected } },
  );
}

function validationRow(what: string, line: readonly [string, string], code: "headers" | "methods"): Row {
  const bad = [EVERYBODY, code === "headers" ? line : FORCED_NAME, ...(code === "methods" ? [line] : [])];
  return rowOf(`a bad Access-Control-Allow-${what}`, { [URL_ASKED]: always(...bad) }, [
    {
      url: URL_ASKED,
      init: FORCED,
      outcome: fails(
        code === "headers" ? "InvalidAllowHeadersPreflightResponse" : "InvalidAllowMethodsPreflightResponse",
        0,
      ),
      wire: [`OPTIONS ${URL_ASKED}`],
    },
    { url: URL_ASKED, outcome: reads(), wire: [`GET ${URL_ASKED}`] },
  ]);
}

/** Headers that no page sends to another origin without asking. */
export const NOT_SAFELISTED: readonly Pair[] = [
  ["accept", '"'],
  ["accept", "0123456789".repeat(13).slice(0, 129)],
  ["accept-language", "\u0001"],
  ["accept-language", "@"],
  ["authorization", "basics"],
  ["content-language", "\u0001"],
  ["content-language", "@"],
  ["content-type", "text/html"],
  ["content-type", `text/plain; long=${"0123456789".repeat(12).slice(0, 112)}`],
  ["range", "bytes 0-"],
  ["test", "hi"],
];

const CACHED = [EVERYBODY, maxAge("12000"), methods("POST"), headers("x-test-header")];
const CACHE = rowOf("the second request needs no preflight", { [URL_ASKED]: always(...CACHED) }, [
  {
    url: URL_ASKED,
    init: { method: "POST", headers: [["x-test-header", "test1"]] },
    outcome: reads(),
    wire: [`OPTIONS ${URL_ASKED}`, `POST ${URL_ASKED}`],
  },
  {
    url: URL_ASKED,
    init: { method: "POST", headers: [["x-test-header", "test2"]] },
    outcome: reads(),
    wire: [`POST ${URL_ASKED}`],
  },
]);

const FOLDER = "fetch/api/cors";

export const CORS_PREFLIGHT: readonly WptFile[] = [
  { path: `${FOLDER}/cors-preflight.any.js`, subtests: 22, rows: PREFLIGHT },
  { path: `${FOLDER}/cors-preflight-star.any.js`, subtests: 34, rows: STAR },
  { path: `${FOLDER}/cors-preflight-status.any.js`, subtests: 27, rows: STATUSES.map(statusRow) },
  {
    path: `${FOLDER}/cors-preflight-redirect.any.js`,
    subtests: 10,
    rows: [301, 302, 303, 307, 308].flatMap((status) => [
      preflightRedirectRow(status, true),
      preflightRedirectRow(status, false),
    ]),
  },
  {
    path: `${FOLDER}/cors-preflight-referrer.any.js`,
    subtests: 12,
    rows: REFERRERS.flatMap(([policy, own, chosen]) => [
      referrerRow(policy, undefined, own),
      referrerRow(policy, "myreferrer", chosen),
    ]),
  },
  {
    path: `${FOLDER}/cors-preflight-response-validation.any.js`,
    subtests: 2,
    rows: [
      validationRow("Headers", headers("x-force-preflight,Bad value"), "headers"),
      validationRow("Methods", methods("Bad value"), "methods"),
    ],
  },
  {
    path: `${FOLDER}/cors-preflight-not-cors-safelisted.any.js`,
    subtests: 12,
    rows: NOT_SAFELISTED.map(([name, value]) =>
      preflightRow(`${name}: ${JSON.stringify(value)} needs permission`, "GET", true, [[name, value]]),
    ),
    leftOut: [{ count: 1, what: "reading the table of headers", reason: "harness" }],
  },
  { path: `${FOLDER}/cors-preflight-cache.any.js`, subtests: 1, rows: [CACHE] },
];
