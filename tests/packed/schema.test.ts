import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkPolicy, definePolicy, policyOptionsSchema, type PolicyOptions } from "../../src/index.ts";
import { isValid } from "../oracle/json-schema.ts";
import { ROOT } from "../support/process.ts";
import { INSTALLED, MANIFEST, packed } from "./package.ts";

const GUIDE = readFileSync(join(ROOT, "docs", "guide", "choose-a-policy.md"), "utf8");

/** The policy in a file that the guide shows. */
const [, EXAMPLE = ""] = /^```json\n(.*?)^```$/ms.exec(GUIDE) ?? [];
const example = JSON.parse(EXAMPLE) as PolicyOptions & { readonly $schema: string };

describe("crossorigin/schema.json", () => {
  it("is the schema that is exported, as a file", () => {
    const path = MANIFEST.exports["./schema.json"];
    expect(path).toBeTypeOf("string");
    const file = typeof path === "string" ? readFileSync(join(INSTALLED, path), "utf8") : "";
    expect(JSON.parse(file)).toEqual(policyOptionsSchema);
  });

  it("is where the guide's policy in a file says, for whoever has installed the package", () => {
    const file = readFileSync(join(packed.project, example.$schema), "utf8");
    expect(JSON.parse(file)).toEqual(policyOptionsSchema);
  });

  it("takes the guide's policy in a file, as definePolicy does, for which $schema says nothing", () => {
    expect(isValid(example, policyOptionsSchema)).toBe(true);
    expect(checkPolicy(example)).toEqual([]);
    const { $schema, ...options } = example;
    expect(definePolicy(example).options).toEqual(definePolicy(options).options);
    expect(Object.keys(definePolicy(example).options)).not.toContain("$schema");
    expect(typeof $schema).toBe("string");
  });

  it.each(["schema", "$id", "$comment", "$Schema"])("takes no other such name: %s is refused by both", (name) => {
    const options = { [name]: example.$schema, origins: example.origins };
    expect(isValid(options, policyOptionsSchema)).toBe(false);
    expect(checkPolicy(options).map(({ code }) => code)).toEqual(["UnknownOption"]);
  });
});
