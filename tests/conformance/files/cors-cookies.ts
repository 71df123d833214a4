import type { HeaderLine } from "../../../src/browser/index.ts";
import { reads, readsOwn, rowOf } from "../expectations.ts";
import { allowing, always, CREDENTIALS, redirect } from "../handlers.ts";
import { FOREIGN, OWN, OWN_PORT, REMOTE } from "../origins.ts";
import type { Outcome, Row } from "../row.ts";
import type { WptFile } from "../wpt-file.ts";

const SHARED: readonly HeaderLine[] = [allowing(OWN), CREDENTIALS];

function setting(...cookies: readonly string[]): ReturnType<typeof always> {
  return always(...SHARED, ...cookies.map((cookie): HeaderLine => ["Set-Cookie", cookie]));
}

function outcomeAt(origin: string): Outcome {
  return origin === OWN ? readsOwn({ headers: { cookie: null } }) : reads({ headers: { cookie: null } });
}

/** A cookie is set at one origin, and another is asked. */
function cookieRow(
  name: string,
  setAt: string,
  askedAt: string,
  credentials: "omit" | "same-origin" | "include",
  cookie: string,
): Row {
  const [set, ask] = [`${setAt}/set`, `${askedAt}/ask`];
  const sent = credentials === "include" && setAt === askedAt ? cookie : null;
  return rowOf(name, { [set]: setting(cookie), [ask]: always(...SHARED) }, [
    { url: set, init: { credentials }, outcome: outcomeAt(setAt) },
    { url: ask, init: { credentials }, outcome: outcomeAt(askedAt), sent: { cookie: sent } },
  ]);
}

/** Cookies at two origins, and a redirect from the one to the other. */
function redirectRow(name: string, preflighted: boolean): Row {
  const [first, second] = [`${REMOTE}/set`, `${OWN_PORT}/set`];
  const [start, end] = [`${REMOTE}/start`, `${OWN_PORT}/end`];
  return rowOf(
    name,
    {
      [first]: setting("a=1"),
      [second]: setting("a=2"),
      [start]: redirect(end, 301, ["a"]),
      [end]: (incoming) => ({
        headers: [allowing(incoming.header("origin") ?? "*"), CREDENTIALS, ["Access-Control-Allow-Headers", "a"]],
      }),
    },
    [
      { url: first, init: { credentials: "include" }, outcome: reads() },
      { url: second, init: { credentials: "include" }, outcome: reads() },
      {
        url: start,
        init: { credentials: "include", headers: preflighted ? { a: "b" } : {} },
        outcome: reads({ url: end }),
        wire: preflighted
          ? [`OPTIONS ${start}`, `GET ${start}`, `OPTIONS ${end}`, `GET ${end}`]
          : [`GET ${start}`, `GET ${end}`],
        sent: { cookie: "a=2" },
        ...(preflighted ? { asked: { cookie: null } } : {}),
      },
    ],
  );
}

/** Cookies are kept and dropped as the server says. */
function keptRow(name: string, later: string, sent: string | null): Row {
  const resources: Row["resources"] = Object.fromEntries(
    [REMOTE, OWN_PORT].flatMap((origin, index) => [
      [`${origin}/set`, setting(`a=${index + 1}`)],
      [`${origin}/again`, setting(`a=${index + 1}${later}`)],
      [`${origin}/ask`, always(...SHARED)],
    ]),
  );
  const init = { credentials: "include" } as const;
  return rowOf(
    name,
    resources,
    [REMOTE, OWN_PORT].flatMap((origin, index) => [
      { url: `${origin}/set`, init, outcome: reads() },
      { url: `${origin}/again`, init, outcome: reads() },
      { url: `${origin}/ask`, init, outcome: reads(), sent: { cookie: sent === null ? null : `a=${index + 1}` } },
    ]),
  );
}

const FOLDER = "fetch/api/cors";

export const CORS_COOKIES: readonly WptFile[] = [
  {
    path: `${FOLDER}/cors-cookies.any.js`,
    subtests: 6,
    rows: [
      cookieRow("omit: no cookie is sent", OWN, OWN, "omit", "g=7"),
      cookieRow("include: a cookie", REMOTE, REMOTE, "include", "a=1"),
      cookieRow("include: the page's cookies do not go elsewhere", OWN, REMOTE, "include", "c=3"),
      cookieRow("include: cookies from elsewhere do not go to the page's server", REMOTE, OWN, "include", "d=4"),
      cookieRow("same-origin: cookies from elsewhere are not kept", REMOTE, REMOTE, "same-origin", "f=6"),
      cookieRow("include: cookies go back to their own server alone", REMOTE, FOREIGN, "include", "e=5"),
    ],
  },
  {
    path: `${FOLDER}/cors-cookies-redirect.any.js`,
    subtests: 4,
    rows: [
      keptRow("cookies are kept", "", "kept"),
      redirectRow("after a redirect to another origin, its own cookies are sent", false),
      redirectRow("after a redirect to another origin with preflights, its own cookies are sent", true),
      keptRow("cookies are dropped", "; max-age=0", null),
    ],
  },
];
