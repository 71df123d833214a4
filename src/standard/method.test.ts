import { describe, expect, it } from "vitest";
import { isForbiddenMethod, isSafelistedMethod, normalizeMethod } from "./method.ts";

describe("isSafelistedMethod", () => {
  it.each(["GET", "HEAD", "POST"])("lets %s go out unasked", (method) => {
    expect(isSafelistedMethod(method)).toBe(true);
  });

  it.each(["PUT", "DELETE", "PATCH", "OPTIONS", "get", "Post", "GET ", ""])("wants permission for %j", (method) => {
    expect(isSafelistedMethod(method)).toBe(false);
  });
});

describe("isForbiddenMethod", () => {
  it.each(["CONNECT", "TRACE", "TRACK", "connect", "Trace", "tRaCk"])("says that no page can send %s", (method) => {
    expect(isForbiddenMethod(method)).toBe(true);
  });

  it.each(["GET", "PUT", "PATCH", "TRACER", "CONNECT ", "", "trac\u212a"])("says nothing against %j", (method) => {
    expect(isForbiddenMethod(method)).toBe(false);
  });
});

describe("normalizeMethod", () => {
  it.each([
    ["delete", "DELETE"],
    ["get", "GET"],
    ["Head", "HEAD"],
    ["oPTIONS", "OPTIONS"],
    ["post", "POST"],
    ["put", "PUT"],
    ["PUT", "PUT"],
  ])("sends %s as %s", (written, sent) => {
    expect(normalizeMethod(written)).toBe(sent);
  });

  it.each([
    ["patch, in any case of letters", "patch"],
    ["a method of one's own", "Propfind"],
    ["a method with a space", "put "],
    ["nothing", ""],
    ["a long s, which is no S", "po\u017ft"],
    ["a dotless i, which is no I", "opt\u0131ons"],
    ["a ligature of s and t", "po\ufb06"],
  ])("leaves %s as it was written", (_what, written) => {
    expect(normalizeMethod(written)).toBe(written);
  });
});
