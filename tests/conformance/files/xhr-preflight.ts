import type { XhrInit } from "../../../src/browser/index.ts";
import { fails, reads, rowOf, xhrRow } from "../expectations.ts";
import {
  allowing,
  always,
  CREDENTIALS,
  ECHO,
  either,
  EVERYBODY,
  headers,
  inTurn,
  maxAge,
  methods,
  PASS,
} from "../handlers.ts";
import { OWN, REMOTE } from "../origins.ts";
import type { Row, Step } from "../row.ts";
import type { Answer } from "../server.ts";
import type { WptFile } from "../wpt-file.ts";

const URL_ASKED = `${REMOTE}/asked`;
const GREETS = { text: PASS };

/** Two requests; whether the second asks first, and what the server's second permission is. */
function cacheRow(name: string, age: string, second: XhrInit, asksAgain: boolean, after = 0): Row {
  const first: Answer = { headers: [allowing(OWN), methods("PUT"), maxAge(age)] };
  const again: Answer = { headers: [allowing(OWN), methods("PUT", "XMETHOD"), headers("x-test")] };
  const method = second.method ?? "PUT";
  const resources = { [URL_ASKED]: either(inTurn(first, again), ECHO) };
  return rowOf(name, resources, [
    {
      url: URL_ASKED,
      xhr: { method: "PUT" },
      outcome: reads(GREETS),
      wire: [`OPTIONS ${URL_ASKED}`, `PUT ${URL_ASKED}`],
    },
    {
      url: URL_ASKED,
      xhr: { ...second, method },
      after,
      outcome: reads(GREETS),
      wire: asksAgain ? [`OPTIONS ${URL_ASKED}`, `${method} ${URL_ASKED}`] : [`${method} ${URL_ASKED}`],
    },
  ]);
}

/** Allows the origin, and neither method nor header. */
function deniedRow(name: string, xhr: XhrInit, code: Parameters<typeof fails>[0]): Row {
  return xhrRow(name, { [URL_ASKED]: always(allowing(OWN), maxAge("1")) }, URL_ASKED, xhr, {
    outcome: fails(code, 0),
    wire: [`OPTIONS ${URL_ASKED}`],
  });
}

const METHOD_DENIED = "MethodDisallowedByPreflightResponse";
const HEADER_DENIED = "HeaderDisallowedByPreflightResponse";

function headerRow(name: string, allowed: string, set: XhrInit["headers"], asked: string): Row {
  return xhrRow(
    name,
    { [URL_ASKED]: always(EVERYBODY, headers(allowed), maxAge("0")) },
    URL_ASKED,
    set === undefined ? {} : { headers: set },
    {
      outcome: reads(),
      wire: [`OPTIONS ${URL_ASKED}`, `GET ${URL_ASKED}`],
      asked: { "access-control-request-headers": asked },
    },
  );
}

function statusRow(status: number): Row {
  return xhrRow(
    `preflight answered with ${status}`,
    { [URL_ASKED]: either({ status, headers: [EVERYBODY, headers("x-pass")] }, { headers: [EVERYBODY] }) },
    URL_ASKED,
    { headers: { "x-pass": "pass" } },
    {
      outcome: fails(status === 301 ? "PreflightDisallowedRedirect" : "PreflightInvalidStatus", 0),
      wire: [`OPTIONS ${URL_ASKED}`],
    },
  );
}

const COOKIE_ROW = rowOf(
  "a preflight carries no cookie",
  {
    [`${REMOTE}/set`]: always(allowing(OWN), CREDENTIALS, ["Set-Cookie", "foo=COOKIE"]),
    [URL_ASKED]: always(allowing(OWN), CREDENTIALS, headers("X-Proprietary-Header")),
  },
  [
    { url: `${REMOTE}/set`, xhr: { withCredentials: true }, outcome: reads() },
    {
      url: URL_ASKED,
      xhr: { withCredentials: true, headers: { "X-Proprietary-Header": "foo" } },
      outcome: reads(),
      asked: { cookie: null },
      sent: { cookie: "foo=COOKIE" },
    },
  ],
);

const DENIED_STEP: Step = { url: URL_ASKED, xhr: {}, outcome: fails("MissingAllowOriginHeader", 0) };

const one = (path: string, row: Row): WptFile => ({ path: `xhr/${path}`, subtests: 1, rows: [row] });

/** Files whose only case asks synchronously what another file asks asynchronously. */
const TWINS = [
  ["access-control-preflight-headers-sync.htm", "a preflight for a header"],
  ["access-control-preflight-sync-header-denied.htm", "a header that is denied"],
  ["access-control-preflight-sync-method-denied.htm", "a method that is denied"],
  ["access-control-preflight-sync-not-supported.htm", "a server without preflights"],
  ["access-control-response-with-body-sync.htm", "an answer to a preflight with a body"],
] as const;

export const XHR_PREFLIGHT: readonly WptFile[] = [
  one(
    "access-control-basic-allow-preflight-cache-invalidation-by-header.any.js",
    cacheRow("a header that was not asked for", "10", { headers: { "x-test": "value" } }, true),
  ),
  one(
    "access-control-basic-allow-preflight-cache-invalidation-by-method.any.js",
    cacheRow("a method that was not asked for", "10", { method: "XMETHOD" }, true),
  ),
  one("access-control-basic-allow-preflight-cache-timeout.any.js", cacheRow("after its time", "1", {}, true, 3000)),
  one("access-control-basic-allow-preflight-cache.any.js", cacheRow("within its time", "10", {}, false)),
  one(
    "access-control-preflight-request-allow-headers-returns-star.any.js",
    headerRow("* as list of headers", "*", { "X-Test": "foobar" }, "x-test"),
  ),
  one(
    "access-control-preflight-request-header-returns-origin.any.js",
    xhrRow(
      "the preflight names the origin, the answer says *",
      { [URL_ASKED]: either({ headers: [allowing(OWN), headers("X-Test")] }, { headers: [EVERYBODY] }) },
      URL_ASKED,
      { headers: { "X-Test": "foobar" } },
      { outcome: reads(), sent: { "x-test": "foobar" } },
    ),
  ),
  one(
    "access-control-preflight-async-header-denied.htm",
    deniedRow("a header that is denied", { headers: { "x-test": "foo" } }, HEADER_DENIED),
  ),
  one(
    "access-control-preflight-async-method-denied.htm",
    deniedRow("a method that is denied", { method: "DELETE" }, METHOD_DENIED),
  ),
  one(
    "access-control-preflight-async-not-supported.htm",
    deniedRow("a server without preflights", { method: "PUT" }, METHOD_DENIED),
  ),
  ...["access-control-preflight-credential-async.htm", "access-control-preflight-credential-sync.htm"].map(
    (path): WptFile => ({
      path: `xhr/${path}`,
      subtests: 1,
      rows: [],
      leftOut: [{ count: 1, what: "user and password given to open()", reason: "user prompt" }],
    }),
  ),
  one(
    "access-control-preflight-headers-async.htm",
    headerRow("a preflight for a header", "x-test", { "x-test": "foobar" }, "x-test"),
  ),
  one(
    "access-control-preflight-request-header-lowercase.htm",
    headerRow("names are asked for in lower case", "X-Test", { "X-Test": "foobar" }, "x-test"),
  ),
  one(
    "access-control-preflight-request-header-sorted.htm",
    headerRow(
      "names are asked for in order",
      "x-custom-s,x-custom-test,x-custom-u,x-custom-ua,x-custom-v",
      Object.fromEntries(["Test", "ua", "V", "s", "U"].map((name) => [`X-Custom-${name}`, "foobar"])),
      "x-custom-s,x-custom-test,x-custom-u,x-custom-ua,x-custom-v",
    ),
  ),
  one(
    "access-control-preflight-request-headers-origin.htm",
    headerRow("Origin is not asked for", "x-pass", { "x-pass": "PASS" }, "x-pass"),
  ),
  ...[301, 400, 501].map((status) =>
    one(`access-control-preflight-request-invalid-status-${status}.htm`, statusRow(status)),
  ),
  one("access-control-preflight-request-must-not-contain-cookie.htm", COOKIE_ROW),
  ...TWINS.map(([path, what]): WptFile => ({
    path: `xhr/${path}`,
    subtests: 1,
    rows: [],
    leftOut: [{ count: 1, what, reason: "synchronous twin" }],
  })),
  one(
    "access-control-recursive-failed-request.htm",
    rowOf(
      "ten requests that fail",
      { [URL_ASKED]: always() },
      Array.from({ length: 10 }, () => DENIED_STEP),
    ),
  ),
];
