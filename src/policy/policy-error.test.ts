import { describe, expect, it } from "vitest";
import { fullProblem } from "./full-problem.ts";
import { isPolicyError, PolicyError } from "./policy-error.ts";
import type { Problem } from "./problem.ts";

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

const PROBLEMS = [
  fullProblem({
    code: "OriginTrailingSlash",
    path: ["origins", 1],
    value: "https://a.example/",
    hint: "https://a.example",
  }),
  fullProblem({ code: "UnknownOption", path: ["origin"], value: undefined, hint: "origins" }),
  fullProblem({ code: "WrongType", path: [], value: 7 }),
];

describe("PolicyError", () => {
  it("is a TypeError with a name of its own", () => {
    const error = new PolicyError(PROBLEMS);
    expect(error).toBeInstanceOf(TypeError);
    expect(error.name).toBe("PolicyError");
    expect(error.problems).toBe(PROBLEMS);
  });

  it("tells every mistake: place, what is wrong, what to write, where to read on", () => {
    expect(new PolicyError(PROBLEMS).message).toBe(
      [
        "There are 3 mistakes in the policy's options.",
        '  origins[1]: "https://a.example/" ends with a slash, and no browser sends one. Write "https://a.example". (node_modules/crossorigin/docs/findings/OriginTrailingSlash.md)',
        "  origin: There is no option of this name; the nearest is origins. Write origins. (node_modules/crossorigin/docs/findings/UnknownOption.md)",
        '  options: 7 is not an object of options. Give an object of options, as in { origins: ["https://app.example.com"] }. (node_modules/crossorigin/docs/findings/WrongType.md)',
      ].join("\n"),
    );
  });

  it("lets no option name forge a line", () => {
    const forged = fullProblem({ code: "UnknownOption", path: ["x\n  origins: fine"], value: undefined });
    expect(new PolicyError([forged]).message.split("\n")).toHaveLength(2);
  });

  it("tells fifty of a million mistakes, and how many more there are", () => {
    const many = Array<Problem>(1_000_000).fill(
      fullProblem({ code: "NullOrigin", path: ["origins", 0], value: "null" }),
    );
    const lines = new PolicyError(many).message.split("\n");
    expect([lines.length, lines.at(0), lines.at(-1)]).toEqual([
      52,
      "There are 1000000 mistakes in the policy's options.",
      "  And 999950 more.",
    ]);
  });

  it("does not count when there is only one", () => {
    expect(new PolicyError(PROBLEMS.slice(0, 1)).message).toMatch(/^There is a mistake in the policy's options\.\n/);
  });
});

describe("isPolicyError", () => {
  it("knows an error of ours", () => {
    expect(isPolicyError(new PolicyError([]))).toBe(true);
  });

  it("knows an error of another copy of this package", () => {
    const foreign = Object.assign(new TypeError("elsewhere"), {
      [Symbol.for("crossorigin.PolicyError")]: true,
      problems: [],
    });
    expect(isPolicyError(foreign)).toBe(true);
    expect(foreign).not.toBeInstanceOf(PolicyError);
  });

  it.each([
    ["another error", new TypeError("no")],
    ["an error that only has the name", Object.assign(new Error("no"), { name: "PolicyError", problems: [] })],
    ["a brand that is not true", { [Symbol.for("crossorigin.PolicyError")]: 1 }],
    ["nothing", undefined],
    ["null", null],
    ["a text", "PolicyError"],
    ["a function", () => {}],
    ["a proxy that cannot be looked at any more", revoked()],
  ])("does not take %s for one", (_what, value) => {
    expect(isPolicyError(value)).toBe(false);
  });
});
