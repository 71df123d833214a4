import { describe, expect, it } from "vitest";
import { briefProblem } from "./brief-problem.ts";
import { fullProblem } from "./full-problem.ts";
import type { Mistake } from "./problem.ts";
import { PROBLEMS, type ProblemCode } from "./problem-registry.ts";
import { severityOf } from "./severity.ts";

const UPPER_CASE: Mistake = {
  code: "OriginUpperCase",
  path: ["origins", 0],
  value: "https://A.example",
  hint: "https://a.example",
};

const CODES = Object.keys(PROBLEMS) as ProblemCode[];

describe("fullProblem", () => {
  it("carries the place, the value, a sentence, a cure and a page", () => {
    expect(fullProblem(UPPER_CASE)).toEqual({
      code: "OriginUpperCase",
      severity: "error",
      path: ["origins", 0],
      value: "https://A.example",
      message: '"https://A.example" has upper-case letters; browsers send origins in lower case.',
      fix: 'Write "https://a.example".',
      docs: "docs/findings/OriginUpperCase.md",
    });
  });

  it("is frozen, path included, and keeps no path that somebody else can change", () => {
    const path = ["origins", 0];
    const made = fullProblem({ code: "DuplicateEntry", path, value: "x" });
    path.push("more");
    expect(made.path).toEqual(["origins", 0]);
    expect(Object.isFrozen(made)).toBe(true);
    expect(Object.isFrozen(made.path)).toBe(true);
    expect(Object.isFrozen(fullProblem({ code: "MissingOrigins", path, value: [] }).value)).toBe(true);
  });

  it.each([
    ["a text", "x", '"x"'],
    ["a text with a line break", "x\ny", '"x\\ny"'],
    ["a text with half a surrogate pair", "\ud800", '"\\ud800"'],
    ["a text that moves the cursor", "\u001b[2J\u009b\u2028", '"\\u001b[2J\\u009b\\u2028"'],
    ["a long text", "x".repeat(1_000_000), `"${"x".repeat(80)}…"`],
    ["a number", 7, "7"],
    ["not a number", Number.NaN, "NaN"],
    ["a flag", true, "true"],
    ["nothing", undefined, "undefined"],
    ["null", null, "null"],
    ["a big number", 7n, "7n"],
    ["a symbol", Symbol("x"), "A value of type symbol"],
    ["a function", () => 7, "A value of type function"],
    ["a list", [1], "A list"],
    ["an object", { toString: () => "x" }, "A value of type object"],
  ])("shows %s in one line", (_what, value, shown) => {
    expect(fullProblem({ code: "InvalidMethod", path: ["methods", 0], value }).message).toBe(
      `${shown} is no method: letters, digits and a few symbols only, no spaces or commas.`,
    );
  });
});

describe("a problem's value", () => {
  const cyclic: unknown[] = [];
  cyclic.push(cyclic);
  const { proxy, revoke } = Proxy.revocable([], {});
  revoke();

  it.each<[what: string, value: unknown, kept: unknown]>([
    ["a text", "x", "x"],
    ["a list of texts", ["x", "*"], ["x", "*"]],
    ["a big number", 7n, "7n"],
    [
      "a list of what is no text",
      [7, null, 7n, Symbol("x"), {}],
      [7, null, "7n", "A value of type symbol", "A value of type object"],
    ],
    ["a list that holds itself", cyclic, ["A list"]],
    ["a list whose entries throw", Object.defineProperty([1], 0, { get: () => expect.unreachable() }), "A list"],
    ["a revoked proxy", proxy, "A value of type object"],
    ["a function", () => 7, "A value of type function"],
  ])("is plain data for %s", (_what, value, kept) => {
    const made = fullProblem({ code: "WrongType", path: ["methods"], value });
    expect(made.value).toEqual(kept);
    expect(JSON.parse(JSON.stringify(made))).toEqual(made);
  });
});

describe("PROBLEMS", () => {
  it.each(CODES)("speaks of %s in whole sentences of one line", (code) => {
    const { message, fix } = fullProblem({
      code,
      path: ["origins", 0],
      value: "https://a.example",
      hint: "https://b.example",
    });
    for (const sentence of [message, fix]) {
      expect(sentence).toMatch(/^[A-Z"7].*[.]$/);
      expect(sentence).not.toMatch(/[\r\n]|undefined|\[object|\s{2}/);
    }
    expect(message.length).toBeLessThanOrEqual(160);
    expect(fix.length).toBeLessThanOrEqual(160);
  });
});

describe("briefProblem", () => {
  it("says in fewer words what it is about, and the rest as ever", () => {
    expect(briefProblem(UPPER_CASE)).toEqual({
      ...fullProblem(UPPER_CASE),
      message: 'OriginUpperCase: "https://A.example".',
      fix: "Hint: https://a.example.",
    });
  });

  it("leads to the page where a check found out no more", () => {
    const { message, fix } = briefProblem({ code: "NullOrigin", path: ["origins", 0], value: "null" });
    expect([message, fix]).toEqual(['NullOrigin: "null".', "See its page."]);
  });

  it("lets no value end a line or grow without bound", () => {
    const { message } = briefProblem({ code: "InvalidMethod", path: ["methods", 0], value: `a\n${"b".repeat(1_000)}` });
    expect(message).toMatch(/^InvalidMethod: "a\\nb{78}…"\.$/);
  });
});

describe("severityOf", () => {
  it.each(CODES)("says of %s what the registry says", (code) => {
    expect(severityOf(code)).toBe(PROBLEMS[code].severity);
  });
});
