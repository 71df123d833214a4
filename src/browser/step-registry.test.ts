import { describe, expect, it } from "vitest";
import { STEPS } from "./step-registry.ts";

const STANDARDS =
  /^https:\/\/(fetch\.spec\.whatwg\.org\/commit-snapshots\/[0-9a-f]{40}\/|w3c\.github\.io\/webappsec-[a-z-]+\/|datatracker\.ietf\.org\/doc\/html\/[a-z0-9-]+)#[a-z0-9-]+$/;

describe("STEPS", () => {
  it.each(Object.entries(STEPS))("%s is a line of its own, and says where it is written down", (_name, row) => {
    expect(row.title).toMatch(/^[A-Z].{10,}$/);
    expect(row.section).toMatch(STANDARDS);
  });

  it("ask each something else", () => {
    expect(new Set(Object.values(STEPS).map(({ title }) => title)).size).toBe(Object.keys(STEPS).length);
  });
});
