import { describe, expect, it } from "vitest";
import { printable } from "./printable.ts";

describe("printable", () => {
  it("leaves alone what does no harm", () => {
    expect(printable("https://api.example.com/?q=ä&r=日本 ✓")).toBe("https://api.example.com/?q=ä&r=日本 ✓");
  });

  it.each([
    ["\u001b[2J", "\\u{1b}[2J"],
    ["a\r\nb", "a\\u{d}\\u{a}b"],
    ["\u009b31m", "\\u{9b}31m"],
    ["\u202egnp.exe", "\\u{202e}gnp.exe"],
    ["\ud800", "\\u{d800}"],
    ["a\u2028b\u2029c", "a\\u{2028}b\\u{2029}c"],
  ])("writes out %j", (text, shown) => {
    expect(printable(text)).toBe(shown);
  });

  it("cuts what has no end, and says how long it was", () => {
    expect(printable("x".repeat(1000))).toBe(`${"x".repeat(500)}… (1000 characters)`);
    expect(printable("x".repeat(10), 4)).toBe("xxxx… (10 characters)");
  });
});
