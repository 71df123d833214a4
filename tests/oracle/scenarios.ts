import * as fc from "fast-check";
import type { Answer } from "./fetch-transcription.ts";
import type { Line } from "./header-transcription.ts";
import type { Asked } from "./request-transcription.ts";

/** What is at a path, whatever host it is asked of. */
export interface Place {
  readonly url: string;
  readonly preflight: Answer;
  readonly main: Answer;
}

/** A page, what it may be led through, and what it asks one after the other. Plain data, which the shrinker can cut. */
export interface Scenario {
  readonly page: string;
  readonly places: readonly Place[];
  readonly asks: readonly Ask[];
}

interface Ask {
  /** Milliseconds that pass before. */
  readonly wait: number;
  readonly asked: Asked;
}

/** The page's origin, one of its site, and one of another. */
const OWN = "https://app.example.com";
const ORIGINS = [OWN, "https://api.example.com", "https://other.example.org"];

/** One of these, the first ones more often. */
function likely<Value>(often: readonly Value[], rarely: readonly Value[], weight = 3): fc.Arbitrary<Value> {
  return fc.oneof(
    { weight, arbitrary: fc.constantFrom(...often) },
    { weight: 1, arbitrary: fc.constantFrom(...rarely) },
  );
}

/** No line, one, or two. `{origin}`, `{method}` and `{names}` stand for what was asked. */
function linesOf(name: string, often: readonly string[], rarely: readonly string[]): fc.Arbitrary<Line[]> {
  const value = likely(often, rarely);
  const count = fc.oneof(
    { weight: 8, arbitrary: fc.constant(1) },
    { weight: 2, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.constant(2) },
  );
  return fc
    .tuple(count, value, value)
    .map(([length, ...values]) => values.slice(0, length).map((one): Line => [name, one]));
}

const HOSTS = likely(ORIGINS, ["http://api.example.com", "http://localhost:8080", "https://app.example.com:22"], 12);

const allowOrigin = linesOf(
  "Access-Control-Allow-Origin",
  ["{origin}", "{origin}", "*"],
  [
    "null",
    OWN,
    ` ${OWN}\t`,
    `${OWN}/`,
    OWN.toUpperCase(),
    `${OWN}, *`,
    "*, *",
    "\t*",
    '"*"',
    "",
    "https://\u00fc.example",
  ],
);
const allowCredentials = linesOf(
  "Access-Control-Allow-Credentials",
  ["true"],
  [" true ", "True", "true, true", '"true"', "1", ""],
);
const allowMethods = linesOf(
  "Access-Control-Allow-Methods",
  ["{method}", "*", "PUT, DELETE, PATCH"],
  ["put", "patch,chicken", ",PUT,,", "P UT", '"PUT"', "GET;q=1", "", "*, PUT", "P\u00dcT", "DELETE\t,\tPUT"],
);
const allowHeaders = linesOf(
  "Access-Control-Allow-Headers",
  ["{names}", "*", "x-a, x-b, content-type"],
  ["X-A", "authorization", "Authorization, *", ", ,x-b", "x-a x-b", "x-a;", '"x-a"', "", "x-\u00e9", "accept,range"],
);
const maxAge = linesOf(
  "Access-Control-Max-Age",
  ["60", "2"],
  ["0", "007", "-1", "abc", "1.5", "+10", "", "10, 20", " 60 ", "99999999999999999999", '"10"'],
);
const exposeHeaders = linesOf(
  "Access-Control-Expose-Headers",
  ["*", "x-one"],
  ["X-One, x-two", "x-one;", "set-cookie, x-two", "*, x-one", "x-one x-two", "", ",,x-two", '"x-one"'],
);
const resourcePolicy = linesOf(
  "Cross-Origin-Resource-Policy",
  ["cross-origin"],
  ["same-origin", "same-site", "Same-Origin", "same-site, same-site", "nonsense"],
);
const referrerPolicy = linesOf("Referrer-Policy", ["origin"], ["no-referrer", "same-origin", "unsafe-url, nonsense"]);
const others = fc.subarray<Line>([
  ["X-One", "1"],
  ["x-two", "2"],
  ["x-two", "\u00e9"],
  ["Set-Cookie", "a=1"],
  ["Content-Type", "text/plain"],
  ["Cache-Control", "no-store"],
  ["ETag", '"e"'],
]);

const paths = ["/0", "/1", "/2"];

/** Where the redirect of a place leads: mostly further on, in some form, or nowhere. */
const locationOf = (from: string): fc.Arbitrary<Line[]> =>
  fc
    .tuple(HOSTS, likely(paths.filter((path) => path > from).concat("/2"), paths, 9), fc.nat({ max: 24 }))
    .map(([origin, path, form]): string[] => {
      switch (form) {
        case 0:
          return [];
        case 1:
          return [""];
        case 2:
          return [path];
        case 3:
          return [`${origin}${path}`, `${origin}${path}`];
        case 4:
          return [`${origin.replace("://", "://user:password@")}${path}`];
        case 5:
          return [`${origin.replace("://", "://user@")}${path}`];
        case 6:
          return [`${origin}${path}#there`];
        case 7:
          return [`${origin}${path}#`];
        case 8:
          return ["data:,hello"];
        case 9:
          return ["https://["];
        case 10:
          return [`//api.example.com${path}`];
        case 11:
          return [`${origin.toUpperCase()}:443${path}`];
        case 12:
          return [`${path}?q=1`];
        default:
          return [`${origin}${path}`];
      }
    })
    .map((values) => values.map((value): Line => ["Location", value]));

function headersOf(...parts: readonly fc.Arbitrary<Line[]>[]): fc.Arbitrary<Line[]> {
  return fc.tuple(...parts).map((lines) => lines.flat());
}

/** Whoever asks may, with credentials. */
const GENEROUS: readonly Line[] = [
  ["Access-Control-Allow-Origin", "{origin}"],
  ["Access-Control-Allow-Credentials", "true"],
];

/** Most servers are generous, so that there is something to see behind their permission. */
const permission = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Line[]>([...GENEROUS]) },
  { weight: 1, arbitrary: headersOf(allowOrigin, allowCredentials) },
);
const permissions = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.constant<Line[]>([
      ["Access-Control-Allow-Methods", "{method}"],
      ["Access-Control-Allow-Headers", "{names}"],
    ]),
  },
  { weight: 1, arbitrary: headersOf(allowMethods, allowHeaders) },
);

const preflight: fc.Arbitrary<Answer> = fc.record({
  status: likely([200, 204], [299, 301, 304, 404, 421, 500], 9),
  headers: headersOf(permission, permissions, maxAge),
});

const ending: fc.Arbitrary<Answer> = fc.record({
  status: likely([200], [204, 206, 300, 304, 305, 404, 421, 500]),
  headers: headersOf(permission, exposeHeaders, resourcePolicy, others),
});

const redirectOf = (from: string): fc.Arbitrary<Answer> =>
  fc.record({
    status: fc.constantFrom(301, 302, 303, 307, 308),
    headers: headersOf(permission, locationOf(from), resourcePolicy, referrerPolicy),
  });

/** A place ends a chain or leads on; the last one mostly ends it. */
function place(path: string): fc.Arbitrary<Place> {
  return fc
    .record({
      origin: HOSTS,
      tail: likely(["", ""], ["?q=1", "#here"]),
      preflight,
      ending,
      redirect: redirectOf(path),
      roll: fc.nat(9),
    })
    .map(({ origin, tail, preflight: answer, ending: end, redirect: on, roll }) => ({
      url: `${origin}${path}${tail}`,
      preflight: answer,
      main: roll < (path === "/2" ? 9 : 4) ? end : on,
    }));
}

const LONG = "a".repeat(120);
const header: fc.Arbitrary<Line> = likely<Line>(
  [
    ["X-A", "1"],
    ["x-b", "2"],
    ["Content-Type", "application/json"],
    ["Content-Type", "text/plain"],
    ["Authorization", "Bearer token"],
    ["Accept", "application/json"],
  ],
  [
    ["x-a", "again"],
    ["Accept", LONG],
    ["accept", `${LONG}123456789`],
    ["Accept", "caf\u00e9"],
    ["Accept", "a\tb"],
    ["Accept", "(comment)"],
    ["Accept-Language", "de, en;q=0.5"],
    ["Accept-Language", "de_DE"],
    ["Content-Language", ""],
    ["Content-Language", LONG],
    ["Content-Type", " Text/Plain ;charset=UTF-8"],
    ["Content-Type", "text/plain,"],
    ["Content-Type", "text/plain;a=\u00e9"],
    ["Content-Type", "text /plain"],
    ["Content-Type", "/plain"],
    ["Content-Type", "multipart/form-data; boundary=x"],
    ["Content-Encoding", "gzip"],
    ["Range", "bytes=0-10"],
    ["Range", "bytes=5-"],
    ["Range", "bytes=-5"],
    ["Range", "bytes=10-5"],
    ["Range", "BYTES=0-10"],
    ["Origin", "https://forged.example"],
    ["Sec-Fetch-Site", "none"],
    ["X-HTTP-Method-Override", "GET, trace"],
    ["X-HTTP-Method-Override", "PUT"],
    ["*", "1"],
    ["DPR", "2"],
  ],
);

/** What no header can be. */
const BROKEN: readonly Line[] = [
  ["x b", "no token"],
  ["x-c", "a\0b"],
  ["x-c", "\u20ac"],
];

/** Few headers as a rule; at times so many of one name that their values are long together. */
const headers = fc.oneof(
  { weight: 20, arbitrary: fc.array(header, { maxLength: 4 }) },
  { weight: 1, arbitrary: fc.constantFrom(...BROKEN).map((line): Line[] => [line]) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom("Accept", "Content-Language"), fc.integer({ min: 7, max: 10 }))
      .map(([name, count]) => Array.from({ length: count }, (): Line => [name, LONG])),
  },
);

const POLICIES = ["no-referrer", "same-origin", "origin", "unsafe-url", "no-referrer-when-downgrade"];
const init = fc.record(
  {
    method: likely(
      ["GET", "POST", "PUT", "DELETE"],
      ["HEAD", "HEAD", "put", "PATCH", "patch", "OPTIONS", "chicken", "*", "TRACE", "connect", "no token"],
      5,
    ),
    mode: likely(["cors"] as const, ["no-cors", "no-cors", "no-cors", "same-origin", "navigate"] as const),
    credentials: fc.constantFrom("omit", "same-origin", "include"),
    redirect: likely(["follow"] as const, ["error", "manual"] as const, 5),
    referrerPolicy: fc.constantFrom("", ...POLICIES),
    headers,
    body: fc.constant("text"),
    upload: fc.constant(true),
  },
  { requiredKeys: ["method"] },
);

const FIRST: Asked = { url: `${OWN}/0` };

/** A body goes with what can have one, but for a few; a listener is rare. */
function tidy(asked: Asked, keepsBody: boolean, keepsUpload: boolean): Asked {
  const { body, upload, ...rest } = asked;
  const bodiless = asked.method === "GET" || asked.method === "HEAD";
  return {
    ...rest,
    ...(body === undefined || (bodiless && !keepsBody) ? {} : { body }),
    ...(upload === undefined || !keepsUpload ? {} : { upload }),
  };
}

/** Mostly the same request once more, sometimes with something changed, or of another place. */
const scenarioParts = fc.record({
  page: likely([OWN, OWN], ["null", "http://app.example.com"]),
  places: fc.tuple(...paths.map(place)),
  asks: fc.array(
    fc.record({
      wait: likely([0, 1000], [4500, 6500, 61_500]),
      init,
      start: likely([0, 0], [1, 2]),
      same: fc.boolean(),
      keeps: fc.nat(9),
    }),
    { minLength: 1, maxLength: 3 },
  ),
});

export const scenarios: fc.Arbitrary<Scenario> = scenarioParts.map(({ page, places, asks }) => {
  const made: Ask[] = [];
  for (const { wait, init: chosen, start, same, keeps } of asks) {
    const url = places[start]?.url ?? FIRST.url;
    const before = made.at(-1)?.asked ?? FIRST;
    const asked = tidy({ ...chosen, url }, keeps === 0, keeps < 3);
    // Something of the one before, and something new.
    const next =
      same && made.length > 0
        ? { ...before, ...(keeps < 5 ? { credentials: asked.credentials ?? "omit" } : {}) }
        : asked;
    made.push({ wait, asked: next });
  }
  return { page, places, asks: made };
});
