import { fails, fetchRow, reads, rowOf, xhrRow } from "../expectations.ts";
import { always, either, EVERYBODY, exposing, headers, maxAge } from "../handlers.ts";
import { REMOTE } from "../origins.ts";
import type { Row, Step } from "../row.ts";
import type { Handler } from "../server.ts";
import type { WptFile } from "../wpt-file.ts";

const URL_ASKED = `${REMOTE}/asked`;

/** A server that lets nobody ask for anything but `x-print`. */
const STRICT = either({ headers: [EVERYBODY, headers("x-print")] }, { headers: [EVERYBODY], body: "NO" });

function safelistRow(name: string, value: string, needsPreflight = false): Row {
  return fetchRow(
    `${name}: ${JSON.stringify(value)} ${needsPreflight ? "needs permission" : "needs none"}`,
    { [URL_ASKED]: STRICT },
    URL_ASKED,
    { method: "POST", headers: { [name]: value }, body: "data" },
    needsPreflight
      ? { outcome: fails("HeaderDisallowedByPreflightResponse", 0), wire: [`OPTIONS ${URL_ASKED}`] }
      : { outcome: reads({ text: "NO" }), wire: [`POST ${URL_ASKED}`] },
  );
}

const CONTENT_TYPES: readonly (readonly [string, boolean?])[] = [
  ["text /plain", true],
  ["text\t/\tplain", true],
  ["text/plain;"],
  ["text/plain;garbage"],
  ["text/plain;garbage\u0001\u0002", true],
  ["text/plain,", true],
  [",text/plain", true],
  ["text/plain,text/plain", true],
  ["text/plain,x/x", true],
  ["text/plain\u000b", true],
  ["text/plain\u000c", true],
  ["application/www-form-urlencoded", true],
  ["application/x-www-form-urlencoded;\u007f", true],
  ["multipart/form-data"],
  ['multipart/form-data;"', true],
];

const RANGES: readonly (readonly [string, boolean?])[] = [
  ["100-200", true],
  ["MB=100-200", true],
  ["bytes=100-200"],
  ["bytes =100-200", true],
  ["bytes\t=100-200", true],
  ["bytes=  100-200", true],
  ["bytes=\t\t100-200", true],
  ["bytes= \t100-200", true],
  ["bytes=100 -200", true],
  ["bytes=100\t-200", true],
  ["bytes=100- 200", true],
  ["bytes=100-\t200", true],
  ["bytes=100-200hello", true],
  ["bytes=abc-def", true],
  ["bytes=100-200,300-400", true],
  ["bytes=-200", true],
  ["bytes=200-"],
  ["bytes=200-100", true],
  [`bytes=1${"0".repeat(60)}-2${"0".repeat(60)}`, true],
  ["bytes 100-200", true],
  ["bytes = 100-200", true],
  [",bytes=100-200", true],
  ["bytes=,100-200", true],
];

/** Whether a request with `x-print` asks first. */
function cacheSteps(asksFirst: readonly boolean[], after = 0): Step[] {
  return asksFirst.map((asks, index) => ({
    url: URL_ASKED,
    xhr: { headers: { "x-print": "token" } },
    after: index === asksFirst.length - 1 ? after : 0,
    outcome: reads({ text: "token" }),
    wire: asks ? [`OPTIONS ${URL_ASKED}`, `GET ${URL_ASKED}`] : [`GET ${URL_ASKED}`],
  }));
}

function printer(age?: string): Handler {
  const lines = [EVERYBODY, headers("x-print"), ...(age === undefined ? [] : [maxAge(age)])];
  return ({ header }) => ({ headers: lines, body: header("x-print") ?? "NO" });
}

function simpleRow(method: string, lines: readonly (readonly [string, string])[], body = "data"): Row {
  const sent = method.toUpperCase();
  const names = lines.map(([name, value]) => `${name}: ${value}`).join(", ");
  return xhrRow(
    `${method} with ${names}`,
    { [URL_ASKED]: either({ status: 400 }, { headers: [EVERYBODY, ["Content-Type", "text/plain"]], body: "NO" }) },
    URL_ASKED,
    { method, headers: lines, body },
    {
      outcome: reads({ headers: { "content-type": "text/plain" }, text: sent === "HEAD" ? "" : "NO" }),
      wire: [`${sent} ${URL_ASKED}`],
    },
  );
}

const SIMPLE_HEADERS: readonly (readonly (readonly [string, string])[])[] = [
  [["Accept", "test"]],
  [["accept-language", "test"]],
  [["CONTENT-language", "test"]],
  [["Content-Type", "application/x-www-form-urlencoded"]],
  [["content-type", "multipart/form-data"]],
  [["content-type", "text/plain"]],
  [
    ["accept", "test"],
    ["accept-language", "test"],
    ["content-language", "test"],
    ["content-type", "text/plain; parameter=whatever"],
  ],
];

const MANY_HEADERS: Handler = always(
  EVERYBODY,
  exposing("X-Custom-Header", "X-Custom-Header-Empty", "X-Custom-Header-Comma", "X-Custom-Header-Bytes"),
  exposing("X-Second-Expose"),
  exposing("Date"),
  ["Content-Type", "text/plain"],
  ["X-Custom-Header", "test"],
  ["Set-Cookie", "test1=t1;max-age=2"],
  ["Set-Cookie2", "test2=t2;Max-Age=2"],
  ["X-Custom-Header-Empty", ""],
  ["X-Custom-Header-Comma", "1"],
  ["X-Custom-Header-Comma", "2"],
  ["X-Custom-Header-Bytes", "\u00e2\u0080\u00a6"],
  ["X-Nonexposed", "unicorn"],
  ["X-Second-Expose", "flyingpig"],
  ["Date", "Thu, 01 Dec 1994 17:00:00 GMT"],
  ["Server", "in memory"],
  ["X-Powered-By", "nothing"],
  ["Cache-Control", "no-cache"],
  ["Content-Language", "nn"],
  ["Expires", "Thu, 01 Dec 1994 16:00:00 GMT"],
  ["Last-Modified", "Thu, 01 Dec 1994 10:00:00 GMT"],
  ["Pragma", "no-cache"],
);

function visibleRow(name: string, visible: Readonly<Record<string, string | null>>): Row {
  return xhrRow(name, { [URL_ASKED]: MANY_HEADERS }, URL_ASKED, {}, { outcome: reads({ headers: visible }) });
}

function printRow(
  name: string,
  allowed: string,
  set: readonly (readonly [string, string])[],
  refused?: "HeaderDisallowedByPreflightResponse",
): Row {
  return xhrRow(
    name,
    { [URL_ASKED]: always(EVERYBODY, headers(allowed)) },
    URL_ASKED,
    { headers: set },
    refused === undefined
      ? { outcome: reads(), sent: Object.fromEntries(set) }
      : { outcome: fails(refused, 0), wire: [`OPTIONS ${URL_ASKED}`] },
  );
}

/** Lists of exposed names, one line each, and whether `BB-8` is among them. */
const EXPOSED: readonly (readonly [lines: readonly string[], visible: boolean])[] = [
  [["BB-8"], true],
  [["bb-8,,@#$#%%&^&^*()()11!"], false],
  [["bb-8, no no"], false],
  [["@#$#%%&^&^*()()11!,bb-8"], false],
  [["bb-8", "no"], true],
  [["bb-8", "no no"], false],
  [["no", "bb-8"], true],
  [["", "bb-8"], true],
  [["bb-8;"], false],
  [["bb-8\u000c"], false],
  [["bb-8\u000b"], false],
  [["bb-8\u000b,bb-8"], false],
  [["'bb-8'"], false],
  [["'bb-8',bb-8"], true],
  [['"bb-8",bb-8'], false],
];

function exposedRow(lines: readonly string[], visible: boolean): Row {
  return fetchRow(
    `lists ${JSON.stringify(lines)}`,
    {
      [URL_ASKED]: always(
        EVERYBODY,
        ["BB-8", "hey"],
        ["Content-Language", "mkay"],
        ...lines.map((line) => exposing(line)),
      ),
    },
    URL_ASKED,
    {},
    { outcome: reads({ headers: { "content-language": "mkay", "bb-8": visible ? "hey" : null } }) },
  );
}

function hintRow(name: string): Row {
  return printRow(`${name} needs permission`, "x-print", [[name, ""]], "HeaderDisallowedByPreflightResponse");
}

export const CORS_TOP_HEADERS: readonly WptFile[] = [
  {
    path: "cors/cors-safelisted-request-header.any.js",
    subtests: 42,
    rows: [
      ...CONTENT_TYPES.map(([value, asks]) => safelistRow("content-type", value, asks)),
      ...RANGES.map(([value, asks]) => safelistRow("range", value, asks)),
      { ...safelistRow("last-event-id", "abc123"), conflict: "Last-Event-ID" },
      ...['"', "e5p3n<3k0k0s", "0123456789".repeat(13).slice(0, 129)].map((value) =>
        safelistRow("last-event-id", value, true),
      ),
    ],
  },
  {
    path: "cors/preflight-cache.htm",
    subtests: 5,
    rows: [
      rowOf("a preflight", { [URL_ASKED]: printer() }, cacheSteps([true])),
      rowOf("a permission is kept", { [URL_ASKED]: printer() }, cacheSteps([true, false])),
      rowOf("max-age 0 is not kept", { [URL_ASKED]: printer("0") }, cacheSteps([true, true])),
      {
        ...rowOf("max-age -1 is not kept", { [URL_ASKED]: printer("-1") }, cacheSteps([true, true])),
        conflict: "negative max-age",
      },
      rowOf("max-age 1 ends", { [URL_ASKED]: printer("1") }, cacheSteps([true, false, true], 1500)),
    ],
  },
  {
    path: "cors/simple-requests.htm",
    subtests: 24,
    rows: [
      ...SIMPLE_HEADERS.flatMap((lines) => ["GET", "HEAD", "POST"].map((method) => simpleRow(method, lines))),
      simpleRow("Get", [["content-type", "text/plain; parameter=extra_bonus"]]),
      simpleRow("post", [["content-type", "text/plain"]]),
      simpleRow("POST", [
        ["Accept", "jewelry"],
        ["accept-language", "nn-NO,nn,en"],
        ["content-type", "text/plain; parameter=extra"],
        ["content-Language", "nn-NO"],
      ]),
    ],
  },
  {
    path: "cors/response-headers.htm",
    subtests: 15,
    rows: [
      visibleRow("two lines are joined", { "X-Custom-Header-Comma": "1, 2" }),
      visibleRow("a second list counts", { "X-Second-Expose": "flyingpig" }),
      visibleRow("bytes are kept", { "x-custom-header-bytes": "\u00e2\u0080\u00a6" }),
      visibleRow("what the server itself sends is exposed by its name", { Date: "Thu, 01 Dec 1994 17:00:00 GMT" }),
      visibleRow("Cache-Control is visible", { "Cache-Control": "no-cache" }),
      visibleRow("Content-Language is visible", { "Content-Language": "nn" }),
      visibleRow("Expires is visible", { Expires: "Thu, 01 Dec 1994 16:00:00 GMT" }),
      visibleRow("Last-Modified is visible", { "Last-Modified": "Thu, 01 Dec 1994 10:00:00 GMT" }),
      visibleRow("Pragma is visible", { Pragma: "no-cache" }),
      visibleRow("Server is hidden", { Server: null }),
      visibleRow("X-Powered-By is hidden", { "X-Powered-By": null }),
      visibleRow("all at once", {
        "x-custom-header": "test",
        "x-custom-header-empty": "",
        "set-cookie": null,
        "set-cookie2": null,
        "x-non-existent-header": null,
        "x-nonexposed": null,
      }),
      visibleRow("what is not exposed is not there", { "x-custom-header": "test", "x-nonexposed": null }),
    ],
    leftOut: [
      { count: 1, what: "white space in the argument of getResponseHeader()", reason: "Headers object" },
      { count: 1, what: "getAllResponseHeaders()", reason: "Headers object" },
    ],
  },
  {
    path: "cors/request-headers.htm",
    subtests: 6,
    rows: [
      printRow("a header that is allowed", "x-print", [["x-print", "unicorn"]]),
      printRow("headers that need no permission", "x-print,", [
        ["x-print", "unicorn"],
        ["content-type", "text/plain"],
        ["accept", "test"],
        ["accept-language", "nn"],
        ["content-language", "nn"],
      ]),
      printRow(
        "a header that is not allowed",
        "x-print",
        [
          ["x-print", "unicorn"],
          ["y-print", "unicorn"],
        ],
        "HeaderDisallowedByPreflightResponse",
      ),
      printRow("a list with holes, in any case of letters", ",y-lol,x-PriNT, ,,,Y-PRINT", [
        ["x-print", "unicorn"],
        ["y-print", "narwhal"],
      ]),
    ],
    leftOut: [{ count: 2, what: "setRequestHeader() before open() and after send()", reason: "Request object" }],
  },
  {
    path: "cors/access-control-expose-headers-parsing.window.js",
    subtests: 16,
    rows: EXPOSED.map(([lines, visible]) => exposedRow(lines, visible)),
    leftOut: [{ count: 1, what: "reading the table of lists", reason: "harness" }],
  },
  {
    path: "cors/client-hint-request-headers.htm",
    subtests: 5,
    rows: [
      printRow(
        "a header that is not allowed",
        "x-print",
        [
          ["x-print", "unicorn"],
          ["y-print", "unicorn"],
        ],
        "HeaderDisallowedByPreflightResponse",
      ),
      ...["device-memory", "dpr", "width", "viewport-width"].map(hintRow),
    ],
  },
  {
    path: "cors/client-hint-request-headers-2.tentative.htm",
    subtests: 1,
    rows: [],
    leftOut: [{ count: 1, what: "client hints that need no permission", reason: "tentative" }],
  },
  {
    path: "cors/simple-requests-ch.tentative.htm",
    subtests: 3,
    rows: [],
    leftOut: [{ count: 3, what: "client hints that need no permission", reason: "tentative" }],
  },
];
