import { fails, reads, xhrRow } from "../expectations.ts";
import { allowing, always } from "../handlers.ts";
import { OWN, PAGE, REMOTE } from "../origins.ts";
import type { Row } from "../row.ts";
import type { WptFile } from "../wpt-file.ts";

const URL_ASKED = `${REMOTE}/origin`;

/** A text that can be the name of a row. */
function shown(value: string): string {
  return JSON.stringify(value);
}

function allowedRow(value: string, origin: string, page: string): Row {
  const row = xhrRow(
    `allows ${shown(value)}`,
    { [URL_ASKED]: always(allowing(value)) },
    URL_ASKED,
    {},
    {
      outcome: reads(),
      sent: { origin },
    },
  );
  return { ...row, page };
}

/** Bytes that no header may hold make the answer no answer at all. */
function refusedRow(value: string, page: string): Row {
  const trimmed = value.trim();
  const code = (): Parameters<typeof fails>[0] => {
    if (value.includes("\0")) return "MalformedResponse";
    if (/[ ,]/.test(trimmed)) return "MultipleAllowOriginValues";
    return trimmed === "null" || URL.canParse(trimmed) ? "AllowOriginMismatch" : "InvalidAllowOriginValue";
  };
  const row = xhrRow(
    `refuses ${shown(value)}`,
    { [URL_ASKED]: always(allowing(value)) },
    URL_ASKED,
    {},
    {
      outcome: fails(code(), 0),
      wire: [`GET ${URL_ASKED}`],
    },
  );
  return { ...row, page };
}

/** Two lines are one value, which is none. */
function doubleRow(first: string, second: string): Row {
  return xhrRow(
    `refuses two lines ${shown(first)} and ${shown(second)}`,
    { [URL_ASKED]: always(allowing(first), allowing(second)) },
    URL_ASKED,
    {},
    { outcome: fails("MultipleAllowOriginValues", 0) },
  );
}

function spaced(origin: string): string[] {
  return ["*", " *  ", "\t*", origin, ` ${origin}`, ` ${origin}   \t `, `\t${origin}`];
}

/** What looks like an origin and is not the page's. */
function nearOrigins(origin: string): string[] {
  const host = origin.replace("http://", "");
  return [
    `//${host}`,
    `://${host}`,
    `ftp://${host}`,
    `http:://${host}`,
    `http:/${host}`,
    `http:${host}`,
    host,
    `${origin}?`,
    `${origin}/`,
    `${origin} /`,
    `${origin}#`,
    `${origin}%23`,
    `${origin}:80`,
    `${origin}, *`,
    `${origin}\0`,
    origin.toUpperCase(),
  ];
}

function nearWildcards(origin: string): string[] {
  return [
    "-",
    "**",
    "\0*",
    "*\0",
    "'*'",
    '"*"',
    "* *",
    "*http://*",
    `*${origin}`,
    `* ${origin}`,
    `*, ${origin}`,
    `\0${origin}`,
    `null ${origin}`,
    "http://example.net",
    "null",
    "",
  ];
}

/** What names the page's host in part, or too exactly. */
const PARTS = [PAGE, `${OWN}/pages/`, `${REMOTE}/origin`];

/** Texts of the domain above the page's host. */
const PARENTS = ["example", ".example", "*.example", "http://example", "http://.example", "http://*.example"];

function refused(origin: string, others: readonly string[]): string[] {
  return [`http://www1.${origin.replace("http://", "")}`, ...nearOrigins(origin), ...others];
}

const BOTH_FILES = [...refused(OWN, ["HTTP://home.example", ...nearWildcards(OWN)]), ...PARTS];

/** A page at another origin asks the origin of the other pages. */
const FRAME = `${REMOTE}/frame.html`;
const FRAME_REFUSED = [
  OWN,
  ...nearOrigins(REMOTE),
  "HTTP://www.home.example",
  "http://WWW.HOME.EXAMPLE",
  ...nearWildcards(REMOTE),
  PAGE,
  `${OWN}/pages/`,
  `${REMOTE}/pages/`,
];

function inFrame(row: Row): Row {
  const url = `${OWN}/origin`;
  const [step] = row.steps;
  const handler = row.resources[URL_ASKED];
  if (step === undefined || handler === undefined) throw new Error(`${row.name} asks nothing.`);
  const { wire, ...rest } = step;
  return {
    ...row,
    resources: { [url]: handler },
    steps: [{ ...rest, url, ...(wire === undefined ? {} : { wire: [`GET ${url}`] }) }],
  };
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values)];
}

export const CORS_ORIGIN: readonly WptFile[] = [
  {
    path: "cors/origin.htm",
    subtests: 58,
    rows: [
      ...spaced(OWN).map((value) => allowedRow(value, OWN, PAGE)),
      ...distinct([...BOTH_FILES, "* null", "null *", ...PARENTS]).map((value) => refusedRow(value, PAGE)),
      doubleRow("", "*"),
      doubleRow("*", ""),
      doubleRow("*", "*"),
      doubleRow("", OWN),
      doubleRow("*", OWN),
      doubleRow(OWN, OWN),
    ],
  },
  {
    path: "cors/allow-headers.htm",
    subtests: 44,
    rows: [
      ...spaced(OWN).map((value) => allowedRow(value, OWN, PAGE)),
      ...distinct(BOTH_FILES).map((value) => refusedRow(value, PAGE)),
    ],
  },
  {
    path: "cors/remote-origin.htm",
    subtests: 45,
    rows: [
      ...spaced(REMOTE).map((value) => inFrame(allowedRow(value, REMOTE, FRAME))),
      ...distinct(FRAME_REFUSED).map((value) => inFrame(refusedRow(value, FRAME))),
    ],
  },
];
