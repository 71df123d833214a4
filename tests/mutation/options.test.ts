import { describe, expect, it } from "vitest";
import { collectFaults } from "./collect-faults.ts";
import { readMutationOptions } from "./mutation-options.ts";
import { sample } from "./sample.ts";

const SOURCES = new Map([
  ["src/policy/a.ts", "export const a = [1, 2, 3];"],
  ["src/policy/a.test.ts", "b(1);"],
  ["src/standard/b.ts", "b(1);"],
]);
const WRITTEN = { "src/policy/a.ts": [["forgets three", ", 3", ""]] } as const;

function collected(...args: string[]): string[] {
  return collectFaults(readMutationOptions(args), SOURCES, WRITTEN).map(({ file, name }) => `${file}: ${name}`);
}

describe("the options of npm run test:mutation", () => {
  it("are those faults that are written down, and a number of generated ones, when none is given", () => {
    expect(readMutationOptions([])).toEqual({ folders: [], only: "", by: "", seed: 1, count: 150 });
    expect(collected().filter((fault) => fault.endsWith("forgets three"))).toHaveLength(1);
    expect(collected().filter((fault) => fault.endsWith("drop an element"))).toHaveLength(3);
  });

  it.each([
    [["--count", "0"], ["src/policy/a.ts: forgets three"]],
    [["--count", "0", "--folder", "standard"], []],
    [["--count", "0", "--only", "three"], ["src/policy/a.ts: forgets three"]],
    [["--only", "four"], []],
    [
      ["--folder", "src/standard/", "--count", "all"],
      ["src/standard/b.ts: drop a statement", "src/standard/b.ts: be off by one", "src/standard/b.ts: be off by one"],
    ],
  ])("choose: %j", (args, faults) => {
    expect(collected(...args)).toEqual(faults);
  });

  it.each([[["--seed", "x"]], [["--count", "-1"]], [["--count", "many"]], [["--nonsense"]]])(
    "refuse what they do not know: %j",
    (args) => {
      expect(() => readMutationOptions(args)).toThrow(TypeError);
    },
  );

  it("refuse to try anything where a fault that is written down is of a text that has changed", () => {
    const stale = { "src/policy/a.ts": [["forgets four", "4", ""]], "src/policy/none.ts": [["x", "y", "z"]] } as const;
    expect(() => collectFaults(readMutationOptions([]), SOURCES, stale)).toThrow("2 faults have to be written anew");
  });
});

describe("sample", () => {
  const numbers = Array.from({ length: 1_000 }, (_, index) => index);

  it("takes the same for the same seed, each once, in their order", () => {
    const chosen = sample(numbers, 100, 7);
    expect(chosen).toEqual(sample(numbers, 100, 7));
    expect(chosen).toEqual([...new Set(chosen)].sort((one, other) => one - other));
    expect(chosen).toHaveLength(100);
  });

  it("takes others for another seed, from everywhere", () => {
    for (const seed of [1, 2, 3, 1_000_000]) {
      const chosen = sample(numbers, 200, seed);
      expect(chosen).not.toEqual(sample(numbers, 200, seed + 1));
      const firstHalf = chosen.filter((number) => number < 500).length;
      expect(Math.abs(firstHalf - 100)).toBeLessThan(40);
    }
  });

  it("takes all there are where more are asked for", () => {
    expect(sample([3, 1, 2], Infinity, 1)).toEqual([3, 1, 2]);
  });
});
