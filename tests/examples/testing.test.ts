import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROOT } from "../support/process.ts";

/** What examples/testing-vitest and examples/testing-node-test import besides the package, and what that needs. */
const OTHERS = ["express", "hono", "tldts", "tough-cookie", "vitest"];

const MODULES = join(ROOT, "node_modules");

/** A project that has installed the package: its stacks begin where a user's would. */
const project = mkdtempSync(join(tmpdir(), "crossorigin-testing-"));

beforeAll(() => {
  const installed = join(project, "node_modules", "crossorigin");
  mkdirSync(installed, { recursive: true });
  const dist = join(installed, "dist");
  const build = [join(MODULES, "vite/bin/vite.js"), "build", "--config", "vite.library.config.ts", "--outDir", dist];
  const built = spawnSync(process.execPath, build, { cwd: ROOT, encoding: "utf8" });
  if (built.status !== 0) throw new Error(`The package cannot be built:\n${built.stderr}`);
  copyFileSync(join(ROOT, "package.json"), join(installed, "package.json"));
  for (const name of OTHERS) symlinkSync(join(MODULES, name), join(project, "node_modules", name), "junction");
  for (const name of ["testing-vitest", "testing-node-test"]) {
    cpSync(join(ROOT, "examples", name), join(project, name), { recursive: true });
  }
  writeFileSync(join(project, "package.json"), JSON.stringify({ type: "module" }));
}, 60_000);

afterAll(() => rmSync(project, { recursive: true }));

/** How a command ends in the project, as somebody starts it there: with nothing of the runner that runs this. */
function run(args: readonly string[]): { readonly status: number | null; readonly output: string } {
  const foreign = /^(VITEST|NODE_OPTIONS|NODE_ENV|NODE_TEST_CONTEXT|FORCE_COLOR|TEST|CI|GITHUB_ACTIONS)/;
  const inherited = Object.entries(process.env).filter(([name]) => !foreign.test(name));
  const env = { ...Object.fromEntries(inherited), NO_COLOR: "1" };
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: project, env, encoding: "utf8" });
  return { status, output: `${stdout}\n${stderr}` };
}

function vitest(...args: string[]): ReturnType<typeof run> {
  return run([join(MODULES, "vitest/vitest.mjs"), "run", "--root", "testing-vitest", ...args]);
}

function nodeTest(...files: string[]): ReturnType<typeof run> {
  return run(["--test", "--test-reporter=spec", ...files.map((file) => `testing-node-test/${file}`)]);
}

const NAMES = ["express", "hono", "node"];

function snapshot(name: string): string {
  return fileURLToPath(new URL(`testing-failures/${name}.md`, import.meta.url));
}

/** A page for reviewers: the command, and what somebody reads whose test fails. */
function page(command: string, failures: readonly string[]): string {
  const blocks = failures.map((text) => `\`\`\`\n${text.trimEnd()}\n\`\`\`\n`);
  return [`# ${command}\n`, ...blocks].join("\n");
}

describe("docs/guide/testing.md", { timeout: 60_000 }, () => {
  const guide = readFileSync(join(ROOT, "docs/guide/testing.md"), "utf8");
  const [, program = "", said = ""] = /^```ts\n(.*?)^```$.*?^```\n(.*?)^```$/ms.exec(guide) ?? [];

  function runGuide(text: string): ReturnType<typeof run> {
    const folder = join(project, "guide");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "orders.test.ts"), text);
    return run([join(MODULES, "vitest/vitest.mjs"), "run", "--root", "guide"]);
  }

  it("begins with a test that fails as it says, and is green with what it says", () => {
    const red = runGuide(program);
    expect(red.output).toContain(said);
    expect(red.status).toBe(1);
    const right = 'methods: ["PUT"], allowHeaders: ["Content-Type"]';
    expect(guide).toContain(right);
    expect(runGuide(program.replace('methods: ["PUT"]', right)).status).toBe(0);
  });
});

describe("examples/testing-vitest", { timeout: 60_000 }, () => {
  it("is green", () => {
    const { status, output } = vitest();
    expect(output).toMatch(/Tests +13 passed \(13\)/);
    expect(status).toBe(0);
  });

  it("has mistakes whose tests say what is wrong", async () => {
    const { status, output } = vitest("--config", "mistakes.config.ts");
    expect(status).toBe(1);
    const failures = output
      .split(/^ FAIL +/m)
      .slice(1)
      .map((text) => text.replace(/^⎯[^]*/m, ""));
    expect(failures).toHaveLength(NAMES.length);
    const command = "npx vitest run --root examples/testing-vitest --config mistakes.config.ts";
    await expect(page(command, failures.toSorted())).toMatchFileSnapshot(snapshot("vitest"));
  });
});

describe("examples/testing-node-test", { timeout: 60_000 }, () => {
  it("is green", () => {
    const { status, output } = nodeTest(...NAMES.map((name) => `${name}.test.mjs`));
    expect(output).toMatch(/pass 11\n.*fail 0\n/);
    expect(status).toBe(0);
  });

  it("has mistakes whose tests say what is wrong", async () => {
    const { status, output } = nodeTest(...NAMES.map((name) => `mistakes/${name}.mjs`));
    expect(status).toBe(1);
    const [, end = ""] = output.split("failing tests:\n");
    // Durations differ, frames of Node.js differ by its version, and the project's folder is another one every time.
    const failures = end
      .replaceAll(/ \([\d.]+ms\)/g, "")
      .replaceAll(/^ +at (?!.*testing-node-test).*\n/gm, "")
      .replaceAll(/^ +$/gm, "")
      .replaceAll(/file:\S*\/(?=testing-node-test)/g, "")
      .split(/^test at /m)
      .slice(1);
    expect(failures).toHaveLength(NAMES.length);
    const command = "node --test examples/testing-node-test/mistakes/*.mjs";
    await expect(page(command, failures.toSorted())).toMatchFileSnapshot(snapshot("node-test"));
  });
});
