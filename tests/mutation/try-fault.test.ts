import { describe, expect, it } from "vitest";
import type { Fault } from "./fault.ts";
import type { Answer, Question } from "./lane.ts";
import { tryFault } from "./try-fault.ts";

const FAULT: Fault = { name: "a fault", file: "src/x.ts", line: 1, was: "a", becomes: "b", text: "b" };
const TESTS = ["x.test.ts", "y.test.ts", "z.test.ts"];
const DURATIONS = { "x.test.ts": 100, "y.test.ts": 2_000, "z.test.ts": 3_000 };

const PASSED: Answer = { failed: [], served: true, durations: {} };
const FAILED: Answer = { ...PASSED, failed: [{ file: "y.test.ts", test: "keeps its word" }] };

/** Tries the fault on a lane that gives these answers. */
async function tryWith(...answers: (Answer | undefined)[]) {
  const asked: [tests: Question["tests"], limit: number][] = [];
  const outcome = await tryFault(FAULT, TESTS, DURATIONS, async ({ tests }, limit) => {
    asked.push([tests, limit]);
    return answers[asked.length - 1];
  });
  return { outcome, asked };
}

describe("tryFault", () => {
  it("asks the likeliest test alone, then the others, each for five times as long as usual and ten seconds", async () => {
    const { outcome, asked } = await tryWith(PASSED, PASSED);
    expect(outcome).toEqual({ kind: "survived" });
    expect(asked).toEqual([
      [["x.test.ts"], 60_500],
      [["y.test.ts", "z.test.ts"], 85_000],
    ]);
  });

  it.each([
    [
      "is caught by the likeliest test",
      [FAILED],
      { kind: "caught", by: { file: "y.test.ts", test: "keeps its word" } },
    ],
    ["is caught by another", [PASSED, FAILED], { kind: "caught", by: { file: "y.test.ts", test: "keeps its word" } }],
    ["never ends", [undefined], { kind: "too-slow" }],
    [
      "makes a test wait for ever",
      [{ ...PASSED, failed: [{ file: "x.test.ts", test: "keeps its word", timedOut: true }] }],
      { kind: "too-slow" },
    ],
    ["never ends in other tests", [PASSED, undefined], { kind: "too-slow" }],
    ["survives where one batch alone read it", [{ ...PASSED, served: false }, PASSED], { kind: "survived" }],
    [
      "is not said to survive where nobody read it",
      [
        { ...PASSED, served: false },
        { ...PASSED, served: false },
      ],
      { kind: "unread" },
    ],
    ["is not said to be caught where nobody read it", [{ ...FAILED, served: false }], { kind: "unread" }],
  ])("%s", async (_what, answers, outcome) => {
    expect((await tryWith(...answers)).outcome).toEqual(outcome);
  });

  it("survives where there is no test", async () => {
    expect(await tryFault(FAULT, [], {}, () => expect.unreachable("nobody is to be asked"))).toEqual({
      kind: "survived",
    });
  });
});
