import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CorsRequest, definePolicy, type PolicyOptions } from "../../src/index.ts";
import { naiveDecide } from "./naive-policy.ts";

/** How many cases each law is tried on; CROSSORIGIN_RUNS asks for more. */
const RUNS = { numRuns: Number(process.env["CROSSORIGIN_RUNS"] ?? 5_000) };

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
const METHODS = ["GET", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "patch", "PROPFIND"];
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

/** Options that definePolicy takes. */
const soundOptions: fc.Arbitrary<PolicyOptions> = fc.oneof(
  fc.record({ ...shared, origins: fc.constant("*" as const), exposeHeaders: listWithWildcard(EXPOSED) }),
  fc.record({
    ...shared,
    origins: fc.array(fc.constantFrom(...ORIGINS, "null"), { minLength: 1, maxLength: 6 }),
    exposeHeaders: listWithWildcard(EXPOSED),
    dangerouslyAllowNullOrigin: fc.constant(true),
  }),
  fc.record({
    ...shared,
    origins: fc.array(fc.constantFrom(...ORIGINS), { minLength: 1, maxLength: 6 }),
    exposeHeaders: fc.constantFrom(undefined, [], EXPOSED),
    credentials: fc.constant(true),
  }),
);

const anyText = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom(...HOSTILE));

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

const headerName = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...HEADERS, "x-key", "authorization", "AUTHORIZATION", "*") },
  { weight: 1, arbitrary: nearMiss(HEADERS) },
  { weight: 1, arbitrary: anyText },
);
const separator = fc.constantFrom(",", ", ", " , ", ",,", "\t,\t", " ,, ");

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

const requests: fc.Arbitrary<CorsRequest> = fc.record({
  method: fc.oneof({ weight: 5, arbitrary: fc.constant("OPTIONS") }, likely(METHODS)),
  origin: fc.option(likely([...ORIGINS, "null"]), { nil: undefined, freq: 12 }),
  requestMethod: fc.option(fc.oneof({ weight: 8, arbitrary: likely(METHODS) }, longMethod), {
    nil: undefined,
    freq: 8,
  }),
  requestHeaders: fc.option(headerList, { nil: undefined }),
});

const cases = fc.tuple(soundOptions, requests);

describe("Policy.decide", () => {
  it("says what the design says, read sentence by sentence", () => {
    fc.assert(
      fc.property(cases, ([options, request]) => {
        const decision = definePolicy(options).decide(request);
        const refusals = decision.refusals.map(({ code }) => code);
        expect({ ...decision, refusals }).toEqual(naiveDecide(options, request));
      }),
      RUNS,
    );
  });

  it("says the same when the policy is made again from its own options", () => {
    fc.assert(
      fc.property(cases, ([options, request]) => {
        const policy = definePolicy(options);
        const again = definePolicy(policy.options);
        expect(again.options).toEqual(policy.options);
        expect(again.decide(request)).toEqual(policy.decide(request));
      }),
      RUNS,
    );
  });

  it("throws for no text whatever, and forges no header", () => {
    const anyRequest = fc.record({
      method: anyText,
      origin: fc.option(anyText, { nil: undefined }),
      requestMethod: fc.option(anyText, { nil: undefined }),
      requestHeaders: fc.option(anyText, { nil: undefined }),
    });
    fc.assert(
      fc.property(soundOptions, fc.oneof(requests, anyRequest), (options, request) => {
        const { headers, vary } = definePolicy(options).decide(request);
        for (const text of [...headers.flat(), ...vary]) expect(text).toMatch(/^[\x20-\x7e]+$/);
        expect(new Set(headers.map(([name]) => name)).size).toBe(headers.length);
      }),
      RUNS,
    );
  });

  it("grants nothing to an origin that nobody wrote down", () => {
    fc.assert(
      fc.property(cases, ([options, request]) => {
        const { headers } = definePolicy(options).decide(request);
        const grants = headers.filter(([name]) => name === "Access-Control-Allow-Origin").map(([, value]) => value);
        const written = options.origins === "*" ? ["*"] : options.origins;
        expect(grants.filter((grant) => !written.includes(grant))).toEqual([]);
        if (options.origins !== "*" && grants.length > 0) expect(grants).toEqual([request.origin]);
      }),
      RUNS,
    );
  });

  it("sends nothing under Access-Control-* to a refused origin, and never credentials with *", () => {
    fc.assert(
      fc.property(cases, ([options, request]) => {
        const { headers, refusals } = definePolicy(options).decide(request);
        if (refusals.some(({ code }) => code === "OriginNotAllowed")) expect(headers).toEqual([]);
        const sent = new Map(headers);
        if (sent.get("Access-Control-Allow-Origin") === "*") {
          expect(sent.has("Access-Control-Allow-Credentials")).toBe(false);
        }
      }),
      RUNS,
    );
  });

  it("varies as the policy and the kind of request say, whatever the outcome", () => {
    fc.assert(
      fc.property(soundOptions, requests, requests, (options, one, other) => {
        const policy = definePolicy(options);
        const [first, second] = [policy.decide(one), policy.decide(other)];
        if ((first.kind === "preflight") === (second.kind === "preflight")) expect(first.vary).toEqual(second.vary);
        expect(first.vary.includes("Origin")).toBe(options.origins !== "*");
      }),
      RUNS,
    );
  });

  it("allows the same header names in every order, case and spacing", () => {
    const names = fc.array(headerName, { maxLength: 8 });
    const shuffled = names.chain((list) =>
      fc.record({
        straight: fc.constant(list),
        mixed: fc.shuffledSubarray(list, { minLength: list.length }),
        by: separator,
        upper: fc.boolean(),
      }),
    );
    fc.assert(
      fc.property(soundOptions, shuffled, fc.constantFrom(...METHODS), (options, lists, requestMethod) => {
        const policy = definePolicy(options);
        const preflight = { method: "OPTIONS", origin: ORIGINS[0], requestMethod };
        const mixed = lists.mixed.map((name) => (lists.upper ? asciiUpperCase(name) : name)).join(lists.by);
        const straight = policy.decide({ ...preflight, requestHeaders: lists.straight.join(",") });
        expect(policy.decide({ ...preflight, requestHeaders: mixed }).allowed).toBe(straight.allowed);
      }),
      RUNS,
    );
  });
});

describe("Policy.allowsOrigin", () => {
  it("agrees with a loop over the list", () => {
    fc.assert(
      fc.property(soundOptions, likely([...ORIGINS, "null"]), (options, origin) => {
        const listed = options.origins === "*" || options.origins.some((allowed) => allowed === origin);
        expect(definePolicy(options).allowsOrigin(origin)).toBe(listed);
      }),
      RUNS,
    );
  });
});

function asciiUpperCase(text: string): string {
  return text.replace(/[a-z]/g, (letter) => letter.toUpperCase());
}
