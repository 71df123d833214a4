import { describe, expect, it } from "vitest";
import {
  appendHeader,
  combineHeader,
  deleteHeader,
  getHeader,
  hasHeader,
  headerLines,
  setHeader,
  sortedLowerCaseSet,
  type HeaderList,
} from "./header-list.ts";

const twice = (): HeaderList => [
  ["X-A", "1"],
  ["Other", "o"],
  ["x-a", "2"],
];

describe("a header list", () => {
  it("joins the lines of a name, in any case of letters, with a comma and a space", () => {
    expect(getHeader(twice(), "x-a")).toBe("1, 2");
    expect(headerLines(twice(), "x-a")).toEqual(["1", "2"]);
    expect(getHeader([["X-A", ""]], "x-a")).toBe("");
    expect(getHeader(twice(), "x-b")).toBeNull();
  });

  it("appends under the spelling that is there", () => {
    const list = twice();
    appendHeader(list, "X-a", "3");
    appendHeader(list, "New", "n");
    expect(list.slice(3)).toEqual([
      ["X-A", "3"],
      ["New", "n"],
    ]);
  });

  it("sets the first and drops the others", () => {
    const list = twice();
    setHeader(list, "X-a", "3");
    setHeader(list, "New", "n");
    expect(list).toEqual([
      ["X-A", "3"],
      ["Other", "o"],
      ["New", "n"],
    ]);
  });

  it("sets a line where it stands", () => {
    const list: HeaderList = [["Other", "o"], ...twice()];
    setHeader(list, "x-a", "3");
    expect(list).toEqual([
      ["Other", "o"],
      ["X-A", "3"],
      ["Other", "o"],
    ]);
  });

  it("has a name in any case of letters", () => {
    expect([hasHeader(twice(), "x-a"), hasHeader(twice(), "x-b"), hasHeader([], "x-a")]).toEqual([true, false, false]);
  });

  it("deletes every line of a name", () => {
    const list = twice();
    deleteHeader(list, "x-a");
    expect(list).toEqual([["Other", "o"]]);
  });

  it("combines with the first line", () => {
    const list = twice();
    combineHeader(list, "x-A", "3");
    combineHeader(list, "New", "n");
    expect(list).toEqual([
      ["X-A", "1, 3"],
      ["Other", "o"],
      ["x-a", "2"],
      ["New", "n"],
    ]);
  });
});

describe("sortedLowerCaseSet", () => {
  it("has each name once, in the order of bytes", () => {
    expect(sortedLowerCaseSet(["X-b", "a", "x-B", "X_a", "Z"])).toEqual(["a", "x-b", "x_a", "z"]);
  });
});
