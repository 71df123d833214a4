import { describe, expect, it } from "vitest";
import { printable } from "./printable.ts";

describe("printable", () => {
  it.each([
    ["a colour", "\u001b[31mred", "\\u{1b}[31mred"],
    ["a new line", "a\r\nb", "a\\u{d}\\u{a}b"],
    ["what deletes", "a\u0008\u007f", "a\\u{8}\\u{7f}"],
    ["controls of the second half", "\u0085\u009b", "\\u{85}\\u{9b}"],
    ["the other direction of writing", "\u202eabc\u2066", "\\u{202e}abc\\u{2066}"],
    ["what cannot be seen", "a\u200b\ufeffb", "a\\u{200b}\\u{feff}b"],
    ["separators of lines", "\u2028\u2029", "\\u{2028}\\u{2029}"],
    ["half a character", "\ud800", "\\u{d800}"],
    ["letters of all kinds as they are", "Grüße, 世界", "Grüße, 世界"],
  ])("writes out %s", (_what, text, shown) => {
    expect(printable(text)).toBe(shown);
  });

  it("cuts what is too long, and says how long it was", () => {
    expect(printable("a".repeat(200))).toBe("a".repeat(200));
    expect(printable("a".repeat(70_000))).toBe(`${"a".repeat(200)}… (70000 characters)`);
    expect(printable("abc", 2)).toBe("ab… (3 characters)");
  });
});
