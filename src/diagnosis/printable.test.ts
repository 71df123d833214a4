import { describe, expect, it } from "vitest";
import { printable, printableLine } from "./printable.ts";

describe("printable", () => {
  it("writes out what moves a cursor, colours, or turns a line", () => {
    expect(printable("a\u001b[31m\r\nb\u202ec\u0000")).toBe("a\\u{1b}[31m\\u{d}\\u{a}b\\u{202e}c\\u{0}");
  });

  it("cuts what is too long, and says how long it was", () => {
    expect(printable("a".repeat(1000))).toBe(`${"a".repeat(300)}… (1000 characters)`);
  });

  it("hides user name and password of a URL", () => {
    expect(printable("to https://user:secret@example.com/a@b and //me@host")).toBe(
      "to https://(hidden)@example.com/a@b and //(hidden)@host",
    );
  });
});

describe("printableLine", () => {
  it.each([
    ["Authorization", "Bearer secret", "Authorization: Bearer (hidden)"],
    ["authorization", "secret", "authorization: (hidden)"],
    ["Cookie", "a=1; b=2", "Cookie: (hidden)"],
    ["Set-Cookie", "id=secret; Path=/; Secure", "Set-Cookie: id=(hidden); Path=/; Secure"],
    ["Set-Cookie", "secret", "Set-Cookie: (hidden)"],
    ["Vary", "", "Vary:"],
    ["constructor", "a", "constructor: a"],
  ])("%s: %s", (name, value, shown) => {
    expect(printableLine(name, value)).toBe(shown);
  });
});
