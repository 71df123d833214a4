import { describe, expect, it } from "vitest";
import { checkOriginEntries, type OriginRules } from "./check-origins.ts";
import { checkPolicy } from "./full.ts";

const RULES: OriginRules = {
  publicSuffixOf: () => "com",
  allowPublicSuffixes: false,
  credentials: false,
  allowNull: false,
  allowInsecure: false,
};

const ALL_DANGERS = {
  dangerouslyAllowInsecureOrigins: true,
  dangerouslyAllowPublicSuffixes: true,
  dangerouslyAllowNullOrigin: true,
};

function codesOf(entries: readonly unknown[], rules: Partial<OriginRules> = {}): string[] {
  return checkOriginEntries(entries, { ...RULES, ...rules }).map(({ code, path }) => `${code} ${path.join(".")}`);
}

describe("checkOriginEntries", () => {
  it("does not call an entry shadowed that is wrong, though a pattern names it", () => {
    expect(codesOf(["https://*.example.com", "https://xn--a.example.com"])).toEqual(["InvalidOrigin origins.1"]);
  });

  it("calls an entry shadowed that is there twice, and each time", () => {
    expect(codesOf(["https://*.example.com", "https://a.example.com", "https://a.example.com"])).toEqual([
      "DuplicateEntry origins.2",
      "ShadowedOrigin origins.1",
      "ShadowedOrigin origins.2",
    ]);
  });

  it("asks the list of public suffixes about the domain behind the label with the *", () => {
    const asked: unknown[] = [];
    const publicSuffixOf = (...host: unknown[]): string => {
      asked.push(...host);
      return "com";
    };
    expect(codesOf(["https://pr-*.a.example.com:8443", "https://**.example.com"], { publicSuffixOf })).toEqual([]);
    expect(asked).toEqual(["a.example.com", "example.com"]);
  });

  it.each([
    ["insecure origins", { dangerouslyAllowInsecureOrigins: false }, "InsecureOriginWithCredentials"],
    ["public suffixes", { dangerouslyAllowPublicSuffixes: false }, "WildcardUnderPublicSuffix"],
    ["null", { dangerouslyAllowNullOrigin: false }, "NullOrigin"],
  ])("hears a permission for %s that is denied aloud", (_what, denied, code) => {
    const origins = ["http://a.example.com", "https://*.vercel.app", "null"];
    const codes = checkPolicy({ origins, credentials: true, ...ALL_DANGERS, ...denied }).map((found) => found.code);
    expect(codes).toEqual([code]);
  });

  it.each([
    ["http://a.example.com", "https://a.example.com"],
    ["http://a.example.com:8080", "https://a.example.com:8080"],
    ["http://a.example.com:443", "https://a.example.com"],
    ["http://a.example.com:4430", "https://a.example.com:4430"],
    ["http://*.example.com", "https://*.example.com"],
  ])("proposes for %s beside credentials an origin that is right: %s", (written, right) => {
    const rules = { ...RULES, credentials: true };
    expect(checkOriginEntries([written], rules)).toMatchObject([
      { code: "InsecureOriginWithCredentials", hint: right },
    ]);
    expect(checkOriginEntries([right], rules)).toEqual([]);
  });
});
