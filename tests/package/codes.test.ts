import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { REASONS } from "../../src/browser/index.ts";
import { HAZARDS } from "../../src/compat/hazard-registry.ts";
import { FINDINGS as DIAGNOSES } from "../../src/diagnosis/index.ts";
import * as full from "../../src/index.ts";
import { PROBLEMS } from "../../src/policy/problem-registry.ts";
import { REFUSALS } from "../../src/policy/refusal-registry.ts";
import * as slim from "../../src/slim.ts";
import { codesOutOfPlace, FINDINGS, findingsIndex, pageOf, sentenceOf } from "./findings-index.ts";

const STANDARDS =
  /\]\(https:\/\/(fetch\.spec\.whatwg\.org\/commit-snapshots\/586cd2a44c2a865b37c166dc0740f3fb8bb220d6\/#[a-z0-9-]+|www\.rfc-editor\.org\/rfc\/rfc\d+#section-[\d.]+)\)/;

/** What a diagnosis finds beside the reasons of the simulated browser. */
const CAUSES = Object.fromEntries(Object.entries(DIAGNOSES).filter(([code]) => !(code in REASONS)));

/** Every family of codes; a new one is added here. */
const FAMILIES = { PROBLEMS, REFUSALS, HAZARDS, REASONS, CAUSES };

const CODES = Object.values(FAMILIES).flatMap((family) => Object.keys(family));

/** The code block under a heading of this level. */
function codeUnder(heading: string, page: string): string {
  const section = page.split(/^## /m).find((text) => text.startsWith(`${heading}\n`)) ?? "";
  const [, code] = /^```ts\n(.*?)^```$/ms.exec(section) ?? [];
  if (code === undefined) throw new Error(`There is no code under "${heading}".`);
  return code;
}

/** A page about an entry imports it; every other one is about `crossorigin`. */
const ENTRIES = {
  "": full,
  'import { definePolicy } from "crossorigin/slim";\n': slim,
};

/** The problems of what a page hands to definePolicy. The pages are ours, so they may be run; getters stay getters. */
function problemsIn(code: string): readonly full.Problem[] {
  const [, imports = "", options] = /^(import .*?\n)?definePolicy\((.*)\);\s*$/s.exec(code) ?? [];
  if (options === undefined || !isEntry(imports)) throw new Error(`This is not one call of definePolicy: ${code}`);
  // oxlint-disable-next-line typescript/no-implied-eval
  const evaluate = new Function(`return (${options});`) as () => unknown;
  return ENTRIES[imports].checkPolicy(evaluate());
}

function isEntry(imports: string): imports is keyof typeof ENTRIES {
  return Object.hasOwn(ENTRIES, imports);
}

describe("codes", () => {
  it("are PascalCase, and no two families share one", () => {
    expect(CODES.filter((code) => !/^([A-Z][a-z]+)+$/.test(code))).toEqual([]);
    expect(new Set(CODES).size).toBe(CODES.length);
  });

  it("have a page each, and there is no page too many", () => {
    expect(readdirSync(FINDINGS).sort()).toEqual(["README.md", ...CODES.map((code) => `${code}.md`)].sort());
  });

  it("stand in one group of the index each, which is written by `npm test -- --project package -u`", async () => {
    expect(codesOutOfPlace()).toEqual([]);
    await expect(findingsIndex()).toMatchFileSnapshot(fileURLToPath(new URL("README.md", FINDINGS)));
  });

  it("have their pages in the package, where an error says that they are", () => {
    const manifest: unknown = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
    expect(manifest).toMatchObject({ name: "crossorigin", files: expect.arrayContaining(["docs/findings"]) });
    expect(() => full.definePolicy({ origins: [] })).toThrow(
      "(node_modules/crossorigin/docs/findings/MissingOrigins.md)",
    );
  });
});

describe.each(CODES)("the page %s", (code) => {
  const page = pageOf(code);

  it("has the code as its title, and no other", () => {
    expect(page.match(/^# .*$/gm)).toEqual([`# ${code}`]);
  });

  it("says in one sentence what it is about", () => {
    expect(sentenceOf(page)).toMatch(/^[A-Z`].*\.$/);
  });

  it("links the pinned standard", () => {
    expect(page).toMatch(STANDARDS);
  });

  it("can be read in one go", () => {
    const lines = page.split("\n").length - 1;
    expect(lines).toBeGreaterThanOrEqual(15);
    // What a browser saw is mended on any server, so these pages have more to tell.
    expect(lines).toBeLessThanOrEqual(code in DIAGNOSES ? 70 : 35);
  });
});

describe.each(Object.entries(DIAGNOSES))("the page of the finding %s", (code, { title }) => {
  it("begins with the title that a diagnosis has", () => {
    expect(sentenceOf(pageOf(code)).replaceAll("`", "")).toBe(title);
  });
});

describe.each(Object.keys(PROBLEMS))("the examples of %s", (code) => {
  it("go wrong in just this way", () => {
    const problems = problemsIn(codeUnder("Wrong", pageOf(code)));
    expect([...new Set(problems.map((problem) => problem.code))]).toEqual([code]);
  });

  it("go right without a word", () => {
    expect(problemsIn(codeUnder("Right", pageOf(code)))).toEqual([]);
  });
});

describe.each(Object.keys(REFUSALS))("the example of %s", (code) => {
  it("shows the refusal as the policy makes it", () => {
    expect(codeUnder("What the server knows", pageOf(code))).toContain(`{ code: "${code}", parameter: "`);
  });

  it("cures it with a sound policy", () => {
    expect(problemsIn(codeUnder("Fix", pageOf(code)))).toEqual([]);
  });
});

describe.each(Object.keys(HAZARDS))("the policy on the page of %s", (code) => {
  it("is sound", () => {
    expect(problemsIn(codeUnder("As a policy", pageOf(code)))).toEqual([]);
  });
});
