import { fails, reads, xhrRow } from "../expectations.ts";
import { allowing, always, either, EVERYBODY, headers, plainRedirect } from "../handlers.ts";
import { OWN, REMOTE, REMOTE_2 } from "../origins.ts";
import type { Outcome, Row } from "../row.ts";
import type { WptFile } from "../wpt-file.ts";

const URL_ASKED = `${REMOTE}/asked`;
const NEXT = `${REMOTE}/next`;

/** Allows an origin, or names none. */
function makeHeader(origin: string): ReturnType<typeof always> {
  return origin === "none" ? always() : always(allowing(origin));
}

const PLACES = { local: `${OWN}/first`, remote: `${REMOTE}/first`, remote2: `${REMOTE_2}/first` };

type Place = keyof typeof PLACES;

/** What the first and the second answer allow, and whom the second is told about. */
function originRow(from: Place, first: string, to: Place, second: string, origin: string | undefined): Row {
  const [start, end] = [PLACES[from], `${PLACES[to]}/second`];
  const lines = first === "none" ? [] : [allowing(first)];
  const named = (text: string): string => (text === OWN ? "the page's origin" : text);
  return xhrRow(
    `${from} (${named(first)}) to ${to} (${named(second)})`,
    { [start]: plainRedirect(end, 302, ...lines), [end]: makeHeader(second) },
    start,
    {},
    origin === undefined
      ? { outcome: refusal(from, first, second) }
      : { outcome: reads({ url: end }), sent: { origin }, wire: [`GET ${start}`, `GET ${end}`] },
  );
}

function refusal(from: Place, first: string, second: string): Outcome {
  const hop = from === "local" || first === "*" || first === OWN ? 1 : 0;
  const value = hop === 0 ? first : second;
  return fails(value === "none" ? "MissingAllowOriginHeader" : "AllowOriginMismatch", hop);
}

const REDIRECT_ORIGINS: Row[] = [
  ...["*", OWN].flatMap((first) => [
    originRow("local", first, "remote", "*", OWN),
    originRow("local", first, "remote", OWN, OWN),
    originRow("local", first, "remote", "null", undefined),
    originRow("local", first, "remote", "none", undefined),
  ]),
  originRow("local", "null", "remote", "*", OWN),
  originRow("local", "none", "remote", "*", OWN),
  ...(["local", "remote2"] as const).flatMap((to) => [
    ...["*", OWN].flatMap((first) => [
      originRow("remote", first, to, "*", "null"),
      originRow("remote", first, to, OWN, undefined),
      originRow("remote", first, to, "null", "null"),
      originRow("remote", first, to, "none", undefined),
    ]),
    originRow("remote", "null", to, "*", undefined),
    originRow("remote", "none", to, "*", undefined),
  ]),
  ...["*", OWN].flatMap((first) => [
    originRow("remote", first, "remote", "*", OWN),
    originRow("remote", first, "remote", OWN, OWN),
    originRow("remote", first, "remote", "null", undefined),
    originRow("remote", first, "remote", "none", undefined),
  ]),
  originRow("remote", "null", "remote", "*", undefined),
  originRow("remote", "none", "remote", "*", undefined),
  originRow("remote", "*", "remote", REMOTE, undefined),
  originRow("remote", "*", "remote2", REMOTE, undefined),
  originRow("remote", REMOTE, "remote", "*", undefined),
];

function userinfoRow(user: string, fine: boolean): Row {
  const target = NEXT.replace("http://", `http://${user}`);
  return xhrRow(
    `a redirect to //${user}…`,
    { [URL_ASKED]: plainRedirect(target, 302, EVERYBODY), [NEXT]: always(EVERYBODY) },
    URL_ASKED,
    {},
    {
      outcome: fine ? reads({ url: NEXT }) : fails("RedirectContainsCredentials", 0),
      wire: fine ? [`GET ${URL_ASKED}`, `GET ${NEXT}`] : [`GET ${URL_ASKED}`],
    },
  );
}

const PREFLIGHT_STATUSES = [
  200, 299, 300, 301, 302, 303, 304, 305, 306, 307, 308, 400, 401, 402, 403, 404, 405, 406, 407, 408, 409, 410, 411,
  412, 413, 414, 415, 416, 417, 500, 501, 502, 503, 504, 505, 680, 790,
];

/** The preflight and the request are answered with the same status, and a place to go. */
function preflightFailureRow(status: number): Row {
  const location = status >= 300 && status < 400 ? [["Location", NEXT] as const] : [];
  const outcome = (): Outcome => {
    if (status <= 299) return reads({ status });
    return fails(
      [301, 302, 303, 307, 308].includes(status) ? "PreflightDisallowedRedirect" : "PreflightInvalidStatus",
      0,
    );
  };
  return xhrRow(
    `preflight answered with ${status}`,
    { [URL_ASKED]: () => ({ status, headers: [EVERYBODY, headers("x-test"), ...location] }) },
    URL_ASKED,
    { headers: { "x-test": "test" } },
    { outcome: outcome() },
  );
}

function redirectAfterPreflightRow(status: number): Row {
  const lines = [EVERYBODY, headers("x-test")];
  return xhrRow(
    `redirect ${status} after a preflight with 200`,
    { [URL_ASKED]: either({ headers: lines }, plainRedirect(NEXT, status, ...lines)), [NEXT]: always(...lines) },
    URL_ASKED,
    { headers: { "x-test": "test" } },
    {
      outcome: reads({ url: NEXT }),
      wire: [`OPTIONS ${URL_ASKED}`, `GET ${URL_ASKED}`, `OPTIONS ${NEXT}`, `GET ${NEXT}`],
    },
  );
}

function redirectToPreflightRow(allowed: boolean): Row {
  const start = `${OWN}/start`;
  return xhrRow(
    `own server to another with a header that is ${allowed ? "allowed" : "refused"} there`,
    {
      [start]: plainRedirect(NEXT, 302, EVERYBODY),
      [NEXT]: always(EVERYBODY, ...(allowed ? [headers("custom-header")] : [])),
    },
    start,
    { headers: { "custom-header": "admin" } },
    allowed
      ? {
          outcome: reads(),
          wire: [`GET ${start}`, `OPTIONS ${NEXT}`, `GET ${NEXT}`],
          sent: { "custom-header": "admin" },
        }
      : { outcome: fails("HeaderDisallowedByPreflightResponse", 1), wire: [`GET ${start}`, `OPTIONS ${NEXT}`] },
  );
}

export const CORS_TOP_REDIRECTS: readonly WptFile[] = [
  { path: "cors/redirect-origin.htm", subtests: 43, rows: REDIRECT_ORIGINS },
  {
    path: "cors/redirect-userinfo.htm",
    subtests: 6,
    rows: [
      userinfoRow("test:test@", false),
      userinfoRow("user:@", false),
      userinfoRow("user@", false),
      userinfoRow(":@", true),
      userinfoRow(":pass@", false),
      userinfoRow("@", true),
    ],
  },
  {
    path: "cors/redirect-preflight.htm",
    subtests: 5,
    rows: [301, 302, 303, 307, 308].map(redirectAfterPreflightRow),
  },
  {
    path: "cors/redirect-preflight-2.htm",
    subtests: 2,
    rows: [redirectToPreflightRow(false), redirectToPreflightRow(true)],
  },
  { path: "cors/preflight-failure.htm", subtests: 37, rows: PREFLIGHT_STATUSES.map(preflightFailureRow) },
];
