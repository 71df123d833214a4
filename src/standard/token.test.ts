import { describe, expect, it } from "vitest";
import { isToken } from "./token.ts";

const LETTERS_AND_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

describe("isToken", () => {
  it.each([
    ["a method", "PATCH"],
    ["a header name", "X-Request-Id"],
    ["one letter", "x"],
    ["digits alone", "123"],
    ["every symbol of the grammar", "!#$%&'*+-.^_`|~"],
  ])("takes %s", (_what, text) => {
    expect(isToken(text)).toBe(true);
  });

  it.each([
    ["nothing", ""],
    ["a space inside", "x y"],
    ["a space at the end", "x "],
    ["a comma", "x,y"],
    ["a colon", "x:y"],
    ["a slash", "text/html"],
    ["a quotation mark", '"x"'],
    ["a line break", "x\r\ny"],
    ["a NUL", "x\0"],
    ["DEL", "x\x7f"],
    ["a letter outside ASCII", "naïve"],
    ["a Kelvin sign, which is no k", "\u212a"],
    ["half a surrogate pair", "x\ud800"],
  ])("refuses %s", (_what, text) => {
    expect(isToken(text)).toBe(false);
  });

  it("agrees with the grammar of RFC 9110 about each of the first 65536 characters", () => {
    const allowed = new Set(`${LETTERS_AND_DIGITS}!#$%&'*+-.^_\`|~`);
    const wrong: number[] = [];
    for (let code = 0; code <= 0xffff; code += 1) {
      const character = String.fromCharCode(code);
      if (isToken(character) !== allowed.has(character)) wrong.push(code);
    }
    expect(wrong).toEqual([]);
  });

  it("sees the one bad character at the end of a long text", () => {
    expect(isToken("x".repeat(1_000_000))).toBe(true);
    expect(isToken(`${"x".repeat(1_000_000)} `)).toBe(false);
  });
});
