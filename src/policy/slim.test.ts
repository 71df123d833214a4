import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as full from "./full.ts";
import type { Problem } from "./problem.ts";
import * as slim from "./slim.ts";

const ENTRIES = { full, slim };

function codesBy(entry: keyof typeof ENTRIES, options: unknown): string[] {
  return ENTRIES[entry].checkPolicy(options).map(({ code }) => code);
}

function withoutWords({ message: _message, fix: _fix, ...rest }: Problem): Partial<Problem> {
  return rest;
}

describe("the entries with and without a list of public suffixes", () => {
  it.each([
    ["exact origins", { origins: ["https://app.example.com", "capacitor://localhost"], credentials: true }],
    ["any origin", { origins: "*" }],
    ["any port", { origins: ["http://localhost:*", "https://app.example.com:*"] }],
    ["a wildcard on this machine", { origins: ["http://*.localhost:3000"] }],
    ["a wildcard and a list of one's own", { origins: ["https://*.example.com"], publicSuffixOf: () => "com" }],
    ["a wildcard under anything, by its flag", { origins: ["https://*.co.uk"], dangerouslyAllowPublicSuffixes: true }],
  ] as const)("both take %s", (_what, options) => {
    for (const entry of [full, slim]) {
      expect(entry.checkPolicy(options)).toEqual([]);
      expect(entry.definePolicy(entry.definePolicy(options).options).options).toEqual(
        entry.definePolicy(options).options,
      );
    }
  });

  it.each([
    ["https://*.example.com", [], ["PublicSuffixListMissing"]],
    ["https://pr-*.preview.example.com", [], ["PublicSuffixListMissing"]],
    ["https://**.me.github.io", [], ["PublicSuffixListMissing"]],
    ["https://*.github.io", ["WildcardUnderPublicSuffix"], ["PublicSuffixListMissing"]],
    ["https://*.vercel.app", ["WildcardUnderPublicSuffix"], ["PublicSuffixListMissing"]],
    ["https://*.co.uk", ["WildcardUnderPublicSuffix"], ["PublicSuffixListMissing"]],
    ["https://*.com", ["WildcardUnderPublicSuffix"], ["WildcardUnderPublicSuffix"]],
    ["https://*", ["WildcardTooWide"], ["WildcardTooWide"]],
  ])("judge %s: the full one %j, the slim one %j", (origin, byFull, bySlim) => {
    expect(codesBy("full", { origins: [origin] })).toEqual(byFull);
    expect(codesBy("slim", { origins: [origin] })).toEqual(bySlim);
    if (bySlim.length > 0) expect(() => slim.definePolicy({ origins: [origin] })).toThrow(bySlim[0]);
  });

  it("prefer a list of one's own to the one that they bring", () => {
    const options = {
      origins: ["https://*.vercel.app", "https://*.shop.example"],
      publicSuffixOf: () => "shop.example",
    };
    for (const entry of [full, slim]) {
      expect(entry.checkPolicy(options).map(({ path }) => path)).toEqual([["origins", 1]]);
    }
  });

  it("both find everything else alike, one of them in fewer words", () => {
    const options = { origins: ["https://a.example/", "null"], methods: ["put"], allowedHeaders: [], maxAge: -1 };
    expect(slim.checkPolicy(options).map(withoutWords)).toEqual(full.checkPolicy(options).map(withoutWords));
    expect(slim.checkPolicy(options).map(({ message, fix }) => `${message} ${fix}`)).toEqual([
      "UnknownOption: A list. Hint: allowHeaders.",
      'OriginTrailingSlash: "https://a.example/". Hint: https://a.example.',
      'NullOrigin: "null". See its page.',
      'MethodNotNormalized: "put". Hint: PUT.',
      "MaxAgeOutOfRange: -1. See its page.",
    ]);
  });

  it("both find the same in whatever can be generated", () => {
    const origin = fc.oneof(
      fc.constantFrom<unknown>(
        "*",
        "null",
        7,
        /a/,
        "https://*.a.example",
        "https://**.a.example",
        "http://b.example:80",
      ),
      fc.stringMatching(/^(https?:\/\/)?[aA*.]{0,4}(\.example)?(:[0-9*]{1,3})?[/ ]?$/),
    );
    const origins = fc.oneof(origin, fc.array(origin, { maxLength: 4 }));
    const names = fc.oneof(
      fc.constant("*"),
      fc.array(fc.constantFrom("*", "PUT", "put", "x-a", "X-A", "Cookie", "a b", 7)),
    );
    const options = fc.record(
      {
        origins,
        origin: origins,
        orgins: origins,
        methods: names,
        allowHeaders: names,
        exposeHeaders: names,
        credentials: fc.constantFrom(true, false, "true"),
        maxAge: fc.constantFrom(0, 600, -1, 86401, 0.5, "600"),
        dangerouslyAllowNullOrigin: fc.boolean(),
        dangerouslyAllowInsecureOrigins: fc.boolean(),
        dangerouslyAllowPublicSuffixes: fc.boolean(),
        anything: fc.anything(),
      },
      { requiredKeys: [] },
    );
    const publicSuffixOf = (): string => "example";
    fc.assert(
      fc.property(options, (written) => {
        const [byFull, bySlim] = [full, slim].map(({ checkPolicy }) => checkPolicy({ ...written, publicSuffixOf }));
        expect(bySlim?.map(withoutWords)).toEqual(byFull?.map(withoutWords));
        for (const { message, fix } of bySlim ?? []) expect(`${message} ${fix}`).not.toMatch(/[\r\n]|undefined$/);
      }),
      { numRuns: 2_000 },
    );
  });

  it("both throw one error with every mistake, each with its page", () => {
    const options = { origins: ["https://a.example/"], maxAge: -1 };
    expect(() => slim.definePolicy(options)).toThrow(
      [
        "There are 2 mistakes in the policy's options.",
        '  origins[0]: OriginTrailingSlash: "https://a.example/". Hint: https://a.example. (node_modules/crossorigin/docs/findings/OriginTrailingSlash.md)',
        "  maxAge: MaxAgeOutOfRange: -1. See its page. (node_modules/crossorigin/docs/findings/MaxAgeOutOfRange.md)",
      ].join("\n"),
    );
  });

  it("both refuse the same; only the full one has a hint", () => {
    const options = { origins: ["https://a.example"], allowHeaders: ["X-A"] };
    const request = { method: "OPTIONS", requestMethod: "GET", requestHeaders: "content-type,x-b" };
    for (const origin of ["https://a.example", "http://a.example", "https://evil.example"]) {
      const asked = { ...request, origin };
      const { refusals, ...decision } = slim.definePolicy(options).decide(asked);
      const { refusals: withHints, ...sameDecision } = full.definePolicy(options).decide(asked);
      expect(decision).toEqual(sameDecision);
      expect(refusals).toEqual(withHints.map(({ hint: _hint, ...refusal }) => refusal));
      expect(refusals.length).toBeGreaterThan(0);
    }
  });
});
