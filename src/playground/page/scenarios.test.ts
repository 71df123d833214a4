import "./browserless.ts";
import { describe, expect, it } from "vitest";
import { findingText } from "./finding-texts.ts";
import { predict } from "./model.ts";
import { findScenarios, GROUPS, OWN, SCENARIOS } from "./scenarios.ts";
import { PAGE_ORIGIN } from "./setup.ts";

const LESSONS = SCENARIOS.flatMap(({ id, lesson, case: failing }) =>
  lesson === undefined ? [] : [{ id, lesson, failing }],
);

describe("the scenarios", () => {
  it("have names that an address can hold, each its own", () => {
    const ids = [...SCENARIOS, OWN].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !/^[a-z][a-z-]*$/.test(id))).toEqual([]);
  });

  it("are all in the list", () => {
    const groups = GROUPS.map(([group]) => group);
    expect(SCENARIOS.filter(({ group }) => !groups.includes(group))).toEqual([]);
  });

  it.each(LESSONS)("$id names a finding that can be read", ({ lesson: { code = "" } }) => {
    expect(findingText(code)).toBeDefined();
  });

  it.each(LESSONS)("$id is told in sentences", ({ lesson: { see, why, mend } }) => {
    for (const text of [see, why, mend]) expect(text).toMatch(/[.?]$/);
  });

  it.each(LESSONS.filter(({ lesson }) => lesson.mended !== undefined))(
    "$id is another case when it is mended, and the model sees the difference",
    async ({ failing, lesson: { mended } }) => {
      if (failing === undefined || mended === undefined) throw new Error("There is nothing to compare.");
      const [before, after] = await Promise.all(
        [failing, mended].map((one) => predict("standard", PAGE_ORIGIN, [], one, 0)),
      );
      expect(after?.code).toBeUndefined();
      expect([after?.verdict, after?.type, after?.headers]).not.toEqual([
        before?.verdict,
        before?.type,
        before?.headers,
      ]);
    },
  );
});

describe("findScenarios", () => {
  it.each([
    ["", SCENARIOS.length],
    ["  ", SCENARIOS.length],
    ["vary cdn", 2],
    ["VARY CDN", 2],
    ["MissingAllowOriginHeader", 1],
    ["nothing of the kind", 0],
  ])("finds for “%s” %i", (search, count) => {
    expect(findScenarios(search)).toHaveLength(count);
  });
});
