import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { BENCHMARKS } from "../../bench/benchmarks.mjs";
import { added, figureOf, inTurn, ratioOf } from "../../bench/harness.mjs";
import { withRows } from "../../bench/results.mjs";
import { resultsOf, TARGETS } from "../../bench/targets.mjs";
import { ROOT } from "../support/process.ts";

const RESULTS = readFileSync(join(ROOT, "bench", "RESULTS.md"), "utf8");
const README = readFileSync(join(ROOT, "README.md"), "utf8");

/** The rows of a table of five columns and a verdict. */
function rowsOf(text: string): string[] {
  return [...text.matchAll(/^\|(?:[^|\n]+\|){4}[^|\n]*\| (?:reached|missed|reported) \|$/gm)].map(([row]) => row);
}

describe("bench/RESULTS.md", () => {
  it("has a row for everything that is to be reached, in order, and no other", () => {
    const cells = rowsOf(RESULTS).map((row) => row.split("|").map((cell) => cell.trim()));
    const rows = Object.values(TARGETS).map(({ what, against }) => [what, against]);
    expect(cells.map(([, what, against]) => [what, against])).toEqual(rows);
  });

  it("has a figure in each", () => {
    for (const row of rowsOf(RESULTS)) expect(row).toMatch(/ \| \d+(\.\d+)? \| \d+(\.\d+)? to \d+(\.\d+)? \| /);
  });

  it("says with which versions, and how many were reached", () => {
    expect(RESULTS).toMatch(/^Node\.js v\d+\.\d+\.\d+, .*cors 2\.8\.6/m);
    const judged = rowsOf(RESULTS).filter((row) => !row.endsWith(" reported |"));
    const reached = judged.filter((row) => row.endsWith(" reached |"));
    expect(RESULTS).toContain(`\n${reached.length} of ${judged.length} reached.\n`);
  });

  it("is quoted in the README as it is, three rows", () => {
    const quoted = rowsOf(README);
    expect(quoted).toHaveLength(3);
    expect(rowsOf(RESULTS)).toEqual(expect.arrayContaining(quoted));
    expect(README).toContain("](bench/RESULTS.md)");
  });
});

describe("what is to be reached", () => {
  it("is measured by a benchmark that there is", () => {
    for (const { benchmark } of Object.values(TARGETS)) expect(Object.keys(BENCHMARKS)).toContain(benchmark);
  });

  it("is a row of its own each", () => {
    const rows = Object.values(TARGETS).map(({ benchmark, what, against }) => `${benchmark}, ${what}, ${against}`);
    expect(new Set(rows).size).toBe(rows.length);
  });

  it.each([
    ["response-actual", 1.3, [1.2, 1.5], true],
    ["response-actual", 1.304, [1.2, 1.5], true],
    ["response-actual", 1.31, [1.2, 1.5], false],
    ["decide-actual", 20, [10, 30], true],
    ["decide-actual", 19.99, [10, 30], false],
    ["express-actual", 1.1, [0.99, 1.2], true],
    ["express-actual", 1.1, [1.01, 1.2], false],
    ["node-bare", 3, [2, 4], undefined],
  ] as const)("%s at %f is reached or not", (name, ratio, spread, reached) => {
    expect(resultsOf({ [name]: { ratio, spread } })).toMatchObject([{ name, ratio, reached }]);
  });

  it("has a row for every figure", () => {
    expect(() => resultsOf({ nothing: { ratio: 1, spread: [1, 1] } })).toThrow("There is no row for nothing.");
  });
});

describe("a text that quotes rows", () => {
  it("has them as they are now, and the rest as it was", () => {
    const [row = ""] = rowsOf(README);
    const [, what = "", against = ""] = row.split("|").map((cell) => cell.trim());
    const result = {
      name: "any",
      what,
      against,
      ratio: 2,
      spread: [1.5, 12],
      reach: "at most 3",
      reached: true,
    } as const;
    const now = `| ${what} | ${against} | 2.00 | 1.50 to 12.0 | at most 3 | reached |`;
    expect(withRows(README, [result])).toBe(README.replace(row, now));
  });
});

describe("a figure", () => {
  it("is the median of ratios within one round, and the half in the middle", () => {
    expect(ratioOf([2, 40, 6, 8, 10], [1, 10, 1, 1, 1])).toEqual({ ratio: 6, spread: [4, 8] });
    expect(figureOf([1, 2])).toEqual({ ratio: 1.5, spread: [1.25, 1.75] });
  });

  it("of what is added leaves out what it is added to", () => {
    expect(ratioOf(added([5, 7, 9], [3, 4, 5]), [1, 1, 1])).toEqual({ ratio: 3, spread: [2.5, 3.5] });
  });

  it("is made of contenders that take turns", () => {
    expect([0, 1, 2].map((round) => inTurn(["a", "b"], round).join(""))).toEqual(["ab", "ba", "ab"]);
  });
});
