import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LONGEST_ORIGIN } from "../standard/origin.ts";
import { checkPolicy } from "./full.ts";
import { meantPatterns, proposePatterns, sourceOf } from "./meant-patterns.ts";

describe("meantPatterns", () => {
  it.each([
    // Exact origins
    [/^https:\/\/app\.example\.com$/, ["https://app.example.com"]],
    [/^https:\/\/app\.example\.com:8443$/, ["https://app.example.com:8443"]],
    [/https:\/\/app.example.com/, ["https://app.example.com"]],
    [/^https?:\/\/app\.example\.com$/, ["https://app.example.com"]],
    [/^http(s)?:\/\/app\.example\.com$/, ["https://app.example.com"]],
    [/^(http|https):\/\/app\.example\.com$/, ["https://app.example.com"]],
    [new RegExp("^https://app\\.example\\.com$"), ["https://app.example.com"]],
    // Subdomains
    [/\.example\.com$/, ["https://**.example.com"]],
    [/^https:\/\/.*\.example\.com$/, ["https://**.example.com"]],
    [/^https:\/\/(.+)\.example\.com$/, ["https://**.example.com"]],
    [/.*\.example\.com/, ["https://**.example.com"]],
    [/^https:\/\/[^.]+\.example\.com$/, ["https://*.example.com"]],
    [/^https:\/\/[a-z0-9-]+\.example\.com$/, ["https://*.example.com"]],
    [/^https:\/\/(\w+)\.example\.com$/, ["https://*.example.com"]],
    [/^https:\/\/pr-\d+\.preview\.example\.com$/, ["https://pr-*.preview.example.com"]],
    [/^https:\/\/app-(.*)\.preview\.example\.com$/, ["https://app-*.preview.example.com"]],
    // The domain and its subdomains
    [/example\.com$/, ["https://example.com", "https://**.example.com"]],
    [/^https:\/\/(.*\.)?example\.com$/, ["https://example.com", "https://**.example.com"]],
    [/^https?:\/\/(?:[a-z0-9-]+\.)*example\.com$/, ["https://example.com", "https://**.example.com"]],
    // This machine
    [/^http:\/\/localhost:\d+$/, ["http://localhost:*"]],
    [/^https?:\/\/localhost(:\d+)?$/, ["http://localhost:*"]],
    [/^https:\/\/localhost(?::[0-9]{4})?$/, ["https://localhost:*"]],
    [/localhost:3000/, ["http://localhost:3000"]],
    [/^http:\/\/127\.0\.0\.1:\d+$/, ["http://127.0.0.1:*"]],
  ])("says of %s: %j, which is sound", (expression, patterns) => {
    expect(meantPatterns(expression.source)).toEqual(patterns);
    expect(checkPolicy({ origins: patterns })).toEqual([]);
  });

  it.each([
    /^https:\/\/(app|admin)\.example\.com$/,
    /^https:\/\/app\.example\.(com|net)$/,
    /^https:\/\/(?!evil)\w+\.example\.com$/,
    /^https:\/\/[^.]+\.example\.com(\/|$)/,
    /^(?:)$/,
    /a{3}/,
    /\bexample\b/,
    /Example/,
    /^/,
    new RegExp(`^https://${"a".repeat(400)}`),
    /^https:\/\/example\.com:[0-9]{1,4}0$/,
  ])("has no word for %s", (expression) => {
    expect(meantPatterns(expression.source)).toEqual([]);
  });

  it("proposes only patterns that name what the expression matches, where both are simple", () => {
    const expression = fc.constantFrom(
      /^https:\/\/.*\.example\.com$/,
      /^https:\/\/[a-z0-9-]+\.example\.com$/,
      /^https:\/\/pr-\d+\.preview\.example\.com$/,
      /^https:\/\/(.*\.)?example\.com$/,
    );
    fc.assert(
      fc.property(expression, fc.constantFrom("a", "1", "a-b"), ({ source }, label) => {
        for (const pattern of meantPatterns(source)) {
          const origin = pattern.replace(/\*+/, pattern.includes("pr-*") ? "1" : label);
          expect(origin).toMatch(new RegExp(source));
        }
      }),
    );
  });

  it("looks at any text in no time", () => {
    const phrase = fc.constantFrom(
      ..."( (?: ) . .* .+ \\. \\d + * ? [a-z] [ ] : / ^ $ https? {3} localhost a".split(" "),
    );
    fc.assert(
      fc.property(fc.array(phrase, { maxLength: 200 }), (phrases) => {
        for (const pattern of meantPatterns(phrases.join(""))) expect(pattern).toMatch(/^https?:\/\/[a-z0-9.*_:-]+$/);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("sourceOf", () => {
  it("reads a regular expression, whatever was put on it", () => {
    const odd = Object.defineProperty(/example/, "source", { value: 7 });
    expect([sourceOf(/a\/b/i), sourceOf(odd)]).toEqual(["a\\/b", "example"]);
  });

  it.each([
    ["nothing", undefined],
    ["a text", "/example/"],
    ["what calls itself one", { source: "example", [Symbol.toStringTag]: "RegExp" }],
    ["a proxy of one", new Proxy(/example/, {})],
    ["a list", []],
  ])("finds none in %s", (_what, value) => {
    expect(sourceOf(value)).toBeUndefined();
  });
});

describe("the longest expression that is read", () => {
  it("is as long as the longest origin", () => {
    const longest = `${"a".repeat(LONGEST_ORIGIN - ".com".length)}.com`;
    expect(meantPatterns(longest)).not.toEqual([]);
    expect(meantPatterns(`a${longest}`)).toEqual([]);
  });
});

describe("proposePatterns", () => {
  it.each([
    ["that are all sound", () => true, '"https://example.com" and "https://**.example.com"'],
    ["of which one is not", (pattern: string) => !pattern.includes("*"), undefined],
  ])("proposes patterns %s", (_which, isSound, proposal) => {
    expect(proposePatterns("example\\.com$", isSound)).toBe(proposal);
  });
});
