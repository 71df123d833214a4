import { beforeAll, describe, expect, it } from "vitest";
import { bundle, type Bundle } from "./bundle.ts";
import { ENTRIES } from "./package.ts";

/**
 * The budget of each entry: bundled with everything it exports, minified, gzip, in bytes, other packages left out. A new
 * entry gets a line of its own; raising one is for somebody to read.
 */
const MOST_BYTES: Readonly<Record<string, number>> = {
  crossorigin: 13_000,
  "crossorigin/slim": 9_500,
  "crossorigin/browser": 26_000,
  "crossorigin/browser/slim": 26_000,
  "crossorigin/compat/cors": 16_400,
  "crossorigin/compat/fastify-cors": 17_200,
  "crossorigin/compat/hono-cors": 16_300,
  "crossorigin/compat/koa-cors": 14_800,
  "crossorigin/diagnosis": 46_000,
  "crossorigin/express": 3_000,
  "crossorigin/fastify": 3_000,
  "crossorigin/fetch": 3_000,
  "crossorigin/h3": 3_600,
  "crossorigin/hapi": 3_000,
  "crossorigin/hono": 3_600,
  "crossorigin/koa": 3_000,
  "crossorigin/node": 3_100,
  "crossorigin/testing": 42_500,
  "crossorigin/transport": 12_000,
};

/** What a worker at the edge uses: a policy without the list of public suffixes, around a handler. */
const EDGE = `export { definePolicy } from "/dist/slim.js"; export { cors } from "/dist/adapters/fetch.js";`;

/**
 * The budget of that, in bytes. The adapter is a fifth of it, what decides another; the rest checks the options, once, and has
 * few words for what is wrong with them (docs/decisions/0010-words-at-the-edge.md).
 */
const MOST_BYTES_AT_THE_EDGE = 10_000;

/** Entries that import modules of Node.js, and so run nowhere else. */
const FOR_NODE: readonly string[] = ["crossorigin/testing", "crossorigin/transport"];

/**
 * All that an adapter takes of the policy's room at run time: how to tell a policy from something else, where it tells of
 * failures, and what to answer without one.
 */
const POLICY_IN_ADAPTERS = [
  "decision",
  "failures-key",
  "has-function",
  "live-policy",
  "no-policy",
  "refusal",
  "refuse-origin",
].map((name) => `src/policy/${name}.ts`);

/** What has words for people; the full entry alone brings it along. */
const WORDS = ["full-problem", "near-miss", "problem-registry", "refusal-hints", "right-value"].map(
  (name) => `src/policy/${name}.ts`,
);

const ADAPTERS = ENTRIES.filter(({ path }) => path.startsWith("dist/adapters/"));

const bundles = new Map<string, Bundle>();

beforeAll(async () => {
  for (const { name, path } of ENTRIES) bundles.set(name, await bundle(`export * from "/${path}";`));
});

function bundleOf(name: string): Bundle {
  const found = bundles.get(name);
  if (found === undefined) throw new Error(`${name} was not bundled.`);
  return found;
}

describe.each(ENTRIES.map(({ name }) => name))("the bundle of %s", (name) => {
  it("keeps to its budget, and its budget is not far from it", () => {
    const { gzip } = bundleOf(name);
    const most = MOST_BYTES[name] ?? 0;
    expect(gzip, "MOST_BYTES has its budget").toBeLessThanOrEqual(most);
    expect(gzip, "MOST_BYTES can be lowered").toBeGreaterThan(most * 0.8);
  });

  it("reaches no package but the list of public suffixes", () => {
    const { externals } = bundleOf(name);
    expect(externals.filter((from) => !from.startsWith("node:") && from !== "tldts")).toEqual([]);
  });
});

describe("the list of public suffixes", () => {
  it("is reached by crossorigin, and by no slim entry and no adapter", () => {
    expect(bundleOf("crossorigin").externals).toEqual(["tldts"]);
    const without = ENTRIES.filter((entry) => entry.name.endsWith("/slim") || ADAPTERS.includes(entry));
    expect(without.length).toBeGreaterThan(ADAPTERS.length);
    for (const { name } of without) {
      expect(bundleOf(name).externals, name).not.toContain("tldts");
      expect(bundleOf(name).sources, name).not.toContain("src/standard/public-suffix.ts");
    }
  });
});

describe("the words for problems and refusals", () => {
  it("are reached by crossorigin, and by no adapter and not by crossorigin/slim", () => {
    expect(bundleOf("crossorigin").sources).toEqual(expect.arrayContaining(WORDS));
    for (const name of ["crossorigin/slim", ...ADAPTERS.map((entry) => entry.name)]) {
      expect(bundleOf(name).sources.filter((path) => WORDS.includes(path))).toEqual([]);
    }
  });
});

describe("modules of Node.js", () => {
  it("are reached by no entry but those that are only for it", () => {
    const reaching = ENTRIES.filter(({ name }) => bundleOf(name).externals.some((from) => from.startsWith("node:")));
    expect(reaching.map(({ name }) => name)).toEqual(FOR_NODE);
  });
});

describe.each(ADAPTERS.map(({ name }) => name))("%s", (name) => {
  it("reaches nothing outside the package: no framework, no module of Node.js", () => {
    expect(bundleOf(name).externals).toEqual([]);
  });

  it("reaches no check of options: its own room, the standard's, and next to nothing of the policy's", () => {
    const elsewhere = bundleOf(name).sources.filter((path) => !/^src\/(adapters|standard)\//.test(path));
    expect(POLICY_IN_ADAPTERS).toEqual(expect.arrayContaining(elsewhere));
    expect(elsewhere).toContain("src/policy/live-policy.ts");
  });
});

describe("a program at the edge", () => {
  it("keeps to its budget, and holds nothing that it does not use", async () => {
    const { gzip, code, externals } = await bundle(EDGE);
    expect(externals).toEqual([]);
    expect(gzip).toBeLessThanOrEqual(MOST_BYTES_AT_THE_EDGE);
    expect(gzip).toBeGreaterThan(MOST_BYTES_AT_THE_EDGE * 0.8);
    expect(code).toContain("Access-Control-Allow-Origin");
    expect(code).not.toContain("json-schema.org");
  });
});
