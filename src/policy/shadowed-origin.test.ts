import { describe, expect, it } from "vitest";
import { PatternIndex } from "./pattern-index.ts";
import { findCover } from "./shadowed-origin.ts";

describe("findCover", () => {
  it.each([
    ["http://localhost:3000", "http://localhost:*"],
    ["http://localhost", "http://localhost:*"],
    ["https://a.example.com", "https://*.example.com"],
    ["https://a.b.example.com", "https://**.example.com"],
    ["https://pr-1.example.com", "https://pr-*.example.com"],
    ["https://*.example.com", "https://**.example.com"],
    ["https://*.b.example.com", "https://**.example.com"],
    ["https://a.*.example.com", "https://**.example.com"],
    ["https://**.b.example.com", "https://**.example.com"],
    ["https://pr-*.example.com", "https://*.example.com"],
    ["https://pr-*.example.com", "https://**.example.com"],
    ["https://pr-*.example.com", "https://p*.example.com"],
    ["https://pr-*-x.example.com", "https://pr-*.example.com"],
    ["https://*.example.com:81", "https://**.example.com:81"],
  ])("%s changes nothing beside %s", (text, cover) => {
    expect(findCover(text, new PatternIndex([text, cover]))).toBe(cover);
    expect(findCover(cover, new PatternIndex([text, cover]))).toBeUndefined();
  });

  it.each([
    ["https://example.com", "https://*.example.com"],
    ["https://a.b.example.com", "https://*.example.com"],
    ["https://*.b.example.com", "https://*.example.com"],
    ["https://a_b.example.com", "https://a*.example.com"],
    ["https://*.example.com", "https://a*.example.com"],
    ["https://*.example.com", "https://*b.example.com"],
    ["https://**.example.com", "https://*.example.com"],
    ["https://**.example.com", "https://*.a_b.example.com"],
    ["https://pr-*.example.com", "https://pr-a*.example.com"],
    ["https://pr-*.example.com", "https://pr-*b.example.com"],
    ["https://pr_*.example.com", "https://p*.example.com"],
    ["https://*.example.com", "https://a_b.*.com"],
    ["https://*.example.com:81", "https://a_b.example.com:*"],
    ["https://a.example.com:*", "https://*.example.com:50813"],
    ["https://a.example.com:*", "https://*.example.com"],
    ["https://*.example.com", "https://*.example.com:81"],
    ["http://*.example.com", "https://**.example.com"],
    ["null", "https://**.example.com"],
  ])("%s says something that %s does not", (text, other) => {
    expect(findCover(text, new PatternIndex([text, other].filter((one) => one.includes("*"))))).toBeUndefined();
  });

  it("does not take a pattern for its own cover", () => {
    for (const text of [
      "http://localhost:*",
      "https://*.example.com",
      "https://**.a.example",
      "https://a*.b.example",
    ]) {
      expect(findCover(text, new PatternIndex([text]))).toBeUndefined();
    }
  });

  it("finds a cover behind another pattern that is none", () => {
    const patterns = ["https://pr-a*.example.com", "https://*-b.example.com", "https://**.example.com"];
    expect(findCover("https://pr-*.example.com", new PatternIndex(patterns))).toBe("https://**.example.com");
  });
});
