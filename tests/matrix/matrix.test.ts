import { describeMatrix, type MatrixRow } from "./describe-matrix.ts";
import { OTHER, PAGE, STRANGER } from "./policies.ts";

type Lines = NonNullable<MatrixRow["headers"]>;

const VARY = ["Origin"];
const VARY_PREFLIGHT = ["Origin", "Access-Control-Request-Method", "Access-Control-Request-Headers"];

/** What an allowed page gets from the policy `named`. */
const GRANT: Lines = [
  ["Access-Control-Allow-Origin", PAGE],
  ["Access-Control-Allow-Credentials", "true"],
  ["Access-Control-Expose-Headers", "ETag"],
];
const PREFLIGHT_GRANT: Lines = [
  ["Access-Control-Allow-Origin", PAGE],
  ["Access-Control-Allow-Credentials", "true"],
  ["Access-Control-Allow-Methods", "PUT, DELETE"],
  ["Access-Control-Allow-Headers", "Content-Type, X-A"],
  ["Access-Control-Max-Age", "600"],
];
const PUBLIC_GRANT: Lines = [
  ["Access-Control-Allow-Origin", "*"],
  ["Access-Control-Expose-Headers", "ETag"],
];

const FROM_PAGE: Lines = [["Origin", PAGE]];
const FROM_STRANGER: Lines = [["Origin", STRANGER]];

const GRANTED = { mount: "named", headers: FROM_PAGE, cors: GRANT, vary: VARY } as const;
const REFUSED = { mount: "named", headers: FROM_STRANGER, cors: [], vary: VARY } as const;

/** A preflight on the route that answers `ok`, which it must not reach. */
function preflight(
  method: string,
  headers?: string,
  origin = PAGE,
): Pick<MatrixRow, "mount" | "route" | "method" | "headers"> {
  const asked: Lines = headers === undefined ? [] : [["Access-Control-Request-Headers", headers]];
  const lines: Lines = [["Origin", origin], ["Access-Control-Request-Method", method], ...asked];
  return { mount: "named", route: "ok", method: "OPTIONS", headers: lines };
}

const PREFLIGHT_GRANTED = { status: 204, cors: PREFLIGHT_GRANT, vary: VARY_PREFLIGHT, body: "" } as const;
const PREFLIGHT_REFUSED = { status: 403, cors: [], vary: VARY_PREFLIGHT, body: "" } as const;

describeMatrix("preflights", [
  { fact: "allows a listed method and headers", ...preflight("PUT", "content-type,x-a"), ...PREFLIGHT_GRANTED },
  { fact: "sends no Content-Length with 204", ...preflight("PUT"), ...PREFLIGHT_GRANTED, without: ["Content-Length"] },
  { fact: "allows what needs no permission", ...preflight("POST", "content-type"), ...PREFLIGHT_GRANTED },
  { fact: "answers a refused method with the whole truth", ...preflight("PATCH"), ...PREFLIGHT_GRANTED },
  { fact: "takes put for another method than PUT", ...preflight("put"), ...PREFLIGHT_GRANTED },
  { fact: "answers a refused header with the whole truth", ...preflight("PUT", "x-z"), ...PREFLIGHT_GRANTED },
  { fact: "is a bare 403 for a refused origin", ...preflight("PUT", "x-a", STRANGER), ...PREFLIGHT_REFUSED },
  { fact: "is a bare 403 for null", ...preflight("PUT", undefined, "null"), ...PREFLIGHT_REFUSED },
  {
    fact: "is a bare 403 for an origin that only begins well",
    ...preflight("PUT", "", `${PAGE}.evil.example`),
    ...PREFLIGHT_REFUSED,
  },
  {
    fact: "is a bare 403 for two Origin lines, both of which are allowed alone",
    ...preflight("PUT"),
    headers: [
      ["Origin", PAGE],
      ["Origin", OTHER],
      ["Access-Control-Request-Method", "PUT"],
    ],
    ...PREFLIGHT_REFUSED,
  },
  {
    fact: "reads header names from several lines",
    ...preflight("PUT"),
    mount: "wide",
    headers: [...(preflight("PUT", "x-a").headers ?? []), ["Access-Control-Request-Headers", "X-B"]],
    status: 204,
    cors: [
      ["Access-Control-Allow-Origin", PAGE],
      ["Access-Control-Allow-Credentials", "true"],
      ["Access-Control-Allow-Methods", "PUT"],
      ["Access-Control-Allow-Headers", "x-a, X-B"],
    ],
    vary: VARY_PREFLIGHT,
  },
  { fact: "survives eight thousand commas", ...preflight("PUT", ",".repeat(8_000)), ...PREFLIGHT_GRANTED },
  { fact: "survives eight thousand spaces", ...preflight("PUT", `x${" ".repeat(8_000)}y`), ...PREFLIGHT_GRANTED },
  { fact: "survives a thousand unknown names", ...preflight("PUT", "z,".repeat(1_000)), ...PREFLIGHT_GRANTED },
  {
    fact: "echoes no byte that is not part of a name",
    ...preflight("PUT", 'x-a, x"b, <c>, d\xe9, e:f, x-g'),
    mount: "wide",
    status: 204,
    cors: [
      ["Access-Control-Allow-Origin", PAGE],
      ["Access-Control-Allow-Credentials", "true"],
      ["Access-Control-Allow-Methods", "PUT"],
      ["Access-Control-Allow-Headers", "x-a, x-g"],
    ],
    vary: VARY_PREFLIGHT,
  },
  {
    fact: "answers everybody alike where any origin is let in",
    ...preflight("PUT", "x-a", STRANGER),
    mount: "public",
    status: 204,
    cors: [
      ["Access-Control-Allow-Origin", "*"],
      ["Access-Control-Allow-Methods", "*"],
      ["Access-Control-Allow-Headers", "*"],
    ],
    vary: VARY_PREFLIGHT.slice(1),
  },
  {
    fact: "never grants a private network",
    ...preflight("PUT"),
    headers: [...(preflight("PUT").headers ?? []), ["Access-Control-Request-Private-Network", "true"]],
    ...PREFLIGHT_GRANTED,
  },
  { fact: "is answered the same way to HTTP/1.0", ...preflight("PUT"), version: "1.0", ...PREFLIGHT_GRANTED },
]);

describeMatrix("OPTIONS that is no preflight", [
  {
    fact: "reaches the handler without an Origin",
    ...GRANTED,
    headers: [],
    cors: [],
    route: "ok",
    method: "OPTIONS",
    body: "ok",
  },
  { fact: "reaches the handler with an Origin", ...GRANTED, route: "ok", method: "OPTIONS", body: "ok" },
  {
    fact: "reaches the handler when it asks for a method without an Origin",
    ...GRANTED,
    headers: [["Access-Control-Request-Method", "PUT"]],
    cors: [],
    route: "ok",
    method: "OPTIONS",
    body: "ok",
  },
  {
    fact: "reaches the handler from a stranger, who may not read the answer",
    ...REFUSED,
    route: "ok",
    method: "OPTIONS",
    body: "ok",
  },
]);

describeMatrix("actual requests", [
  { fact: "lets a named origin read", ...GRANTED, route: "ok", body: "ok" },
  { fact: "passes a stranger's request on, unreadable", ...REFUSED, route: "ok", body: "ok" },
  { fact: "keeps `Vary: Origin` without an Origin", ...GRANTED, headers: [], cors: [], route: "ok" },
  { fact: "refuses null", ...REFUSED, headers: [["Origin", "null"]], route: "ok" },
  { fact: "refuses an empty Origin", ...REFUSED, headers: [["Origin", ""]], route: "ok" },
  { fact: "refuses two Origin lines", ...REFUSED, headers: [...FROM_PAGE, ["Origin", OTHER]], route: "ok" },
  { fact: "refuses the same Origin twice", ...REFUSED, headers: [...FROM_PAGE, ...FROM_PAGE], route: "ok" },
  {
    fact: "passes a same-origin POST on",
    ...REFUSED,
    headers: [["Origin", "http://localhost"]],
    method: "POST",
    route: "ok",
    body: "ok",
  },
  { fact: "answers HEAD as GET", ...GRANTED, method: "HEAD", route: "ok", body: "" },
  { fact: "answers HTTP/1.0", ...GRANTED, version: "1.0", route: "ok", body: "ok" },
  {
    fact: "says * to everybody where any origin is let in",
    mount: "public",
    route: "ok",
    headers: FROM_STRANGER,
    cors: PUBLIC_GRANT,
  },
  { fact: "says * also to whoever names no origin", mount: "public", route: "ok", cors: PUBLIC_GRANT },
  {
    fact: "takes no Vary from the request",
    ...GRANTED,
    route: "echoes-vary",
    headers: [...FROM_PAGE, ["Vary", "X-Evil"]],
    body: "asked with X-Evil",
  },
  {
    fact: "waits for a body after 100 Continue",
    ...GRANTED,
    method: "PUT",
    route: "ok",
    headers: [...FROM_PAGE, ["Expect", "100-continue"], ["Content-Length", "0"]],
    before: [100],
  },
]);

describeMatrix("however the answer comes about", [
  { fact: "a 404", ...GRANTED, route: "not-found", status: 404, body: "not found" },
  { fact: "a 404 to a stranger", ...REFUSED, route: "not-found", status: 404 },
  { fact: "a 404 to nobody", ...REFUSED, headers: [], route: "not-found", status: 404 },
  {
    fact: "a handler that throws, answered further out",
    ...GRANTED,
    route: "throws-late",
    status: 500,
    body: "thrown by the handler",
    lines: [["X-Before", "1"]],
  },
  { fact: "a handler that throws, to a stranger", ...REFUSED, route: "throws-late", status: 500 },
  {
    fact: "a promise that is rejected, answered further out",
    ...GRANTED,
    route: "rejects",
    status: 500,
    vary: ["Accept", ...VARY],
  },
  { fact: "an answer that comes later", ...GRANTED, route: "later", body: "later" },
  { fact: "a stream", ...GRANTED, route: "streams", body: "one two three" },
  { fact: "a stream to a stranger", ...REFUSED, route: "streams", body: "one two three" },
  { fact: "pieces", ...GRANTED, route: "writes", body: "one two" },
  { fact: "pieces for HTTP/1.0", ...GRANTED, version: "1.0", route: "writes", body: "one two" },
  { fact: "a head that is flushed early", ...GRANTED, route: "flushes-early", body: "flushed" },
  { fact: "early hints, which carry nothing of ours", ...GRANTED, route: "early-hints", before: [103], body: "hinted" },
  { fact: "a 102, which carries nothing of ours", ...GRANTED, route: "processing", before: [102], body: "processed" },
  { fact: "a 304", ...GRANTED, route: "not-modified", status: 304, lines: [["ETag", '"1"']] },
  { fact: "a 304 to a stranger", ...REFUSED, route: "not-modified", status: 304 },
  { fact: "a redirect", ...GRANTED, route: "redirects", status: 302, lines: [["Location", "/elsewhere"]] },
  { fact: "a redirect to a stranger", ...REFUSED, route: "redirects", status: 302 },
]);

const COOKIES: Lines = [
  ["Set-Cookie", "a=1"],
  ["Set-Cookie", "b=2"],
];

describeMatrix("writeHead", [
  {
    fact: "with an object",
    ...GRANTED,
    route: "head-object",
    status: 201,
    vary: ["Accept", "Accept-Language", ...VARY],
    lines: [["X-Object", "1"], ...COOKIES],
    body: "created",
  },
  {
    fact: "with a flat list",
    ...GRANTED,
    route: "head-flat",
    vary: ["Accept", ...VARY],
    lines: [["X-Flat", "1"], ...COOKIES],
    body: "flat",
  },
  {
    fact: "with a flat list, which wins over what was set before",
    ...GRANTED,
    route: "head-flat-after-set",
    lines: [["X-Kept", "1"], ["Content-Length", "4"], ...COOKIES],
    body: "flat",
  },
  {
    fact: "with a list of pairs",
    ...GRANTED,
    route: "head-pairs",
    lines: [["X-Pair", "1"], ...COOKIES],
    body: "pairs",
  },
  {
    fact: "with a list that ends in the middle fails as it does in Node.js",
    ...GRANTED,
    route: "head-odd",
    body: "ERR_INVALID_ARG_VALUE",
  },
  {
    fact: "with a reason and headers",
    ...GRANTED,
    route: "head-reason",
    reason: "Fine",
    lines: [["X-Reason", "1"]],
    body: "fine",
  },
  { fact: "with null for headers", ...GRANTED, route: "head-null", reason: "Fine", body: "null" },
  { fact: "with a reason alone", ...GRANTED, route: "head-reason-alone", reason: "Fine", body: "fine" },
  {
    fact: "for a stranger, with a grant in it",
    ...REFUSED,
    route: "head-own-grant",
    lines: [["X-Own", "1"]],
    body: "own",
  },
  { fact: "for a page, with another grant in it", ...GRANTED, route: "head-own-grant", lines: [["X-Own", "1"]] },
  { fact: "for a page, with two other grants in a flat list", ...GRANTED, route: "head-flat-own-grant" },
  { fact: "for a stranger, with two grants in a flat list", ...REFUSED, route: "head-flat-own-grant" },
  {
    fact: "twice fails as it does in Node.js",
    ...GRANTED,
    route: "heads-twice",
    lines: [["X-First", "1"]],
    without: ["X-Second"],
    body: "ERR_HTTP_HEADERS_SENT",
  },
]);

describeMatrix("what the handler says itself", [
  { fact: "its grant is replaced", ...GRANTED, route: "own-grant" },
  { fact: "its grant is taken from a stranger", ...REFUSED, route: "own-grant" },
  { fact: "its grant is taken from an answer to nobody", ...REFUSED, headers: [], route: "own-grant" },
  { fact: "its Vary is kept", ...GRANTED, route: "own-vary", vary: ["Accept-Encoding", ...VARY] },
  { fact: "its Vary is kept for a stranger", ...REFUSED, route: "own-vary", vary: ["Accept-Encoding", ...VARY] },
  {
    fact: "its Vary is kept where nothing is added",
    mount: "public",
    route: "own-vary",
    cors: PUBLIC_GRANT,
    vary: ["Accept-Encoding"],
  },
  {
    fact: "its Vary of several lines is kept",
    ...GRANTED,
    route: "own-vary-lines",
    vary: ["Accept", "Accept-Language", ...VARY],
  },
  { fact: "its `Vary: ORIGIN` is not doubled", ...GRANTED, route: "own-vary-origin", vary: ["accept", ...VARY] },
  { fact: "its `Vary: *` stays alone", ...GRANTED, route: "own-vary-star", vary: ["*"] },
  { fact: "it cannot take Vary away", ...GRANTED, route: "removes-vary" },
  { fact: "its headers from a map are kept", ...GRANTED, route: "set-headers", lines: [["X-Map", "1"]] },
  {
    fact: "it cannot set a header too late, as ever",
    ...GRANTED,
    route: "sets-too-late",
    without: ["X-Late"],
    body: "ERR_HTTP_HEADERS_SENT",
  },
]);

describeMatrix("two policies", [
  {
    fact: "the outer one decides a preflight",
    ...preflight("PUT", "x-a"),
    mount: "named-around-narrow",
    ...PREFLIGHT_GRANTED,
  },
  {
    fact: "the outer one refuses a preflight",
    ...preflight("PUT", undefined, STRANGER),
    mount: "named-around-narrow",
    ...PREFLIGHT_REFUSED,
  },
  {
    fact: "the inner one's refusal takes the outer one's grant away",
    ...GRANTED,
    mount: "named-around-narrow",
    route: "ok",
    cors: [],
  },
  {
    fact: "the inner one's grant stands alone",
    mount: "named-around-narrow",
    route: "ok",
    headers: [["Origin", OTHER]],
    cors: [["Access-Control-Allow-Origin", OTHER]],
    vary: VARY,
  },
  { fact: "the inner one's refusal takes * away", ...REFUSED, mount: "public-around-named", route: "ok" },
  { fact: "the inner one's grant replaces *", ...GRANTED, mount: "public-around-named", route: "ok" },
  {
    fact: "the inner one takes * away from an answer to nobody",
    ...REFUSED,
    headers: [],
    mount: "public-around-named",
    route: "ok",
  },
  { fact: "the same one twice says everything once", ...GRANTED, mount: "named-twice", route: "ok" },
  {
    fact: "an error is answered as the inner one decides",
    ...REFUSED,
    mount: "public-around-named",
    route: "throws-late",
    status: 500,
  },
]);
