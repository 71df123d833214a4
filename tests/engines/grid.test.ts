import { describe, expect, it } from "vitest";

import { DIMENSIONS, fit, gridRows, toScenario, type Row } from "./grid.ts";

type Name = keyof typeof DIMENSIONS;

const NAMES = Object.keys(DIMENSIONS) as Name[];

/** Each level of each dimension, and its place among them. */
const LEVELS = NAMES.flatMap((name) => DIMENSIONS[name].map((level): readonly [Name, Row[Name]] => [name, level]));

const placeOf = (name: Name, level: Row[Name]): number =>
  LEVELS.findIndex(([key, value]) => key === name && value === level);

/** The three places, of those in ascending order, that pass. */
function triplesOf(places: readonly number[], fits: (one: number, other: number) => boolean): number[] {
  const found: number[] = [];
  for (const [index, a] of places.entries()) {
    for (const [next, b] of places.slice(index + 1).entries()) {
      if (!fits(a, b)) continue;
      for (const c of places.slice(index + next + 2)) {
        if (fits(a, c) && fits(b, c)) found.push((a * LEVELS.length + b) * LEVELS.length + c);
      }
    }
  }
  return found;
}

describe("gridRows", () => {
  const rows = gridRows(1);

  it("has every three levels that can be said together in some row", () => {
    const pairs = LEVELS.map(([a, x]) => LEVELS.map(([b, y]) => a !== b && fit(a, x, b, y)));
    const possible = triplesOf([...LEVELS.keys()], (one, other) => pairs[one]?.[other] === true);
    const places = rows.map((row) => NAMES.map((name) => placeOf(name, row[name])));
    const met = new Set(places.flatMap((row) => triplesOf(row, () => true)));
    expect(possible.length).toBeGreaterThan(200_000);
    expect(possible.filter((triple) => !met.has(triple))).toEqual([]);
  });

  it("has no two levels in a row that cannot be said together", () => {
    const wrong = rows.flatMap((row) =>
      NAMES.flatMap((a, index) => NAMES.slice(index + 1).filter((b) => !fit(a, row[a], b, row[b]))),
    );
    expect(wrong).toEqual([]);
  });

  it("takes 975 rows, the same for the same seed", () => {
    expect(rows).toHaveLength(975);
    expect(gridRows(1)).toEqual(rows);
  });
});

describe("toScenario", () => {
  it("says in a scenario what its row says", () => {
    const row: Row = {
      page: "secure",
      api: "fetch",
      mode: "cors",
      credentials: "include",
      method: "POST",
      headers: "custom",
      body: "text",
      redirect: "follow",
      cache: "default",
      first: "S",
      second: "X",
      third: "none",
      redirectStatus: 307,
      location: "{next}",
      status: 200,
      preflightStatus: 200,
      where: "last",
      allowOrigin: "* twice",
      allowCredentials: "none",
      allowMethods: "*",
      allowHeaders: "X-A",
      maxAge: "60",
      exposeHeaders: "none",
    };

    const { secure, steps } = toScenario(row);

    expect([secure, steps.length]).toEqual([true, 2]);
    expect(steps[1]).toMatchObject({ credentials: "include", method: "POST", headers: [["x-a", "1"]] });
    const [first, last] = steps[0]?.hops ?? [];
    expect(first?.main.status).toBe(307);
    expect(first?.preflight.headers[0]).toEqual(["Access-Control-Allow-Origin", "{origin}"]);
    expect(last?.preflight).toEqual({
      status: 200,
      headers: [
        ["Access-Control-Allow-Origin", "*"],
        ["Access-Control-Allow-Origin", "*"],
        ["Access-Control-Allow-Methods", "*"],
        ["Access-Control-Allow-Headers", "X-A"],
        ["Access-Control-Max-Age", "60"],
      ],
    });
  });
});
