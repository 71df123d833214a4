import { array, assert, nat, property, string } from "fast-check";
import { describe, expect, it } from "vitest";
import { columnsOf, wrap } from "./wrap.ts";

describe("wrap", () => {
  it("breaks at blanks, and begins lines as it is told", () => {
    expect(wrap("one two three four", 11, { first: "1. ", rest: "   " })).toEqual([
      "1. one two",
      "   three",
      "   four",
    ]);
    expect(wrap("one two three four", 9)).toEqual(["one two", "three", "four"]);
  });

  it("leaves a long word whole", () => {
    expect(wrap("see https://api.example.com/orders now", 10)).toEqual([
      "see",
      "https://api.example.com/orders",
      "now",
    ]);
  });

  it("has a line for no text", () => {
    expect(wrap("", 10, { rest: "  " })).toEqual([""]);
  });

  it("loses no word and makes no line too long that could be shorter", () => {
    const words = array(
      string({ unit: "grapheme-ascii", minLength: 1, maxLength: 12 }).map((word) => word.replaceAll(" ", "_")),
    );
    const law = property(words, nat(40), (list, width) => {
      const lines = wrap(list.join(" "), width);
      expect(lines.join(" ").split(" ").filter(Boolean)).toEqual(list);
      for (const line of lines) expect(columnsOf(line) <= width || !line.includes(" ")).toBe(true);
    });
    assert(law);
  });
});

describe("columnsOf", () => {
  it.each([
    ["abc", 3],
    ["日本", 4],
    ["✓ a", 3],
    ["e\u0301", 1],
  ])("%j takes %i", (text, count) => {
    expect(columnsOf(text)).toBe(count);
  });
});
