import type { HeaderLine } from "../../../src/browser/index.ts";
import { fails, fetchRow, OPAQUE, readsOwn, rowOf, THROWS } from "../expectations.ts";
import { always } from "../handlers.ts";
import { OWN, REMOTE } from "../origins.ts";
import type { Row } from "../row.ts";
import type { WptFile } from "../wpt-file.ts";
import { NOT_SAFELISTED } from "./cors-preflight.ts";

const NO_CORS = `${REMOTE}/no-cors`;

/** What a `no-cors` request carries of the headers that the page sets. */
function noCorsRow(name: string, headers: readonly HeaderLine[], sent: Readonly<Record<string, string | null>>): Row {
  return fetchRow(
    name,
    { [NO_CORS]: always() },
    NO_CORS,
    { mode: "no-cors", headers },
    { outcome: OPAQUE, wire: [`GET ${NO_CORS}`], sent },
  );
}

/** Values are added one after the other; only those that fit stay. */
function fittingRow(name: string, values: readonly string[]): Row {
  const [first = ""] = values;
  return noCorsRow(
    `${name}: what makes ${JSON.stringify(first.slice(0, 10))}… too long is left out`,
    values.map((value) => [name, value] as const),
    { [name]: first },
  );
}

const LONG = "s".repeat(127);
const LANGUAGES = ["accept", "accept-language", "content-language"];

const HINTS: readonly HeaderLine[] = [
  ["dpr", "2"],
  ["rtt", "1.0"],
  ["downlink", "-1.0"],
  ["ect", "6g"],
  ["save-data", "on"],
  ["viewport-width", "100"],
  ["width", "100"],
  ["unknown", "doesitmatter"],
];

/** The user agent's own `Accept` takes the place of one that was dropped. */
function droppedRow([name, value]: HeaderLine): Row {
  return noCorsRow(`${name}: ${JSON.stringify(value)} is dropped`, [[name, value]], {
    [name]: name === "accept" ? "*/*" : null,
  });
}

const OTHER_NAME = (row: Row, name: string): Row => ({ ...row, name });

const BAD_PORTS = [
  0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109, 110,
  111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515, 526, 530, 531, 532,
  540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061,
  6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
];

function badPortRow(port: number): Row {
  return fetchRow(`port ${port}`, {}, `${OWN}:${port}`, {}, { outcome: fails("BlockedPort", 0), wire: [] });
}

const KEEPALIVE = `${OWN}/keepalive`;
const QUOTA = 65_536;

/** Bodies of so many bytes, one after the other. */
function quotaRow(name: string, sizes: readonly number[]): Row {
  const steps = sizes.map((size) => ({
    url: KEEPALIVE,
    init: { method: "POST", keepalive: true, body: "*".repeat(size) },
    outcome: size > QUOTA ? fails("KeepaliveBodyTooLarge", 0) : readsOwn(),
  }));
  return rowOf(`keepalive: ${name}`, { [KEEPALIVE]: always() }, steps);
}

export const FETCH_HEADERS: readonly WptFile[] = [
  {
    path: "fetch/api/headers/headers-no-cors.any.js",
    subtests: 27,
    rows: [
      ...LANGUAGES.map((name) => fittingRow(name, [LONG, "", LONG])),
      ...LANGUAGES.map((name) =>
        OTHER_NAME(fittingRow(name, ["", LONG]), `${name}: nothing is added to an empty value`),
      ),
      fittingRow("content-type", [`text/plain;${"s".repeat(116)}`, "text/plain"]),
      ...[...NOT_SAFELISTED, ...HINTS].map(droppedRow),
    ],
    leftOut: [{ count: 1, what: "reading the table of headers", reason: "harness" }],
  },
  {
    path: "fetch/api/request/forbidden-method.any.js",
    subtests: 6,
    rows: ["CONNECT", "TRACE", "TRACK", "connect", "trace", "track"].map((method) =>
      fetchRow(`method ${method}`, {}, `${OWN}/`, { method }, { outcome: THROWS }),
    ),
  },
  {
    path: "fetch/api/request/request-bad-port.any.js",
    subtests: 83,
    rows: BAD_PORTS.map(badPortRow),
  },
  {
    path: "fetch/api/request/request-keepalive.any.js",
    subtests: 2,
    rows: [
      fetchRow(
        "keepalive with a stream as body",
        { [KEEPALIVE]: always() },
        KEEPALIVE,
        { method: "POST", keepalive: true, body: new ReadableStream(), duplex: "half" },
        { outcome: THROWS },
      ),
    ],
    leftOut: [{ count: 1, what: "the attribute keepalive", reason: "Request object" }],
  },
  {
    path: "fetch/api/request/request-keepalive-quota.html",
    subtests: 6,
    rows: [
      quotaRow("a small body", [1]),
      quotaRow("a body of just 64 KiB", [QUOTA]),
      quotaRow("a byte more than 64 KiB", [QUOTA + 1]),
      quotaRow("64 KiB once more when the first are through", [QUOTA, QUOTA]),
    ],
    leftOut: [{ count: 2, what: "what is left while others are under way", reason: "several at once" }],
  },
];
