import { fails, fetchRow, reads } from "../expectations.ts";
import { always, EVERYBODY, headers, redirect } from "../handlers.ts";
import { OWN, OWN_PORT, REMOTE } from "../origins.ts";
import type { Row } from "../row.ts";
import type { WptFile } from "../wpt-file.ts";

const STATUSES = [301, 302, 303, 307, 308];

const LOCAL_START = `${OWN}/start`;
const REMOTE_START = `${REMOTE}/start`;
const LOCAL_END = `${OWN}/end`;
const REMOTE_END = `${REMOTE}/end`;
const OTHER_END = `${OWN_PORT}/end`;

function simpleRow(how: string, from: string, to: string, status: number, origin: string): Row {
  return fetchRow(
    `redirect ${status}: ${how}`,
    { [from]: redirect(to, status), [to]: always(EVERYBODY) },
    from,
    {},
    { outcome: reads({ url: to, redirected: true }), wire: [`GET ${from}`, `GET ${to}`], sent: { origin } },
  );
}

/** A redirect to where the header is asked for again, and allowed or not. */
function preflightRows(how: string, from: string, to: string, status: number): Row[] {
  const asksFirst = from.startsWith(REMOTE);
  const before = asksFirst ? [`OPTIONS ${from}`, `GET ${from}`] : [`GET ${from}`];
  const init = { headers: { "x-w3c": "test" } };
  const origin = asksFirst ? "null" : OWN;
  return [
    fetchRow(
      `redirect ${status}: ${how}, the second preflight allows`,
      { [from]: redirect(to, status, ["x-w3c"]), [to]: always(EVERYBODY, headers("x-w3c")) },
      from,
      init,
      { outcome: reads(), wire: [...before, `OPTIONS ${to}`, `GET ${to}`], asked: { origin }, sent: { origin } },
    ),
    fetchRow(
      `redirect ${status}: ${how}, the second preflight refuses`,
      { [from]: redirect(to, status, ["x-w3c"]), [to]: always(EVERYBODY) },
      from,
      init,
      {
        outcome: fails("HeaderDisallowedByPreflightResponse", 1),
        wire: [...before, `OPTIONS ${to}`],
        asked: { origin, "access-control-request-headers": "x-w3c" },
      },
    ),
  ];
}

function credentialsRow(how: string, from: string, to: string, status: number, user: string): Row {
  const target = to.replace("://", `://${user}`);
  const what = user === "" ? "without user and password" : `with ${user}`;
  return fetchRow(
    `redirect ${status}: ${how}, ${what}`,
    { [from]: redirect(target, status), [to]: always(EVERYBODY) },
    from,
    {},
    user === ""
      ? { outcome: reads(), wire: [`GET ${from}`, `GET ${to}`] }
      : { outcome: fails("RedirectContainsCredentials", 0), wire: [`GET ${from}`] },
  );
}

const USERS = ["user:password@", "user:@", ":password@"];

function credentialsRows(status: number): Row[] {
  const starts = `${OWN_PORT}/start`;
  return [
    credentialsRow("own to remote", LOCAL_START, OTHER_END, status, ""),
    ...USERS.map((user) => credentialsRow("own to remote", LOCAL_START, OTHER_END, status, user)),
    ...USERS.map((user) => credentialsRow("remote to own", starts, LOCAL_END, status, user)),
    ...USERS.map((user) => credentialsRow("remote to the same remote", starts, OTHER_END, status, user)),
    ...USERS.map((user) => credentialsRow("remote to another remote", starts, REMOTE_END, status, user)),
  ];
}

const FOLDER = "fetch/api/cors";

export const CORS_REDIRECT: readonly WptFile[] = [
  {
    path: `${FOLDER}/cors-redirect.any.js`,
    subtests: 20,
    rows: STATUSES.flatMap((status) => [
      simpleRow("remote to the same remote", REMOTE_START, REMOTE_END, status, OWN),
      simpleRow("remote to another remote", REMOTE_START, OTHER_END, status, "null"),
      simpleRow("own to remote", LOCAL_START, REMOTE_END, status, OWN),
      simpleRow("remote to own", REMOTE_START, LOCAL_END, status, "null"),
    ]),
  },
  {
    path: `${FOLDER}/cors-redirect-preflight.any.js`,
    subtests: 30,
    rows: STATUSES.flatMap((status) => [
      ...preflightRows("own to remote", LOCAL_START, REMOTE_END, status),
      ...preflightRows("remote to own", REMOTE_START, LOCAL_END, status),
      ...preflightRows("remote to another remote", REMOTE_START, OTHER_END, status),
    ]),
  },
  {
    path: `${FOLDER}/cors-redirect-credentials.any.js`,
    subtests: 65,
    rows: STATUSES.flatMap(credentialsRows),
  },
];
