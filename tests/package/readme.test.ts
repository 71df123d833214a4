import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { ROOT } from "../support/process.ts";

const README = readFileSync(join(ROOT, "README.md"), "utf8");
const PACKAGE = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { scripts: Record<string, string> };

/** Inside the project, so that a block finds Node's types; outside everything that is compiled or linted. */
const folder = mkdtempSync(join(ROOT, "node_modules", ".readme-"));

afterAll(() => rmSync(folder, { recursive: true }));

function pagesIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder)).map((name) => join(folder, name));
}

/** The guide, page by page. */
const GUIDE = pagesIn("docs/guide");

/** Everything else that is read, and has links. */
const DOCUMENTS = [
  "README.md",
  "ARCHITECTURE.md",
  "CONTRIBUTING.md",
  "SECURITY.md",
  "docs/README.md",
  "docs/releasing.md",
  ...pagesIn("docs/decisions"),
  ...pagesIn("docs/findings"),
];

function blocks(text: string, language: string): string[] {
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\`$`, "gms"))].map(([, block = ""]) => block);
}

/** What a text links to in this project, from the folder that it is in. */
function linkedFiles(path: string): string[] {
  const text = readFileSync(join(ROOT, path), "utf8");
  const targets = [...text.matchAll(/\]\(([^)#]+)\)/g)].map(([, target = ""]) => target);
  return targets.filter((target) => !target.includes("://")).map((target) => join(dirname(path), target));
}

describe("README.md", () => {
  it("has at most 250 lines, and a quick start of less than 30", () => {
    expect(README.split("\n").length).toBeLessThanOrEqual(250);
    const quickStart = README.slice(README.indexOf("## Quick start"), README.indexOf("## Two lines in a server"));
    expect(quickStart.split("\n").length).toBeLessThan(30);
  });

  it("names commands that exist", () => {
    const commands = blocks(README, "sh").flatMap((block) =>
      [...block.matchAll(/^npm (?:run )?(\w+)/gm)].map(([, name = ""]) => name),
    );
    expect(commands).toEqual(["start", "test"]);
    for (const command of commands) expect(PACKAGE.scripts).toHaveProperty(command);
  });

  it("shows a picture of less than 200 kB", () => {
    const picture = linkedFiles("README.md").find((target) => target.endsWith(".webp"));
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

describe("the blocks of README and guide", () => {
  it("compile", { timeout: 60_000 }, () => {
    const files = ["README.md", ...GUIDE].flatMap((path) =>
      blocks(readFileSync(join(ROOT, path), "utf8"), "ts").map((block, index) => {
        const name = `${basename(path, ".md")}-${index}.ts`;
        writeFileSync(join(folder, name), block);
        return name;
      }),
    );
    expect(files.length).toBeGreaterThan(GUIDE.length);
    const tsconfig = {
      extends: join(ROOT, "tsconfig.json"),
      compilerOptions: { noUnusedLocals: false },
      files,
      include: [],
    };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(tsconfig));
    const { stdout } = spawnSync(process.execPath, [join(ROOT, "node_modules/typescript/bin/tsc"), "-p", folder], {
      encoding: "utf8",
    });
    expect(stdout).toBe("");
  });

  it.each([...DOCUMENTS, ...GUIDE])("%s links to what is there", (path) => {
    expect(linkedFiles(path).filter((target) => !existsSync(join(ROOT, target)))).toEqual([]);
  });

  it("are found from docs/README.md, every page of the guide", () => {
    expect(linkedFiles("docs/README.md")).toEqual(expect.arrayContaining(GUIDE));
  });

  it("leave the findings' folder for nothing that does not come with the package", () => {
    const linked = pagesIn("docs/findings").flatMap(linkedFiles);
    expect(linked.filter((target) => dirname(target) !== join("docs", "findings"))).toEqual([]);
  });
});
