import type { HeaderLine, XhrInit } from "../../../src/browser/index.ts";
import { fails, reads, readsOwn, xhrRow } from "../expectations.ts";
import {
  allowing,
  always,
  ECHO,
  ECHO_WITHOUT,
  EVERYBODY,
  exposing,
  headers,
  maxAge,
  methods,
  PASS,
  plainRedirect,
  STAR,
} from "../handlers.ts";
import { OWN, REMOTE } from "../origins.ts";
import type { Outcome, Row } from "../row.ts";
import type { Handler } from "../server.ts";
import type { WptFile } from "../wpt-file.ts";

const GREETS = { text: PASS };

const START = `${OWN}/start`;
const END = `${REMOTE}/end`;

function sameOriginRow(name: string, end: Handler, withCredentials: boolean, outcome: Outcome): Row {
  return xhrRow(
    `own server to ${name}, ${withCredentials ? "with" : "without"} credentials`,
    { [START]: plainRedirect(END), [END]: end },
    START,
    { withCredentials },
    { outcome, wire: [`GET ${START}`, `GET ${END}`] },
  );
}

const FOLLOWED = reads({ ...GREETS, url: END });

/** A redirect of another server that may or may not say who may follow it. */
function remoteRedirect(to: string, lines: { origin?: boolean; header?: string; preflight?: boolean }): Handler {
  return ({ header, isPreflight }) => ({
    ...(isPreflight && lines.preflight !== true ? { status: 200 } : { status: 302 }),
    headers: [
      ["Location", to],
      methods("GET"),
      maxAge("1"),
      ...(lines.origin === true ? [allowing(header("origin") ?? "*")] : []),
      ...(lines.header === undefined ? [] : [headers(lines.header)]),
    ],
  });
}

const REMOTE_START = `${REMOTE}/start`;
const WITH_HEADER: XhrInit = { headers: { "x-test": "test" } };

function asyncRow(
  name: string,
  to: string,
  lines: Parameters<typeof remoteRedirect>[1],
  xhr: XhrInit,
  outcome: Outcome,
): Row {
  return xhrRow(name, { [REMOTE_START]: remoteRedirect(to, lines), [END]: STAR }, REMOTE_START, xhr, { outcome });
}

const OWN_END = `${OWN}/end`;

function redirectRow(name: string, from: string, to: string, lines: readonly HeaderLine[]): Row {
  return xhrRow(
    name,
    { [from]: plainRedirect(to, 302, ...lines), [to]: ECHO },
    from,
    {},
    { outcome: reads({ ...GREETS, url: to }), wire: [`GET ${from}`, `GET ${to}`] },
  );
}

const one = (path: string, row: Row): WptFile => ({ path: `xhr/${path}`, subtests: 1, rows: [row] });

export const XHR_REDIRECTS: readonly WptFile[] = [
  {
    path: "xhr/access-control-and-redirects-async-same-origin.any.js",
    subtests: 6,
    rows: [
      sameOriginRow("*", STAR, false, FOLLOWED),
      sameOriginRow("*", STAR, true, fails("WildcardOriginNotAllowed", 1)),
      sameOriginRow("the echoed origin", ECHO, false, FOLLOWED),
      sameOriginRow("the echoed origin", ECHO, true, FOLLOWED),
      sameOriginRow("the echoed origin, no credentials allowed", ECHO_WITHOUT, false, FOLLOWED),
      sameOriginRow(
        "the echoed origin, no credentials allowed",
        ECHO_WITHOUT,
        true,
        fails("InvalidAllowCredentials", 1),
      ),
    ],
  },
  {
    path: "xhr/access-control-and-redirects-async.any.js",
    subtests: 7,
    rows: [
      asyncRow("a redirect that allows nobody", END, {}, {}, fails("MissingAllowOriginHeader", 0)),
      asyncRow("a redirect that allows", END, { origin: true }, {}, FOLLOWED),
      asyncRow(
        "a redirect to user and password",
        END.replace("http://", "http://username:password@"),
        { origin: true },
        {},
        fails("RedirectContainsCredentials", 0),
      ),
      asyncRow("a redirect to a strange scheme", "foo://bar.cgi", { origin: true }, {}, fails("CorsDisabledScheme", 0)),
      asyncRow(
        "a preflight that is redirected",
        END,
        { origin: true, preflight: true },
        WITH_HEADER,
        fails("PreflightDisallowedRedirect", 0),
      ),
      asyncRow(
        "a preflight that is redirected and allows",
        END,
        { origin: true, header: "x-test", preflight: true },
        WITH_HEADER,
        fails("PreflightDisallowedRedirect", 0),
      ),
      xhrRow(
        "a redirect within the page's own server",
        { [START]: plainRedirect(OWN_END), [OWN_END]: () => ({ body: PASS }) },
        START,
        WITH_HEADER,
        { outcome: readsOwn({ ...GREETS, url: OWN_END }), wire: [`GET ${START}`, `GET ${OWN_END}`] },
      ),
    ],
  },
  {
    path: "xhr/access-control-and-redirects.any.js",
    subtests: 6,
    rows: [
      redirectRow("own to other", START, END, []),
      redirectRow("other to own", REMOTE_START, OWN_END, [allowing(OWN)]),
      redirectRow("other to the same other", REMOTE_START, END, [allowing(OWN)]),
    ],
    leftOut: [{ count: 3, what: "the same redirects", reason: "synchronous twin" }],
  },
  one(
    "access-control-expose-headers-on-redirect.html",
    xhrRow(
      "exposed names after a redirect",
      { [START]: plainRedirect(END), [END]: always(EVERYBODY, exposing("foo"), ["foo", "bar"], ["hoge", "fuga"]) },
      START,
      {},
      { outcome: reads({ headers: { foo: "bar", hoge: null } }) },
    ),
  ),
];
