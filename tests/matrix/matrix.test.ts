import { describe, expect, it } from "vitest";
import { ADAPTERS, OTHER_SERVERS } from "./adapters.ts";
import { describeMatrix, rowsFor } from "./describe-matrix.ts";
import { EXCEPTIONS } from "./exceptions.ts";
import { rawRouteOf } from "./raw-routes.ts";
import { ANSWER_ROWS } from "./rows/answer-rows.ts";
import { OWN_HEADER_ROWS } from "./rows/own-header-rows.ts";
import { POLICY_ROWS } from "./rows/policy-rows.ts";
import { PREFLIGHT_ROWS } from "./rows/preflight-rows.ts";
import { RAW_ROWS } from "./rows/raw-rows.ts";
import { REQUEST_ROWS } from "./rows/request-rows.ts";

const ROWS = [...PREFLIGHT_ROWS, ...REQUEST_ROWS, ...ANSWER_ROWS, ...OWN_HEADER_ROWS, ...POLICY_ROWS, ...RAW_ROWS];

describeMatrix(ROWS);

describe("the matrix", () => {
  const everywhere = ROWS.filter(({ route }) => rawRouteOf(route) === undefined);

  it("has at least sixty rows for every framework, and says nothing twice", () => {
    for (const adapter of ADAPTERS)
      expect(rowsFor(adapter, everywhere).length, adapter.name).toBeGreaterThanOrEqual(60);
    const facts = ROWS.map(({ fact }) => fact);
    expect(facts.filter((fact, index) => facts.indexOf(fact) !== index)).toEqual([]);
  });

  it("has exceptions only for what there is, one at most for a row", () => {
    const names = [...ADAPTERS, ...OTHER_SERVERS].map(({ name }) => name);
    for (const { adapters, rows } of EXCEPTIONS) {
      expect(names).toEqual(expect.arrayContaining([...adapters]));
      expect(ROWS.some(rows)).toBe(true);
    }
    for (const name of names) {
      const exceptions = EXCEPTIONS.filter(({ adapters }) => adapters.includes(name));
      const twice = ROWS.filter((row) => exceptions.filter(({ rows }) => rows(row)).length > 1);
      expect(twice.map(({ fact }) => fact)).toEqual([]);
    }
  });
});
