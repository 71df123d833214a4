import * as fc from "fast-check";
import type { CorsRequest } from "../../src/index.ts";
import type { PlainOptions } from "./naive-policy.ts";
import { originNear, patterns } from "./origins.ts";

const ORIGINS = [
  "https://foo.com",
  "https://bar.com",
  "https://a.foo.com",
  "https://foo.com:8443",
  "http://localhost:3000",
  "http://127.0.0.1",
  "http://[::1]:8080",
  "capacitor://localhost",
];
export const METHODS: readonly string[] = ["GET", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "patch", "PROPFIND"];
const HEADERS = ["Content-Type", "content-type", "Authorization", "X-A", "x-b", "X-Key", "Accept"];
const EXPOSED = ["ETag", "etag", "Link", "X-Total-Count"];

/** What strangers send to forge, to confuse, to flood. */
const HOSTILE = [
  "",
  "null",
  "*",
  "\0",
  "\r\nX-Forged: 1",
  "\n",
  "\ud800",
  "\udc00",
  "\u212a",
  "\u2028",
  " ",
  "\t",
  ",",
  "__proto__",
  "x".repeat(5_000),
  "https://",
  "undefined",
];

function listOf(names: readonly string[]): fc.Arbitrary<"*" | string[] | undefined> {
  return fc.oneof(
    fc.constant("*" as const),
    fc.constant(undefined),
    fc.array(fc.constantFrom(...names), { maxLength: 6 }),
  );
}

function listWithWildcard(names: readonly string[]): fc.Arbitrary<"*" | string[] | undefined> {
  return fc.oneof({ weight: 3, arbitrary: listOf(names) }, listOf([...names, "*"]));
}

const shared = {
  methods: listWithWildcard(METHODS),
  allowHeaders: listWithWildcard(HEADERS),
  maxAge: fc.option(fc.integer({ min: 0, max: 86400 }), { nil: undefined }),
};

const fewOrigins = fc.array(fc.constantFrom(...ORIGINS), { minLength: 1, maxLength: 6 });
const everyForm = { dangerouslyAllowPublicSuffixes: fc.constant(true) };

/** Options that definePolicy takes, and that can be written as JSON. */
export const soundOptions: fc.Arbitrary<PlainOptions> = fc.oneof(
  fc.record({ ...shared, origins: fc.constant("*" as const), exposeHeaders: listWithWildcard(EXPOSED) }),
  fc.record({
    ...shared,
    ...everyForm,
    origins: fc.oneof(patterns, fc.array(fc.constantFrom(...ORIGINS, "null"), { minLength: 1, maxLength: 6 })),
    exposeHeaders: listWithWildcard(EXPOSED),
    dangerouslyAllowNullOrigin: fc.constant(true),
  }),
  fc.record({
    ...shared,
    origins: fewOrigins,
    exposeHeaders: fc.constantFrom(undefined, [], EXPOSED),
    credentials: fc.constant(true),
  }),
  fc.record({
    ...shared,
    ...everyForm,
    origins: patterns,
    exposeHeaders: fc.constantFrom(undefined, [], EXPOSED),
    credentials: fc.constant(true),
    dangerouslyAllowInsecureOrigins: fc.constant(true),
  }),
);

export const anyText: fc.Arbitrary<string> = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom(...HOSTILE));

/** Something that is nearly one of these texts: cut, doubled, joined, in another case. */
function nearMiss(texts: readonly string[]): fc.Arbitrary<string> {
  const one = fc.constantFrom(...texts);
  return fc.oneof(
    one.map((text) => text.toUpperCase()),
    one.map((text) => text.toLowerCase()),
    one.map((text) => text.slice(1)),
    one.map((text) => text.slice(0, -1)),
    fc
      .tuple(one, fc.constantFrom("/", ".", ":443", " ", ".evil.example", "@evil.example", "\r\n"))
      .map((two) => two.join("")),
    fc.tuple(one, anyText).map((two) => two.join("")),
    fc.tuple(anyText, one).map((two) => two.join("")),
    fc.tuple(one, one).map(([first, second]) => `${first}, ${second}`),
    fc.tuple(one, one).map(([first, second]) => first.slice(0, 12) + second.slice(8)),
  );
}

function likely(texts: readonly string[]): fc.Arbitrary<string> {
  return fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...texts) }, nearMiss(texts), anyText);
}

export const headerName: fc.Arbitrary<string> = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...HEADERS, "x-key", "authorization", "AUTHORIZATION", "*") },
  { weight: 1, arbitrary: nearMiss(HEADERS) },
  { weight: 1, arbitrary: anyText },
);
export const separator: fc.Arbitrary<string> = fc.constantFrom(",", ", ", " , ", ",,", "\t,\t", " ,, ");

/** Lists as browsers, gateways and attackers write them; some too long to be echoed. */
const headerList = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.tuple(fc.array(headerName, { maxLength: 6 }), separator).map(([names, by]) => names.join(by)),
  },
  { weight: 2, arbitrary: fc.integer({ min: 60, max: 70 }).map((count) => numbered(count).join(",")) },
  { weight: 2, arbitrary: fc.integer({ min: 4090, max: 4100 }).map((length) => `x-a,${"y".repeat(length - 6)},b`) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.integer({ min: 14, max: 18 }), headerName)
      .map(([count, name]) => `${"ä,".repeat(count)}${name}`),
  },
  { weight: 1, arbitrary: anyText },
);

function numbered(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `x-${index}`);
}

const longMethod = fc.integer({ min: 4095, max: 4098 }).map((length) => "M".repeat(length));

export const requests: fc.Arbitrary<CorsRequest> = fc.record({
  method: fc.oneof({ weight: 5, arbitrary: fc.constant("OPTIONS") }, likely(METHODS)),
  origin: fc.option(likely([...ORIGINS, "null"]), { nil: undefined, freq: 12 }),
  requestMethod: fc.option(fc.oneof({ weight: 8, arbitrary: likely(METHODS) }, longMethod), {
    nil: undefined,
    freq: 8,
  }),
  requestHeaders: fc.option(headerList, { nil: undefined }),
});

/** Origins of the few above, nearly these, and texts that are none. */
export const originOrText: fc.Arbitrary<string> = likely([...ORIGINS, "null"]);

/** Options and a request; the origin of every other one is aimed at the patterns of its options. */
export const cases: fc.Arbitrary<readonly [options: PlainOptions, request: CorsRequest]> = fc
  .tuple(soundOptions, requests, originNear, fc.boolean())
  .map(([options, request, near, aimed]) => {
    if (!aimed || options.origins === "*" || request.origin === undefined) return [options, request] as const;
    return [options, { ...request, origin: near(options.origins) }] as const;
  });
