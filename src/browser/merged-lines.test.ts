import { describe, expect, it } from "vitest";
import { mergeReceivedLines, mergeSentLines } from "./merged-lines.ts";

describe("mergeSentLines", () => {
  it.each([
    ["joins lines of one name", ["X-A: 1", "x-a: 2"], ["X-A: 1, 2"]],
    ["lets an empty value take the place of those before it", ["x-a: 1", "x-a: 2", "x-a: "], ["x-a: "]],
    ["forgets an empty value", ["x-a: ", "x-a: 1"], ["x-a: 1"]],
    ["sends the last Authorization", ["Authorization: a", "authorization: b"], ["Authorization: b"]],
    ["leaves others where they are", ["x-b: 1", "x-a: 1", "x-b: 2"], ["x-b: 1, 2", "x-a: 1"]],
  ])("%s", (_what, given, sent) => {
    expect(mergeSentLines(given.map(toLine)).map(toText)).toEqual(sent);
  });
});

describe("mergeReceivedLines", () => {
  it.each([
    ["keeps lines that say something", ["x-a: 1", "x-a: 2"], ["x-a: 1", "x-a: 2"]],
    ["drops empty ones beside others", ["x-a: ", "X-A: 1", "x-a: "], ["X-A: 1"]],
    ["keeps one that is alone", ["x-a: ", "x-a: "], ["x-a: "]],
    ["makes one of two content types", ["Content-Type: a", "content-type: b"], ["Content-Type: a,b"]],
    [
      "leaves the header of origins alone, in its usual spelling",
      ["Access-Control-Allow-Origin: *", "Access-Control-Allow-Origin: "],
      ["Access-Control-Allow-Origin: *", "Access-Control-Allow-Origin: "],
    ],
    [
      "but not in another",
      ["access-control-allow-origin: *", "access-control-allow-origin: "],
      ["access-control-allow-origin: *"],
    ],
  ])("%s", (_what, given, read) => {
    expect(mergeReceivedLines(given.map(toLine), "Access-Control-Allow-Origin").map(toText)).toEqual(read);
  });
});

function toLine(text: string): readonly [string, string] {
  const [name = "", value = ""] = text.split(": ");
  return [name, value];
}

function toText([name, value]: readonly [string, string]): string {
  return `${name}: ${value}`;
}
