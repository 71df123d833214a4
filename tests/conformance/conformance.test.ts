import { describe, expect, it } from "vitest";
import { PROFILES, type ProfileName } from "../../src/browser/index.ts";
import { FILES } from "./files.ts";
import { CONFLICTS, type Row } from "./row.ts";
import { runRow } from "./run-row.ts";

describe.each(FILES)("$path", ({ path, subtests, rows, leftOut = [] }) => {
  it("has a row, or a reason, for each of its cases", () => {
    const named = leftOut.reduce((sum, { count }) => sum + count, 0);
    expect(rows.length + named, path).toBe(subtests);
    expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length);
  });

  for (const row of rows) {
    it(row.name, async () => {
      if (row.conflict === undefined) expect(await runRow(row, "standard")).toEqual([]);
      else expect(await whoPasses(row)).toEqual(CONFLICTS[row.conflict].passes);
    });
  }
});

async function whoPasses(row: Row): Promise<Partial<Record<ProfileName, boolean>>> {
  const passes: Partial<Record<ProfileName, boolean>> = {};
  // oxlint-disable-next-line no-await-in-loop
  for (const profile of PROFILES) passes[profile] = (await runRow(row, profile)).length === 0;
  return passes;
}
