import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { judgeRequestedHeaders, type AllowedHeaders } from "./requested-headers.ts";

/** `*` among the names stands for any. */
function allowing(...names: string[]): AllowedHeaders {
  const named = names.filter((name) => name !== "*");
  return {
    any: names.includes("*"),
    names: new Set(named),
    longest: Math.max(0, ...named.map((name) => name.length)),
  };
}

const LISTED = allowing("x-a", "x-b", "content-type");
const ANY = allowing("*");
const ANY_WITH_AUTHORIZATION = allowing("*", "authorization");

/** The names that are refused. */
function refused(value: string, policy: AllowedHeaders): (string | undefined)[] {
  return judgeRequestedHeaders(value, policy).refusals.map(({ parameter }) => parameter);
}

describe("judgeRequestedHeaders", () => {
  it.each([
    ["as a browser writes it", "x-a,x-b"],
    ["in another order", "x-b,x-a"],
    ["in another case", "X-A, Content-TYPE"],
    ["with spaces and tabs", " \tx-a\t ,  x-b \t"],
    ["with empty members", ",, x-a, ,,x-b,"],
    ["with names that are repeated", "x-a,x-a,x-b,x-a"],
    ["with one name", "x-b"],
    ["with nothing", ""],
    ["with white space alone", " \t ".repeat(5_000)],
    ["with a million commas", ",".repeat(1_000_000)],
    ["with an allowed name ten thousand times", "x-a,".repeat(10_000)],
  ])("allows listed names %s", (_how, value) => {
    expect(refused(value, LISTED)).toEqual([]);
  });

  it.each([
    ["a name that is not listed", "x-a,x-c", ["x-c"]],
    ["every such name", "x-c,x-a,x-d", ["x-c", "x-d"]],
    ["a part of a name", "x-,x,content-typ", ["x-", "x", "content-typ"]],
    ["a name that goes on", "x-aa,content-type2", ["x-aa", "content-type2"]],
    ["two names without a comma", "x-a x-b", ["x-a x-b"]],
    ["names in a line break", "x-a\r\nx-b", ["x-a\r\nx-b"]],
    ["a name with a NUL", "x-a\0", ["x-a\0"]],
    ["a no-break space, which is no white space here", "\u00a0x-a", ["\u00a0x-a"]],
    ["the wildcard, which is only a name here", "*", ["*"]],
    ["a name of a megabyte, cut short", "x".repeat(1_000_000), ["x".repeat(128)]],
  ])("refuses %s", (_what, value, names) => {
    expect(refused(value, LISTED)).toEqual(names);
  });

  it("compares ASCII letters only: a Kelvin sign is no k", () => {
    expect(refused("\u212aey", allowing("key"))).toEqual(["\u212aey"]);
    expect(judgeRequestedHeaders("\u212aey", allowing("*", "key")).allowed).toBe("");
  });

  it("refuses everything where nothing is allowed", () => {
    expect(refused("x-a", allowing())).toEqual(["x-a"]);
    expect(refused("", allowing())).toEqual([]);
  });

  it("stops after sixteen refusals", () => {
    const names = Array.from({ length: 100_000 }, (_, index) => `y-${index}`);
    expect(refused(names.join(","), LISTED)).toEqual(names.slice(0, 16));
  });

  it("echoes nothing from a list: the list itself is sent", () => {
    expect(judgeRequestedHeaders("x-a,x-b", LISTED).allowed).toBe("");
  });

  describe("with any header allowed", () => {
    it("allows every name but Authorization", () => {
      expect(judgeRequestedHeaders("x-a,Authorization,x-b", ANY)).toEqual({
        refusals: [{ code: "HeaderNotAllowed", parameter: "Authorization" }],
        allowed: "x-a, x-b",
        leftOut: undefined,
        authorizationRefused: true,
      });
    });

    it("still knows that Authorization was refused when something else is refused after it", () => {
      expect(judgeRequestedHeaders("authorization,no name", ANY).authorizationRefused).toBe(true);
    });

    it("allows Authorization where it is listed beside the wildcard", () => {
      expect(judgeRequestedHeaders("x-a,Authorization", ANY_WITH_AUTHORIZATION)).toEqual({
        refusals: [],
        allowed: "x-a, Authorization",
        leftOut: undefined,
        authorizationRefused: false,
      });
    });

    it.each(["x y", "x\r\ny: z", "x\0", "\ud800", "x:y", "ä", '"x"'])("refuses %j, which is no name", (name) => {
      expect(judgeRequestedHeaders(`x-a,${name}`, ANY)).toMatchObject({
        refusals: [{ parameter: name }],
        allowed: "x-a",
      });
    });

    it("does not echo a header named * beside a refused Authorization, which browsers would take for allowed", () => {
      expect(judgeRequestedHeaders("*,authorization,x-a", ANY).allowed).toBe("x-a");
      expect(judgeRequestedHeaders("*,x-a", ANY).allowed).toBe("*, x-a");
    });

    it("echoes 64 names, and names the first that is left out", () => {
      const names = Array.from({ length: 100 }, (_, index) => `x-${index}`);
      expect(judgeRequestedHeaders(names.slice(0, 64).join(","), ANY)).toMatchObject({
        allowed: names.slice(0, 64).join(", "),
        leftOut: undefined,
      });
      expect(judgeRequestedHeaders(names.join(","), ANY)).toMatchObject({
        allowed: names.slice(0, 64).join(", "),
        leftOut: "x-64",
      });
    });

    it("echoes 4096 characters, and not one more", () => {
      const long = "x".repeat(4093);
      expect(judgeRequestedHeaders(`${long},y`, ANY)).toMatchObject({ allowed: `${long}, y`, leftOut: undefined });
      expect(judgeRequestedHeaders(`${long},yy`, ANY)).toMatchObject({ allowed: long, leftOut: "yy" });
      expect(judgeRequestedHeaders("x".repeat(4097), ANY)).toMatchObject({ allowed: "", leftOut: "x".repeat(4097) });
    });

    it("leaves out everything after the first name that has no room", () => {
      const { allowed, leftOut } = judgeRequestedHeaders(`a,${"x".repeat(5_000)},b`, ANY);
      expect([allowed, leftOut?.length]).toEqual(["a", 5_000]);
    });
  });

  it("keeps its bounds and throws for no text", () => {
    const text = fc.oneof(
      fc.string({ unit: "binary", maxLength: 200 }),
      fc
        .array(fc.constantFrom("x-a", "X-B", "authorization", "*", ",", " ", "\t", "\r\n", "y".repeat(500), "\ud800"), {
          maxLength: 200,
        })
        .map((parts) => parts.join("")),
    );
    fc.assert(
      fc.property(text, fc.constantFrom(LISTED, ANY, ANY_WITH_AUTHORIZATION, allowing()), (value, policy) => {
        const { refusals, allowed } = judgeRequestedHeaders(value, policy);
        expect(refusals.length).toBeLessThanOrEqual(16);
        expect(allowed.length).toBeLessThanOrEqual(4096);
        expect(allowed.split(", ").length).toBeLessThanOrEqual(64);
        expect(allowed).toMatch(/^[\x21-\x7e ]*$/);
        for (const { parameter } of refusals) expect(parameter?.length).toBeLessThanOrEqual(128);
      }),
      { numRuns: 1_000 },
    );
  });
});
