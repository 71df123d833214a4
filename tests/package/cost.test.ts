import { afterAll, describe, expect, it } from "vitest";
import type { CorsRequest, Policy, PolicyOptions } from "../../src/index.ts";
import { StepCounter, type Steps } from "../support/steps.ts";

// Before anything that it counts is imported.
const counter = new StepCounter(/\/src\/(policy|standard)\/|\/quadratic\.ts/);
const { definePolicy } = await import("../../src/index.ts");
const { byExpression, byIndex, byPrefixes, byRests, bySearch } = await import("./quadratic.ts");

afterAll(() => counter.close());

const APP = "https://app.example.com";

const KILOBYTES = [1, 2, 4, 8, 16];

/** What a stranger may fill a header with. */
const FILLINGS = { spaces: " ", tabs: "\t", commas: ",", "`a,`": "a,", "`, a`": ", a", letters: "a", dots: "." };

const SHARED = { origins: [APP, "https://**.example.com", "https://pr-*.example.net", "http://localhost:*"] };
const POLICIES: Readonly<Record<string, PolicyOptions>> = {
  "listed headers": { ...SHARED, methods: ["PUT"], allowHeaders: ["a", "X-Token"] },
  "any header": { ...SHARED, methods: "*", allowHeaders: "*" },
  "any header with credentials": { ...SHARED, methods: "*", allowHeaders: "*", credentials: true },
  "any origin": { origins: "*", methods: "*", allowHeaders: ["*", "Authorization"] },
};

/** Every policy with every filling. */
const CASES = Object.entries(POLICIES).flatMap(([name, options]) =>
  Object.entries(FILLINGS).map(([filling, unit]) => [name, filling, options, unit] as const),
);

function fill(unit: string, kilobytes: number): string {
  return unit.repeat(Math.ceil((kilobytes * 1024) / unit.length));
}

/** What deciding costs, by the size of what stands in a header; hints are read too. */
function stepsBySize(options: PolicyOptions, toRequest: (size: number) => CorsRequest): Steps[] {
  const policy = definePolicy(options);
  return KILOBYTES.map((size) => {
    const request = toRequest(size);
    return counter.count(() => {
      for (const refusal of policy.decide(request).refusals) void refusal.hint;
    });
  });
}

function preflight(parts: Partial<CorsRequest>): CorsRequest {
  return { method: "OPTIONS", origin: APP, requestMethod: "PUT", requestHeaders: undefined, ...parts };
}

/** That what is done grows with the text, and no faster: from each size to the next, which is twice as long. */
function expectLinear(steps: readonly Steps[]): void {
  const counts = steps.map(({ count }) => count);
  for (const [index, count] of counts.slice(1).entries()) {
    expect(count, counts.join(", ")).toBeLessThanOrEqual(2 * (counts[index] ?? 0));
  }
}

/** A decision's fixed part, and the most that it may do for one character. */
const FIXED_STEPS = 1_000;
const STEPS_A_CHARACTER = 8;

describe("policy.decide", () => {
  it.each(CASES)("%s: reads request headers full of %s in linear time", (_policy, _filling, options, unit) => {
    const steps = stepsBySize(options, (size) => preflight({ requestHeaders: fill(unit, size) }));
    expectLinear(steps);
    for (const [index, { count }] of steps.entries()) {
      const characters = (KILOBYTES[index] ?? 0) * 1024;
      expect(count).toBeLessThanOrEqual(FIXED_STEPS + STEPS_A_CHARACTER * characters);
    }
  });

  it.each(CASES)("%s: reads a method full of %s in linear time", (_policy, _filling, options, unit) => {
    expectLinear(stepsBySize(options, (size) => preflight({ requestMethod: fill(unit, size) })));
  });

  it.each(CASES)("%s: an Origin full of %s costs the same, however long", (_policy, _filling, options, unit) => {
    for (const prefix of ["", "https://", "https://a.example.com"]) {
      for (const method of ["GET", "OPTIONS"]) {
        const steps = stepsBySize(options, (size) => preflight({ method, origin: prefix + fill(unit, size) }));
        expect(new Set(steps.map(({ count }) => count)).size, JSON.stringify(steps)).toBe(1);
        expect(steps[0]?.count).toBeLessThanOrEqual(FIXED_STEPS);
      }
    }
  });

  it("runs no regular expression on what a stranger wrote", () => {
    for (const [, , options, unit] of CASES) {
      const policy = definePolicy(options);
      for (const text of [fill(unit, 1), unit.repeat(3)]) {
        const asked = { requestHeaders: text, requestMethod: text };
        expect(counter.count(() => policy.decide(preflight(asked))).expressions).toBe(0);
        expect(counter.count(() => policy.decide(preflight({ origin: text }))).expressions).toBe(0);
      }
    }
  });

  it("costs the same among thirty origins and patterns and among thirty thousand", () => {
    const few = policyForTenants(10);
    const many = policyForTenants(10_000);
    for (const origin of ["https://t00003.example.com", "https://a.t00003.example.com", "https://a.b.example.com"]) {
      const request = preflight({ method: "GET", origin });
      const [amongFew, amongMany] = [few, many].map((policy) => counter.count(() => void policy.decide(request)));
      expect(amongMany).toEqual(amongFew);
      expect(amongFew?.count).toBeGreaterThan(0);
    }
  });
});

/** A policy that names each tenant's origin, everything one label below it, and every port of it. */
function policyForTenants(length: number): Policy {
  const names = Array.from({ length }, (_, index) => `t${String(index).padStart(5, "0")}.example.com`);
  const origins = names.flatMap((name) => [`https://${name}`, `https://*.${name}`, `https://${name}:*`]);
  return definePolicy({ origins, credentials: true });
}

describe("the counter", () => {
  it.each([byRests, byIndex, bySearch, byPrefixes])("sees that %o is quadratic", (quadratic) => {
    const [once, twice] = [1, 2].map((size) => counter.count(() => void quadratic(fill(",", size))).count);
    expect((twice ?? 0) / (once ?? 0)).toBeGreaterThan(3.8);
  });

  it("sees a regular expression", () => {
    expect(counter.count(() => void byExpression("a , b")).expressions).toBeGreaterThan(0);
  });

  it("leaves everything as it was", () => {
    const { charCodeAt, slice } = Object.getOwnPropertyDescriptors(String.prototype);
    let during: unknown;
    counter.count(() => {
      during = Object.getOwnPropertyDescriptors(String.prototype).slice.value;
    });
    expect(during).not.toBe(slice.value);
    expect(Object.getOwnPropertyDescriptors(String.prototype)).toMatchObject({ charCodeAt, slice });
  });
});
