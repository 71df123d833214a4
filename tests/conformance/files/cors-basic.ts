import type { HeaderLine } from "../../../src/browser/index.ts";
import { fails, fetchRow, OPAQUE, reads } from "../expectations.ts";
import { allowing, always, CREDENTIALS, either, EVERYBODY, exposing, methods } from "../handlers.ts";
import { OWN, OWN_HTTPS, OWN_PORT, REMOTE, REMOTE_HTTPS, REMOTE_PORT } from "../origins.ts";
import type { Row } from "../row.ts";
import type { WptFile } from "../wpt-file.ts";

/** All the ways in which a server can be of another origin. */
const OTHERS: readonly (readonly [how: string, origin: string])[] = [
  ["same host, other port", OWN_PORT],
  ["same host, other scheme and port", OWN_HTTPS],
  ["other host", REMOTE],
  ["other host and port", REMOTE_PORT],
  ["other host and scheme", REMOTE_HTTPS],
];

function basicRows(keepalive: boolean): Row[] {
  return OTHERS.flatMap(([how, origin]) => {
    const url = `${origin}/top.txt`;
    const open = { [url]: () => ({ headers: [EVERYBODY], body: "top" }) };
    const wire = [`GET ${url}`];
    const asked = { sent: { origin: OWN }, wire };
    return [
      fetchRow(
        `${how}: no-cors`,
        open,
        url,
        { keepalive, mode: "no-cors" },
        { outcome: OPAQUE, wire, sent: { origin: null } },
      ),
      fetchRow(
        `${how}: cors, not allowed`,
        { [url]: always() },
        url,
        { keepalive, mode: "cors" },
        { outcome: fails("MissingAllowOriginHeader", 0), ...asked },
      ),
      fetchRow(
        `${how}: cors, allowed`,
        open,
        url,
        { keepalive, mode: "cors" },
        { outcome: reads({ text: "top" }), ...asked },
      ),
    ];
  });
}

function originRows(how: string, origin: string, method: string): Row[] {
  const url = `${origin}/origin`;
  const resources = (allowed: string): Row["resources"] => ({ [url]: always(allowing(allowed), methods(method)) });
  const asksFirst = method === "PUT";
  const wire = [`${method} ${url}`];
  return [
    fetchRow(
      `${how}: ${method}, the page's origin is allowed`,
      resources(OWN),
      url,
      { method },
      { outcome: reads(), wire: asksFirst ? [`OPTIONS ${url}`, ...wire] : wire },
    ),
    fetchRow(
      `${how}: ${method}, the server's own origin is allowed`,
      resources(origin),
      url,
      { method },
      {
        outcome: fails(asksFirst ? "PreflightAllowOriginMismatch" : "AllowOriginMismatch", 0),
        wire: asksFirst ? [`OPTIONS ${url}`] : wire,
      },
    ),
  ];
}

const EMPTY_ORIGIN = fetchRow(
  "an empty Access-Control-Allow-Origin",
  { [`${REMOTE}/origin`]: always(allowing("")) },
  `${REMOTE}/origin`,
  {},
  { outcome: fails("InvalidAllowOriginValue", 0) },
);

/** A server that lets nobody ask first: what is preflighted fails. */
function noPreflightRow(how: string, origin: string, method: string, name?: string, value = ""): Row {
  const url = `${origin}/simple`;
  return fetchRow(
    `${how}: ${method}${name === undefined ? "" : ` with ${name}: ${value}`}`,
    { [url]: either({ status: 400 }, { headers: [EVERYBODY] }) },
    url,
    { method, headers: name === undefined ? {} : { [name]: value } },
    { outcome: reads(), wire: [`${method} ${url}`], sent: name === undefined ? {} : { [name]: value } },
  );
}

const NO_PREFLIGHT: Row[] = [
  noPreflightRow("other host", REMOTE, "GET"),
  noPreflightRow("same host, other port", OWN_PORT, "GET"),
  noPreflightRow("other host and port", REMOTE_PORT, "GET"),
  noPreflightRow("other host and scheme", REMOTE_HTTPS, "GET"),
  noPreflightRow("same host, other scheme and port", OWN_HTTPS, "GET"),
  noPreflightRow("other host", REMOTE, "POST"),
  noPreflightRow("other host", REMOTE, "HEAD"),
  ...[
    ["Accept", "*/*"],
    ["Accept-Language", "fr"],
    ["Content-Language", "fr"],
    ["Content-Type", "application/x-www-form-urlencoded"],
    ["Content-Type", "multipart/form-data"],
    ["Content-Type", "text/plain"],
    ["Content-Type", "text/plain;charset=utf-8"],
    ["Content-Type", "Text/Plain;charset=utf-8"],
  ].map(([name, value]) => noPreflightRow("other host", REMOTE, "GET", name, value)),
];

function multipleRow(...origins: readonly string[]): Row {
  const url = `${OWN_PORT}/several`;
  return fetchRow(
    `lines ${origins.map((origin) => JSON.stringify(origin)).join(", ")}`,
    { [url]: always(...origins.map(allowing)) },
    url,
    {},
    { outcome: fails("MultipleAllowOriginValues", 0), wire: [`GET ${url}`] },
  );
}

const FILTERED = `${OWN_PORT}/top.txt`;

function filterRow(name: string, value: string, visible: boolean): Row {
  return fetchRow(
    `${name} is ${visible ? "safelisted" : "hidden"}`,
    { [FILTERED]: () => ({ headers: [EVERYBODY, [name, value]], body: "top" }) },
    FILTERED,
    {},
    { outcome: reads({ headers: { [name]: visible ? value : null }, text: "top" }) },
  );
}

function exposeRow(name: string, value: string, visible: boolean, credentials: "omit" | "include" = "omit"): Row {
  return fetchRow(
    `${name} is exposed, and ${visible ? "visible" : "hidden all the same"}${credentials === "include" ? ", with credentials" : ""}`,
    { [FILTERED]: always(allowing(OWN), CREDENTIALS, exposing(name), [name, value]) },
    FILTERED,
    { credentials },
    { outcome: reads({ headers: { [name]: visible ? value : null } }) },
  );
}

const FILTERING: Row[] = [
  filterRow("Cache-Control", "no-cache", true),
  filterRow("Content-Language", "fr", true),
  filterRow("Content-Type", "text/html", true),
  filterRow("Expires", "04 May 1988 22:22:22 GMT", true),
  filterRow("Last-Modified", "04 May 1988 22:22:22 GMT", true),
  filterRow("Pragma", "no-cache", true),
  filterRow("Content-Length", "3", true),
  filterRow("Age", "27", false),
  filterRow("Server", "in memory", false),
  filterRow("Warning", "199 - mind the step", false),
  filterRow("Set-Cookie", "name=value; max-age=0", false),
  filterRow("Set-Cookie2", "name=value; max-age=0", false),
  exposeRow("Age", "27", true),
  exposeRow("Server", "in memory", true),
  exposeRow("Warning", "199 - mind the step", true),
  exposeRow("Set-Cookie", "name=value; max-age=0", false),
  exposeRow("Set-Cookie2", "name=value; max-age=0", false),
  exposeRow("Set-Cookie", "name=value; max-age=0", false, "include"),
  exposeRow("Set-Cookie2", "name=value; max-age=0", false, "include"),
];

const STARRED: readonly HeaderLine[] = [
  ["Content-Type", "text/plain"],
  ["Test", "X"],
  ["Set-Cookie", "X"],
  ["*", "whoa"],
];
const STAR_HIDES_COOKIES = { "set-cookie": null, "*": "whoa" };

/** What the three cases of `Access-Control-Expose-Headers: *` have in common with those of XMLHttpRequest. */
export const EXPOSE_STAR = [
  {
    name: "* exposes all but cookies",
    lines: [EVERYBODY, exposing("*"), ...STARRED],
    credentialed: false,
    visible: { ...STAR_HIDES_COOKIES, test: "X" },
  },
  {
    name: "* with credentials exposes only what is called *",
    lines: [allowing(OWN), CREDENTIALS, exposing("*"), ...STARRED],
    credentialed: true,
    visible: { ...STAR_HIDES_COOKIES, "content-type": "text/plain", test: null },
  },
  {
    name: "* beside another name exposes all",
    lines: [EVERYBODY, exposing("set-cookie", "*"), ...STARRED],
    credentialed: false,
    visible: { ...STAR_HIDES_COOKIES, test: "X" },
  },
] as const;

const EXPOSE_STAR_ROWS = EXPOSE_STAR.map(({ name, lines, credentialed, visible }) =>
  fetchRow(
    name,
    { [FILTERED]: always(...lines) },
    FILTERED,
    { credentials: credentialed ? "include" : "same-origin" },
    { outcome: reads({ headers: visible }) },
  ),
);

const OPAQUE_PAGE_URL = `${OWN}/top.txt`;

function nullOriginRows(what: string): Row[] {
  const row = (name: string, lines: readonly HeaderLine[], outcome: Row["steps"][0]["outcome"]): Row => ({
    name: `${what}: ${name}`,
    page: "null",
    resources: { [OPAQUE_PAGE_URL]: always(...lines) },
    steps: [{ url: OPAQUE_PAGE_URL, outcome, sent: { origin: "null" }, wire: [`GET ${OPAQUE_PAGE_URL}`] }],
  });
  return [
    row("nothing allowed", [], fails("MissingAllowOriginHeader", 0)),
    row("null allowed", [allowing("null")], reads()),
  ];
}

const SANDBOXED: Row = {
  name: "a sandboxed page is refused what it may not have, and reads what null may have",
  page: "null",
  resources: {
    [`${OWN}/closed`]: always(),
    [`${OWN}/open`]: always(allowing("null"), ["Cache-Control", "no-store"]),
  },
  steps: [
    { url: `${OWN}/closed`, outcome: fails("MissingAllowOriginHeader", 0) },
    { url: `${OWN}/open`, outcome: reads(), sent: { origin: "null" } },
  ],
};

const FOLDER = "fetch/api/cors";

export const CORS_BASIC: readonly WptFile[] = [
  { path: `${FOLDER}/cors-basic.any.js`, subtests: 15, rows: basicRows(false) },
  {
    path: `${FOLDER}/cors-origin.any.js`,
    subtests: 17,
    rows: [
      ...originRows("other host", REMOTE, "GET"),
      ...originRows("same host, other port", OWN_PORT, "GET"),
      ...originRows("other host and port", REMOTE_PORT, "GET"),
      ...originRows("other host and scheme", REMOTE_HTTPS, "GET"),
      ...originRows("same host, other scheme and port", OWN_HTTPS, "GET"),
      ...originRows("other host", REMOTE, "POST"),
      ...originRows("other host", REMOTE, "HEAD"),
      ...originRows("other host", REMOTE, "PUT"),
      EMPTY_ORIGIN,
    ],
  },
  { path: `${FOLDER}/cors-no-preflight.any.js`, subtests: 15, rows: NO_PREFLIGHT },
  {
    path: `${FOLDER}/cors-multiple-origins.sub.any.js`,
    subtests: 6,
    rows: [
      multipleRow('""', "http://example.com", OWN),
      multipleRow('""', "http://example.com", "*"),
      multipleRow('""', OWN, OWN),
      multipleRow("*", "http://example.com", "*"),
      multipleRow("*", "http://example.com", OWN),
      multipleRow("", "http://example.com", "https://example2.com"),
    ],
  },
  { path: `${FOLDER}/cors-filtering.sub.any.js`, subtests: 19, rows: FILTERING },
  { path: `${FOLDER}/cors-expose-star.sub.any.js`, subtests: 3, rows: EXPOSE_STAR_ROWS },
  {
    path: `${FOLDER}/cors-keepalive.any.js`,
    subtests: 55,
    rows: basicRows(true),
    leftOut: [{ count: 40, what: "requests of a frame that is being unloaded", reason: "window" }],
  },
  { path: `${FOLDER}/sandboxed-iframe.html`, subtests: 1, rows: [SANDBOXED] },
  {
    path: `${FOLDER}/data-url-iframe.html`,
    subtests: 3,
    rows: nullOriginRows("page of a data: URL"),
    leftOut: [{ count: 1, what: "fetching a data: URL", reason: "local scheme" }],
  },
  {
    path: `${FOLDER}/data-url-worker.html`,
    subtests: 3,
    rows: [],
    leftOut: [{ count: 3, what: "workers of a data: URL", reason: "worker" }],
  },
  {
    path: `${FOLDER}/data-url-shared-worker.html`,
    subtests: 3,
    rows: [],
    leftOut: [{ count: 3, what: "shared workers of a data: URL", reason: "worker" }],
  },
];
