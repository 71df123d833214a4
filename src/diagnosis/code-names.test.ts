import { describe, expect, it } from "vitest";
import { failureNamed } from "./code-names.ts";
import { FINDINGS } from "./finding-registry.ts";

describe("failureNamed", () => {
  it.each(Object.keys(FINDINGS))("knows %s, in any case of letters", (code) => {
    expect(failureNamed(code)).toEqual({ browser: null, codes: [code] });
    expect(failureNamed(` ${code.toUpperCase()}\n`)?.codes).toEqual([code]);
  });

  it.each([
    ["CORSMissingAllowOrigin2", "firefox", "MissingAllowOriginHeader"],
    ["CORSMissingAllowOrigin", "firefox", "MissingAllowOriginHeader"],
    ["CORSPreflightDidNotSucceed3", "firefox", "PreflightInvalidStatus"],
    ["InsecurePrivateNetwork", "chromium", "InsecureLocalNetwork"],
  ])("knows %s, as %s calls it", (name, browser, code) => {
    const found = failureNamed(name);
    expect([found?.browser, found?.codes[0]]).toEqual([browser, code]);
  });

  it.each(["", "constructor", "NoSuchCode", "404"])("does not know %j", (name) => {
    expect(failureNamed(name)).toBeUndefined();
  });
});
