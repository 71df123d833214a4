import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { ROOT } from "../support/process.ts";

const FOLDER = join(ROOT, "examples");

/** Every example: a file, or a folder that is a project of its own. */
const EXAMPLES = readdirSync(FOLDER).filter((name) => name !== "README.md");

const INDEX = readFileSync(join(FOLDER, "README.md"), "utf8");

describe("examples/README.md", () => {
  it("lists every example once, and nothing that is not there", () => {
    const linked = [...INDEX.matchAll(/\]\(([^)]+)\)/g)].map(([, target = ""]) => target);
    expect(linked.toSorted()).toEqual(EXAMPLES.toSorted());
    expect(linked.filter((target) => !existsSync(join(FOLDER, target)))).toEqual([]);
  });

  it("says of every program that does not listen by itself how it is started", () => {
    const silent = EXAMPLES.filter(
      (name) => name.endsWith(".ts") && !readFileSync(join(FOLDER, name), "utf8").includes('process.env["PORT"]'),
    );
    const [, sentence = ""] = /own, and say[^.]+\. ([^.]+)listen yet:/.exec(INDEX) ?? [];
    const named = [...sentence.matchAll(/`([\w-]+)`/g)].map(([, name]) => `${name}.ts`);
    expect(named.toSorted()).toEqual(silent.toSorted());
  });
});

describe("the tests", () => {
  const tests = readdirSync(join(ROOT, "tests"), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".test.ts") && basename(path) !== "index.test.ts")
    .map((path) => readFileSync(join(ROOT, "tests", path), "utf8"))
    .join("\n");

  it("run every example", () => {
    expect(EXAMPLES.filter((name) => !tests.includes(`examples/${name}`))).toEqual([]);
  });
});
