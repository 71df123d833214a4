import type { HeaderLine } from "../../../src/browser/index.ts";
import { fails, reads, readsOwn, rowOf, xhrRow } from "../expectations.ts";
import {
  allowing,
  always,
  CREDENTIALS,
  ECHO,
  echoing,
  either,
  EVERYBODY,
  exposing,
  headers,
  maxAge,
  methods,
  PASS,
  STAR,
} from "../handlers.ts";
import { OWN, REMOTE } from "../origins.ts";
import type { Outcome, Row, Step } from "../row.ts";
import type { Handler } from "../server.ts";
import type { WptFile } from "../wpt-file.ts";

const URL_ASKED = `${REMOTE}/asked`;
const GREETS = { text: PASS };

/** A server that lets PUT through, and echoes what is put. */
const PUT_SERVER = either(
  (incoming) => ({ headers: [...echoing(incoming), methods("PUT")] }),
  (incoming) => ({ headers: echoing(incoming), body: `${PASS}: ${incoming.body}` }),
);

function putRow(name: string): Row {
  return xhrRow(
    name,
    { [URL_ASKED]: PUT_SERVER },
    URL_ASKED,
    { method: "PUT", headers: { "Content-Type": "text/plain; charset=UTF-8" }, body: "data" },
    {
      outcome: reads({ text: `${PASS}: data` }),
      wire: [`OPTIONS ${URL_ASKED}`, `PUT ${URL_ASKED}`],
      asked: { "access-control-request-method": "PUT", "access-control-request-headers": null },
    },
  );
}

const SAFE_HEADERS = {
  Accept: "*",
  "Accept-Language": "ru",
  "Content-Language": "ru",
  "Content-Type": "text/plain",
};

const VISIBLE = {
  "content-type": "text/plain",
  "cache-control": "no cache",
  "content-language": "en",
  "content-length": "7",
  expires: "Fri, 30 Oct 1998 14:19:41 GMT",
  "last-modified": "Tue, 15 Nov 1994 12:45:26 GMT",
  pragma: "no-cache",
};

/** A server that knows no preflight. */
const NO_OPTIONS: Handler = (incoming) =>
  incoming.method === "OPTIONS" ? { status: 400 } : { headers: echoing(incoming) };

const XML = { "Content-Type": "application/xml" };

const HEADER_DENIED = "HeaderDisallowedByPreflightResponse";

const DENIED_STEP: Step = { url: URL_ASKED, xhr: {}, outcome: fails("MissingAllowOriginHeader", 0) };

/** A page whose origin is like no other. */
function opaqueRow(
  name: string,
  url: string,
  lines: readonly HeaderLine[],
  outcome: Outcome,
  before: Step[] = [],
): Row {
  return {
    name,
    page: "null",
    resources: { [url]: () => ({ headers: lines, body: PASS }) },
    steps: [...before, { url, xhr: {}, outcome, sent: { origin: "null" } }],
  };
}

const OWN_URL = `${OWN}/asked`;

const one = (path: string, row: Row): WptFile => ({ path: `xhr/${path}`, subtests: 1, rows: [row] });

const WITH_BODY = always(EVERYBODY, methods("*"), headers("X-Requested-With"), maxAge("0"), [
  "Vary",
  "Accept-Encoding",
]);

export const XHR_ACCESS_CONTROL: readonly WptFile[] = [
  one(
    "access-control-basic-allow-access-control-origin-header.any.js",
    xhrRow(
      "the origin that asks",
      { [URL_ASKED]: STAR },
      URL_ASKED,
      {},
      { outcome: reads(GREETS), sent: { origin: OWN } },
    ),
  ),
  one(
    "access-control-basic-allow-async.any.js",
    xhrRow("the echoed origin", { [URL_ASKED]: ECHO }, URL_ASKED, {}, { outcome: reads(GREETS) }),
  ),
  {
    path: "xhr/access-control-basic-allow.any.js",
    subtests: 1,
    rows: [],
    leftOut: [{ count: 1, what: "the echoed origin", reason: "synchronous twin" }],
  },
  one(
    "access-control-basic-allow-star.any.js",
    xhrRow("everybody", { [URL_ASKED]: STAR }, URL_ASKED, {}, { outcome: reads(GREETS) }),
  ),
  one("access-control-basic-allow-non-cors-safelisted-method-async.any.js", putRow("PUT with text")),
  {
    path: "xhr/access-control-basic-allow-non-cors-safelisted-method.any.js",
    subtests: 1,
    rows: [],
    leftOut: [{ count: 1, what: "PUT with text", reason: "synchronous twin" }],
  },
  one(
    "access-control-basic-allow-access-control-origin-header-data-url.htm",
    opaqueRow("a page of a data: URL", URL_ASKED, [EVERYBODY], reads(GREETS)),
  ),
  one(
    "access-control-basic-cors-safelisted-request-headers.htm",
    xhrRow(
      "headers that need no permission",
      { [URL_ASKED]: NO_OPTIONS },
      URL_ASKED,
      { method: "POST", headers: SAFE_HEADERS },
      {
        outcome: reads(),
        wire: [`POST ${URL_ASKED}`],
        sent: SAFE_HEADERS,
      },
    ),
  ),
  one(
    "access-control-basic-cors-safelisted-response-headers.htm",
    xhrRow(
      "headers that are visible to all",
      { [URL_ASKED]: always(EVERYBODY, ...Object.entries(VISIBLE), ["x-test", "foobar"]) },
      URL_ASKED,
      {},
      { outcome: reads({ headers: { ...VISIBLE, "x-test": null, "x-webkit": null } }) },
    ),
  ),
  {
    path: "xhr/access-control-basic-denied.htm",
    subtests: 2,
    rows: [
      xhrRow("own server", { [OWN_URL]: always() }, OWN_URL, {}, { outcome: readsOwn() }),
      rowOf("other server", { [URL_ASKED]: always() }, [DENIED_STEP]),
    ],
  },
  one(
    "access-control-basic-get-fail-non-simple.htm",
    xhrRow(
      "a server without preflights",
      { [URL_ASKED]: NO_OPTIONS },
      URL_ASKED,
      { headers: { "x-test": "foobar" } },
      {
        outcome: fails("PreflightMissingAllowOriginHeader", 0),
        wire: [`OPTIONS ${URL_ASKED}`],
      },
    ),
  ),
  one(
    "access-control-basic-non-cors-safelisted-content-type.htm",
    rowOf("a content type that needs permission", { [URL_ASKED]: PUT_SERVER }, [
      {
        url: URL_ASKED,
        xhr: { method: "PUT", headers: { "Content-Type": "text/plain" }, body: "data" },
        outcome: reads({ text: `${PASS}: data` }),
      },
      { url: URL_ASKED, xhr: { method: "PUT", headers: XML, body: "data" }, outcome: fails(HEADER_DENIED, 0) },
    ]),
  ),
  one(
    "access-control-basic-post-success-no-content-type.htm",
    xhrRow(
      "POST of text",
      { [URL_ASKED]: NO_OPTIONS },
      URL_ASKED,
      { method: "POST", body: "Test" },
      {
        outcome: reads(),
        wire: [`POST ${URL_ASKED}`],
        sent: { "content-type": "text/plain;charset=UTF-8" },
      },
    ),
  ),
  {
    path: "xhr/access-control-basic-post-with-non-cors-safelisted-content-type.htm",
    subtests: 2,
    rows: [
      xhrRow(
        "own server",
        { [OWN_URL]: NO_OPTIONS },
        OWN_URL,
        { method: "POST", headers: XML },
        {
          outcome: readsOwn(),
          wire: [`POST ${OWN_URL}`],
          sent: { origin: OWN },
        },
      ),
      xhrRow(
        "other server",
        { [URL_ASKED]: NO_OPTIONS },
        URL_ASKED,
        { method: "POST", headers: XML },
        {
          outcome: fails("PreflightMissingAllowOriginHeader", 0),
        },
      ),
    ],
  },
  one(
    "access-control-basic-preflight-denied.htm",
    xhrRow(
      "a method, and nobody is allowed",
      { [URL_ASKED]: always() },
      URL_ASKED,
      { method: "FOO" },
      {
        outcome: fails("PreflightMissingAllowOriginHeader", 0),
      },
    ),
  ),
  one(
    "access-control-response-with-body.htm",
    xhrRow(
      "an answer to a preflight with a body",
      { [URL_ASKED]: (incoming) => ({ ...WITH_BODY(incoming), body: PASS }) },
      URL_ASKED,
      { headers: { "Content-Type": "application/x-www-form-urlencoded", "X-Requested-With": "XMLHttpRequest" } },
      { outcome: reads(GREETS), wire: [`OPTIONS ${URL_ASKED}`, `GET ${URL_ASKED}`] },
    ),
  ),
  one(
    "access-control-response-with-exposed-headers.htm",
    xhrRow(
      "exposed names in any case of letters",
      { [URL_ASKED]: always(EVERYBODY, ["X-foo", "BAR"], ["x-test", "TEST"], exposing("x-Foo")) },
      URL_ASKED,
      {},
      { outcome: reads({ headers: { "X-FOO": "BAR", "x-foo": "BAR", "x-test": null } }) },
    ),
  ),
  one(
    "access-control-sandboxed-iframe-allow-origin-null.htm",
    opaqueRow("null is allowed", OWN_URL, [allowing("null"), CREDENTIALS], reads(GREETS)),
  ),
  one(
    "access-control-sandboxed-iframe-allow.htm",
    opaqueRow("everybody is allowed", OWN_URL, [EVERYBODY, CREDENTIALS], reads(GREETS)),
  ),
  {
    path: "xhr/access-control-sandboxed-iframe-denied-without-wildcard.htm",
    subtests: 2,
    rows: [
      xhrRow(
        "the page itself is allowed",
        { [URL_ASKED]: always(allowing(OWN), CREDENTIALS) },
        URL_ASKED,
        {},
        {
          outcome: reads(),
        },
      ),
      opaqueRow("its frame is not", URL_ASKED, [allowing(OWN), CREDENTIALS], fails("AllowOriginMismatch", 0)),
    ],
  },
  {
    path: "xhr/access-control-sandboxed-iframe-denied.htm",
    subtests: 2,
    rows: [
      xhrRow("the page's own server", { [OWN_URL]: always() }, OWN_URL, {}, { outcome: readsOwn() }),
      opaqueRow("the same server for its frame", OWN_URL, [], fails("MissingAllowOriginHeader", 0)),
    ],
  },
];
