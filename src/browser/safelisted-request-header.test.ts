import { describe, expect, it } from "vitest";
import { rulesOf } from "./profile.ts";
import { isSafelistedRequestHeader, unsafeRequestHeaderNames } from "./safelisted-request-header.ts";
import type { HeaderLine } from "./wire.ts";

const STANDARD = rulesOf("standard");

describe("isSafelistedRequestHeader", () => {
  it.each<HeaderLine>([
    ["Accept", "application/json"],
    ["ACCEPT", "a".repeat(128)],
    ["Accept", "a\tb"],
    ["Accept", "\u00e9"],
    ["Accept-Language", "de, *;q=0.5"],
    ["Content-Language", ""],
    ["Content-Type", "text/plain"],
    ["Content-Type", "Multipart/Form-Data;boundary=x"],
    ["Content-Type", "application/x-www-form-urlencoded"],
    ["Range", "bytes=0-"],
    ["Range", "bytes=10-10"],
  ])("lets %s: %s pass", (...line) => {
    expect(isSafelistedRequestHeader(line, STANDARD)).toBe(true);
  });

  it.each<HeaderLine>([
    ["Accept", "a".repeat(129)],
    ["Accept", "a(b"],
    ["Accept", "a\u0001"],
    ["Accept", "a\u007f"],
    ["Accept-Language", "de_DE"],
    ["Content-Language", "@"],
    ["Content-Type", "application/json"],
    ["Content-Type", "text/plain,"],
    ["Content-Type", 'text/plain;charset="utf-8"'],
    ["Content-Type", ""],
    ["Range", "bytes=-5"],
    ["Range", "bytes=0-1,3-4"],
    ["Range", "bytes= 0-10"],
    ["Range", "bytes=10-5"],
    ["Range", "BYTES=0-10"],
    ["Range", `bytes=1${"0".repeat(40)}-9${"0".repeat(39)}`],
    ["X-Anything", ""],
    ["Authorization", "x"],
    ["DPR", "2"],
  ])("asks for %s: %s", (...line) => {
    expect(isSafelistedRequestHeader(line, STANDARD)).toBe(false);
  });

  it("asks for a value with one of fifteen bytes, or a control character other than the tab", () => {
    const unsafe = Array.from({ length: 256 }, (_, code) => String.fromCharCode(code)).filter(
      (character) => !isSafelistedRequestHeader(["Accept", `a${character}b`], STANDARD),
    );
    const controls = Array.from({ length: 32 }, (_, code) => String.fromCharCode(code)).filter((text) => text !== "\t");
    expect(unsafe).toEqual([...controls, ...Array.from('"():<>?@[\\]{}\u007f')]);
  });

  it("differs where an engine does", () => {
    expect(isSafelistedRequestHeader(["Accept", "\u00e9"], rulesOf("firefox"))).toBe(false);
    expect(isSafelistedRequestHeader(["Range", "BYTES=0-10"], rulesOf("webkit"))).toBe(true);
    expect(isSafelistedRequestHeader(["DPR", "2"], rulesOf("chromium"))).toBe(true);
  });
});

describe("unsafeRequestHeaderNames", () => {
  it.each(["constructor", "__proto__", "toString"])("takes %s for the name of a header", (name) => {
    expect(unsafeRequestHeaderNames([[name, "1"]], rulesOf("chromium"))).toEqual([name.toLowerCase()]);
  });

  it("has them in lower case, sorted, each once", () => {
    const lines: HeaderLine[] = [
      ["X-b", "1"],
      ["Accept", "*/*"],
      ["authorization", "1"],
      ["x-B", "2"],
    ];
    expect(unsafeRequestHeaderNames(lines, STANDARD)).toEqual(["authorization", "x-b"]);
  });

  it("judges every line on its own, where the standard does", () => {
    const lines: HeaderLine[] = [
      ["Accept", "a".repeat(100)],
      ["Accept", "b".repeat(100)],
    ];
    expect(unsafeRequestHeaderNames(lines, STANDARD)).toEqual([]);
    expect(unsafeRequestHeaderNames(lines, rulesOf("chromium"))).toEqual(["accept"]);
  });

  it("judges what pages tell about the device together in Chromium", () => {
    const twice = (line: HeaderLine): HeaderLine[] => [line, line];
    expect(unsafeRequestHeaderNames([["Save-Data", "on"]], rulesOf("chromium"))).toEqual([]);
    expect(unsafeRequestHeaderNames(twice(["Save-Data", "on"]), rulesOf("chromium"))).toEqual(["save-data"]);
    const long = twice(["Intervention", "x".repeat(100)]);
    expect(unsafeRequestHeaderNames(long, rulesOf("chromium"))).toEqual(["intervention"]);
  });

  it("asks for all beyond 1024 bytes together, not at 1024", () => {
    const eight: HeaderLine[] = Array.from({ length: 8 }, () => ["Accept", "a".repeat(128)]);
    expect(unsafeRequestHeaderNames(eight, STANDARD)).toEqual([]);
    const more: HeaderLine[] = [...eight, ["Content-Language", "d"]];
    expect(unsafeRequestHeaderNames(more, STANDARD)).toEqual(["accept", "content-language"]);
    expect(unsafeRequestHeaderNames(more, rulesOf("firefox"))).toEqual([]);
  });
});
