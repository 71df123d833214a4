import { fetchRow, reads, readsOwn, rowOf } from "../expectations.ts";
import { always, echoing, headers, plainRedirect, redirect } from "../handlers.ts";
import { OWN, OWN_HTTPS, REMOTE_HTTPS } from "../origins.ts";
import type { Row, Step } from "../row.ts";
import type { Handler } from "../server.ts";
import type { WptFile } from "../wpt-file.ts";

const AUTHENTICATED = `${OWN}/authenticated`;

/** Lets in whoever says `user:password`. */
const guarded: Handler = ({ header }) =>
  header("authorization") === `Basic ${btoa("user:password")}`
    ? { body: "welcome" }
    : { status: 401, headers: [["WWW-Authenticate", 'Basic realm="test"']] };

function basicRow(name: string, user: string, credentials: "omit" | "same-origin" | "include", status: number): Row {
  const authorization = `Basic ${btoa(user)}`;
  return fetchRow(
    name,
    { [AUTHENTICATED]: guarded },
    AUTHENTICATED,
    { credentials, headers: { Authorization: authorization } },
    { outcome: readsOwn({ status }), sent: { authorization } },
  );
}

/** `Authorization` as the page set it. */
const AUTHORIZATION = `Basic ${btoa("user:pass")}`;

/** Says what arrived, and fails a preflight that asks for what was removed. */
const dump: Handler = (incoming) => {
  const asked = incoming.header("access-control-request-headers") ?? "";
  if (incoming.isPreflight && asked.includes("authorization")) return { status: 500 };
  return {
    headers: [...echoing(incoming), headers("Authorization")],
    body: incoming.header("authorization") ?? "none",
  };
};

/** The three ways of a request with `Authorization`; the last leaves its origin. */
export function authorizationSteps(remote: string, ownEnd: string): readonly (readonly [Row["resources"], Step[]])[] {
  const start = `${OWN}/start`;
  const dumpUrl = `${OWN}/dump`;
  const [remoteStart, remoteDump] = [`${remote}/start`, `${remote}/dump`];
  const allowed = (incoming: Parameters<Handler>[0]): ReturnType<Handler> => ({
    headers: [...echoing(incoming), headers("Authorization")],
    body: incoming.header("authorization") ?? "none",
  });
  const init = { headers: { Authorization: AUTHORIZATION } };
  return [
    [{ [dumpUrl]: dump }, [{ url: dumpUrl, init, outcome: readsOwn({ text: AUTHORIZATION }) }]],
    [
      {
        [start]: plainRedirect("/dump"),
        [dumpUrl]: dump,
        [remoteStart]: redirect(remoteDump, 302, ["Authorization"]),
        [remoteDump]: allowed,
      },
      [
        { url: start, init, outcome: readsOwn({ url: dumpUrl, text: AUTHORIZATION }) },
        { url: remoteStart, init, outcome: reads({ url: remoteDump, text: AUTHORIZATION }) },
      ],
    ],
    [
      { [remoteStart]: redirect(ownEnd, 302, ["Authorization"]), [ownEnd]: dump },
      [{ url: remoteStart, init, outcome: reads({ text: "none" }), sent: { authorization: null } }],
    ],
  ];
}

const WAYS = ["without a redirect", "after a redirect within the origin", "after a redirect to another origin"];

const AUTHORIZATION_ROWS = authorizationSteps(REMOTE_HTTPS, `${OWN_HTTPS}/dump`).map(([resources, steps], index) =>
  rowOf(`Authorization ${WAYS[index]}`, resources, steps),
);

function cookiesRow(
  name: string,
  first: "omit" | "same-origin" | "include",
  second: "omit" | "same-origin" | "include",
  cookies: readonly string[],
): Row {
  const [set, ask] = [`${OWN}/set`, `${OWN}/ask`];
  const kept = first !== "omit" && second !== "omit";
  return rowOf(name, { [set]: always(...cookies.map((cookie) => ["Set-Cookie", cookie] as const)), [ask]: always() }, [
    { url: set, init: { credentials: first }, outcome: readsOwn({ headers: { "set-cookie": null } }) },
    {
      url: ask,
      init: { credentials: second },
      outcome: readsOwn({ headers: { cookie: null } }),
      sent: { cookie: kept ? cookies.join("; ") : null },
    },
  ]);
}

const FOLDER = "fetch/api/credentials";

export const FETCH_CREDENTIALS: readonly WptFile[] = [
  {
    path: `${FOLDER}/authentication-basic.any.js`,
    subtests: 4,
    rows: [
      basicRow("the author's Authorization, mode include", "user:password", "include", 200),
      basicRow("the author's Authorization, mode same-origin", "user:password", "same-origin", 200),
      basicRow("the author's Authorization, mode omit", "user:password", "omit", 200),
      basicRow("an Authorization that is wrong", "notuser:notpassword", "omit", 401),
    ],
  },
  { path: `${FOLDER}/authentication-redirection.any.js`, subtests: 3, rows: AUTHORIZATION_ROWS },
  {
    path: `${FOLDER}/cookies.any.js`,
    subtests: 7,
    rows: [
      cookiesRow("include: one cookie", "include", "include", ["a=1"]),
      cookiesRow("include: two cookies", "include", "include", ["b=2", "c=3"]),
      cookiesRow("omit: none", "omit", "omit", ["d=4"]),
      cookiesRow("omit: none is kept", "omit", "include", ["e=5"]),
      cookiesRow("omit: none is sent", "include", "omit", ["f=6"]),
      cookiesRow("same-origin: one cookie", "same-origin", "same-origin", ["a=1"]),
      cookiesRow("same-origin: two cookies", "same-origin", "same-origin", ["b=2", "c=3"]),
    ],
  },
];
