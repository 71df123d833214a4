import { describe, expect, it } from "vitest";
import { mimeTypeEssence, withUtf8, withUtf8InPlace, withUtf8Parameter } from "./mime-type.ts";

describe("mimeTypeEssence", () => {
  it.each([
    ["Text/Plain; charset=utf-8", "text/plain"],
    ["text/plain ;a", "text/plain"],
    ["text/plain;", "text/plain"],
    ["text /plain", undefined],
    ["text/ plain", undefined],
    ["text", undefined],
    ["text/plain,", undefined],
    ["", undefined],
  ])("of %s is %s", (text, essence) => {
    expect(mimeTypeEssence(text)).toBe(essence);
  });
});

describe("withUtf8", () => {
  it.each([
    ["text/plain", "text/plain"],
    ["TEXT/plain; charset=utf-8", "TEXT/plain; charset=utf-8"],
    ["text/plain;charset=x", "text/plain;charset=UTF-8"],
    ["TEXT/Plain; Charset=x; a=b", "text/plain;charset=UTF-8;a=b"],
    ['text/plain;charset="x"', "text/plain;charset=UTF-8"],
    ['text/plain;charset="x";a="b c"', 'text/plain;charset=UTF-8;a="b c"'],
    ['text/plain;a="\\"";charset=x', 'text/plain;a="\\"";charset=UTF-8'],
    ["text/plain;a=1;charset=x;charset=utf-8", "text/plain;a=1;charset=UTF-8"],
    ["text/plain;charset=", "text/plain;charset="],
    ['text/plain;charset=""', "text/plain;charset=UTF-8"],
    ["text/plain;charset", "text/plain;charset"],
    ["text/plain; charset = x", "text/plain; charset = x"],
    ['text/plain;a="b;charset=x"', 'text/plain;a="b;charset=x"'],
    ['text/plain;a="b;charset=x', 'text/plain;a="b;charset=x'],
    ["foo;charset=x", "foo;charset=x"],
    ["text/plain;;;charset=x;", "text/plain;charset=UTF-8"],
    ['text/plain;charset=x;a="b\\', 'text/plain;charset=UTF-8;a="b\\\\"'],
    ['text/plain;charset=x;a="\\b"', "text/plain;charset=UTF-8;a=b"],
    ['text/plain;charset=x;a="b"c;d=e', "text/plain;charset=UTF-8;a=b;d=e"],
    ["text/plain;charset=x;a=\u007f;b=\u0001;c=\u0100;d=\t1", 'text/plain;charset=UTF-8;d="\t1"'],
    ['text/plain;charset=x;a="\u00ff~ "', 'text/plain;charset=UTF-8;a="\u00ff~ "'],
    ["text/plain;charset=x;a b=c;=d", "text/plain;charset=UTF-8"],
  ])("makes %s to %s", (given, sent) => {
    expect(withUtf8(given)).toBe(sent);
  });
});

describe("withUtf8InPlace", () => {
  it.each([
    ["text/plain;charset=utf-8", "text/plain;charset=UTF-8"],
    ['text/plain; charset="x"; a=b', 'text/plain; charset="UTF-8"; a=b'],
    ["text/plain;charset=x;charset=y", "text/plain;charset=UTF-8;charset=UTF-8"],
    ["text/plain; charset = x", "text/plain; charset = UTF-8"],
    ["foo;Charset=x", "foo;Charset=UTF-8"],
    ["text/plain;charset=", "text/plain;charset="],
    ["text/plain;a='charset=x'", "text/plain;a='charset=x'"],
  ])("makes %s to %s", (given, sent) => {
    expect(withUtf8InPlace(given)).toBe(sent);
  });
});

describe("withUtf8Parameter", () => {
  it.each([
    ["text/plain;charset=utf-8;a=b", "text/plain;charset=utf-8;a=b"],
    ['text/plain;charset="utf-8"', "text/plain;charset=UTF-8"],
    ['text/plain; charset="x;y"; a=b', "text/plain; charset=UTF-8; a=b"],
    ["text/plain;charset='x'", "text/plain;charset='UTF-8'"],
    ["text/plain;charset=x y,z", "text/plain;charset=UTF-8,z"],
    ["text/plain;Charset=x;charset=utf-8;charset=y", "text/plain;Charset=UTF-8;charset=utf-8;charset=UTF-8"],
    ["text/plain;charset=", "text/plain;charset=UTF-8"],
    ['text/plain;charset="x', "text/plain;charset=UTF-8"],
    ["text/plain; charset = x", "text/plain; charset = x"],
    ["text/plain;xcharset=x", "text/plain;xcharset=x"],
    ["foo;charset=x", "foo;charset=x"],
    ["", ""],
  ])("makes %s to %s", (given, sent) => {
    expect(withUtf8Parameter(given)).toBe(sent);
  });

  it("reads a long value once", () => {
    const long = `text/plain${";".repeat(50_000)}${" ".repeat(50_000)}`;
    expect(withUtf8Parameter(long)).toBe(long);
    expect(withUtf8Parameter(`a/b;charset="${"\\".repeat(100_001)}`)).toBe("a/b;charset=UTF-8");
  });
});
