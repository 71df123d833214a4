import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkPolicy, definePolicy } from "../../src/index.ts";
import { OriginSet } from "../../src/policy/origin-set.ts";
import { naiveMatch } from "./naive-match.ts";
import { pattern, patternsAndOrigin, patternsAndOrigins } from "./origins.ts";
import { RUNS } from "./runs.ts";

const ANYTHING_GOES = { dangerouslyAllowPublicSuffixes: true, dangerouslyAllowInsecureOrigins: true };

function naiveMatches(list: readonly string[], origin: string): boolean {
  return list.some((one) => naiveMatch(one, origin));
}

describe("what is generated here", () => {
  it("is sound, hits about as often as it misses, and hits every form of pattern", () => {
    const hits = new Map<string, number>();
    let tried = 0;
    fc.assert(
      fc.property(patternsAndOrigin, ([list, origin]) => {
        expect(checkPolicy({ origins: list, ...ANYTHING_GOES }).filter(({ severity }) => severity === "error")).toEqual(
          [],
        );
        tried += 1;
        const named = list.filter((one) => naiveMatch(one, origin));
        for (const form of new Set(named.map(formOf))) hits.set(form, (hits.get(form) ?? 0) + 1);
        if (named.length > 0) hits.set("any", (hits.get("any") ?? 0) + 1);
      }),
      { numRuns: 4_000 },
    );
    expect([...hits.keys()].sort()).toEqual(["*:*", "any", "exact", "label", "labels", "part"]);
    for (const count of hits.values()) expect(count / tried).toBeGreaterThan(0.02);
    expect(hits.get("any")).toBeGreaterThan(tried * 0.3);
    expect(hits.get("any")).toBeLessThan(tried * 0.7);
  });
});

function formOf(text: string): string {
  if (!text.includes("*")) return "exact";
  if (text.endsWith(":*")) return "*:*";
  if (text.includes("**")) return "labels";
  return /[/.]\*[.:]/.test(text) ? "label" : "part";
}

describe("OriginSet.matches", () => {
  it("agrees with a loop over the patterns", () => {
    fc.assert(
      fc.property(patternsAndOrigins, ([list, origins]) => {
        const set = new OriginSet(list);
        const wrong = origins.filter((origin) => set.matches(origin) !== naiveMatches(list, origin));
        expect(wrong).toEqual([]);
      }),
      RUNS,
    );
  });

  it("agrees with a loop for any text whatever", () => {
    const text = fc.oneof(
      fc.string({ unit: "binary", maxLength: 400 }),
      fc.tuple(fc.constantFrom("https://", "http://"), fc.string({ unit: "binary" })).map((parts) => parts.join("")),
      fc.webUrl(),
    );
    fc.assert(
      fc.property(patternsAndOrigin, text, ([list, near], any) => {
        const set = new OriginSet(list);
        for (const origin of [any, near + any, any + near])
          expect(set.matches(origin)).toBe(naiveMatches(list, origin));
      }),
      RUNS,
    );
  });

  it("A10.P: never grants more with one pattern less, nor less with one pattern more, in any order", () => {
    fc.assert(
      fc.property(patternsAndOrigins, fc.nat(), ([list, origins], index) => {
        const fewer = new OriginSet(list.toSpliced(index % list.length, 1));
        const [all, reversed] = [new OriginSet(list), new OriginSet(list.toReversed())];
        for (const origin of origins) {
          if (fewer.matches(origin)) expect(all.matches(origin)).toBe(true);
          expect(reversed.matches(origin)).toBe(all.matches(origin));
        }
      }),
      RUNS,
    );
  });
});

describe("OriginSet.change and replace", () => {
  it("come to the same as a new set", () => {
    const lists = fc.tuple(
      patternsAndOrigins,
      fc.array(pattern, { maxLength: 6 }),
      fc.array(fc.nat(), { maxLength: 6 }),
    );
    fc.assert(
      fc.property(lists, ([[list, origins], added, indices]) => {
        const removed = indices.map((index) => list[index % list.length] ?? "");
        const after = [...list.filter((one) => !removed.includes(one)), ...added];
        const [changed, replaced] = [new OriginSet(list), new OriginSet(list)];
        changed.change(added, removed);
        replaced.replace(after);
        expect([...changed.patterns()].sort()).toEqual([...replaced.patterns()].sort());
        for (const origin of origins) {
          expect(changed.matches(origin)).toBe(naiveMatches(after, origin));
          expect(replaced.matches(origin)).toBe(naiveMatches(after, origin));
        }
      }),
      RUNS,
    );
  });
});

describe("Policy.allowsOrigin", () => {
  it("agrees with a loop over the patterns, the options' own ones too", () => {
    fc.assert(
      fc.property(patternsAndOrigin, ([list, origin]) => {
        const policy = definePolicy({ origins: list, ...ANYTHING_GOES });
        expect(policy.allowsOrigin(origin)).toBe(naiveMatches(list, origin));
        expect(definePolicy(policy.options).allowsOrigin(origin)).toBe(policy.allowsOrigin(origin));
      }),
      RUNS,
    );
  });
});

describe("the advice that an origin is shadowed", () => {
  it("is true: what it is said of can go, and nothing changes", () => {
    fc.assert(
      fc.property(patternsAndOrigins, ([list, origins]) => {
        for (const { code, path, message } of checkPolicy({ origins: list, ...ANYTHING_GOES })) {
          if (code !== "ShadowedOrigin") continue;
          const [text = "", cover = ""] = [list[Number(path[1])], / is covered by (.*) already\.$/.exec(message)?.[1]];
          expect(list).toContain(cover);
          expect(cover).not.toBe(text);
          expect(origins.filter((origin) => naiveMatch(text, origin) && !naiveMatch(cover, origin))).toEqual([]);
          expect(samplesOf(text).filter((origin) => !naiveMatch(cover, origin))).toEqual([]);
        }
      }),
      RUNS,
    );
  });

  it("is given wherever one pattern names every sample of another", () => {
    fc.assert(
      fc.property(patternsAndOrigin, ([list]) => {
        const advised = checkPolicy({ origins: list, ...ANYTHING_GOES })
          .filter(({ code }) => code === "ShadowedOrigin")
          .map(({ path }) => path[1]);
        for (const [index, text] of list.entries()) {
          const covers = list.filter(
            (other) => other !== text && other.includes("*") && samplesOf(text).every((one) => naiveMatch(other, one)),
          );
          expect(advised.includes(index), `${text} beside ${covers.join(" ")}`).toBe(covers.length > 0);
        }
      }),
      RUNS,
    );
  });
});

/** Origins that a pattern names, so different that whatever names them all names every other. */
function samplesOf(text: string): string[] {
  if (!text.includes("*")) return [text];
  if (text.endsWith(":*")) return [":1", ":2", ":65535", ""].map((port) => text.slice(0, -2) + port);
  const parts = ["a", "b", "1", "z", "a-b", "b-a", "z9z", "aa", "1-1"];
  const labels = [...parts, "_", "a_b", "b_a", "_z_"];
  if (text.includes("**")) return [...labels, "a.b", "b.a.b", "_.-"].map((filler) => text.replace("**", filler));
  return (formOf(text) === "label" ? labels : parts).map((filler) => text.replace("*", filler));
}

describe("OriginSet with a hundred thousand origins and ten thousand patterns", () => {
  const exact = Array.from({ length: 100_000 }, (_, index) => `https://t${index}.example`);
  const wild = Array.from({ length: 2_500 }, (_, index) => [
    `https://*.w${index}.example`,
    `https://**.d${index}.example:81`,
    `https://pr-*.p${index}.example`,
    `http://port${index}.example:*`,
  ]).flat();
  const set = new OriginSet([...exact, ...wild]);

  it("knows each of them", () => {
    for (const index of [0, 1, 1_234, 2_499]) {
      const named = [
        `https://t${index}.example`,
        `https://a.w${index}.example`,
        `https://a.b.d${index}.example:81`,
        `https://pr-1.p${index}.example`,
        `http://port${index}.example:3000`,
      ];
      expect(named.filter((origin) => !set.matches(origin))).toEqual([]);
    }
    expect(set.matches("https://a.w2500.example")).toBe(false);
  });

  it.each([
    ["dots", "."],
    ["labels", "a."],
    ["letters", "a"],
    ["hyphens", "-"],
    ["digits", "1"],
    ["colons", ":"],
    ["what stands before a *", "pr-"],
    ["what stands behind a *", ".w1.example"],
  ])("refuses a hundred thousand %s by their number alone", (_what, text) => {
    // Whoever reads such a text is seen: it is a string only as far as its length is asked for.
    for (const scheme of ["https://", "http://", ""]) {
      const hostile = `${scheme}${text.repeat(100_000)}.w1.example`;
      const read: PropertyKey[] = [];
      const watched = new Proxy(Object(hostile) as object, {
        get: (target, name) => {
          read.push(name);
          const value: unknown = Reflect.get(target, name, target);
          return typeof value === "function" ? value.bind(target) : value;
        },
      });
      expect(set.matches(watched as unknown as string)).toBe(false);
      expect(new Set(read)).toEqual(new Set(["length"]));
      expect(set.matches(hostile)).toBe(false);
    }
  });

  it("stays as it was when ten thousand come and go", () => {
    const other = new OriginSet([...exact, ...wild]);
    other.change(
      wild.map((text) => text.replace(".example", ".invalid")),
      wild,
    );
    expect(other.matches("https://a.w1.example")).toBe(false);
    expect(other.matches("https://a.w1.invalid")).toBe(true);
    other.replace([...wild, ...exact]);
    expect([...other.patterns()].length).toBe(110_000);
    expect(other.matches("https://a.w1.invalid")).toBe(false);
    expect(other.matches("https://pr-x.p77.example")).toBe(true);
  });
});
