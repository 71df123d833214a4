import { describe, expect, it } from "vitest";
import { extractTokens, isHeaderValue, membersOf, normalizeHeaderValue, splitHeaderValue } from "./header-value.ts";
import { mimeTypeEssence } from "./mime-type.ts";
import type { HeaderLine } from "./wire.ts";

const extract = (...values: string[]): unknown =>
  extractTokens(
    values.map((value): HeaderLine => ["List", value]),
    "list",
  );

describe("normalizeHeaderValue", () => {
  it("takes HTTP's white space away at both ends, and no other", () => {
    expect(normalizeHeaderValue("\r\n\t a b \t")).toBe("a b");
    expect(normalizeHeaderValue("\u00a0a\u00a0")).toBe("\u00a0a\u00a0");
    expect(normalizeHeaderValue(" \t ")).toBe("");
  });
});

describe("isHeaderValue", () => {
  it.each(["", "a", "\u0001", "\u007f", "\u00e9", "\u00ff"])("takes %j", (value) => {
    expect(isHeaderValue(value)).toBe(true);
  });

  it.each(["\0", "a\rb", "a\nb", "\u0100", "\ud83d\ude00"])("refuses %j", (value) => {
    expect(isHeaderValue(value)).toBe(false);
  });
});

describe("membersOf", () => {
  it("has what a list holds, and nothing where there is none or it cannot be read", () => {
    expect(membersOf(["PUT", "*"])).toEqual(["PUT", "*"]);
    expect(membersOf(null)).toEqual([]);
    expect(membersOf("failure")).toEqual([]);
  });
});

describe("extractTokens", () => {
  it.each([
    [["PUT, DELETE"], ["PUT", "DELETE"]],
    [[", ,PUT,\t"], ["PUT"]],
    [[""], []],
    [
      ["PUT", "*"],
      ["PUT", "*"],
    ],
    [[], null],
    [["PUT DELETE"], "failure"],
    [["PUT;q=1"], "failure"],
    [['"PUT"'], "failure"],
    [["PUT\u000b"], "failure"],
    [["PUT", "("], "failure"],
  ])("reads %j as %j", (values, members) => {
    expect(extract(...values)).toEqual(members);
  });
});

describe("splitHeaderValue", () => {
  it.each([
    ["", [""]],
    ["a,,b,", ["a", "", "b", ""]],
    [' a , "b,c" ,d', ["a", '"b,c"', "d"]],
    ['"a\\",b",c', ['"a\\",b"', "c"]],
    ['"a\\\\",b,"\\c",d', ['"a\\\\"', "b", '"\\c"', "d"]],
    ["a\\,b", ["a\\", "b"]],
    ['"open, a', ['"open, a']],
  ])("splits %j", (value, members) => {
    expect(splitHeaderValue(value)).toEqual(members);
  });
});

describe("mimeTypeEssence", () => {
  it.each([
    ["text/plain", "text/plain"],
    ["Text/Plain; charset=x", "text/plain"],
    [" text/plain \t; a", "text/plain"],
    ["text/plain;(", "text/plain"],
    ["text/plain,", undefined],
    ["text/", undefined],
    ["/plain", undefined],
    ["text", undefined],
    ["", undefined],
    ["text /plain", undefined],
    ["\u00a0text/plain", undefined],
  ])("reads %j as %j", (value, essence) => {
    expect(mimeTypeEssence(value)).toBe(essence);
  });
});
