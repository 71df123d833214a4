import { describe, expect, it } from "vitest";
import * as full from "./full.ts";
import * as slim from "./slim.ts";

const ENTRIES = { full, slim };

function codesBy(entry: keyof typeof ENTRIES, options: unknown): string[] {
  return ENTRIES[entry].checkPolicy(options).map(({ code }) => code);
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

  it("both find everything else alike", () => {
    const options = { origins: ["https://a.example/", "null"], methods: ["put"], allowedHeaders: [] };
    expect(slim.checkPolicy(options)).toEqual(full.checkPolicy(options));
  });
});
