import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { generateFaults, locateAll } from "./collect-faults.ts";
import { equivalenceOf, EQUIVALENTS } from "./equivalents.ts";
import { locate } from "./fault.ts";
import { WRITTEN_FAULTS } from "./faults/written-faults.ts";
import { readSources } from "./private-copy.ts";
import { relatedTests } from "./related-tests.ts";

const SOURCES = readSources(fileURLToPath(new URL("../..", import.meta.url)));

describe("the faults that are written down", () => {
  it("are each about a text that stands in its file once", () => {
    expect(locateAll(WRITTEN_FAULTS, SOURCES).length).toBeGreaterThan(60);
  });

  it.each(Object.entries(WRITTEN_FAULTS))("have names of their own, and do something: %s", (_file, faults) => {
    expect(new Set(faults.map(([name]) => name)).size).toBe(faults.length);
    for (const [, was, becomes] of faults) expect(was).not.toBe(becomes);
  });

  it.each(Object.keys(WRITTEN_FAULTS))("are in files that have tests: %s", (file) => {
    expect(relatedTests(file, SOURCES)).not.toEqual([]);
  });
});

describe("the faults that nobody can notice", () => {
  it("are all among those that are generated", () => {
    const files = new Set(EQUIVALENTS.map(({ file }) => file));
    const found = new Set(generateFaults(SOURCES, (file) => files.has(file)).map(equivalenceOf));
    expect(EQUIVALENTS.filter((row) => !found.has(row))).toEqual([]);
  });
});

describe("locate", () => {
  const source = "one();\ntwo();\none();\n";

  it("puts a fault into its file", () => {
    expect(locate("x.ts", source, ["says three", "two", "three"])).toMatchObject({
      line: 2,
      text: "one();\nthree();\none();\n",
    });
  });

  it.each([
    ["a text that is not there", "four", "five", "a text that is not there: four"],
    ["a text that is there twice", "one", "five", "a text that is there more than once: one"],
    ["what makes no program", "two()", "two(", "something that does not parse: two("],
  ])("has nothing for %s but the reason", (_what, was, becomes, reason) => {
    expect(locate("x.ts", source, ["a fault", was, becomes])).toContain(reason);
  });
});
