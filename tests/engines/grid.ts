import { coverTriples } from "./covering.ts";
import { Random } from "./random.ts";
import type { Answer, Body, Hop, Host, Line, Scenario, Step } from "./scenario.ts";

/** What requests and answers differ in, each with what is worth telling apart. Braces are placeholders, see answer.ts. */
export const DIMENSIONS = {
  page: ["plain", "opaque", "secure"],
  api: ["fetch", "xhr", "xhr with upload"],
  mode: ["cors", "no-cors", "same-origin"],
  credentials: ["same-origin", "include", "omit"],
  method: ["GET", "HEAD", "POST", "PUT", "DELETE", "patch", "OPTIONS"],
  headers: ["none", "safe", "custom", "authorization", "json", "range", "several", "forbidden"],
  body: ["none", "text", "urlencoded", "blob", "bytes", "form", "stream"],
  redirect: ["follow", "manual", "error"],
  cache: ["default", "no-store", "reload", "no-cache", "force-cache"],
  first: ["X", "Y", "S"],
  second: ["none", "X", "Y", "S"],
  third: ["none", "X", "Y", "S"],
  redirectStatus: [0, 301, 302, 303, 307, 308],
  location: [
    "none",
    "{next}",
    "{nextpath}",
    "{nextauthority}{nextpath}",
    "{next}#fragment",
    "{nextscheme}://user:secret@{nexthost}{nextpath}",
    "data:text/plain,{nextpath}",
    "",
  ],
  status: [200, 204, 206, 302, 304, 404, 500],
  preflightStatus: [204, 200, 299, 302, 304, 404, 500],
  /** Which of the servers answers in the forms below; the others mean well. */
  where: ["every", "first", "last"],
  allowOrigin: ["{origin}", "*", "{page}", "none", "null", "{origin}/", "* twice", ""],
  allowCredentials: ["true", "none", "TRUE", "true twice", "false"],
  allowMethods: ["{method}", "*", "none", "put", "GET, POST, PUT, DELETE, OPTIONS", "PUT; GET"],
  allowHeaders: ["{headers}", "*", "none", "X-A", "*, authorization", "x-a;"],
  maxAge: ["none", "60", "0", "-1", "abc"],
  exposeHeaders: ["none", "x-r", "*", "X-R,,x-s", "x-r x-s"],
} as const;

type Name = keyof typeof DIMENSIONS;

/** One level of each dimension. */
export type Row = { readonly [Key in Name]: (typeof DIMENSIONS)[Key][number] };

type Part<Key extends Name> = readonly [name: Key, levels: readonly Row[Key][]];

/** One server redirects nobody, */
const ALONE: readonly Part<Name>[] = [
  ["second", ["none"]],
  ["redirectStatus", [0]],
  ["location", ["none"]],
];

/** and where there are several, each but the last does. */
const IN_COMPANY: readonly Part<Name>[] = [
  ["second", ["X", "Y", "S"]],
  ["third", ["X", "Y", "S"]],
  ["redirectStatus", [301, 302, 303, 307, 308]],
  ["location", DIMENSIONS.location.slice(1)],
  ["where", ["first", "last"]],
];

/** What cannot be said in one row: any of the levels on the left with any of those on the right. */
const APART: readonly (readonly [Part<Name>, Part<Name>])[] = [
  // An XMLHttpRequest has no such members.
  [
    ["api", ["xhr", "xhr with upload"]],
    ["mode", ["no-cors", "same-origin"]],
  ],
  [
    ["api", ["xhr", "xhr with upload"]],
    ["credentials", ["omit"]],
  ],
  [
    ["api", ["xhr", "xhr with upload"]],
    ["redirect", ["manual", "error"]],
  ],
  [
    ["api", ["xhr", "xhr with upload"]],
    ["cache", ["no-store", "reload", "no-cache", "force-cache"]],
  ],
  [
    ["api", ["xhr", "xhr with upload"]],
    ["body", ["stream"]],
  ],
  // fetch() throws before it asks for anything.
  [
    ["method", ["GET", "HEAD"]],
    ["body", ["text", "urlencoded", "blob", "bytes", "form", "stream"]],
  ],
  [
    ["mode", ["no-cors"]],
    ["method", ["PUT", "DELETE", "patch", "OPTIONS"]],
  ],
  ...ALONE.flatMap((one) =>
    IN_COMPANY.filter(([name]) => name !== one[0]).map((two): readonly [Part<Name>, Part<Name>] => [one, two]),
  ),
];

const NAMES = Object.keys(DIMENSIONS) as Name[];

/** Whether two levels, each of another dimension, can be said in one row. */
export function fit(name: Name, level: unknown, other: Name, otherLevel: unknown): boolean {
  const is = ([dimension, levels]: Part<Name>, key: Name, value: unknown): boolean =>
    dimension === key && levels.some((one) => one === value);
  return !APART.some(
    ([one, two]) =>
      (is(one, name, level) && is(two, other, otherLevel)) || (is(one, other, otherLevel) && is(two, name, level)),
  );
}

/** Rows in which every three levels that can be said together are. */
export function gridRows(seed: number): Row[] {
  const levelsOf = (dimension: number): readonly unknown[] => DIMENSIONS[NAMES[dimension] as Name];
  const rows = coverTriples(
    NAMES.map((name) => DIMENSIONS[name].length),
    (one, level, two, otherLevel) =>
      fit(NAMES[one] as Name, levelsOf(one)[level], NAMES[two] as Name, levelsOf(two)[otherLevel]),
    new Random(seed),
  );
  return rows.map(
    (row) => Object.fromEntries(row.map((level, dimension) => [NAMES[dimension], levelsOf(dimension)[level]])) as Row,
  );
}

/** The scenario of a row: the page asks twice, so that what is kept of the first answer shows. */
export function toScenario(row: Row): Scenario {
  const step: Step = row.api === "fetch" ? fetchStep(row) : xhrStep(row);
  return {
    ...(row.page === "opaque" ? { opaque: true } : {}),
    ...(row.page === "secure" ? { secure: true } : {}),
    steps: [step, step],
  };
}

function fetchStep(row: Row): Step {
  const { mode, credentials, redirect, cache } = row;
  return { api: "fetch", mode, credentials, redirect, cache, ...commonMembers(row) };
}

function xhrStep(row: Row): Step {
  return {
    api: "xhr",
    ...(row.credentials === "include" ? { withCredentials: true } : {}),
    ...(row.api === "xhr with upload" ? { upload: true } : {}),
    ...commonMembers(row),
  };
}

const HEADERS: Readonly<Record<Row["headers"], readonly Line[]>> = {
  none: [],
  safe: [["Accept-Language", "en"]],
  custom: [["x-a", "1"]],
  authorization: [["Authorization", "Bearer t"]],
  json: [["Content-Type", "application/json"]],
  range: [["Range", "bytes=-5"]],
  several: [
    ["X-B", "1"],
    ["x-a", "2"],
    ["X-A", "3"],
  ],
  forbidden: [["Cookie", "a=b"]],
};

const BODIES: Readonly<Record<Exclude<Row["body"], "none">, Body>> = {
  text: { kind: "text", value: "text" },
  urlencoded: { kind: "urlencoded", value: "a=b" },
  blob: { kind: "blob", value: "{}", type: "application/json" },
  bytes: { kind: "bytes", value: "bytes" },
  form: { kind: "form", value: "value" },
  stream: { kind: "stream", value: "stream" },
};

function commonMembers(row: Row): Pick<Step, "method" | "headers" | "body" | "hops"> {
  return {
    method: row.method,
    ...(row.headers === "none" ? {} : { headers: HEADERS[row.headers] }),
    ...(row.body === "none" ? {} : { body: BODIES[row.body] }),
    hops: hopsOf(row),
  };
}

function hopsOf(row: Row): Hop[] {
  const hosts = [row.first, row.second, row.third].filter((host): host is Host => host !== "none");
  return hosts.map((host, index) => {
    const last = index === hosts.length - 1;
    const asTheRowSays = row.where === "every" || (row.where === "first" ? index === 0 : last);
    const forms = asTheRowSays ? row : WELL_MEANT;
    return { host, preflight: preflightOf(forms), main: mainOf(forms, row, last) };
  });
}

type Forms = Pick<
  Row,
  "preflightStatus" | "allowOrigin" | "allowCredentials" | "allowMethods" | "allowHeaders" | "maxAge" | "exposeHeaders"
>;

const WELL_MEANT: Forms = {
  preflightStatus: 204,
  allowOrigin: "{origin}",
  allowCredentials: "true",
  allowMethods: "{method}",
  allowHeaders: "{headers}",
  maxAge: "none",
  exposeHeaders: "none",
};

function preflightOf(forms: Forms): Answer {
  return {
    status: forms.preflightStatus,
    headers: [
      ...permission(forms),
      ...lines("Access-Control-Allow-Methods", forms.allowMethods),
      ...lines("Access-Control-Allow-Headers", forms.allowHeaders),
      ...lines("Access-Control-Max-Age", forms.maxAge),
      ...(forms.preflightStatus === 302 ? lines("Location", "{next}") : []),
    ],
  };
}

function mainOf(forms: Forms, { status, redirectStatus, location }: Row, last: boolean): Answer {
  return {
    status: last ? status : redirectStatus,
    headers: [
      ...permission(forms),
      ...lines("Access-Control-Expose-Headers", forms.exposeHeaders),
      ...(last ? [] : lines("Location", location)),
      ["X-R", "1"],
      ["X-S", "2"],
      ["Content-Type", "text/plain"],
      ["Set-Cookie", "c=1"],
      ["Set-Cookie", "d=2; SameSite=None; Secure"],
    ],
  };
}

function permission({ allowOrigin, allowCredentials }: Forms): Line[] {
  return [
    ...lines("Access-Control-Allow-Origin", allowOrigin),
    ...lines("Access-Control-Allow-Credentials", allowCredentials),
  ];
}

/** The lines of a header: `none`, one, or the same one `twice`. */
function lines(name: string, form: string): Line[] {
  if (form === "none") return [];
  const once = form.replace(/ twice$/, "");
  return once === form
    ? [[name, form]]
    : [
        [name, once],
        [name, once],
      ];
}
