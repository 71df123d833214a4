import type { XhrInit } from "../../../src/browser/index.ts";
import { fails, reads, readsOwn, rowOf, xhrRow } from "../expectations.ts";
import {
  allowing,
  always,
  CREDENTIALS,
  either,
  EVERYBODY,
  exposing,
  headers,
  methods,
  plainRedirect,
} from "../handlers.ts";
import { OWN, REMOTE, REMOTE_2 } from "../origins.ts";
import type { Expected, Outcome, Row } from "../row.ts";
import type { Handler } from "../server.ts";
import type { WptFile } from "../wpt-file.ts";
import { EXPOSE_STAR } from "./cors-basic.ts";
import { authorizationSteps } from "./fetch-credentials.ts";

const URL_ASKED = `${REMOTE}/asked`;
const START = `${OWN}/start`;
const END = `${REMOTE_2}/end`;

/** A server that lets through what many clients ask, and says what arrived. */
function corsEnabled(more: readonly string[] = []): Handler {
  return ({ method, header, body }) => ({
    headers: [
      EVERYBODY,
      CREDENTIALS,
      methods("GET", "POST", "PUT", "FOO"),
      headers("x-test", "x-foo", ...more),
      exposing("x-request-method", "x-request-content-type", "x-request-data"),
      ["X-Request-Method", method],
      ["X-Request-Content-Type", header("content-type") ?? "NO"],
      ["X-Request-Data", body],
    ],
  });
}

/** Listeners in time cause a preflight, which this server does not know. */
const NO_PREFLIGHT = either({ status: 400 }, { headers: [EVERYBODY] });

function uploadRow(name: string, url: string, inTime: boolean): Row {
  const asked = url === START ? [`POST ${START}`] : [];
  const handler = inTime ? corsEnabled() : NO_PREFLIGHT;
  return xhrRow(
    name,
    { [START]: plainRedirect(URL_ASKED, 307), [URL_ASKED]: handler },
    url,
    { method: "POST", body: "data", uploadListeners: inTime },
    {
      outcome: reads(),
      wire: inTime ? [...asked, `OPTIONS ${URL_ASKED}`, `POST ${URL_ASKED}`] : [...asked, `POST ${URL_ASKED}`],
    },
  );
}

const FORM = new FormData();
FORM.append("key", "value");

function formRow(name: string, xhr: XhrInit, asksFirst: boolean): Row {
  const handler: Handler = ({ body, isPreflight }) => {
    const whole = body.includes('Content-Disposition: form-data; name="key"\r\n\r\nvalue\r\n');
    return {
      status: isPreflight || whole ? 200 : 400,
      headers: [allowing(OWN), CREDENTIALS, headers("Authorization")],
    };
  };
  return xhrRow(
    name,
    { [URL_ASKED]: handler },
    URL_ASKED,
    { method: "POST", body: FORM, ...xhr },
    { outcome: reads(), wire: asksFirst ? [`OPTIONS ${URL_ASKED}`, `POST ${URL_ASKED}`] : [`POST ${URL_ASKED}`] },
  );
}

const STAR_ROWS = EXPOSE_STAR.map(({ name, lines, credentialed, visible }) =>
  xhrRow(
    name,
    { [URL_ASKED]: always(...lines) },
    URL_ASKED,
    { withCredentials: credentialed },
    {
      outcome: reads({ headers: visible }),
    },
  ),
);

const WAYS = ["without a redirect", "after a redirect within the origin", "after a redirect to another origin"];

const AUTHORIZATION_ROWS = authorizationSteps(REMOTE, `${OWN}/dump`).map(([resources, steps], index) =>
  rowOf(
    `Authorization ${WAYS[index]}`,
    resources,
    steps.map(({ init, ...step }) => ({ ...step, xhr: { headers: init?.headers as Record<string, string> } })),
  ),
);

interface Redirected {
  readonly method?: string;
  readonly body?: string | Uint8Array;
  /** `Content-Type` as the page sets it. */
  readonly type?: string;
  /** Whether the other server allows that header. */
  readonly allowed?: boolean;
}

/** A redirect to another server: what arrives there, if anything does. */
function toCorsRow(status: number, { method = "GET", body, type, allowed = false }: Redirected = {}): Row {
  const becomesGet = ((status === 301 || status === 302) && method === "POST") || (status === 303 && method !== "GET");
  const last = becomesGet ? "GET" : method;
  const given = body === undefined ? undefined : Buffer.from(body).toString("latin1");
  const implied = typeof body === "string" ? "text/plain;charset=UTF-8" : "NO";
  const arrives = becomesGet ? "NO" : (type ?? implied);
  const unsafe = arrives.startsWith("application/");
  const outcome: Outcome =
    unsafe && !allowed
      ? fails("HeaderDisallowedByPreflightResponse", 1)
      : reads({
          url: END,
          headers: {
            "x-request-method": last,
            "x-request-content-type": arrives,
            "x-request-data": becomesGet ? "" : (given ?? ""),
          },
        });
  const what = [method, given === undefined ? "" : `of ${given}`, type ?? "", allowed ? "(allowed)" : ""];
  const asksFirst = unsafe || last === "FOO";
  const expected: Expected = {
    outcome,
    wire: [
      `${method} ${START}`,
      ...(asksFirst ? [`OPTIONS ${END}`] : []),
      ...("got" in outcome ? [`${last} ${END}`] : []),
    ],
  };
  return xhrRow(
    `redirect ${status}: ${what.filter((part) => part !== "").join(" ")}`,
    { [START]: plainRedirect(END, status), [END]: corsEnabled(allowed ? ["content-type"] : []) },
    START,
    {
      method,
      headers: type === undefined ? {} : { "Content-Type": type },
      ...(body === undefined ? {} : { body }),
    },
    expected,
  );
}

const PONY = "application/x-pony";
const THUNDER = "application/thunderstorm";
const ALLOWED_PONY = { type: PONY, allowed: true };

function toNonCorsRow(status: number): Row {
  return xhrRow(
    `redirect ${status} to a server that allows nobody`,
    { [START]: plainRedirect(END, status), [END]: always(["x-request-method", "GET"]) },
    START,
    { headers: { "Content-Type": PONY } },
    { outcome: fails("PreflightMissingAllowOriginHeader", 1), wire: [`GET ${START}`, `OPTIONS ${END}`] },
  );
}

const LISTS = rowOf(
  "lists that begin with a comma",
  {
    [`${REMOTE}/headers`]: always(allowing(OWN), headers(",y-lol,x-print, ,,,y-print")),
    [`${REMOTE}/methods`]: always(allowing(OWN), methods(",,PUT,GET")),
  },
  [
    {
      url: `${REMOTE}/headers`,
      xhr: { headers: { "x-print": "unicorn", "y-print": "narwhal" } },
      outcome: reads(),
      sent: { "x-print": "unicorn", "y-print": "narwhal" },
    },
    { url: `${REMOTE}/methods`, xhr: { method: "PUT" }, outcome: reads() },
  ],
);

const USER = `Basic ${btoa("user:pass")}`;

/** A server that asks for `Authorization`, and lets a page send it or not. */
function authorizedRow(name: string, allowed: readonly string[], withCredentials: boolean, outcome: Outcome): Row {
  const lines = [allowing(OWN), CREDENTIALS, headers(...allowed), exposing("x-challenge")];
  return xhrRow(
    name,
    {
      [URL_ASKED]: either({ headers: lines }, ({ header }) => ({
        status: header("authorization") === USER ? 200 : 401,
        headers: [...lines, ["X-Challenge", "DID-NOT"]],
      })),
    },
    URL_ASKED,
    { withCredentials, headers: { "x-user": "user", Authorization: USER } },
    { outcome },
  );
}

const CHALLENGED = reads({ headers: { "x-challenge": "DID-NOT" } });

function conditionalRow(withCors: boolean): Row {
  const lines = [EVERYBODY, headers("If-None-Match")];
  return rowOf(
    `a 304 that ${withCors ? "allows" : "does not allow"} the page`,
    {
      [URL_ASKED]: either({ headers: lines }, ({ header }) =>
        header("if-none-match") === undefined
          ? { headers: lines, statusText: "OK", body: "MAYBE NOT" }
          : { status: 304, statusText: "SUPERCOOL", headers: withCors ? lines : [] },
      ),
    },
    [
      { url: URL_ASKED, xhr: {}, outcome: reads({ statusText: "OK", text: "MAYBE NOT" }) },
      {
        url: URL_ASKED,
        xhr: { headers: { "If-None-Match": "tag" } },
        outcome: withCors
          ? reads({ status: 304, statusText: "SUPERCOOL", text: "" })
          : fails("MissingAllowOriginHeader", 0),
        sent: { "cache-control": "no-cache", pragma: "no-cache" },
      },
    ],
  );
}

/** What no page may read, of another server or of no server. */
function nonSameOriginRow(url: string): Row {
  const code = url.startsWith("http") ? "MissingAllowOriginHeader" : "CorsDisabledScheme";
  return xhrRow(
    `asks ${url}`,
    { [`${REMOTE}/`]: always(), [`${REMOTE}/folder.txt`]: always() },
    url,
    {},
    {
      outcome: fails(code, 0),
    },
  );
}

const COMBINED = xhrRow(
  "values are joined, empty ones too",
  { [`${OWN}/echo`]: always() },
  `${OWN}/echo`,
  {
    method: "POST",
    headers: [
      ["test-me", ""],
      ["test-me", ""],
      ["test-me", " "],
      ["test-me", "\t"],
      ["test-me", "x\tx"],
      ["test-me", ""],
    ],
  },
  { outcome: readsOwn(), sent: { "test-me": ", , , , x\tx, " } },
);

export const XHR_OTHER: readonly WptFile[] = [
  {
    path: "xhr/event-upload-progress-crossorigin.any.js",
    subtests: 4,
    rows: [
      uploadRow("a listener in time", URL_ASKED, true),
      uploadRow("a listener in time, after a redirect", START, true),
      uploadRow("a listener too late", URL_ASKED, false),
      uploadRow("a listener too late, after a redirect", START, false),
    ],
  },
  {
    path: "xhr/cors-upload.any.js",
    subtests: 2,
    rows: [
      formRow("a form without a preflight", {}, false),
      formRow(
        "a form after a preflight",
        { headers: { Authorization: "Bearer access-token" }, withCredentials: true },
        true,
      ),
    ],
  },
  { path: "xhr/cors-expose-star.sub.any.js", subtests: 3, rows: STAR_ROWS },
  { path: "xhr/xhr-authorization-redirect.any.js", subtests: 3, rows: AUTHORIZATION_ROWS },
  { path: "xhr/allow-lists-starting-with-comma.htm", subtests: 1, rows: [LISTS] },
  {
    path: "xhr/send-redirect-to-cors.htm",
    subtests: 23,
    rows: [
      toCorsRow(301),
      toCorsRow(301, { type: PONY }),
      toCorsRow(301, ALLOWED_PONY),
      toCorsRow(303, ALLOWED_PONY),
      toCorsRow(302),
      toCorsRow(303),
      toCorsRow(302, { method: "FOO", body: "test", ...ALLOWED_PONY }),
      toCorsRow(303, { method: "FOO", body: "test", ...ALLOWED_PONY }),
      toCorsRow(307),
      toCorsRow(307, { method: "POST" }),
      toCorsRow(307, { method: "POST", body: "hello" }),
      toCorsRow(307, { method: "POST", body: new Uint8Array([65, 66, 67]) }),
      toCorsRow(301, { method: "POST", body: "yoyo", type: PONY }),
      toCorsRow(301, { method: "POST", body: "yoyo", ...ALLOWED_PONY }),
      toCorsRow(302, { method: "POST", body: "yoyo", type: PONY }),
      toCorsRow(307, { method: "POST", body: "yoyo", type: PONY }),
      toCorsRow(307, { method: "FOO", body: "yoyo", type: PONY }),
      toCorsRow(308, { method: "POST", body: "yoyo", type: PONY }),
      toCorsRow(308, { method: "FOO", body: "yoyo", type: PONY }),
      toCorsRow(308, { method: "FOO", body: "yoyo", type: "text/plain" }),
      toCorsRow(308, { method: "FOO", body: "yoyo", type: "multipart/form-data" }),
      toCorsRow(308, { method: "FOO", body: "yoyo", type: THUNDER, allowed: true }),
      toCorsRow(307, { method: "POST", body: "yoyo", type: THUNDER, allowed: true }),
    ],
  },
  { path: "xhr/send-redirect-to-non-cors.htm", subtests: 4, rows: [301, 302, 303, 307].map(toNonCorsRow) },
  {
    path: "xhr/send-authentication-cors-basic-setrequestheader.htm",
    subtests: 1,
    rows: [authorizedRow("the author's Authorization", ["authorization", "x-user"], true, CHALLENGED)],
  },
  {
    path: "xhr/send-authentication-cors-setrequestheader-no-cred.htm",
    subtests: 2,
    rows: [
      authorizedRow("Authorization is allowed", ["authorization", "x-user"], false, CHALLENGED),
      authorizedRow("Authorization is not allowed", ["x-user"], false, fails("HeaderDisallowedByPreflightResponse", 0)),
    ],
  },
  ...["send-authentication-basic-cors.htm", "send-authentication-basic-cors-not-enabled.htm"].map((path): WptFile => ({
    path: `xhr/${path}`,
    subtests: 1,
    rows: [],
    leftOut: [{ count: 1, what: "user and password given to open()", reason: "user prompt" }],
  })),
  { path: "xhr/send-conditional-cors.htm", subtests: 2, rows: [conditionalRow(false), conditionalRow(true)] },
  {
    path: "xhr/send-non-same-origin.htm",
    subtests: 7,
    rows: [
      "mailto:test@example.org",
      "tel:+31600000000",
      `${REMOTE}/`,
      "javascript:alert('FAIL')",
      `${REMOTE}/folder.txt`,
      "about:blank",
      "blob:bogusidentifier",
    ].map(nonSameOriginRow),
  },
  { path: "xhr/setrequestheader-combining.window.js", subtests: 1, rows: [COMBINED] },
];
