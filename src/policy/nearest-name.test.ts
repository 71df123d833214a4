import { describe, expect, it } from "vitest";
import { nearestName } from "./nearest-name.ts";
import { OPTION_KINDS } from "./options.ts";

const NAMES = Object.keys(OPTION_KINDS);

describe("nearestName", () => {
  it.each([
    ["allowedHeaders", "allowHeaders"],
    ["exposedHeaders", "exposeHeaders"],
    ["allowMethods", "methods"],
    ["allowedMethods", "methods"],
    ["origin", "origins"],
    ["allowOrigin", "origins"],
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

  it("knows no name near a text of a million letters", () => {
    expect(nearestName("x".repeat(1_000_000), NAMES)).toBeUndefined();
  });
});
