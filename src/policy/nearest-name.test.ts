import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nearestName } from "./nearest-name.ts";
import { OPTION_KINDS } from "./options.ts";

const NAMES = Object.keys(OPTION_KINDS);

describe("nearestName", () => {
  it.each([
    ["allowedHeaders", "allowHeaders"],
    ["exposedHeaders", "exposeHeaders"],
    ["allowMethods", "methods"],
    ["method", "methods"],
    ["allowedMethods", "methods"],
    ["origin", "origins"],
    ["allowOrigin", "origins"],
    ["allowOrigins", "origins"],
    ["allowedOrigins", "origins"],
    ["allowCredentials", "credentials"],
    ["supportsCredentials", "credentials"],
    ["headers", "allowHeaders"],
  ])("knows that elsewhere %s is the name of %s", (written, nearest) => {
    expect(nearestName(written, NAMES)).toBe(nearest);
  });

  it.each([
    ["orgins", "origins"],
    ["ORIGINS", "origins"],
    ["allowHeader", "allowHeaders"],
    ["maxage", "maxAge"],
    ["max_age", "maxAge"],
    ["credentails", "credentials"],
    ["dangerouslyAllowNullOrigins", "dangerouslyAllowNullOrigin"],
  ])("reads %s as a slip for %s", (written, nearest) => {
    expect(nearestName(written, NAMES)).toBe(nearest);
  });

  it.each(["preflightContinue", "optionsSuccessStatus", "hook", "x", "", "__proto__", "constructor", "toString"])(
    "takes %j for a word of its own",
    (written) => {
      expect(nearestName(written, NAMES)).toBeUndefined();
    },
  );

  it("gives the only name to whoever is three letters away from it, and not four", () => {
    expect(nearestName("abcd", ["abcdefg"])).toBe("abcdefg");
    expect(nearestName("abc", ["abcdefg"])).toBeUndefined();
  });

  it("gives the nearest of several, the first of those that are as near", () => {
    expect(nearestName("abcd", ["abcxyz", "abcx", "abcy"])).toBe("abcx");
  });

  it("counts letters that are added, taken out and replaced, as a naive count does", () => {
    const word = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 6 });
    fc.assert(
      fc.property(word, word, (written, name) => {
        expect(nearestName(written, [name])).toBe(naiveDistance(written, name) <= 3 ? name : undefined);
      }),
      { numRuns: 2_000 },
    );
  });

  it("reads the first sixty-four letters", () => {
    const x = (count: number): string => "x".repeat(count);
    expect([60, 61, 67, 68].map((count) => nearestName(x(1_000), [x(count)])?.length)).toEqual([
      undefined,
      61,
      67,
      undefined,
    ]);
  });

  it("knows no name near a text of a million letters", () => {
    expect(nearestName("x".repeat(1_000_000), NAMES)).toBeUndefined();
  });
});

/** The definition, read aloud. */
function naiveDistance(from: string, to: string): number {
  if (from === "" || to === "") return from.length + to.length;
  const [shorterFrom, shorterTo] = [from.slice(1), to.slice(1)];
  if (from[0] === to[0]) return naiveDistance(shorterFrom, shorterTo);
  return (
    1 + Math.min(naiveDistance(shorterFrom, to), naiveDistance(from, shorterTo), naiveDistance(shorterFrom, shorterTo))
  );
}
