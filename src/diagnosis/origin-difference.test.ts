import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { differenceInWords, isDetail, originDifferences } from "./origin-difference.ts";

const ORIGIN = "https://app.example.com";

describe("originDifferences", () => {
  it.each([
    [ORIGIN, []],
    [`${ORIGIN}/`, ["slash"]],
    [`${ORIGIN}/app`, ["path"]],
    [`${ORIGIN}?a`, ["path"]],
    ["http://app.example.com", ["scheme"]],
    ["app.example.com", ["scheme"]],
    ["HTTPS://app.example.com", ["case"]],
    ["https://App.Example.com", ["case"]],
    ["https://www.app.example.com", ["host"]],
    [`${ORIGIN}:443`, ["default port"]],
    [`${ORIGIN}:8443`, ["port"]],
    [`"${ORIGIN}"`, ["quotes"]],
    ["'http://App.example.com:80/'", ["quotes", "scheme", "case", "port", "slash"]],
    ["https://shop.example.net", ["host"]],
    ["", ["scheme", "host"]],
  ])("finds in %j what differs", (value, parts) => {
    expect(originDifferences(value, ORIGIN).map(({ part }) => part)).toEqual(parts);
  });

  it("takes an address of IPv6 for a host", () => {
    expect(originDifferences("http://[::1]:3000", "http://[::1]:8080")).toEqual([
      { part: "port", found: "3000", wanted: "8080" },
    ]);
  });

  it("finds something wherever two texts differ, in words that are not empty", () => {
    const piece = fc.constantFrom("https", "://", "app.example.com", ":443", "/", '"', "[", "]", ":", "?", "", " ");
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
        const value = pieces.join("");
        const differences = originDifferences(value, ORIGIN);
        expect(differences.length > 0, value).toBe(value !== ORIGIN);
        for (const one of differences) expect(differenceInWords(one)).not.toBe("");
      }),
    );
  });
});

describe("isDetail", () => {
  it.each([
    [`${ORIGIN}/`, ORIGIN, true],
    ["https://www.app.example.com", ORIGIN, true],
    [ORIGIN, "https://www.app.example.com", true],
    ["http://localhost:3000", "http://127.0.0.1:3000", true],
    ["http://[::1]:3000", "http://localhost:3000", true],
    ["https://app.example.net", ORIGIN, false],
    ["https://api.example.com", ORIGIN, false],
    ["http://localhost:3000", ORIGIN, false],
    [ORIGIN, ORIGIN, false],
  ])("%s for %s: %s", (value, origin, expected) => {
    expect(isDetail(originDifferences(value, origin))).toBe(expected);
  });
});
