import { describe, expect, it } from "vitest";
import { LONGEST_ORIGIN } from "../standard/origin.ts";
import { PatternIndex } from "./pattern-index.ts";

const PATTERNS = [
  "http://localhost:*",
  "https://*.example.com",
  "https://**.example.com",
  "https://**.com",
  "https://pr-*.example.com",
  "https://*-1.example.com",
  "https://*.example.com:81",
  "https://pr-1.example.com:*",
];

/** Every pattern that names an origin, in the order in which they are gone through. */
function namersOf(origin: string): string[] {
  const found: string[] = [];
  new PatternIndex(PATTERNS).find(origin, (before, star, after) => {
    found.push(before + star + after);
    return false;
  });
  return found.sort();
}

describe("PatternIndex.find", () => {
  it.each([
    ["http://localhost:3000", ["http://localhost:*"]],
    [
      "https://pr-1.example.com",
      [
        "https://**.com",
        "https://**.example.com",
        "https://*-1.example.com",
        "https://*.example.com",
        "https://pr-*.example.com",
        "https://pr-1.example.com:*",
      ],
    ],
    ["https://pr-1.example.com:81", ["https://*.example.com:81", "https://pr-1.example.com:*"]],
    ["https://a.b.example.com", ["https://**.com", "https://**.example.com"]],
    ["https://example.com", ["https://**.com"]],
    ["https://com", []],
    ["https://", []],
    ["", []],
  ])("goes through every pattern that names %s, as it was written", (origin, patterns) => {
    expect(namersOf(origin)).toEqual(patterns);
  });

  it("names the longest origin, and no longer text", () => {
    const index = new PatternIndex(["https://**.example.com"]);
    const labels = "a".repeat(LONGEST_ORIGIN - "https://.example.com".length);
    expect(index.find(`https://${labels}.example.com`, () => true)).toBe(true);
    expect(index.find(`https://${labels}a.example.com`, () => true)).toBe(false);
  });

  it("finds a pattern that begins sooner than one that was given before it", () => {
    const index = new PatternIndex(["https://pr-preview-of-ours-*.example.com", "https://*.a.b"]);
    expect(index.find("https://x.a.b", () => true)).toBe(true);
  });

  it.each(["", "0", "080", "65536", "1.5", "8e1", "+80", "-1", "NaN", "Infinity", "x"])(
    "takes no text for a port that is none: %j",
    (port) => {
      expect(new PatternIndex(["http://localhost:*"]).find(`http://localhost:${port}`, () => true)).toBe(false);
    },
  );

  it.each(["a", "z", "0", "9", "-", "_"])("takes %j for a label", (label) => {
    expect(new PatternIndex(["https://*.example.com"]).find(`https://${label}.example.com`, () => true)).toBe(true);
  });

  it.each(["", "A", "`", "{", "/", ":", "@", "~", "%", "é", "\0"])("takes %j for no label", (label) => {
    expect(new PatternIndex(["https://*.example.com"]).find(`https://${label}.example.com`, () => true)).toBe(false);
  });

  it("stops at the first hit", () => {
    let seen = 0;
    const found = new PatternIndex(PATTERNS).find("https://pr-1.example.com", () => {
      seen += 1;
      return seen === 2;
    });
    expect([found, seen]).toEqual([true, 2]);
  });

  it("leaves out what is no pattern", () => {
    const index = new PatternIndex(["https://example.com", "https://*.*.example.com"]);
    expect(index.find("https://example.com", () => true)).toBe(false);
  });
});
