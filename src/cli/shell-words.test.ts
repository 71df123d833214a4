import { array, assert, property, string } from "fast-check";
import { describe, expect, it } from "vitest";
import { shellQuoted, shellWords } from "./shell-words.ts";

describe("shellWords", () => {
  it.each([
    ["", []],
    ["   # a comment 'with a mark", []],
    ["a  b\tc", ["a", "b", "c"]],
    ["-H 'name: a value' x", ["-H", "name: a value", "x"]],
    [`-d '{"a": 1}'`, ["-d", '{"a": 1}']],
    [`"a \\"b\\" \\n" c`, ['a "b" \\n', "c"]],
    [`'it'\\''s'`, ["it's"]],
    ["a\\ b", ["a b"]],
    ["http://a/#b # c", ["http://a/#b"]],
    ["'' \"\"", ["", ""]],
  ])("makes of %j", (line, words) => {
    expect(shellWords(line)).toEqual(words);
  });

  it.each(["'a", 'a "b', "a\\", `"a\\"`])("makes nothing of %j", (line) => {
    expect(shellWords(line)).toBeUndefined();
  });

  it("gets back what was quoted, whatever it is", () => {
    const law = property(array(string({ unit: "binary" })), (words) => {
      expect(shellWords(words.map(shellQuoted).join(" "))).toEqual(words);
    });
    assert(law, { numRuns: 500 });
  });
});

describe("shellQuoted", () => {
  it.each([
    ["https://api.example.com/a?b=1", "'https://api.example.com/a?b=1'"],
    ["https://api.example.com/a", "https://api.example.com/a"],
    ["it's", `'it'\\''s'`],
    ["$(rm -rf ~)", "'$(rm -rf ~)'"],
    ["", "''"],
  ])("makes of %j", (text, quoted) => {
    expect(shellQuoted(text)).toBe(quoted);
  });
});
