import { describe, expect, it } from "vitest";
import { DEPARTURES } from "./departures.ts";
import { PROFILES, rulesOf } from "./profile.ts";

describe("DEPARTURES", () => {
  it.each(Object.entries(DEPARTURES))(
    "%s names an engine only where it differs, and says how that is known",
    (_name, row) => {
      expect(row.standard).toBeDefined();
      const engines = PROFILES.filter((profile) => profile !== "standard" && row[profile] !== undefined);
      for (const engine of engines) expect(row[engine]).not.toEqual(row.standard);
      if (engines.length > 0) expect(row.evidence ?? "").not.toBe("");
    },
  );
});

describe("rulesOf", () => {
  it("is the standard with the engine's departures in it", () => {
    expect(rulesOf("standard").wildcardCoversAuthorization).toBe(false);
    expect(rulesOf("webkit").wildcardCoversAuthorization).toBe(true);
    expect(rulesOf("firefox").cacheMerges).toBe(true);
    expect(rulesOf("webkit", { thirdPartyCookies: true }).thirdPartyCookies).toBe(true);
  });
});
