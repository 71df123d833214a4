import { describe, expect, it } from "vitest";
import { originsFrom } from "./origins-from.ts";

describe("originsFrom", () => {
  it.each([
    ["commas", "https://a.example,https://b.example"],
    ["commas and spaces", "https://a.example, https://b.example"],
    ["spaces", "https://a.example https://b.example"],
    ["line breaks", "https://a.example\r\nhttps://b.example\n"],
    ["too many of everything", " ,, https://a.example ,\t,\n https://b.example, "],
  ])("reads a list with %s", (_what, list) => {
    expect(originsFrom(list)).toEqual(["https://a.example", "https://b.example"]);
  });

  it.each([
    ["nothing is set", undefined],
    ["the variable is empty", ""],
    ["there are only separators", " , ,\n"],
  ])("is empty when %s", (_what, list) => {
    expect(originsFrom(list)).toEqual([]);
  });

  it("judges nothing: that is done by definePolicy", () => {
    expect(originsFrom("*, null, Example.com/")).toEqual(["*", "null", "Example.com/"]);
  });

  it("gives a new list each time", () => {
    expect(originsFrom("https://a.example")).not.toBe(originsFrom("https://a.example"));
  });
});
