import type { FetchInit, HeaderLine } from "../../../src/browser/index.ts";
import { fails, fetchRow, OPAQUE, opaqueRedirect, reads, readsOwn } from "../expectations.ts";
import { allowing, always, echoing, EVERYBODY, plainRedirect, redirect } from "../handlers.ts";
import { FOREIGN_HTTPS, FOREIGN, OWN, REMOTE } from "../origins.ts";
import type { Expected, Outcome, Row } from "../row.ts";
import type { Handler } from "../server.ts";
import type { WptFile } from "../wpt-file.ts";

const STATUSES = [301, 302, 303, 307, 308];
const START = `${OWN}/start`;
const END = `${OWN}/end.txt`;
const DATA = "data:text/plain;base64,cmVzcG9uc2UncyBib2R5";

function originRow(how: string, method: string, from: string, to: string, status: number, origin: string | null): Row {
  // A POST turned into a GET stays one.
  const last = method === "POST" && status <= 303 ? "GET" : method;
  return fetchRow(
    `${method}, redirect ${status}: ${how}`,
    { [from]: redirect(to, status), [to]: (incoming) => ({ headers: echoing(incoming) }) },
    from,
    { method },
    {
      outcome: from === START && to === END ? readsOwn() : reads(),
      wire: [`${method} ${from}`, `${last} ${to}`],
      sent: { origin: last === "GET" && from === START && to === END ? null : origin },
    },
  );
}

function originRows(status: number, method: string): Row[] {
  const [remoteStart, remoteEnd] = [`${REMOTE}/start`, `${REMOTE}/end.txt`];
  return [
    originRow("own to own", method, START, END, status, OWN),
    originRow("own to other", method, START, remoteEnd, status, OWN),
    originRow("other to the same other", method, remoteStart, remoteEnd, status, OWN),
    originRow("other to own", method, remoteStart, END, status, "null"),
  ];
}

type RedirectMode = NonNullable<FetchInit["redirect"]>;

function modeRow(remote: boolean, status: number, mode: RedirectMode, requestMode: "cors" | "no-cors"): Row {
  const origin = remote ? REMOTE : OWN;
  const [from, to] = [`${origin}/start`, `${origin}/cors-top.txt`];
  const outcome = (): Outcome => {
    if (remote && requestMode === "no-cors" && mode !== "follow") return fails("NoCorsRedirectModeNotFollow", 0);
    if (mode === "error") return fails("RedirectNotAllowed", 0);
    if (mode === "manual") return opaqueRedirect(from);
    if (!remote) return readsOwn({ url: to, redirected: true });
    return requestMode === "cors" ? reads({ url: to, redirected: true }) : OPAQUE;
  };
  return fetchRow(
    `${remote ? "other" : "own"} origin, redirect ${status}, redirect mode ${mode}, mode ${requestMode}`,
    { [from]: redirect("cors-top.txt", status), [to]: always(EVERYBODY) },
    from,
    { redirect: mode, mode: requestMode },
    { outcome: outcome() },
  );
}

const MANUAL_NEEDS_CORS = fetchRow(
  "a redirect that the page may not see fails in redirect mode manual too",
  { [`${FOREIGN}/start`]: plainRedirect(END), [END]: always() },
  `${FOREIGN}/start`,
  { redirect: "manual" },
  { outcome: fails("MissingAllowOriginHeader", 0), wire: [`GET ${FOREIGN}/start`] },
);

const BODY_HEADERS = { "content-encoding": "Identity", "content-language": "en-US", "content-location": "foo" };
const NO_BODY_HEADERS = { "content-encoding": null, "content-language": null, "content-location": null };

interface Sent {
  readonly body?: string | Blob;
  /** How it arrives, when it does. */
  readonly text?: string;
  readonly type?: string;
}

function methodRow(status: number, method: string, last: string, { body, text = "", type }: Sent = {}): Row {
  const becomesGet = method !== last;
  const what = body === undefined ? "" : ` with a ${typeof body === "string" ? "string" : "Blob"}`;
  const expected: Expected = {
    outcome: readsOwn({ url: END, redirected: true }),
    wire: [`${method} ${START}`, `${last} ${END}`],
    sent: {
      ...(becomesGet ? NO_BODY_HEADERS : BODY_HEADERS),
      "content-type": becomesGet ? null : (type ?? null),
      "content-length": becomesGet || text === "" ? null : String(text.length),
    },
    sentBody: becomesGet ? "" : text,
  };
  const resources = { [START]: redirect("end.txt", status), [END]: always() };
  return fetchRow(
    `redirect ${status}: ${method}${what} becomes ${last}`,
    resources,
    START,
    { method, headers: BODY_HEADERS, ...(body === undefined ? {} : { body }) },
    expected,
  );
}

const TEXT = "this is my body";
const BLOB = { body: new Blob(["a Blob", " ", "of parts"]), text: "a Blob of parts" };
const STRING = { body: TEXT, text: TEXT, type: "text/plain;charset=UTF-8" };

/** Redirects to itself so many times, and then answers. */
function countRow(status: number, times: number, passes: boolean): Row {
  let count = 0;
  const handler: Handler = (incoming) => {
    count = incoming.url.search === "" ? 1 : count + 1;
    return count > times ? { body: String(count - 1) } : { status, headers: [["Location", `start?count=${count}`]] };
  };
  return fetchRow(
    `redirect ${status}: ${times} times`,
    { [START]: handler },
    START,
    {},
    { outcome: passes ? readsOwn({ text: String(times), redirected: true }) : fails("TooManyRedirects", 20) },
  );
}

function locationRow(status: number, mode: RedirectMode, what: string, location: string | undefined): Row {
  const outcome = (): Outcome => {
    if (mode === "manual") return opaqueRedirect(START);
    if (mode === "error") return fails("RedirectNotAllowed", 0);
    if (location === undefined) return readsOwn({ status, url: START, redirected: false });
    if (location === DATA) return fails("UnsafeRedirect", 0);
    return location === "end.txt" ? readsOwn({ url: END }) : fails("CorsDisabledScheme", 0);
  };
  return fetchRow(
    `redirect ${status} in redirect mode ${mode}: ${what}`,
    { [START]: redirect(location, status), [END]: always() },
    START,
    { redirect: mode },
    { outcome: outcome() },
  );
}

function locationRows(status: number): Row[] {
  return [
    locationRow(status, "follow", "no Location", undefined),
    locationRow(status, "manual", "no Location", undefined),
    ...(["follow", "manual", "error"] as const).flatMap((mode) => [
      locationRow(status, mode, "a relative Location", "end.txt"),
      locationRow(status, mode, "a Location of no known scheme", "invalidurl:"),
      locationRow(status, mode, "a data: URL", DATA),
    ]),
  ];
}

/** Bytes in `Location` that are no ASCII arrive as they are, percent-encoded. */
function escapeRow(name: string, location: string, url: string): Row {
  return fetchRow(
    name,
    { [START]: plainRedirect(location), [END]: always() },
    START,
    {},
    { outcome: readsOwn({ url: `${OWN}/${url}` }) },
  );
}

const SNOWMAN = "\u00e2\u0098\u0083";

function backRow(mode: "cors" | "no-cors", outcome: Outcome): Row {
  const from = `${REMOTE}/start`;
  return fetchRow(
    `own page to other server and back, mode ${mode}`,
    { [from]: redirect(END, 303), [END]: always(EVERYBODY) },
    from,
    { mode },
    { outcome, wire: [`GET ${from}`, `GET ${END}`] },
  );
}

function schemeRow(location: string): Row {
  const unsafe = location.startsWith("data:");
  return fetchRow(
    `a redirect to ${location}`,
    { [START]: plainRedirect(location) },
    START,
    {},
    { outcome: fails(unsafe ? "UnsafeRedirect" : "CorsDisabledScheme", 0), wire: [`GET ${START}`] },
  );
}

function dataRow(from: string, mode: "cors" | "no-cors" | "same-origin"): Row {
  return fetchRow(
    `a redirect of ${from === START ? "the page's own" : "another"} server to a data: URL, mode ${mode}`,
    { [from]: redirect(DATA) },
    from,
    { mode },
    { outcome: fails("UnsafeRedirect", 0), wire: [`GET ${from}`] },
  );
}

const EMPTY = { [START]: plainRedirect("") };

/** A stream can be sent once: only a 303 leaves nothing to send again. */
function uploadRow(status: number, outcome: Outcome): Row {
  return fetchRow(
    `a stream as body, redirect ${status}`,
    { [START]: redirect("end.txt", status), [END]: always() },
    START,
    { method: "POST", body: new Blob(["Test"]).stream(), duplex: "half" },
    { outcome },
  );
}

function keepaliveRow(how: string, origin: string, location: string, code: "MixedContent" | "UnsafeRedirect"): Row {
  const from = `${origin}/start`;
  const lines: HeaderLine[] = [allowing("*")];
  return {
    name: how,
    page: `${FOREIGN_HTTPS}/frame.html`,
    resources: { [from]: plainRedirect(location, 302, ...lines) },
    steps: [
      {
        url: from,
        init: { keepalive: true },
        outcome: fails(code, code === "MixedContent" ? 1 : 0),
        wire: [`GET ${from}`],
      },
    ],
  };
}

const FOLDER = "fetch/api/redirect";

export const REDIRECT_BASICS: readonly WptFile[] = [
  {
    path: `${FOLDER}/redirect-origin.any.js`,
    subtests: 40,
    rows: STATUSES.flatMap((status) => ["GET", "POST"].flatMap((method) => originRows(status, method))),
  },
  {
    path: `${FOLDER}/redirect-mode.any.js`,
    subtests: 61,
    rows: [
      ...[false, true].flatMap((remote) =>
        STATUSES.flatMap((status) =>
          (["error", "manual", "follow"] as const).flatMap((mode) => [
            modeRow(remote, status, mode, "cors"),
            modeRow(remote, status, mode, "no-cors"),
          ]),
        ),
      ),
      MANUAL_NEEDS_CORS,
    ],
  },
  {
    path: `${FOLDER}/redirect-method.any.js`,
    subtests: 15,
    rows: [
      fetchRow(
        "without a redirect, nothing is redirected",
        { [END]: always() },
        END,
        {},
        {
          outcome: readsOwn({ redirected: false }),
        },
      ),
      ...[301, 302, 303].flatMap((status) => [
        methodRow(status, "GET", "GET"),
        methodRow(status, "POST", "GET", { body: TEXT }),
        methodRow(status, "HEAD", "HEAD"),
      ]),
      methodRow(303, "TESTING", "GET"),
      methodRow(307, "GET", "GET"),
      methodRow(307, "POST", "POST", STRING),
      methodRow(307, "POST", "POST", BLOB),
      methodRow(307, "HEAD", "HEAD"),
    ],
  },
  {
    path: `${FOLDER}/redirect-count.any.js`,
    subtests: 10,
    rows: STATUSES.flatMap((status) => [countRow(status, 20, true), countRow(status, 21, false)]),
  },
  { path: `${FOLDER}/redirect-location.any.js`, subtests: 55, rows: STATUSES.flatMap(locationRows) },
  {
    path: `${FOLDER}/redirect-location-escape.tentative.any.js`,
    subtests: 5,
    rows: [
      escapeRow("escaped UTF-8", "end.txt?%E2%98%83%e2%98%83", "end.txt?%E2%98%83%e2%98%83"),
      escapeRow("UTF-8 that is not escaped", `end.txt?${SNOWMAN}`, "end.txt?%E2%98%83"),
      escapeRow("both", `end.txt?${SNOWMAN}%e2%98%83`, "end.txt?%E2%98%83%e2%98%83"),
      escapeRow("a percent sign before it", `end.txt?%${SNOWMAN}`, "end.txt?%%E2%98%83"),
      escapeRow("bytes that are no UTF-8", "end.txt?\u00ff", "end.txt?%FF"),
    ],
  },
  {
    path: `${FOLDER}/redirect-back-to-original-origin.any.js`,
    subtests: 2,
    rows: [backRow("no-cors", OPAQUE), backRow("cors", reads({ url: END }))],
  },
  {
    path: `${FOLDER}/redirect-schemes.any.js`,
    subtests: 6,
    rows: ["mailto:a@a.com", "data:,HI", "facetime:a@a.org", "about:blank", "about:unicorn", "blob:djfksfjs"].map(
      schemeRow,
    ),
  },
  {
    path: `${FOLDER}/redirect-to-dataurl.any.js`,
    subtests: 5,
    rows: [
      dataRow(START, "cors"),
      dataRow(START, "no-cors"),
      dataRow(START, "same-origin"),
      dataRow(`${REMOTE}/start`, "cors"),
      dataRow(`${REMOTE}/start`, "no-cors"),
    ],
  },
  {
    path: `${FOLDER}/redirect-empty-location.any.js`,
    subtests: 2,
    rows: [
      fetchRow(
        "an empty Location leads to the same URL, for ever",
        EMPTY,
        START,
        {},
        {
          outcome: fails("TooManyRedirects", 20),
        },
      ),
      fetchRow(
        "an empty Location in redirect mode manual",
        EMPTY,
        START,
        { redirect: "manual" },
        {
          outcome: opaqueRedirect(START),
        },
      ),
    ],
  },
  {
    path: `${FOLDER}/redirect-upload.h2.any.js`,
    subtests: 5,
    rows: [
      uploadRow(303, readsOwn({ url: END })),
      ...[301, 302, 307, 308].map((status) => uploadRow(status, fails("RedirectedStreamBody", 0))),
    ],
  },
  {
    path: `${FOLDER}/redirect-keepalive.any.js`,
    subtests: 6,
    rows: [],
    leftOut: [{ count: 6, what: "requests of a window that is being closed", reason: "window" }],
  },
  {
    path: `${FOLDER}/redirect-keepalive.https.any.js`,
    subtests: 1,
    rows: [keepaliveRow("a redirect to what is mixed content", FOREIGN_HTTPS, `${FOREIGN}/end.txt`, "MixedContent")],
  },
];
