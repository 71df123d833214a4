import { describe, expect, it } from "vitest";
import { isSimpleRange, rewriteRange } from "./range-value.ts";

describe("isSimpleRange", () => {
  it.each([
    ["bytes=0-10", true],
    ["bytes=10-10", true],
    ["bytes=5-", true],
    ["bytes=9007199254740993-9007199254740992", false],
    ["bytes=10-9", false],
    ["bytes=-5", false],
    ["bytes=0-10,20-30", false],
    ["bytes= 0-10", false],
    ["xbytes=0-10", false],
    ["bytes=0-10x", false],
    ["bytes", false],
  ])("%j: %s", (value, expected) => {
    expect(isSimpleRange(value, false)).toBe(expected);
    expect(isSimpleRange(value, true)).toBe(expected);
  });

  it("takes the unit in any case of letters where it is told to", () => {
    expect(isSimpleRange("BYTES=0-10", false)).toBe(false);
    expect(isSimpleRange("BYTES=0-10", true)).toBe(true);
  });
});

describe("rewriteRange", () => {
  it.each([
    ["BYTES = 05-6", "bytes=5-6"],
    ["bytes=\t007 - 010 \t", "bytes=7-10"],
    ["bytes=5-5", "bytes=5-5"],
    ["bytes=05-", "bytes=5-"],
    ["bytes=-05", "bytes=-5"],
    ["bytes=9007199254740993-9007199254740994", "bytes=9007199254740993-9007199254740994"],
  ])("makes of %j: %j", (value, written) => {
    expect(rewriteRange(value)).toBe(written);
  });

  it.each(["bytes = -", "bytes = 6-05", "bytes = 0-1, 2-3", "lines = 01-2", "x bytes=01-2", "bytes=01-2 x", ""])(
    "leaves %j as it is",
    (value) => {
      expect(rewriteRange(value)).toBe(value);
    },
  );
});
