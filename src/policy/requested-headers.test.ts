import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Refusal } from "./refusal.ts";
import { judgeRequestedHeaders, type AllowedHeaders } from "./requested-headers.ts";

/** `*` among the names stands for any. */
function allowing(...names: string[]): AllowedHeaders {
  const named = names.filter((name) => name !== "*");
  return {
    any: names.includes("*"),
    names: new Set(named),
    length: named.join("    ").length,
  };
}

const LISTED = allowing("x-a", "x-b", "content-type");
const ANY = allowing("*");
const ANY_WITH_AUTHORIZATION = allowing("*", "authorization");

/** What is refused, and what would be answered by name. */
function judge(value: string, policy: AllowedHeaders): { refusals: readonly Refusal[]; echo: string[] } {
  const echo: string[] = [];
  return { refusals: judgeRequestedHeaders(value, policy, policy.any ? echo : undefined, true), echo };
}

/** The names that are refused. */
function refused(value: string, policy: AllowedHeaders): (string | undefined)[] {
  return judge(value, policy).refusals.map(({ parameter }) => parameter);
}

function tooMany(parameter: string): Refusal {
  return { code: "TooManyRequestHeaders", parameter };
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
    ["with white space alone", " \t ".repeat(50)],
    ["with a hundred commas", ",".repeat(100)],
    ["with an allowed name a hundred times", "x-a,".repeat(100)],
    ["with much white space behind a name", `x-a${" ".repeat(4_000)}`],
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
    ["a name behind a line feed, which is no white space here", "\nx-a", ["\nx-a"]],
    ["a name before a line feed", "x-a\n", ["x-a\n"]],
    ["a no-break space, which is no white space here", "\u00a0x-a", ["\u00a0x-a"]],
    ["the wildcard, which is only a name here", "*", ["*"]],
    ["a name of four kilobytes, cut short", "x".repeat(4_096), ["x".repeat(128)]],
  ])("refuses %s", (_what, value, names) => {
    expect(refused(value, LISTED)).toEqual(names);
  });

  it("compares ASCII letters only: a Kelvin sign is no k", () => {
    expect(refused("\u212aey", allowing("key"))).toEqual(["\u212aey"]);
    expect(judge("\u212aey", allowing("*", "key")).echo).toEqual([]);
  });

  it("reads 4096 characters where no name is listed, and not one more, whether or not it has to be echoed", () => {
    const longest = "x".repeat(4_096);
    expect(judgeRequestedHeaders(longest, ANY, [], false)).toEqual([]);
    expect(judgeRequestedHeaders(`${longest}x`, ANY, [], false)).toEqual([tooMany("x".repeat(128))]);
  });

  it("refuses everything where nothing is allowed", () => {
    expect(refused("x-a", allowing())).toEqual(["x-a"]);
    expect(refused("", allowing())).toEqual([]);
  });

  it("stops after sixteen refusals", () => {
    const names = Array.from({ length: 500 }, (_, index) => `y-${index}`);
    expect(refused(names.join(","), LISTED)).toEqual(names.slice(0, 16));
  });

  describe.each<[what: string, policy: AllowedHeaders]>([
    ["a list", LISTED],
    ["any name", ANY],
    ["nothing", allowing()],
  ])("with %s allowed", (_what, policy) => {
    it.each([
      ["a megabyte of commas", ",".repeat(1_000_000)],
      ["a megabyte of white space", " \t".repeat(500_000)],
      ["a name of a megabyte", "x".repeat(1_000_000)],
      ["a name 10,000 times", "x-a,".repeat(10_000)],
    ])("refuses %s without reading it", (_value, value) => {
      expect(judge(value, policy)).toEqual({ refusals: [tooMany(value.slice(0, 128))], echo: [] });
    });
  });

  it("reads 256 names, commas and spaces, and four for each listed name", () => {
    expect(refused(",".repeat(256 + 4 * 3), LISTED)).toEqual([]);
    expect(judge(`${",".repeat(256 + 4 * 3)}x-c`, LISTED).refusals).toEqual([tooMany("x-c")]);
    expect(judge(` x-c,${"x-a,".repeat(300)}`, LISTED).refusals).toMatchObject([
      { code: "HeaderNotAllowed" },
      { code: "TooManyRequestHeaders" },
    ]);
  });

  it("reads a list of any length as it was written, with a space behind each comma", () => {
    const names = Array.from({ length: 2_000 }, (_, index) => `x-name-${index}`);
    expect(refused(names.join(", "), allowing(...names))).toEqual([]);
    expect(refused(names.toReversed().join(" , "), allowing(...names))).toEqual([]);
  });

  describe("with any header allowed", () => {
    it("allows every name but Authorization", () => {
      expect(judge("x-a,Authorization,x-b", ANY)).toEqual({
        refusals: [{ code: "HeaderNotAllowed", parameter: "Authorization" }],
        echo: ["x-a", "x-b"],
      });
    });

    it("allows Authorization where it is listed beside the wildcard", () => {
      expect(judge("x-a,Authorization", ANY_WITH_AUTHORIZATION)).toEqual({
        refusals: [],
        echo: ["x-a", "Authorization"],
      });
    });

    it.each(["x y", "x\r\ny: z", "x\0", "\ud800", "x:y", "ä", '"x"'])("refuses %j, which is no name", (name) => {
      expect(judge(`x-a,${name}`, ANY)).toMatchObject({ refusals: [{ parameter: name }], echo: ["x-a"] });
    });

    it("echoes 64 names, and names the first that is left out", () => {
      const names = Array.from({ length: 100 }, (_, index) => `x-${index}`);
      expect(judge(names.slice(0, 64).join(", "), ANY)).toEqual({ refusals: [], echo: names.slice(0, 64) });
      expect(judge(names.join(","), ANY)).toEqual({ refusals: [tooMany("x-64")], echo: names.slice(0, 64) });
    });

    it("echoes 4096 characters, and not one more", () => {
      expect(judge("x".repeat(4096), ANY)).toEqual({ refusals: [], echo: ["x".repeat(4096)] });
      const [long, longer] = ["x".repeat(4092), "x".repeat(4093)];
      expect(judge(`${long},yy`, ANY)).toEqual({ refusals: [], echo: [long, "yy"] });
      expect(judge(`${longer},yy`, ANY)).toEqual({ refusals: [tooMany("yy")], echo: [longer] });
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
        const { refusals, echo } = judge(value, policy);
        const allowed = echo.join(", ");
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
