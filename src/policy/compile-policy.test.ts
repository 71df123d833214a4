import { describe, expect, it } from "vitest";
import { compilePolicy, normalizeOptions } from "./compile-policy.ts";

const ORIGIN = "https://app.example.com";

describe("normalizeOptions", () => {
  it("writes every default out", () => {
    expect(normalizeOptions({ origins: [ORIGIN] })).toEqual({
      origins: [ORIGIN],
      methods: [],
      allowHeaders: [],
      exposeHeaders: [],
      credentials: false,
    });
  });

  it.each([
    [
      "an origin that is repeated",
      { origins: [ORIGIN, "https://b.example", ORIGIN] },
      "origins",
      [ORIGIN, "https://b.example"],
    ],
    ["a method that is repeated", { origins: "*", methods: ["PUT", "PUT"] }, "methods", ["PUT"]],
    ["methods that differ in case", { origins: "*", methods: ["PATCH", "patch"] }, "methods", ["PATCH", "patch"]],
    ["a header in two cases", { origins: "*", allowHeaders: ["X-A", "x-a"] }, "allowHeaders", ["X-A"]],
    ["an exposed header in two cases", { origins: "*", exposeHeaders: ["etag", "ETag"] }, "exposeHeaders", ["etag"]],
    ["a wildcard among methods", { origins: "*", methods: ["PUT", "*"] }, "methods", "*"],
    ["a wildcard among exposed headers", { origins: "*", exposeHeaders: ["*", "ETag"] }, "exposeHeaders", "*"],
    ["a wildcard alone in a list", { origins: "*", allowHeaders: ["*"] }, "allowHeaders", "*"],
    ["a wildcard twice in a list", { origins: "*", allowHeaders: ["*", "*"] }, "allowHeaders", "*"],
    [
      "a wildcard beside Authorization, which says more than the wildcard",
      { origins: "*", allowHeaders: ["*", "Authorization"] },
      "allowHeaders",
      ["*", "Authorization"],
    ],
    ["how long to remember", { origins: "*", maxAge: 0 }, "maxAge", 0],
    ["a flag that is set", { origins: [ORIGIN], dangerouslyAllowNullOrigin: true }, "dangerouslyAllowNullOrigin", true],
    [
      "a flag that is not",
      { origins: [ORIGIN], dangerouslyAllowNullOrigin: false },
      "dangerouslyAllowNullOrigin",
      undefined,
    ],
    [
      "the flag for http",
      { origins: [ORIGIN], dangerouslyAllowInsecureOrigins: true },
      "dangerouslyAllowInsecureOrigins",
      true,
    ],
    [
      "the flag for public suffixes",
      { origins: [ORIGIN], dangerouslyAllowPublicSuffixes: true },
      "dangerouslyAllowPublicSuffixes",
      true,
    ],
  ] as const)("has one form for %s", (_what, options, name, normal) => {
    expect(normalizeOptions(options)[name]).toEqual(normal);
  });

  it("never lets credentials go with any origin, even unchecked", () => {
    expect(normalizeOptions({ origins: "*", credentials: true }).credentials).toBe(false);
  });

  it("hands a list of public suffixes on", () => {
    const publicSuffixOf = (): undefined => undefined;
    expect(normalizeOptions({ origins: [ORIGIN], publicSuffixOf }).publicSuffixOf).toBe(publicSuffixOf);
  });

  it("is the same when done twice", () => {
    const once = normalizeOptions({
      origins: [ORIGIN, ORIGIN],
      methods: ["*", "PUT"],
      allowHeaders: ["*", "Authorization"],
    });
    expect(normalizeOptions(once)).toEqual(once);
  });

  it("freezes what it gives, lists included", () => {
    const { origins, methods, allowHeaders, exposeHeaders, ...rest } = normalizeOptions({ origins: [ORIGIN] });
    for (const list of [origins, methods, allowHeaders, exposeHeaders]) expect(Object.isFrozen(list)).toBe(true);
    expect(rest).toEqual({ credentials: false });
    expect(Object.isFrozen(normalizeOptions({ origins: "*" }))).toBe(true);
  });
});

describe("compilePolicy", () => {
  it("makes every header line once, the lists whole and as written", () => {
    const { lines, readable, granted } = compilePolicy({
      origins: [ORIGIN],
      methods: ["PUT", "DELETE", "PATCH"],
      allowHeaders: ["Content-Type", "X-A"],
      exposeHeaders: ["ETag", "Link"],
      credentials: true,
      maxAge: 7200,
    });
    expect(lines).toEqual({
      credentials: ["Access-Control-Allow-Credentials", "true"],
      methods: ["Access-Control-Allow-Methods", "PUT, DELETE, PATCH"],
      allowHeaders: ["Access-Control-Allow-Headers", "Content-Type, X-A"],
      maxAge: ["Access-Control-Max-Age", "7200"],
    });
    const anyOrigin = ["Access-Control-Allow-Origin", "*"];
    const exposed = ["Access-Control-Expose-Headers", "ETag, Link"];
    expect(readable).toEqual([anyOrigin, lines.credentials, exposed]);
    expect(granted).toEqual([anyOrigin, lines.credentials, lines.methods, lines.allowHeaders, lines.maxAge]);
    for (const line of [...readable, ...granted]) expect(Object.isFrozen(line)).toBe(true);
  });

  it("makes no line where there is nothing to say", () => {
    const { lines, readable, granted } = compilePolicy({ origins: "*" });
    expect(Object.values(lines)).toEqual(Array(4).fill(undefined));
    for (const all of [readable, granted]) expect(all).toEqual([["Access-Control-Allow-Origin", "*"]]);
  });

  it("writes a wildcard as *, and Authorization beside it", () => {
    expect(compilePolicy({ origins: "*", methods: "*", allowHeaders: ["*", "Authorization"] }).lines).toMatchObject({
      methods: ["Access-Control-Allow-Methods", "*"],
      allowHeaders: ["Access-Control-Allow-Headers", "*, Authorization"],
    });
  });

  it("looks header names up in lower case, and takes * for no name", () => {
    expect(compilePolicy({ origins: "*", allowHeaders: ["*", "Authorization", "X-Ab"] }).allowHeaders).toEqual({
      any: true,
      names: new Set(["authorization", "x-ab"]),
      length: "authorization    x-ab".length,
    });
  });

  it("knows which origins are let in, and that any origin is no list", () => {
    const { origins } = compilePolicy({ origins: ["https://*.example.com", ORIGIN] });
    expect([...(origins?.patterns() ?? [])]).toEqual([ORIGIN, "https://*.example.com"]);
    expect(compilePolicy({ origins: "*" }).origins).toBeUndefined();
  });
});
