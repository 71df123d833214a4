import { describe, expect, it } from "vitest";
import { DEPARTURES } from "./departures.ts";
import { PROFILES, rulesOf } from "./profile.ts";
import type { Rules } from "./rules.ts";

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

/** The words that the algorithms know, for rules that are more than a yes or a no. */
const WORDS = {
  preflightSite: ["chain", "target", "sent-origin"],
  taintedEntries: ["null", "page-origin", "never"],
  removedHeaders: ["forgotten", "come-back", "asked-for"],
  emptyLocation: ["same-url", "no-redirect", "failure"],
  severalLocations: ["failure", "if-identical", "joined"],
  readsLocationFirst: ["always", "when-followed", "never"],
  siteAfterRedirect: ["chain", "cross-site-over-http", "within-origin"],
  conditionalCacheMode: ["default", "no-store", "no-cache"],
  streamBody: ["sent", "stringified", "refused"],
  defaultSameSite: ["lax", "none"],
} as const satisfies { readonly [Name in keyof Rules]?: readonly Rules[Name][] };

describe("rulesOf", () => {
  it.each(Object.entries(WORDS))("has for %s in each profile a word that an algorithm knows", (name, words) => {
    for (const profile of PROFILES) expect(words).toContain(rulesOf(profile)[name as keyof typeof WORDS]);
  });

  it("is the standard's own value where an engine does as it says", () => {
    const { longestMaxAge, cacheSize, userAgent, acceptLanguage, xhrCharset } = rulesOf("standard");
    expect([longestMaxAge, cacheSize, userAgent, acceptLanguage, xhrCharset]).toEqual([
      Number.POSITIVE_INFINITY,
      10_000,
      "crossorigin",
      "",
      { text: "written-anew", form: "kept" },
    ]);
    expect(rulesOf("webkit").cacheSize).toBe(cacheSize);
  });

  it("cannot be changed by whoever reads them", () => {
    expect(Object.isFrozen(rulesOf("chromium"))).toBe(true);
  });

  it("is the standard with the engine's departures in it", () => {
    expect(rulesOf("standard").wildcardCoversAuthorization).toBe(false);
    expect(rulesOf("webkit").wildcardCoversAuthorization).toBe(true);
    expect(rulesOf("firefox").cacheMerges).toBe(true);
    expect(rulesOf("webkit", { thirdPartyCookies: true }).thirdPartyCookies).toBe(true);
  });
});
