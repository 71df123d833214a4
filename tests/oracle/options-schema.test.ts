import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkPolicy, policyOptionsSchema } from "../../src/index.ts";
import { OPTION_KINDS } from "../../src/policy/options.ts";
import * as slim from "../../src/slim.ts";
import { soundOptions } from "./exchanges.ts";
import { isValid } from "./json-schema.ts";
import { RUNS } from "./runs.ts";

const ORIGINS = ["https://app.example.com"];

function isSound(options: unknown): boolean {
  return checkPolicy(options).every(({ severity }) => severity === "advice");
}

describe("policyOptionsSchema", () => {
  it("is valid where checkPolicy finds nothing wrong", () => {
    fc.assert(
      fc.property(soundOptions, (options) => {
        const json: unknown = JSON.parse(JSON.stringify(options));
        expect(isSound(json)).toBe(true);
        expect(isValid(json, policyOptionsSchema)).toBe(true);
      }),
      RUNS,
    );
  });

  it("refuses nothing that checkPolicy takes, whatever is written", () => {
    const value = fc.oneof(
      fc.constantFrom<unknown>(
        "*",
        ["*"],
        [],
        ORIGINS,
        ["PUT"],
        ["X-A", "*"],
        true,
        false,
        0,
        600,
        86_401,
        null,
        "",
        {},
      ),
      fc.jsonValue({ maxDepth: 2 }),
    );
    const name = fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom(...Object.keys(OPTION_KINDS), "$schema") },
      fc.string(),
    );
    const written = fc.oneof(
      fc.jsonValue({ maxDepth: 1 }),
      fc.dictionary(name, value),
      fc
        .tuple(soundOptions, fc.dictionary(name, value, { maxKeys: 2 }))
        .map((both) => Object.assign({}, ...both) as unknown),
    );
    fc.assert(
      fc.property(written, (options) => {
        const json: unknown = JSON.parse(JSON.stringify(options));
        // What stands there for editors only is no option.
        const named = Object.assign({}, json, typeof json === "object" ? { $schema: "./policy.schema.json" } : {});
        if (isSound(json) && typeof json === "object") expect(isValid(named, policyOptionsSchema)).toBe(true);
      }),
      RUNS,
    );
  });

  it.each<[string, unknown]>([
    ["no object", "*"],
    ["a list", []],
    ["nothing at all", {}],
    ["no origins", { methods: ["PUT"] }],
    ["an empty list of origins", { origins: [] }],
    ["one origin without brackets", { origins: "https://app.example.com" }],
    ["a * in a list of origins", { origins: ["*"] }],
    ["an origin that is no text", { origins: [7] }],
    ["an unknown name", { origins: ORIGINS, allowedHeaders: [] }],
    ["a function's name", { origins: ORIGINS, publicSuffixOf: "com" }],
    ["a method without brackets", { origins: ORIGINS, methods: "PUT" }],
    ["methods in one text", { origins: ORIGINS, methods: ["PUT, DELETE"] }],
    ["an empty method", { origins: ORIGINS, methods: [""] }],
    ["a header with a colon", { origins: ORIGINS, allowHeaders: ["X-A:"] }],
    ["headers as an object", { origins: ORIGINS, exposeHeaders: {} }],
    ["credentials as text", { origins: ORIGINS, credentials: "true" }],
    ["a flag as a number", { origins: ORIGINS, dangerouslyAllowNullOrigin: 1 }],
    ["null for an option", { origins: ORIGINS, maxAge: null }],
    ["seconds as text", { origins: ORIGINS, maxAge: "600" }],
    ["too few seconds", { origins: ORIGINS, maxAge: -1 }],
    ["too many seconds", { origins: ORIGINS, maxAge: 86_401 }],
    ["half a second", { origins: ORIGINS, maxAge: 0.5 }],
    ["any origin with credentials", { origins: "*", credentials: true }],
    ["any response header with credentials", { origins: ORIGINS, credentials: true, exposeHeaders: "*" }],
    ["any response header in a list", { origins: ORIGINS, credentials: true, exposeHeaders: ["ETag", "*"] }],
  ])("refuses %s, as checkPolicy does", (_what, options) => {
    expect(isValid(options, policyOptionsSchema)).toBe(false);
    expect(isSound(options)).toBe(false);
  });

  it("knows every option that JSON can hold, and says of each what it is", () => {
    const { $schema, ...properties } = policyOptionsSchema.properties;
    const options = Object.entries(OPTION_KINDS).filter(([, kind]) => kind !== "function");
    expect(Object.keys(properties)).toEqual(options.map(([name]) => name));
    for (const { title, description } of [$schema, policyOptionsSchema, ...Object.values(properties)]) {
      expect(title).toMatch(/^[A-Z][^.]+$/);
      expect(description).toMatch(/^[A-Z].*\.$/);
    }
  });

  it("is plain data that nobody can change, the same in both entries", () => {
    expect(JSON.parse(JSON.stringify(policyOptionsSchema))).toEqual(policyOptionsSchema);
    expect(unfrozenIn(policyOptionsSchema)).toEqual([]);
    expect(slim.policyOptionsSchema).toBe(policyOptionsSchema);
  });
});

/** Every part that could be changed. */
function unfrozenIn(value: unknown): unknown[] {
  if (typeof value !== "object" || value === null) return [];
  return [...(Object.isFrozen(value) ? [] : [value]), ...Object.values(value).flatMap(unfrozenIn)];
}
