import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import { PROBLEMS } from "../../src/policy/problem-registry.ts";
import { policyOptionsSchema } from "../../src/index.ts";
import { ROOT, start, type Running } from "../support/process.ts";
import { ENTRIES, INSTALLED, JSON_ENTRIES, MANIFEST, packed } from "./package.ts";

/** The command's file in the tarball, the only one that may be run. */
const COMMAND = (MANIFEST.bin["crossorigin"] ?? "").replace("./", "");

const MEGABYTE = 1_000_000;

describe("the tarball", () => {
  it("weighs less than 2 MB", () => {
    expect(packed.size).toBeLessThan(2 * MEGABYTE);
  });

  it("A20.1: holds no file that strangers may write, and none that may be run but the command", () => {
    const writable = packed.files.filter(({ mode }) => (mode & 0o022) !== 0);
    const executable = packed.files.filter(({ mode }) => (mode & 0o111) !== 0);
    expect(writable).toEqual([]);
    expect(executable.map(({ path }) => path)).toEqual([COMMAND]);
  });

  it("A20.1: holds what is listed: programs and their types, pages, and no sources, tests or notes of the build", () => {
    const top = new Set(packed.files.map(({ path }) => path.split("/")[0]));
    const listed = ["CHANGELOG.md", "LICENSE", "NOTICE", "README.md", "dist", "docs", "package.json"];
    expect(top).toEqual(new Set(listed));
    const odd = packed.files.filter(({ path }) => /\.test\.|\.map$|\.stamp$|\.tsx$|(?<!\.d)\.ts$/.test(path));
    expect(odd).toEqual([]);
  });

  it("holds the page of every problem that it tells of", () => {
    const missing = Object.keys(PROBLEMS).filter((code) => !existsSync(join(INSTALLED, "docs/findings", `${code}.md`)));
    expect(missing).toEqual([]);
  });
});

describe("npm install", () => {
  it("brings the list of public suffixes and nothing else", () => {
    const installed = readdirSync(join(packed.project, "node_modules")).filter((name) => !name.startsWith("."));
    expect(installed).toEqual(["crossorigin", "tldts", "tldts-core"]);
    expect(Object.keys(MANIFEST.dependencies)).toEqual(["tldts"]);
    for (const name of installed) {
      expect(existsSync(join(packed.project, "node_modules", name, "node_modules")), name).toBe(false);
    }
  });

  it("runs no script of ours", () => {
    const { scripts } = JSON.parse(readFileSync(join(INSTALLED, "package.json"), "utf8")) as {
      readonly scripts: Readonly<Record<string, string>>;
    };
    const run = Object.keys(scripts).filter((name) => /^(pre|post)?(install|uninstall|prepare)$/.test(name));
    expect(run).toEqual([]);
  });
});

/** Drop-ins for libraries whose module is their function: what `require` gives has the names that the function has. */
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  "crossorigin/compat/cors": [],
  "crossorigin/compat/fastify-cors": ["fastifyCors", "default"],
  "crossorigin/compat/koa-cors": [],
};

/** What a program of the project prints, as JSON. */
function runInProject(file: string, program: string): unknown {
  writeFileSync(join(packed.project, file), program);
  return JSON.parse(execFileSync(process.execPath, [file], { cwd: packed.project, encoding: "utf8" }));
}

describe("the entries", () => {
  const names = JSON.stringify(ENTRIES.map(({ name }) => name));

  it("import, each with the names of its source", async () => {
    const program = `const found = {};
      for (const name of ${names}) found[name] = Object.keys(await import(name));
      console.log(JSON.stringify(found));`;
    expect(runInProject("import.mjs", program)).toEqual(await namesOfSources());
  });

  it("require, each with the same names", async () => {
    const program = `const found = {};
      for (const name of ${names}) found[name] = Object.keys(require(name)).filter((key) => key !== "__esModule");
      console.log(JSON.stringify(found));`;
    const expected = await namesOfSources();
    expect(runInProject("require.cjs", program)).toEqual({ ...expected, ...REQUIRED });
  });

  it("share one copy of everything, however they are loaded", () => {
    const program = `import { createRequire } from "node:module";
      const require = createRequire(import.meta.url);
      const same = [];
      for (const name of ${names}) {
        const imported = await import(name);
        same.push(require(name) === (imported["module.exports"] ?? imported));
      }
      console.log(JSON.stringify(same));`;
    expect(runInProject("both.mjs", program)).toEqual(ENTRIES.map(() => true));
  });

  it("that are JSON import and require", () => {
    const program = `import { createRequire } from "node:module";
      const require = createRequire(import.meta.url);
      const found = [];
      for (const name of ${JSON.stringify(JSON_ENTRIES)}) {
        const { default: imported } = await import(name, { with: { type: "json" } });
        found.push([name, imported, require(name)]);
      }
      console.log(JSON.stringify(found));`;
    const found = runInProject("json.mjs", program) as [name: string, imported: unknown, required: unknown][];
    expect(found.map(([name]) => name)).toEqual(JSON_ENTRIES);
    for (const [name, imported, required] of found) expect(required, name).toEqual(imported);
    const files = new Map(found.map(([name, imported]) => [name, imported]));
    expect(files.get("crossorigin/schema.json")).toEqual(policyOptionsSchema);
    expect(files.get("crossorigin/package.json")).toMatchObject({ name: "crossorigin" });
  });

  it("hide what is not an entry", () => {
    const program = `const path = "crossorigin/dist/chunks/policy.js";
      const code = await import(path).then(() => "imported", (error) => error.code);
      console.log(JSON.stringify(code));`;
    expect(runInProject("hidden.mjs", program)).toBe("ERR_PACKAGE_PATH_NOT_EXPORTED");
  });
});

/** What each entry's source exports. */
async function namesOfSources(): Promise<Record<string, string[]>> {
  const names = ENTRIES.map(async ({ name, path }): Promise<[string, string[]]> => {
    const source = join(ROOT, path.replace(/^dist\//, "src/").replace(/\.js$/, ".ts"));
    const module = (await import(pathToFileURL(source).href)) as object;
    return [name, Object.keys(module).sort()];
  });
  return Object.fromEntries(await Promise.all(names));
}

describe("the drop-ins", () => {
  it("are functions for whoever requires them, and for whoever imports them", () => {
    const program = `const cors = require("crossorigin/compat/cors");
      const koa = require("crossorigin/compat/koa-cors");
      const fastify = require("crossorigin/compat/fastify-cors");
      const { cors: hono } = require("crossorigin/compat/hono-cors");
      import("crossorigin/compat/cors").then((imported) =>
        console.log(JSON.stringify([
          ...[cors, koa, fastify, hono].map((one) => typeof one),
          fastify.default === fastify && fastify.fastifyCors === fastify,
          imported.default === cors,
        ])),
      );`;
    expect(runInProject("drop-ins.cjs", program)).toEqual(["function", "function", "function", "function", true, true]);
  });
});

describe("the command", () => {
  let running: Running | undefined;

  afterEach(() => running?.child.kill("SIGKILL"));

  it("plays, with its page and all that it needs in the package", async () => {
    const command = join(packed.project, "node_modules", ".bin", "crossorigin");
    running = start(command, ["play", "--port", "0", "--api-port", "0"], { cwd: packed.project });
    const [, page = ""] = await running.says(/the page\s+(\S+)/);
    const html = await (await fetch(page)).text();
    const scripts = [...html.matchAll(/src="([^"]+)"/g)].map(([, path = ""]) => new URL(path, page));
    expect(scripts).toHaveLength(1);
    for (const script of scripts) expect((await fetch(script)).status).toBe(200);
    running.child.kill("SIGTERM");
    expect((await running.ended).code).not.toBe(3);
  });
});
