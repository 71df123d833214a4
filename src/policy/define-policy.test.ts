import { describe, expect, it } from "vitest";
import { FAILURES } from "./failures-key.ts";
import { definePolicy } from "./full.ts";
import type { OriginSource, PolicyOptions } from "./options.ts";
import { isPolicyError, type PolicyError } from "./policy-error.ts";

const PAGE = "https://app.example.com";
const STRANGER = "https://evil.example";

const NOTHING_ASKED = { method: "GET", requestMethod: undefined, requestHeaders: undefined };

/** What was thrown, as data from an untyped place would have it thrown. */
function errorOf(options: unknown): PolicyError {
  try {
    definePolicy(options as PolicyOptions);
  } catch (error) {
    if (isPolicyError(error)) return error;
    throw error;
  }
  throw new Error("These options were accepted.");
}

const SOUND: readonly (readonly [string, PolicyOptions])[] = [
  ["any origin", { origins: "*" }],
  ["one origin", { origins: [PAGE] }],
  [
    "everything that can be said",
    {
      origins: [PAGE, "http://localhost:3000", "capacitor://localhost", "null", "http://example.com", PAGE],
      methods: ["PUT", "DELETE", "patch", "PUT"],
      allowHeaders: ["*", "Authorization", "authorization"],
      exposeHeaders: ["ETag", "etag"],
      credentials: true,
      maxAge: 86400,
      dangerouslyAllowNullOrigin: true,
      dangerouslyAllowInsecureOrigins: true,
    },
  ],
  ["wildcards in lists", { origins: "*", methods: ["PUT", "*"], allowHeaders: ["*"], exposeHeaders: ["*", "ETag"] }],
  ["options that are there but undefined", { origins: "*", methods: undefined, maxAge: undefined }],
];

describe("definePolicy", () => {
  it("throws one PolicyError with every mistake, and without advice", () => {
    const error = errorOf({
      origins: ["https://a.example/", "https://b.example", "https://b.example"],
      methods: ["put", "patch"],
      maxAge: -1,
    });
    expect(error.problems.map(({ code }) => code)).toEqual([
      "OriginTrailingSlash",
      "MethodNotNormalized",
      "MaxAgeOutOfRange",
    ]);
    expect(error.problems.every(({ severity }) => severity === "error")).toBe(true);
    expect(Object.isFrozen(error.problems)).toBe(true);
  });

  it.each([
    ["nothing", undefined],
    ["an empty object", {}],
    ["any origin with credentials", { origins: "*", credentials: true }],
    ["an option of another library", { origins: [PAGE], allowedHeaders: [] }],
  ])("refuses %s", (_what, options) => {
    expect(errorOf(options).problems.length).toBeGreaterThan(0);
  });

  it("keeps advice as warnings", () => {
    const { warnings } = definePolicy({ origins: [PAGE, PAGE], methods: ["patch"] });
    expect(warnings.map(({ code, severity }) => [code, severity])).toEqual([
      ["DuplicateEntry", "advice"],
      ["LowerCaseMethod", "advice"],
    ]);
  });

  it("has no warnings when there is nothing to advise", () => {
    expect(definePolicy({ origins: [PAGE] }).warnings).toEqual([]);
  });

  it("is frozen, whatever one holds of it", () => {
    const policy = definePolicy({ origins: [PAGE], methods: ["PUT"] });
    for (const part of [policy, policy.options, policy.options.origins, policy.options.methods, policy.warnings]) {
      expect(Object.isFrozen(part)).toBe(true);
    }
  });

  it("takes a request without an Origin for none from the origin null", () => {
    const policy = definePolicy({ origins: ["null"], dangerouslyAllowNullOrigin: true });
    expect([policy.allowsOrigin("null"), policy.allowsOrigin(undefined)]).toEqual([true, false]);
  });

  it("has options that are frozen, also where its origins come from a source", () => {
    const source: OriginSource = { current: () => [PAGE], subscribe: () => () => {} };
    const { options } = definePolicy({ origins: source });
    expect([options.origins, Object.isFrozen(options)]).toEqual([source, true]);
  });

  it("throws a PolicyError about the origins where their source cannot be followed", () => {
    const error = errorOf({ origins: { current: () => [PAGE], subscribe: () => undefined } });
    expect(error.problems).toMatchObject([{ code: "OriginSourceFailed", path: ["origins"] }]);
    expect(Object.isFrozen(error.problems)).toBe(true);
  });

  it("tells of a source that failed under a name that every copy of this package knows", () => {
    expect(FAILURES).toBe(Symbol.for("crossorigin.policy.failures"));
    expect(definePolicy({ origins: [PAGE] })[FAILURES]).toBeTypeOf("function");
  });

  it("does not follow later changes of its options", () => {
    const options = { origins: [PAGE], methods: ["PUT"], credentials: false };
    const policy = definePolicy(options);
    options.origins.push(STRANGER);
    options.methods.length = 0;
    options.credentials = true;
    expect(policy.allowsOrigin(STRANGER)).toBe(false);
    expect(policy.options).toEqual(definePolicy({ origins: [PAGE], methods: ["PUT"] }).options);
  });

  it("decides by a copy, also where a getter would change its mind", () => {
    let reads = 0;
    const policy = definePolicy({
      get origins() {
        reads += 1;
        return reads === 1 ? [PAGE] : [STRANGER];
      },
    });
    expect([reads, policy.allowsOrigin(PAGE), policy.allowsOrigin(STRANGER)]).toEqual([1, true, false]);
  });

  it.each(SOUND)("makes an equivalent policy from its own options: %s", (_what, options) => {
    const policy = definePolicy(options);
    const again = definePolicy(policy.options);
    expect(again.options).toEqual(policy.options);
    expect(again.warnings.filter(({ code }) => code === "DuplicateEntry")).toEqual([]);
  });

  it.each(SOUND)("has options that are plain JSON: %s", (_what, options) => {
    const policy = definePolicy(options);
    const read = JSON.parse(JSON.stringify(policy.options)) as PolicyOptions;
    expect(read).toStrictEqual(policy.options);
    expect(definePolicy(read).options).toEqual(policy.options);
  });

  it("needs no `this`, so that its methods may be handed on", () => {
    const policy = definePolicy({ origins: [PAGE] });
    expect(policy.allowsOrigin.call(undefined, PAGE)).toBe(true);
    expect(policy.decide.call(undefined, { ...NOTHING_ASKED, origin: PAGE }).allowed).toBe(true);
  });

  it("goes on deciding after it is closed", () => {
    const policy = definePolicy({ origins: [PAGE] });
    policy.close();
    policy.close();
    expect(policy.allowsOrigin(PAGE)).toBe(true);
  });

  it("lets nobody in who has no origin, unless any origin is let in", () => {
    expect(definePolicy({ origins: [PAGE] }).allowsOrigin(undefined)).toBe(false);
    expect(definePolicy({ origins: "*" }).allowsOrigin(undefined)).toBe(true);
  });

  it("matches null only with the flag and when it is listed", () => {
    const asNull = { ...NOTHING_ASKED, origin: "null" };
    expect(definePolicy({ origins: [PAGE], dangerouslyAllowNullOrigin: true }).decide(asNull).allowed).toBe(false);
    const allowing = definePolicy({ origins: ["null"], dangerouslyAllowNullOrigin: true });
    expect(allowing.decide(asNull).headers).toEqual([["Access-Control-Allow-Origin", "null"]]);
  });

  it("knows an origin among a hundred thousand", () => {
    const origins = Array.from({ length: 100_000 }, (_, index) => `https://t${index}.example`);
    const policy = definePolicy({ origins });
    expect(["https://t0.example", "https://t99999.example"].map((origin) => policy.allowsOrigin(origin))).toEqual([
      true,
      true,
    ]);
    expect(["https://t100000.example", "https://t.example", ""].map((origin) => policy.allowsOrigin(origin))).toEqual([
      false,
      false,
      false,
    ]);
  });

  it("does not compile with any origin and credentials", () => {
    // @ts-expect-error origins "*" with credentials true is a type error, too
    const options: PolicyOptions = { origins: "*", credentials: true };
    expect(errorOf(options).problems).toMatchObject([{ code: "WildcardWithCredentials" }]);
  });
});
