import { fails, reads, readsOwn, rowOf, xhrRow } from "../expectations.ts";
import { allowing, always, CREDENTIALS, echoing, either, EVERYBODY, exposing, headers, methods } from "../handlers.ts";
import { OWN, OWN_HTTPS, OWN_PORT, REMOTE, REMOTE_HTTPS, REMOTE_PORT } from "../origins.ts";
import type { Outcome, Row, Step } from "../row.ts";
import type { Handler } from "../server.ts";
import type { WptFile } from "../wpt-file.ts";

const URL_ASKED = `${REMOTE}/asked`;

/** Answers with the status that is asked for, and a preflight with this one or 200. */
function statusServer(status: number, statusText: string, body: string, preflightStatus = status): Handler {
  return (incoming) => ({
    status: incoming.isPreflight ? preflightStatus : status,
    statusText,
    headers: [
      ...echoing(incoming),
      exposing("X-Request-Method"),
      methods("GET", "CHICKEN", "HEAD", "POST", "PUT"),
      headers("x-nonsimple"),
      ["X-Request-Method", incoming.method],
    ],
    body,
  });
}

function statusRow(method: string, status: number, statusText: string, text: string): Row {
  return xhrRow(
    `${method} ${status} ${statusText}`,
    { [URL_ASKED]: statusServer(status, statusText, text) },
    URL_ASKED,
    { method },
    {
      outcome: reads({
        status,
        statusText,
        text: method === "HEAD" ? "" : text,
        headers: { "x-request-method": method },
      }),
    },
  );
}

/** A status that is no 200, at the preflight too. */
function failingStatusRow(method: string, status: number, nonsimple: boolean): Row {
  const asksFirst = nonsimple || method === "PUT" || method === "CHICKEN";
  return xhrRow(
    `${method} ${status}${nonsimple ? " with a header" : ""}`,
    { [URL_ASKED]: statusServer(status, "OHAI", "") },
    URL_ASKED,
    { method, headers: nonsimple ? { "x-nonsimple": "true" } : {} },
    asksFirst
      ? { outcome: fails("PreflightInvalidStatus", 0), wire: [`OPTIONS ${URL_ASKED}`] }
      : { outcome: reads({ status, statusText: "OHAI", text: "" }), wire: [`${method} ${URL_ASKED}`] },
  );
}

function afterPreflightRow(method: string, status: number): Row {
  return xhrRow(
    `${method} ${status} after a preflight with 200`,
    { [URL_ASKED]: statusServer(status, "OMG", "", 200) },
    URL_ASKED,
    { method, headers: { "x-nonsimple": "true" } },
    { outcome: reads({ status, text: "" }), wire: [`OPTIONS ${URL_ASKED}`, `${method} ${URL_ASKED}`] },
  );
}

function corsStatusRow(allowed: boolean, preflight: number | undefined, status: number | undefined): Row {
  const lines = allowed ? [EVERYBODY, headers("x-custom")] : [];
  const outcome = (): Outcome => {
    if (preflight === undefined) {
      return allowed ? reads({ status: status ?? 200 }) : fails("MissingAllowOriginHeader", 0);
    }
    if (!allowed) return fails("PreflightMissingAllowOriginHeader", 0);
    return preflight === 200 ? reads({ status: status ?? 200 }) : fails("PreflightInvalidStatus", 0);
  };
  return xhrRow(
    `${allowed ? "allowed" : "not allowed"}, preflight ${preflight ?? "none"}, response ${status ?? 200}`,
    { [URL_ASKED]: either({ status: preflight ?? 200, headers: lines }, { status: status ?? 200, headers: lines }) },
    URL_ASKED,
    { headers: preflight === undefined ? {} : { "X-Custom": "preflight" } },
    { outcome: outcome() },
  );
}

const COOKIE_URL = `${REMOTE}/cookie`;

/** Sets a cookie to whoever has none, and takes it from whoever has one. */
const cookieServer: Handler = ({ header }) => {
  const has = header("cookie") !== undefined;
  return {
    headers: [allowing(OWN), CREDENTIALS, ["Set-Cookie", has ? "id=COOKIE; max-age=0" : "id=COOKIE"]],
    body: has ? "COOKIE" : "NO_COOKIE",
  };
};

function cookieStep(withCredentials: boolean, text: string): Step {
  return { url: COOKIE_URL, xhr: { withCredentials }, outcome: reads({ text }) };
}

function badCredentialsRow(value: string): Row {
  return xhrRow(
    `Access-Control-Allow-Credentials: ${value}`,
    { [URL_ASKED]: always(allowing(OWN), ["Access-Control-Allow-Credentials", value]) },
    URL_ASKED,
    { withCredentials: true },
    { outcome: fails("InvalidAllowCredentials", 0) },
  );
}

const UPLOAD = "xo".repeat(3000);

function lateRow(name: string, set: Readonly<Record<string, string>>): Row {
  const asksFirst = Object.keys(set).length > 0;
  return xhrRow(
    `listeners that come too late: ${name}`,
    { [URL_ASKED]: always(EVERYBODY, headers("custom-header")) },
    URL_ASKED,
    { method: "POST", headers: set, body: UPLOAD },
    {
      outcome: reads(),
      wire: asksFirst ? [`OPTIONS ${URL_ASKED}`, `POST ${URL_ASKED}`] : [`POST ${URL_ASKED}`],
      sentBody: UPLOAD,
    },
  );
}

const OTHERS = [
  ["other host", REMOTE],
  ["same host, other port", OWN_PORT],
  ["other host and port", REMOTE_PORT],
  ["other host and scheme", REMOTE_HTTPS],
  ["same host, other scheme and port", OWN_HTTPS],
] as const;

function basicRows(how: string, origin: string): Row[] {
  const url = `${origin}/basic`;
  const own = origin === OWN;
  const text = "hest_er_best";
  const row = (allowed: boolean): Row =>
    xhrRow(
      `${how}: ${allowed ? "the origin is echoed" : "nobody is allowed"}`,
      { [url]: (incoming) => ({ headers: allowed ? echoing(incoming) : [], body: text }) },
      url,
      {},
      { outcome: own ? readsOwn({ text }) : allowed ? reads({ text }) : fails("MissingAllowOriginHeader", 0) },
    );
  return [row(false), row(true)];
}

export const CORS_TOP_STATUS: readonly WptFile[] = [
  {
    path: "cors/status.htm",
    subtests: 5,
    rows: [
      corsStatusRow(false, undefined, 400),
      corsStatusRow(false, 200, undefined),
      corsStatusRow(true, undefined, 400),
      corsStatusRow(true, 200, 400),
      corsStatusRow(true, 400, undefined),
    ],
  },
  {
    path: "cors/status-async.htm",
    subtests: 24,
    rows: [
      statusRow("GET", 200, "OK", "Not today."),
      statusRow("GET", 201, "OK/Created", "Not today 01."),
      statusRow("GET", 202, "OK/Accepted", "Not today 02."),
      statusRow("GET", 203, "OK/Non-Authoritative Information", "Not today 03."),
      statusRow("GET", 204, "OK/No Content", ""),
      statusRow("GET", 205, "OK/Reset Content", ""),
      statusRow("GET", 206, "OK/Partial Content", "Not today 06."),
      statusRow("GET", 209, "OK", "Not today 09."),
      statusRow("GET", 299, "OK", "Not today 99."),
      statusRow("POST", 200, "OK", "<x>402</x>"),
      statusRow("HEAD", 200, "OK", "Nice!"),
      statusRow("PUT", 200, "OK", "400"),
      statusRow("CHICKEN", 200, "OK", "bah"),
      failingStatusRow("GET", 400, false),
      failingStatusRow("HEAD", 401, false),
      failingStatusRow("POST", 404, false),
      failingStatusRow("POST", 500, false),
      failingStatusRow("PUT", 699, false),
      failingStatusRow("CHICKEN", 501, false),
      failingStatusRow("GET", 400, true),
      failingStatusRow("HEAD", 401, true),
      failingStatusRow("POST", 404, true),
      failingStatusRow("PUT", 699, true),
      failingStatusRow("CHICKEN", 501, true),
    ],
  },
  {
    path: "cors/status-preflight.htm",
    subtests: 16,
    rows: [
      ...[200, 204, 400, 401].map((status) => afterPreflightRow("GET", status)),
      ...[200, 204, 400, 401, 501, 699].map((status) => afterPreflightRow("HEAD", status)),
      ...[204, 400, 401, 404].map((status) => afterPreflightRow("POST", status)),
      afterPreflightRow("PUT", 699),
      afterPreflightRow("CHICKEN", 501),
    ],
  },
  {
    path: "cors/basic.htm",
    subtests: 12,
    rows: [...basicRows("own server", OWN), ...OTHERS.flatMap(([how, origin]) => basicRows(how, origin))],
  },
  {
    path: "cors/credentials-flag.htm",
    subtests: 10,
    rows: [
      rowOf("no cookie is sent unless asked", { [COOKIE_URL]: cookieServer }, [
        cookieStep(false, "NO_COOKIE"),
        cookieStep(false, "NO_COOKIE"),
      ]),
      rowOf("a cookie stays at home without credentials", { [COOKIE_URL]: cookieServer }, [
        cookieStep(true, "NO_COOKIE"),
        cookieStep(false, "NO_COOKIE"),
        cookieStep(true, "COOKIE"),
      ]),
      rowOf("no cookie is kept without credentials", { [COOKIE_URL]: cookieServer }, [
        cookieStep(false, "NO_COOKIE"),
        cookieStep(true, "NO_COOKIE"),
        cookieStep(true, "COOKIE"),
      ]),
      ...["TRUE", "True", '"true"', "false", "1", "0"].map(badCredentialsRow),
    ],
    leftOut: [{ count: 1, what: "withCredentials of a synchronous request", reason: "synchronous twin" }],
  },
  {
    path: "cors/late-upload-events.htm",
    subtests: 2,
    rows: [lateRow("no preflight", {}), lateRow("a preflight for another reason", { "custom-header": "test" })],
  },
  {
    path: "cors/304.htm",
    subtests: 3,
    rows: [],
    leftOut: [{ count: 3, what: "answers that are kept and confirmed by 304", reason: "HTTP cache" }],
  },
  {
    path: "cors/script-304.html",
    subtests: 2,
    rows: [],
    leftOut: [{ count: 2, what: "a script that is kept and confirmed by 304", reason: "HTTP cache" }],
  },
];
