import { describe, expect, it } from "vitest";

import { get, page, put, via } from "./build-scenario.ts";
import { ENGINE_NAMES } from "./engine.ts";
import type { Scenario } from "./scenario.ts";
import { isRunIn, UNMODELLED } from "./unmodelled.ts";

const MAILTO = via("Y", 302, "mailto:a");

describe("what is not compared", () => {
  it("has evidence, and no more than twelve rows", () => {
    expect(UNMODELLED.length).toBeLessThanOrEqual(12);
    for (const { evidence } of UNMODELLED) expect(evidence).toMatch(/\w+ .*\w/);
  });

  it.each<[what: string, scenario: Scenario, inFirefox: boolean]>([
    ["a redirect to mailto: that mode no-cors follows", page(get([MAILTO], { mode: "no-cors" })), false],
    [
      "the same at the second step",
      page(put([via("X", 302)]), get([via("X", 302), MAILTO], { mode: "no-cors" })),
      false,
    ],
    ["the same with CORS", page(get([MAILTO])), true],
    ["the same where redirects are not followed", page(get([MAILTO], { mode: "no-cors", redirect: "manual" })), true],
    ["another scheme", page(get([via("Y", 302, "data:,a")], { mode: "no-cors" })), true],
  ])("%s is run in every browser that outlives it", (_what, scenario, inFirefox) => {
    for (const engine of ENGINE_NAMES) expect(isRunIn(engine, scenario)).toBe(engine !== "firefox" || inFirefox);
  });
});
