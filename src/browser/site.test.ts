import { describe, expect, it } from "vitest";
import { isTrustworthy, sameOrigin, sameSite } from "./client.ts";
import { siteOf, type PublicSuffixOf } from "./site.ts";

const SUFFIXES = ["com", "co.uk", "uk", "localhost"];
const publicSuffixOf: PublicSuffixOf = (host) =>
  SUFFIXES.find((suffix) => host === suffix || host.endsWith(`.${suffix}`));

describe("siteOf", () => {
  it.each([
    ["example.com", "example.com"],
    ["a.example.com", "example.com"],
    ["b.a.example.com", "example.com"],
    ["a.example.co.uk", "example.co.uk"],
    ["co.uk", "co.uk"],
    ["com", "com"],
    ["intranet", "intranet"],
    ["127.0.0.1", "127.0.0.1"],
    ["1.example.com", "example.com"],
    ["[::1]", "[::1]"],
  ])("of %s is %s", (host, site) => {
    expect(siteOf(host, publicSuffixOf)).toBe(site);
  });

  it("of an address is the address, whatever a list says of its last number", () => {
    expect(siteOf("10.0.0.1", () => "0.1")).toBe("10.0.0.1");
    expect(siteOf("[::1]", () => "1]")).toBe("[::1]");
  });

  it("is the host itself where a list names what is no suffix of it", () => {
    expect(siteOf("a.example.com", () => "org")).toBe("a.example.com");
    expect(siteOf("notcom", () => "com")).toBe("notcom");
  });
});

describe("two origins", () => {
  it.each([
    ["https://example.com", "https://example.com", true, true],
    ["https://example.com", "https://a.example.com", false, true],
    ["https://example.com", "https://example.com:8443", false, true],
    ["https://example.com", "http://example.com", false, false],
    ["https://example.com", "https://other.com", false, false],
    ["null", "https://example.com", false, false],
    ["null", "null", false, false],
  ])("%s and %s: of one origin %s, of one site %s", (one, other, isOrigin, isSite) => {
    for (const [first, second] of [
      [one, other],
      [other, one],
    ] as const) {
      expect(sameOrigin(first, second)).toBe(isOrigin);
      expect(sameSite(first, second, publicSuffixOf)).toBe(isSite);
    }
  });
});

describe("isTrustworthy", () => {
  it.each([
    ["https://example.com", true],
    ["http://example.com", false],
    ["http://localhost:3000", true],
    ["http://app.localhost", true],
    ["http://127.0.0.1", true],
    ["http://[::1]", true],
    ["http://localhost.example.com", false],
  ])("%s: %s", (url, expected) => {
    expect(isTrustworthy(new URL(url))).toBe(expected);
  });
});
