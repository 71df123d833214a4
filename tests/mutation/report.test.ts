import { describe, expect, it } from "vitest";
import type { Fault } from "./fault.ts";
import { describeFault, summarize, type Trial } from "./report.ts";
import type { Outcome } from "./try-fault.ts";

const FAULT: Fault = { name: "says b", file: "src/x.ts", line: 7, was: "a\n  a", becomes: "b", text: "b" };
const CAUGHT: Outcome = { kind: "caught", by: { file: "x.test.ts", test: "keeps its word" } };

function trials(...counts: readonly (readonly [number, Outcome])[]): Trial[] {
  return counts.flatMap(([count, outcome]) => Array.from({ length: count }, () => ({ fault: FAULT, outcome })));
}

describe("summarize", () => {
  it.each([
    ["all are caught", trials([20, CAUGHT]), "20 of 20 caught (9 s, seed 3)", 0],
    ["one of twenty survives", trials([19, CAUGHT], [1, { kind: "survived" }]), "19 of 20 caught (9 s, seed 3)", 0],
    ["two of twenty survive", trials([18, CAUGHT], [2, { kind: "survived" }]), "18 of 20 caught (9 s, seed 3)", 1],
    [
      "some never end",
      trials([1, CAUGHT], [2, { kind: "too-slow" }]),
      "3 of 3 caught (2 of them by the time limit or a crash, 9 s, seed 3)",
      0,
    ],
    [
      "one was never read",
      trials([99, CAUGHT], [1, { kind: "unread" }]),
      "99 of 100 caught (1 never read by a test, 9 s, seed 3)",
      1,
    ],
  ])("says when %s how many are caught", (_what, given, text, code) => {
    const summary = summarize(given, 9.4, 3);
    expect([summary.text.trim(), summary.code]).toEqual([text, code]);
  });
});

describe("describeFault", () => {
  it("shows where a fault is and what it does", () => {
    expect(describeFault(FAULT, { kind: "survived" }).split("\n")).toEqual([
      "survived: src/x.ts:7: says b",
      "  - a",
      "  - a",
      "  + b",
    ]);
  });
});
