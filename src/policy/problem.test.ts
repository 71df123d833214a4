import { describe, expect, it } from "vitest";
import { problem } from "./problem.ts";
import { PROBLEMS, type ProblemCode } from "./problem-registry.ts";

const CODES = Object.keys(PROBLEMS) as ProblemCode[];

describe("problem", () => {
  it("carries the place, the value, a sentence, a cure and a page", () => {
    expect(problem("OriginUpperCase", ["origins", 0], "https://A.example", "https://a.example")).toEqual({
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
    const made = problem("DuplicateEntry", path, "x");
    path.push("more");
    expect(made.path).toEqual(["origins", 0]);
    expect(Object.isFrozen(made)).toBe(true);
    expect(Object.isFrozen(made.path)).toBe(true);
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
    ["an object", { toString: () => "x" }, "A value of type object"],
  ])("shows %s in one line", (_what, value, shown) => {
    expect(problem("InvalidMethod", ["methods", 0], value).message).toBe(
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
    ["a list that holds itself", cyclic, ["A list"]],
    ["a revoked proxy", proxy, "A value of type object"],
    ["a function", () => 7, "A value of type function"],
  ])("is plain data for %s", (_what, value, kept) => {
    const made = problem("WrongType", ["methods"], value, "a list");
    expect(made.value).toEqual(kept);
    expect(JSON.parse(JSON.stringify(made))).toEqual(made);
  });
});

describe("PROBLEMS", () => {
  it.each(CODES)("speaks of %s in whole sentences of one line", (code) => {
    const { message, fix } = problem(code, ["origins", 0], "https://a.example", "https://b.example");
    for (const sentence of [message, fix]) {
      expect(sentence).toMatch(/^[A-Z"7].*[.]$/);
      expect(sentence).not.toMatch(/[\r\n]|undefined|\[object|\s{2}/);
    }
    expect(message.length).toBeLessThanOrEqual(160);
    expect(fix.length).toBeLessThanOrEqual(160);
  });
});
