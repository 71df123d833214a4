import type { FetchInit } from "../../../src/browser/index.ts";
import { fails, fetchRow, readsOwn } from "../expectations.ts";
import { always, EVERYBODY, redirect } from "../handlers.ts";
import { OWN, OWN_HTTPS, OWN_PORT, PAGE, REMOTE } from "../origins.ts";
import type { Row } from "../row.ts";
import type { WptFile } from "../wpt-file.ts";

const TOP = `${OWN}/top.txt`;
const ECHO = `${OWN}/echo`;

function noCorsRow(url: string, asked: string, opaque: boolean): Row {
  return fetchRow(
    `no-cors: ${asked}`,
    { [url]: always(["x-is-filtered", "value"]) },
    asked,
    { mode: "no-cors" },
    {
      outcome: opaque
        ? { got: { ...opaqueGot(), headers: { "x-is-filtered": null } } }
        : readsOwn({ headers: { "x-is-filtered": "value" } }),
    },
  );
}

function opaqueGot(): { type: "opaque"; status: number; statusText: string; url: string } {
  return { type: "opaque", status: 0, statusText: "", url: "" };
}

function sameOriginRow(url: string, passes: boolean): Row {
  const asked = url.startsWith("/") ? `${OWN}${url}` : url;
  return fetchRow(
    `same-origin: ${url}`,
    { [asked]: always() },
    url,
    { mode: "same-origin" },
    passes ? { outcome: readsOwn() } : { outcome: fails("DisallowedByMode", 0), wire: [] },
  );
}

function sameOriginRedirectRow(location: string, passes: boolean): Row {
  const end = location.startsWith("/") ? `${OWN}${location}` : location;
  return fetchRow(
    `same-origin: a redirect to ${location}`,
    { [`${OWN}/start`]: redirect(location), [end]: always(EVERYBODY) },
    "/start",
    { mode: "same-origin" },
    passes
      ? { outcome: readsOwn({ url: end }) }
      : { outcome: fails("DisallowedByMode", 1), wire: [`GET ${OWN}/start`] },
  );
}

function combiningRow(name: string, lines: readonly string[], value: string): Row {
  return fetchRow(
    `${name} of ${lines.length} lines`,
    { [TOP]: always(...lines.map((line) => [name, line] as const)) },
    TOP,
    {},
    { outcome: readsOwn({ headers: { [name]: value } }) },
  );
}

function refererRow(name: string, url: string, init: FetchInit, referer: string, location?: string): Row {
  const end = location ?? url;
  return fetchRow(
    name,
    { [url]: location === undefined ? always(EVERYBODY) : redirect(location), [end]: always(EVERYBODY) },
    url,
    init,
    {
      outcome: { got: { type: [url, end].every((one) => one.startsWith(`${OWN}/`)) ? "basic" : "cors", status: 200 } },
      sent: { referer },
    },
  );
}

const WHEN_CROSS: FetchInit = { referrerPolicy: "origin-when-cross-origin" };

function nullBodyRow(status: number, method: string): Row {
  return fetchRow(
    `${method} answered with ${status} has no body`,
    { [ECHO]: () => ({ status, body: "hello-world" }) },
    ECHO,
    { method },
    { outcome: readsOwn({ status, body: false, text: "" }) },
  );
}

const ABOUT: readonly (readonly [url: string, method: string])[] = [
  ["about:blank", "GET"],
  ["about:blank", "PUT"],
  ["about:blank", "POST"],
  ["about:invalid.com", "GET"],
  ["about:config", "GET"],
  ["about:unicorn", "GET"],
];

function schemeRow(name: string, url: string, init: FetchInit): Row {
  return fetchRow(name, {}, url, init, { outcome: fails("CorsDisabledScheme", 0), wire: [] });
}

const SCHEMES = "aaa cap cid dav dict dns geo im imap ipp ldap mailto nfs pop rtsp snmp".split(" ");

const FOLDER = "fetch/api/basic";

export const FETCH_BASIC: readonly WptFile[] = [
  {
    path: `${FOLDER}/mode-no-cors.sub.any.js`,
    subtests: 4,
    rows: [
      noCorsRow(TOP, "/top.txt", false),
      noCorsRow(TOP, TOP, false),
      noCorsRow(`${OWN_HTTPS}/top.txt`, `${OWN_HTTPS}/top.txt`, true),
      noCorsRow(`${OWN_PORT}/top.txt`, `${OWN_PORT}/top.txt`, true),
    ],
  },
  {
    path: `${FOLDER}/mode-same-origin.any.js`,
    subtests: 8,
    rows: [
      sameOriginRow("/top.txt", true),
      sameOriginRow(TOP, true),
      sameOriginRow(`${OWN_HTTPS}/top.txt`, false),
      sameOriginRow(`${REMOTE}/top.txt`, false),
      sameOriginRedirectRow("/top.txt", true),
      sameOriginRedirectRow(TOP, true),
      sameOriginRedirectRow(`${OWN_HTTPS}/top.txt`, false),
      sameOriginRedirectRow(`${REMOTE}/top.txt`, false),
    ],
  },
  {
    path: `${FOLDER}/header-value-combining.any.js`,
    subtests: 6,
    rows: [
      combiningRow("content-length", ["0"], "0"),
      combiningRow("content-length", ["0", "0"], "0, 0"),
      combiningRow("double-trouble", ["", ""], ", "),
      combiningRow("foo-test", ["1", "2", "3"], "1, 2, 3"),
      combiningRow("heya", ["", "\u000b\u000c", "1", "", "", "2"], ", \u000b\u000c, 1, , , 2"),
      combiningRow("www-authenticate", ["1, 2", "3", "4"], "1, 2, 3, 4"),
    ],
  },
  {
    path: `${FOLDER}/referrer.any.js`,
    subtests: 6,
    rows: [
      refererRow("origin-when-cross-origin, own server", ECHO, WHEN_CROSS, PAGE),
      refererRow("origin-when-cross-origin, other server", `${REMOTE}/echo`, WHEN_CROSS, `${OWN}/`),
      refererRow("origin-when-cross-origin, own to other", `${OWN}/start`, WHEN_CROSS, `${OWN}/`, `${REMOTE}/echo`),
      refererRow("origin-when-cross-origin, other to own", `${REMOTE}/start`, WHEN_CROSS, `${OWN}/`, ECHO),
      refererRow(
        "a referrer with user and password",
        ECHO,
        { referrer: "http://user:password@home.example" },
        `${OWN}/`,
      ),
      refererRow("a referrer with a fragment", ECHO, { referrer: `${OWN}#fragment` }, `${OWN}/`),
    ],
  },
  {
    path: `${FOLDER}/request-referrer.any.js`,
    subtests: 2,
    rows: [
      refererRow("referrer about:client", ECHO, { referrer: "about:client" }, PAGE),
      refererRow("referrer of another path", ECHO, { referrer: `${OWN}/pages/foo` }, `${OWN}/pages/foo`),
    ],
  },
  {
    path: `${FOLDER}/response-url.sub.any.js`,
    subtests: 4,
    rows: ["/ada", "/#", "/#ada", "#ada"].map((path) => {
      const url = path === "/ada" ? `${OWN}/ada` : `${OWN}/`;
      return fetchRow(`the URL of ${path}`, { [url]: always() }, `${OWN}${path}`, {}, { outcome: readsOwn({ url }) });
    }),
  },
  {
    path: `${FOLDER}/response-null-body.any.js`,
    subtests: 11,
    rows: [
      ...[204, 205, 304].flatMap((status) => ["GET", "POST", "OPTIONS"].map((method) => nullBodyRow(status, method))),
      nullBodyRow(200, "HEAD"),
    ],
    leftOut: [{ count: 1, what: "an empty answer and a digest", reason: "integrity" }],
  },
  {
    path: `${FOLDER}/scheme-others.sub.any.js`,
    subtests: 16,
    rows: SCHEMES.map((scheme) => schemeRow(`scheme ${scheme}`, `${scheme}://home.example/`, {})),
  },
  {
    path: `${FOLDER}/scheme-about.any.js`,
    subtests: 7,
    rows: [
      ...ABOUT.map(([url, method]) => schemeRow(`${method} ${url}`, url, { method })),
      schemeRow("about:blank with Range", "about:blank", { headers: { Range: "bytes=1-10" } }),
    ],
  },
  {
    path: `${FOLDER}/conditional-get.any.js`,
    subtests: 1,
    rows: [],
    leftOut: [{ count: 1, what: "an answer that is kept and confirmed by 304", reason: "HTTP cache" }],
  },
  {
    path: `${FOLDER}/keepalive.any.js`,
    subtests: 7,
    rows: [],
    leftOut: [
      { count: 6, what: "requests of a frame that is being unloaded", reason: "window" },
      { count: 1, what: "requests of a worker", reason: "worker" },
    ],
  },
  {
    path: `${FOLDER}/header-value-null-byte.any.js`,
    subtests: 1,
    rows: [
      fetchRow(
        "a NUL in a response header",
        { [TOP]: always(["My-Custom-Header", "x\0x"]) },
        TOP,
        {},
        {
          outcome: fails("MalformedResponse", 0),
        },
      ),
    ],
  },
];
