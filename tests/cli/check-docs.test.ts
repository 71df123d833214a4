import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { describe, expect, it } from "vitest";
import { addCheck } from "../../src/cli/check.ts";
import { readRequestFile } from "../../src/cli/request-file.ts";
import { ROOT } from "../support/process.ts";

const GUIDE = readFileSync(join(ROOT, "docs/guide/check.md"), "utf8");
const README = readFileSync(join(ROOT, "README.md"), "utf8");
const DEBUGGING = readFileSync(join(ROOT, "docs/guide/debugging.md"), "utf8");

/** The code blocks of one language, from fence to fence. */
function blocks(text: string, language: string): string[] {
  const all = [...text.matchAll(/^```(\w*)\n(.*?)^```$/gms)];
  return all.filter(([, name]) => name === language).map(([, , block = ""]) => block);
}

/** Every flag of the command, in its long form. */
function flags(): string[] {
  const program = new Command();
  addCheck(program, () => {});
  return program.commands[0]?.options.map(({ long }) => long ?? "") ?? [];
}

describe("what README and guide say of check", () => {
  it.each([
    ["README.md", README, 2],
    ["docs/guide/check.md", GUIDE, 4],
  ])("%s has a file of requests that the command takes", (_name, text, count) => {
    const [file = ""] = blocks(text, "").filter((block) => block.includes("--expect"));
    expect(readRequestFile(file, "cors.txt", {}, (data) => data).length).toBe(count);
  });

  it.each([
    ["README.md", README],
    ["docs/guide/check.md", GUIDE],
  ])("%s calls the command with flags that it has", (_name, text) => {
    const calls = [...blocks(text, "sh"), ...blocks(text, "yaml")].join("\n").replaceAll("\\\n", " ").split("\n");
    const lines = calls
      .filter((line) => line.includes("crossorigin check"))
      .map((line) => line.replace(/.*crossorigin check /, ""));
    expect(lines.length).toBeGreaterThan(1);
    for (const line of lines) {
      for (const [flag] of line.matchAll(/--[a-z-]+/g)) expect(flags()).toContain(flag);
      if (line.startsWith("http")) expect(readRequestFile(line, "line", {}, (data) => data).length).toBe(1);
    }
  });

  it("docs/guide/check.md lists every flag", () => {
    const table = GUIDE.slice(GUIDE.indexOf("## Options"), GUIDE.indexOf("## Exit codes"));
    expect(flags().filter((flag) => !table.includes(`${flag}\``) && !table.includes(`${flag} `))).toEqual([]);
  });

  it("docs/guide/debugging.md leads to it", () => {
    expect(DEBUGGING).toContain("](check.md)");
  });
});
