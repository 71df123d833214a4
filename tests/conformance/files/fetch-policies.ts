import type { FetchInit, ReferrerPolicyName } from "../../../src/browser/index.ts";
import { fails, fetchRow, OPAQUE, reads, readsOwn, rowOf } from "../expectations.ts";
import { always, either, EVERYBODY, headers, plainRedirect } from "../handlers.ts";
import {
  FOREIGN,
  FOREIGN_HTTPS,
  OWN,
  OWN_HTTPS,
  OWN_PORT,
  PAGE,
  PAGE_HTTPS,
  REMOTE,
  REMOTE_HTTPS,
} from "../origins.ts";
import type { Outcome, Row, Step } from "../row.ts";
import type { Handler, Resources } from "../server.ts";
import type { WptFile } from "../wpt-file.ts";

/** A greeting that its server keeps for some, and that CORS gives to everybody. */
function greeting(policy: string): Handler {
  return ({ header }) => ({
    headers: [
      ["Cross-Origin-Resource-Policy", policy],
      ...(header("origin") === undefined ? [] : [["Access-Control-Allow-Origin", header("origin") ?? ""] as const]),
    ],
    body: "hello",
  });
}

function policyRow(name: string, page: string, resources: Resources, steps: readonly Step[]): Row {
  return { name, page, resources, steps };
}

const NO_CORS: FetchInit = { mode: "no-cors" };
const HELLO = { text: "hello" };
const NOT_SAME_ORIGIN = fails("ResourcePolicyNotSameOrigin");
const NOT_SAME_SITE = fails("ResourcePolicyNotSameSite");

/** The rows that pages over http and over https have in common. */
function policyRows(page: string, own: string, foreign: string): Row[] {
  const [mine, theirs] = [`${own}/hello`, `${foreign}/hello`];
  const [start, theirStart] = [`${own}/start`, `${foreign}/start`];
  const row = (name: string, resources: Resources, ...steps: Step[]): Row => policyRow(name, page, resources, steps);
  return [
    row("own server, same-origin", { [mine]: greeting("same-origin") }, { url: mine, outcome: readsOwn(HELLO) }),
    row("own server, same-site", { [mine]: greeting("same-site") }, { url: mine, outcome: readsOwn(HELLO) }),
    row("other site, same-origin, cors", { [theirs]: greeting("same-origin") }, { url: theirs, outcome: reads(HELLO) }),
    row("other site, same-site, cors", { [theirs]: greeting("same-site") }, { url: theirs, outcome: reads(HELLO) }),
    row(
      "other site, same-origin, no-cors",
      { [theirs]: greeting("same-origin") },
      { url: theirs, init: NO_CORS, outcome: NOT_SAME_ORIGIN },
    ),
    row(
      "other site, same-site, no-cors",
      { [theirs]: greeting("same-site") },
      { url: theirs, init: NO_CORS, outcome: NOT_SAME_SITE },
    ),
    row(
      "own server redirects to another site, same-origin, no-cors",
      { [start]: plainRedirect(theirs), [theirs]: greeting("same-origin") },
      { url: start, init: NO_CORS, outcome: fails("ResourcePolicyNotSameOrigin", 1) },
    ),
    row(
      "another site redirects to the own server, same-origin, no-cors",
      { [theirStart]: plainRedirect(mine), [mine]: greeting("same-origin") },
      { url: theirStart, init: NO_CORS, outcome: OPAQUE },
    ),
    row(
      "a redirect that its server keeps for itself, no-cors",
      {
        [theirStart]: plainRedirect(mine, 302, ["Cross-Origin-Resource-Policy", "same-origin"]),
        [mine]: greeting("same-origin"),
      },
      { url: mine, init: NO_CORS, outcome: readsOwn(HELLO) },
      { url: theirStart, init: NO_CORS, outcome: fails("ResourcePolicyNotSameOrigin", 0), wire: [`GET ${theirStart}`] },
    ),
  ];
}

/** A frame asks without CORS. */
function frameRow(page: string, url: string, policy: string, outcome: Outcome): Row {
  const who = page === "null" ? "a frame of a data: URL" : `a frame of ${new URL(page).origin}`;
  return policyRow(`${who} asks ${url}: ${policy}`, page, { [url]: greeting(policy) }, [
    { url, init: NO_CORS, outcome },
  ]);
}

const LOADS = [
  ["iframe-loads.html", 1, "a frame"],
  ["image-loads.html", 6, "images"],
  ["script-loads.html", 6, "scripts"],
] as const;

const SECURE = `${OWN_HTTPS}/hello`;
const NEIGHBOUR = `${OWN_PORT}/hello`;

/** What only a page over http can ask. */
const INSECURE_ROWS: Row[] = [
  policyRow("same site over https, same-site, no-cors", PAGE, { [SECURE]: greeting("same-site") }, [
    { url: SECURE, init: NO_CORS, outcome: NOT_SAME_SITE },
  ]),
  policyRow("same site over https, same-origin, no-cors", PAGE, { [SECURE]: greeting("same-origin") }, [
    { url: SECURE, init: NO_CORS, outcome: NOT_SAME_ORIGIN },
  ]),
  policyRow(
    "same site, same-site and then same-origin, no-cors",
    PAGE,
    { [NEIGHBOUR]: greeting("same-site"), [`${NEIGHBOUR}/own`]: greeting("same-origin") },
    [
      { url: NEIGHBOUR, init: NO_CORS, outcome: OPAQUE },
      { url: `${NEIGHBOUR}/own`, init: NO_CORS, outcome: NOT_SAME_ORIGIN },
    ],
  ),
];

/** Values that mean nothing, so that the answer is for everybody. */
const MEANINGLESS = [
  "same",
  "same, same-origin",
  "SAME-ORIGIN",
  "Same-Origin",
  "same-origin, <>",
  "same-origin, same-origin",
  "https://www.example.com",
];

const HELLO_REMOTE = `${REMOTE}/hello`;

const OTHER_SCHEME = `${REMOTE_HTTPS}/hello`;

const POSTED = `${REMOTE}/posted`;
const POSTED_BACK = `${OWN}/posted`;

const REDIRECTED_POST = fetchRow(
  "a no-cors POST that is sent back to the page's own server says null there",
  {
    [POSTED]: (incoming) =>
      incoming.header("origin") === OWN ? { status: 308, headers: [["Location", POSTED_BACK]] } : { status: 400 },
    [POSTED_BACK]: always(EVERYBODY),
  },
  POSTED,
  { mode: "no-cors", method: "POST" },
  { outcome: OPAQUE, wire: [`POST ${POSTED}`, `POST ${POSTED_BACK}`], sent: { origin: "null" } },
);

/** What a policy leaves of the Origin of a `no-cors` POST. */
const ORIGIN_LEFT: readonly (readonly [policy: ReferrerPolicyName, own: string, cross: string])[] = [
  ["no-referrer", "null", "null"],
  ["same-origin", OWN, "null"],
  ["origin-when-cross-origin", OWN, OWN],
  ["no-referrer-when-downgrade", OWN, OWN],
  ["unsafe-url", OWN, OWN],
];

function originRow(
  policy: ReferrerPolicyName,
  where: "own" | "cross",
  mode: "cors" | "no-cors",
  method: string,
  origin: string | null,
): Row {
  const url = `${where === "own" ? OWN : REMOTE}/origin`;
  const outcome = (): Outcome => {
    if (where === "own") return readsOwn();
    return mode === "cors" ? reads() : OPAQUE;
  };
  return fetchRow(
    `policy ${policy}: ${mode} ${method} to ${where === "own" ? "the page's own server" : "another origin"}`,
    { [url]: always(EVERYBODY) },
    url,
    { mode, method, referrerPolicy: policy },
    { outcome: outcome(), sent: { origin } },
  );
}

const ORIGIN_ROWS = ORIGIN_LEFT.flatMap(([policy, own, cross]) => [
  originRow(policy, "own", "no-cors", "POST", own),
  originRow(policy, "own", "cors", "POST", OWN),
  originRow(policy, "own", "cors", "GET", null),
  originRow(policy, "cross", "no-cors", "POST", cross),
  originRow(policy, "cross", "cors", "POST", OWN),
  originRow(policy, "cross", "cors", "GET", OWN),
]);

const WAV = `${OWN}/long.wav`;
const REMOTE_WAV = `${REMOTE}/long.wav`;
const IDENTITY_RANGES = ["bytes=0-10", "foo=0-10", "foo", ""];
/** The last one has 129 bytes, one too many. */
const UNSAFE_RANGES = ["bytes=10-9", "bytes=-0", `bytes=${"0".repeat(59)}11-${"0".repeat(58)}111`];
const SAFE_RANGES = ["bytes=0-10", "bytes=0-", `bytes=${"0".repeat(57)}11-${"0".repeat(59)}111`];

/** Lets nobody ask first. */
const RANGE_SERVER = { [REMOTE_WAV]: either({ status: 404 }, { headers: [EVERYBODY] }) };

function metadataRow(name: string, url: string, site: string): Row {
  const sent = { "sec-fetch-site": site, "sec-fetch-mode": "cors", "sec-fetch-dest": "empty", "sec-fetch-user": null };
  return {
    name,
    page: PAGE_HTTPS,
    resources: { [url]: always(EVERYBODY, headers("x-test")) },
    steps: [
      {
        url,
        init: { headers: { "x-test": "testing" } },
        outcome: reads(),
        wire: [`OPTIONS ${url}`, `GET ${url}`],
        sent,
        asked: sent,
      },
    ],
  };
}

export const FETCH_POLICIES: readonly WptFile[] = [
  {
    path: "fetch/cross-origin-resource-policy/fetch.any.js",
    subtests: 12,
    rows: [...policyRows(PAGE, OWN, FOREIGN), ...INSECURE_ROWS],
  },
  {
    path: "fetch/cross-origin-resource-policy/fetch.https.any.js",
    subtests: 9,
    rows: policyRows(PAGE_HTTPS, OWN_HTTPS, FOREIGN_HTTPS),
  },
  {
    path: "fetch/cross-origin-resource-policy/syntax.any.js",
    subtests: 7,
    rows: MEANINGLESS.map((value) =>
      fetchRow(`value ${value}`, { [HELLO_REMOTE]: greeting(value) }, HELLO_REMOTE, NO_CORS, { outcome: OPAQUE }),
    ),
  },
  {
    path: "fetch/cross-origin-resource-policy/scheme-restriction.any.js",
    subtests: 1,
    rows: [
      fetchRow(
        "same-site keeps what was sent over https from a page over http",
        { [OTHER_SCHEME]: greeting("same-site") },
        OTHER_SCHEME,
        NO_CORS,
        { outcome: NOT_SAME_SITE },
      ),
    ],
  },
  {
    path: "fetch/cross-origin-resource-policy/scheme-restriction.https.window.js",
    subtests: 1,
    rows: [],
    leftOut: [{ count: 1, what: "an image over http on a page over https", reason: "window" }],
  },
  {
    path: "fetch/cross-origin-resource-policy/fetch-in-iframe.html",
    subtests: 5,
    rows: [
      frameRow("null", `${OWN}/hello`, "same-origin", NOT_SAME_ORIGIN),
      frameRow("null", `${OWN}/hello`, "same-site", NOT_SAME_SITE),
      frameRow(`${REMOTE}/frame.html`, `${OWN}/hello`, "same-origin", NOT_SAME_ORIGIN),
      frameRow(`${FOREIGN}/frame.html`, `${OWN}/hello`, "same-site", NOT_SAME_SITE),
      frameRow(`${REMOTE}/frame.html`, `${REMOTE}/hello`, "same-origin", readsOwn(HELLO)),
    ],
  },
  ...LOADS.map(([file, subtests, what]): WptFile => ({
    path: `fetch/cross-origin-resource-policy/${file}`,
    subtests,
    rows: [],
    leftOut: [{ count: subtests, what, reason: "window" }],
  })),
  {
    path: "fetch/origin/assorted.window.js",
    subtests: 43,
    rows: [REDIRECTED_POST, ...ORIGIN_ROWS],
    leftOut: [{ count: 12, what: "navigations by GET and POST", reason: "window" }],
  },
  {
    path: "fetch/range/general.any.js",
    subtests: 7,
    rows: [
      fetchRow(
        "a page may set Range",
        { [WAV]: always() },
        WAV,
        { headers: { Range: "foo" } },
        {
          outcome: readsOwn(),
          sent: { range: "foo" },
        },
      ),
      fetchRow(
        "a no-cors request has no Range",
        { [WAV]: always() },
        WAV,
        { mode: "no-cors", headers: { Range: "foo" } },
        {
          outcome: readsOwn(),
          sent: { range: null },
        },
      ),
      rowOf(
        "a request with Range asks for no encoding",
        { [WAV]: always() },
        IDENTITY_RANGES.map((range) => ({
          url: WAV,
          init: { headers: { Range: range } },
          outcome: readsOwn(),
          sent: { "accept-encoding": "identity" },
        })),
      ),
      rowOf(
        "ranges that need permission",
        RANGE_SERVER,
        UNSAFE_RANGES.map((range) => ({
          url: REMOTE_WAV,
          init: { headers: { Range: range } },
          outcome: fails("PreflightMissingAllowOriginHeader", 0),
        })),
      ),
      rowOf(
        "ranges that need none",
        RANGE_SERVER,
        SAFE_RANGES.map((range) => ({
          url: REMOTE_WAV,
          init: { headers: { Range: range } },
          outcome: reads(),
          wire: [`GET ${REMOTE_WAV}`],
        })),
      ),
    ],
    leftOut: [{ count: 2, what: "Range in headers of no request, and of a response", reason: "Headers object" }],
  },
  {
    path: "fetch/range/general.window.js",
    subtests: 2,
    rows: [],
    leftOut: [{ count: 2, what: "scripts and sounds", reason: "window" }],
  },
  {
    path: "fetch/range/non-matching-range-response.html",
    subtests: 3,
    rows: [],
    leftOut: [{ count: 3, what: "videos", reason: "window" }],
  },
  {
    path: "fetch/range/blob.any.js",
    subtests: 27,
    rows: [],
    leftOut: [{ count: 27, what: "parts of a Blob", reason: "local scheme" }],
  },
  {
    path: "fetch/range/data.any.js",
    subtests: 2,
    rows: [],
    leftOut: [{ count: 2, what: "parts of a data: URL", reason: "local scheme" }],
  },
  {
    path: "fetch/range/sw.https.window.js",
    subtests: 6,
    rows: [],
    leftOut: [{ count: 6, what: "ranges that pass through a service worker", reason: "worker" }],
  },
  {
    path: "fetch/metadata/fetch-preflight.https.sub.any.js",
    subtests: 2,
    rows: [
      metadataRow("same site", `${REMOTE_HTTPS}/echo`, "same-site"),
      metadataRow("other site", `${FOREIGN_HTTPS}/echo`, "cross-site"),
    ],
  },
];
