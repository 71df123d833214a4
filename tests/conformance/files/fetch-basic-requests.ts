import type { BodySource, FetchInit } from "../../../src/browser/index.ts";
import { fails, fetchRow, readsOwn, THROWS } from "../expectations.ts";
import { always } from "../handlers.ts";
import { OWN } from "../origins.ts";
import type { Outcome, Row } from "../row.ts";
import type { WptFile } from "../wpt-file.ts";

const ECHO = `${OWN}/echo`;

const FORBIDDEN: readonly (readonly [name: string, value: string])[] = [
  ["Accept-Charset", "utf-8"],
  ["Accept-Encoding", ""],
  ["Access-Control-Request-Headers", ""],
  ["Access-Control-Request-Method", ""],
  ["Connection", "close"],
  ["Content-Length", "42"],
  ["Cookie", "cookie=none"],
  ["Cookie2", "cookie2=none"],
  ["Date", "Wed, 04 May 1988 22:22:22 GMT"],
  ["DNT", "4"],
  ["Expect", "100-continue"],
  ["Host", "http://wrong-host.com"],
  ["Keep-Alive", "timeout=15"],
  ["Origin", "http://wrong-origin.com"],
  ["Referer", "http://wrong-referer.com"],
  ["TE", "trailers"],
  ["Trailer", "Accept"],
  ["Transfer-Encoding", "chunked"],
  ["Upgrade", "HTTP/2.0"],
  ["Via", "1.1 nowhere.com"],
  ["Proxy-", "value"],
  ["Proxy-Test", "value"],
  ["Sec-", "value"],
  ["Sec-Test", "value"],
];

const OVERRIDES = ["x-http-method-override", "x-http-method", "x-method-override"].flatMap((name) => [
  name,
  name.toUpperCase(),
]);
const FORBIDDEN_VALUES = ["TRACE", "TRACK", "CONNECT", "trace", "track", "connect", "trace,", "GET,track ", " connect"];
const FINE_VALUES = ["GETTRACE", "GET", '",TRACE",'];

function headerRow(name: string, value: string, sent: string | null): Row {
  return fetchRow(
    `${name}: ${JSON.stringify(value)} is ${sent === null ? "dropped" : "sent"}`,
    { [ECHO]: always() },
    ECHO,
    { headers: { [name]: value } },
    { outcome: readsOwn(), sent: { [name]: sent } },
  );
}

/** What goes with a body, and what does not. */
function bodyRow(
  name: string,
  method: string,
  body: BodySource | undefined,
  type: string | null,
  length: string | null,
): Row {
  const origin = method === "GET" || method === "HEAD" ? null : OWN;
  return fetchRow(
    name,
    { [ECHO]: always() },
    ECHO,
    { method, ...(body === undefined ? {} : { body }) },
    {
      outcome: readsOwn(),
      sent: {
        origin,
        "user-agent": "crossorigin",
        "accept-charset": null,
        "content-type": type,
        "content-length": length,
      },
    },
  );
}

const TEXT = "Request's body";
const TEXT_TYPE = "text/plain;charset=UTF-8";
const FORM_TYPE = "application/x-www-form-urlencoded;charset=UTF-8";

const FORM: Row = fetchRow(
  "POST with a FormData",
  {
    [ECHO]: ({ header }) => ({
      status: /^multipart\/form-data; boundary=.+$/.test(header("content-type") ?? "") ? 200 : 400,
    }),
  },
  ECHO,
  { method: "POST", body: new FormData() },
  { outcome: readsOwn(), sent: { origin: OWN, "user-agent": "crossorigin", "accept-charset": null } },
);

const BODIES: Row[] = [
  bodyRow("GET", "GET", undefined, null, null),
  bodyRow("HEAD", "HEAD", undefined, null, null),
  bodyRow("PUT without a body", "PUT", undefined, null, "0"),
  bodyRow("PUT with a body", "PUT", TEXT, TEXT_TYPE, "14"),
  bodyRow("POST without a body", "POST", undefined, null, "0"),
  bodyRow("POST with text", "POST", TEXT, TEXT_TYPE, "14"),
  FORM,
  bodyRow("POST with URLSearchParams", "POST", new URLSearchParams("name=value"), FORM_TYPE, "10"),
  bodyRow("POST with a Blob", "POST", new Blob(["Test"]), null, "4"),
  bodyRow("POST with an ArrayBuffer", "POST", new ArrayBuffer(4), null, "4"),
  bodyRow("POST with a Uint8Array", "POST", new Uint8Array(4), null, "4"),
  bodyRow("POST with an Int8Array", "POST", new Int8Array(4), null, "4"),
  bodyRow("POST with a Float32Array", "POST", new Float32Array(1), null, "4"),
  bodyRow("POST with a Float64Array", "POST", new Float64Array(1), null, "8"),
  bodyRow("POST with a DataView", "POST", new DataView(new ArrayBuffer(8), 0, 4), null, "4"),
  bodyRow("POST with a Blob of a type", "POST", new Blob(["Test"], { type: "text/maybe" }), "text/maybe", "4"),
  bodyRow("Chicken", "Chicken", undefined, null, null),
  bodyRow("Chicken with a body", "Chicken", TEXT, TEXT_TYPE, "14"),
];

function originRow(method: string, mode: "cors" | "no-cors" | "same-origin", origin: string | null): Row {
  return fetchRow(
    `${method}, mode ${mode}, ${origin === null ? "has no" : "has an"} Origin`,
    { [ECHO]: always() },
    ECHO,
    { method, mode },
    { outcome: readsOwn(), sent: { origin } },
  );
}

function uploadRow(name: string, method: string, body: BodySource, sentBody: string): Row {
  return fetchRow(
    name,
    { [ECHO]: ({ body: echoed }) => ({ body: echoed }) },
    ECHO,
    { method, body },
    { outcome: readsOwn({ text: sentBody }), sentBody },
  );
}

function streamOf(...chunks: readonly unknown[]): ReadableStream<Uint8Array> {
  return new ReadableStream<unknown>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  }) as ReadableStream<Uint8Array>;
}

/** A stream needs `duplex`. */
function streamRow(what: string, chunk: unknown): Row {
  const init: FetchInit = { method: "POST", body: streamOf(...(chunk === undefined ? [] : [chunk])) };
  return fetchRow(`POST with a stream of ${what}, without duplex`, { [ECHO]: always() }, ECHO, init, {
    outcome: THROWS,
  });
}

const STREAMED = { method: "POST", duplex: "half" } as const;

function sentStreamRow(what: string, chunks: readonly Uint8Array[], text: string): Row {
  return fetchRow(
    `POST with a stream of ${what}`,
    { [ECHO]: ({ body }) => ({ body }) },
    ECHO,
    { ...STREAMED, body: streamOf(...chunks) },
    { outcome: readsOwn({ text }), sent: { "content-type": null, "content-length": null } },
  );
}

/** Only bytes can be sent. */
function brokenStreamRow(chunk: unknown): Row {
  return fetchRow(
    `POST with a stream of ${JSON.stringify(chunk)}`,
    { [ECHO]: always() },
    ECHO,
    { ...STREAMED, body: streamOf(chunk) },
    { outcome: fails("RequestBodyFailed") },
  );
}

const MISDIRECTED = `${OWN}/misdirected`;
const RETRIED = fetchRow(
  "a 421 is tried once more",
  { [MISDIRECTED]: ({ body }) => ({ status: 421, body }) },
  MISDIRECTED,
  { method: "POST", body: "foobar" },
  {
    outcome: readsOwn({ status: 421, text: "foobar" }),
    wire: [`POST ${MISDIRECTED}`, `POST ${MISDIRECTED}`],
    sentBody: "foobar",
  },
);

function caseRow(first: string, second: string): Row {
  const spelled = (names: readonly string[]): string => names.join(",");
  return fetchRow(
    `${first} before ${second} gives its spelling to both`,
    {
      [ECHO]: ({ headers }) => ({
        body: spelled(headers.map(([name]) => name).filter((name) => /^this-is-a-test$/i.test(name))),
      }),
    },
    ECHO,
    {
      headers: [
        [first, "1"],
        [second, "2"],
      ],
    },
    { outcome: readsOwn({ text: spelled([first, first]) }), sent: { "this-is-a-test": "1, 2" } },
  );
}

const FOLDER = "fetch/api/basic";

function acceptRow(name: string, headers: Record<string, string>, sent: Record<string, string>): Row {
  return fetchRow(name, { [ECHO]: always() }, ECHO, { headers }, { outcome: readsOwn(), sent });
}

/** The page's own value does not arrive; the user agent's may. */
function forbiddenRow(name: string, value: string): Row {
  const outcome: Outcome = readsOwn({ text: "" });
  return fetchRow(
    `${name} is not the page's to set`,
    { [ECHO]: ({ header }) => ({ body: header(name) === value ? "sent" : "" }) },
    ECHO,
    { headers: { [name]: value } },
    { outcome },
  );
}

export const FETCH_BASIC_REQUESTS: readonly WptFile[] = [
  {
    path: `${FOLDER}/request-forbidden-headers.any.js`,
    subtests: 96,
    rows: [
      ...FORBIDDEN.map(([name, value]) => forbiddenRow(name, value)),
      ...FORBIDDEN_VALUES.flatMap((value) => OVERRIDES.map((name) => headerRow(name, value, null))),
      ...FINE_VALUES.flatMap((value) => OVERRIDES.map((name) => headerRow(name, value, value))),
    ],
  },
  {
    path: `${FOLDER}/request-headers.any.js`,
    subtests: 25,
    rows: [
      ...BODIES,
      originRow("GET", "cors", null),
      originRow("POST", "same-origin", OWN),
      originRow("POST", "no-cors", OWN),
      originRow("PUT", "same-origin", OWN),
      originRow("TacO", "same-origin", OWN),
      originRow("TacO", "cors", OWN),
    ],
    leftOut: [{ count: 1, what: "a Float16Array as body", reason: "newer JavaScript" }],
  },
  {
    path: `${FOLDER}/request-upload.any.js`,
    subtests: 19,
    rows: [
      uploadRow("PUT with text", "PUT", TEXT, TEXT),
      uploadRow("POST with text", "POST", TEXT, TEXT),
      uploadRow("POST with URLSearchParams", "POST", new URLSearchParams("name=value"), "name=value"),
      uploadRow("POST with a Blob", "POST", new Blob(["Test"]), "Test"),
      uploadRow("POST with an ArrayBuffer", "POST", new ArrayBuffer(4), "\0\0\0\0"),
      uploadRow("POST with a Uint8Array", "POST", new Uint8Array(4), "\0\0\0\0"),
      uploadRow("POST with an Int8Array", "POST", new Int8Array(4), "\0\0\0\0"),
      uploadRow("POST with a Float32Array", "POST", new Float32Array(1), "\0\0\0\0"),
      uploadRow("POST with a Float64Array", "POST", new Float64Array(1), "\0".repeat(8)),
      uploadRow("POST with a DataView", "POST", new DataView(new ArrayBuffer(8), 0, 4), "\0\0\0\0"),
      uploadRow("POST with a Blob of a type", "POST", new Blob(["Test"], { type: "text/maybe" }), "Test"),
      streamRow("strings", "Test"),
      streamRow("null", null),
      streamRow("numbers", 99),
      streamRow("ArrayBuffers", new ArrayBuffer(0)),
      streamRow("Blobs", new Blob([])),
      RETRIED,
      streamRow("nothing", undefined),
    ],
    leftOut: [{ count: 1, what: "a Float16Array as body", reason: "newer JavaScript" }],
  },
  {
    path: `${FOLDER}/request-upload.h2.any.js`,
    subtests: 12,
    rows: [
      sentStreamRow("nothing", [], ""),
      sentStreamRow("bytes", [new TextEncoder().encode("Test")], "Test"),
      fetchRow(
        "a 421 is not tried again with a stream",
        { [MISDIRECTED]: ({ body }) => ({ status: 421, body }) },
        MISDIRECTED,
        { method: "POST", body: streamOf(new TextEncoder().encode("Test")), duplex: "half" },
        { outcome: readsOwn({ status: 421, text: "Test" }), wire: [`POST ${MISDIRECTED}`] },
      ),
      ...["a string", null, 33].map((chunk) => brokenStreamRow(chunk)),
    ],
    leftOut: [
      { count: 2, what: "a stream sent to a data: URL", reason: "local scheme" },
      { count: 2, what: "how a page finds out whether streams can be sent", reason: "Request object" },
      { count: 1, what: "a 401 to a stream", reason: "user prompt" },
      { count: 1, what: "a stream that is cancelled when the request is aborted", reason: "Request object" },
    ],
  },
  {
    path: `${FOLDER}/http-response-code.any.js`,
    subtests: 1,
    rows: [
      fetchRow(
        "a 425 is not tried again",
        { [ECHO]: () => ({ status: 425 }) },
        ECHO,
        {},
        {
          outcome: readsOwn({ status: 425 }),
          wire: [`GET ${ECHO}`],
        },
      ),
    ],
  },
  {
    path: `${FOLDER}/request-private-network-headers.tentative.any.js`,
    subtests: 2,
    rows: [],
    leftOut: [{ count: 2, what: "a header of Private Network Access, which was withdrawn", reason: "tentative" }],
  },
  {
    path: `${FOLDER}/request-headers-case.any.js`,
    subtests: 2,
    rows: [caseRow("THIS-is-A-test", "THIS-IS-A-TEST"), caseRow("THIS-IS-A-TEST", "THIS-is-A-test")],
  },
  {
    path: `${FOLDER}/request-headers-nonascii.any.js`,
    subtests: 1,
    rows: [
      fetchRow(
        "bytes beyond ASCII are sent as they are",
        { [ECHO]: always() },
        ECHO,
        { headers: { Accept: "before-æøå-after", "X-Test": "before-ß-after" } },
        { outcome: readsOwn(), sent: { accept: "before-æøå-after", "x-test": "before-ß-after" } },
      ),
    ],
  },
  {
    path: `${FOLDER}/request-head.any.js`,
    subtests: 1,
    rows: [
      fetchRow("HEAD with a body", { [ECHO]: always() }, ECHO, { method: "HEAD", body: "test" }, { outcome: THROWS }),
    ],
  },
  {
    path: `${FOLDER}/accept-header.any.js`,
    subtests: 4,
    rows: [
      acceptRow("Accept is */* when the page sets none", {}, { accept: "*/*" }),
      acceptRow("Accept is what the page sets", { Accept: "custom/*" }, { accept: "custom/*" }),
      acceptRow("Accept-Language is what the page sets", { "Accept-Language": "bzh" }, { "accept-language": "bzh" }),
    ],
    leftOut: [{ count: 1, what: "an Accept-Language that the page did not set", reason: "user's choice" }],
  },
];
