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
    ["all are caught", trials([20, CAUGHT]), "20 of 20", "", 0],
    ["one of twenty survives", trials([19, CAUGHT], [1, { kind: "survived" }]), "19 of 20", "", 0],
    ["two of twenty survive", trials([18, CAUGHT], [2, { kind: "survived" }]), "18 of 20", "", 1],
    [
      "some never end",
      trials([1, CAUGHT], [2, { kind: "too-slow" }]),
      "3 of 3",
      "2 of them by the time limit or a crash, ",
      0,
    ],
    ["one was never read", trials([99, CAUGHT], [1, { kind: "unread" }]), "99 of 100", "1 never read by a test, ", 1],
  ])("says when %s how many are caught", (_what, given, caught, note, code) => {
    const text = `${caught} caught (${caught} written down, 0 of 0 generated, ${note}9 s, seed 3)`;
    expect(summarize(given, 9.4, 3)).toEqual({ text: `\n${text}`, code });
  });

  it("tells those that are generated from those that are written down", () => {
    const generated: Trial = { fault: { ...FAULT, name: "be off by one" }, outcome: { kind: "survived" } };
    expect(summarize([...trials([2, CAUGHT]), generated], 9, 3).text).toContain(
      "2 of 2 written down, 0 of 1 generated",
    );
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
