import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { ROOT } from "../support/process.ts";

const README = readFileSync(join(ROOT, "README.md"), "utf8");
const PACKAGE = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { scripts: Record<string, string> };

/** Inside the project, so that a block finds Node's types; outside everything that is compiled or linted. */
const folder = mkdtempSync(join(ROOT, "node_modules", ".readme-"));

afterAll(() => rmSync(folder, { recursive: true }));

function blocks(language: string): string[] {
  return [...README.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\`$`, "gms"))].map(([, block = ""]) => block);
}

describe("README.md", () => {
  it("has at most 250 lines, and a quick start of less than 30", () => {
    expect(README.split("\n").length).toBeLessThanOrEqual(250);
    const quickStart = README.slice(README.indexOf("## Quick start"), README.indexOf("## Two lines in a server"));
    expect(quickStart.split("\n").length).toBeLessThan(30);
  });

  it("shows blocks that compile", () => {
    const files = blocks("ts").map((block, index) => {
      writeFileSync(join(folder, `block-${index}.ts`), block);
      return `block-${index}.ts`;
    });
    expect(files.length).toBeGreaterThan(2);
    const tsconfig = {
      extends: join(ROOT, "tsconfig.base.json"),
      compilerOptions: {
        types: ["node"],
        noUnusedLocals: false,
        paths: { crossorigin: [join(ROOT, "src/index.ts")], "crossorigin/node": [join(ROOT, "src/adapters/node.ts")] },
      },
      files,
    };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(tsconfig));
    execFileSync(process.execPath, [join(ROOT, "node_modules/typescript/bin/tsc"), "-p", folder], { stdio: "pipe" });
  });

  it("names commands that exist", () => {
    const commands = blocks("sh").flatMap((block) =>
      [...block.matchAll(/^npm (?:run )?(\w+)/gm)].map(([, name = ""]) => name),
    );
    expect(commands).toEqual(["start", "test"]);
    for (const command of commands) expect(PACKAGE.scripts).toHaveProperty(command);
  });

  it("links to what is there, and shows a picture of less than 200 kB", () => {
    const targets = [...README.matchAll(/\]\(([^)#]+)\)/g)]
      .map(([, target = ""]) => target)
      .filter((target) => !target.includes("://"));
    expect(targets.filter((target) => !existsSync(join(ROOT, target)))).toEqual([]);
    const picture = targets.find((target) => target.endsWith(".webp"));
    expect(statSync(join(ROOT, picture ?? "")).size).toBeLessThan(200_000);
  });

  it("quotes fixes and refusals as the code gives them", async () => {
    const { checkPolicy, definePolicy } = await import("../../src/index.ts");
    const options = { origins: ["https://app.example.com/", "null"], credentials: true, maxAge: 1_728_000 };
    for (const { code, fix } of checkPolicy(options)) {
      expect(README).toContain(code);
      expect(README).toContain(fix.split(". ")[0]);
    }
    const policy = definePolicy({ origins: ["https://app.example.com"], methods: ["PUT"] });
    const decision = policy.decide({
      method: "OPTIONS",
      origin: "https://app.example.com",
      requestMethod: "PATCH",
      requestHeaders: undefined,
    });
    expect(decision.status).toBe(204);
    expect(decision.refusals).toEqual([{ code: "MethodNotAllowed", parameter: "PATCH" }]);
    expect(README).toContain('[{ code: "MethodNotAllowed", parameter: "PATCH" }]');
  });
});
