import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ROOT } from "../support/process.ts";
import { ENTRIES, JSON_ENTRIES, packed } from "./package.ts";

/** Entries whose declarations name types of Node.js; every other one compiles without them. */
const NEED_NODE = [
  "crossorigin/compat/cors",
  "crossorigin/express",
  "crossorigin/fastify",
  "crossorigin/hapi",
  "crossorigin/koa",
  "crossorigin/node",
  "crossorigin/testing",
  "crossorigin/transport",
];

/** Drop-ins, which have the types of a framework in theirs: whoever replaces its library has it. */
const NEED_FRAMEWORKS = [
  "crossorigin/compat/fastify-cors",
  "crossorigin/compat/hono-cors",
  "crossorigin/compat/koa-cors",
];

/** Entries that need not even the classes of Fetch. */
const NEED_THE_LANGUAGE_ALONE = ["crossorigin", "crossorigin/slim"];

/** How a user's program may look for modules. */
const RESOLUTIONS = {
  node16: { module: "node16", moduleResolution: "node16" },
  nodenext: { module: "nodenext", moduleResolution: "nodenext" },
  bundler: { module: "esnext", moduleResolution: "bundler" },
};

/** What every user's program is compiled with here: nothing is let pass. */
const STRICT = {
  target: "ES2022",
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  verbatimModuleSyntax: true,
  skipLibCheck: false,
  noEmit: true,
};

const NO_NODE = { lib: ["ES2023", "WebWorker"], types: [] };
const NODE = { lib: ["ES2023"], types: ["node"] };

/** A program that imports every one of these as a whole. */
function importing(names: readonly string[]): string {
  const imports = names.map((name, index) => `import * as entry${index} from "${name}";\n`);
  return `${imports.join("")}export const entries: object[] = [${names.map((_, index) => `entry${index}`).join(", ")}];\n`;
}

/** That these are types, and not `any`, which takes everything. */
const POLICY = `import { definePolicy, type Policy, type PolicyOptions } from "crossorigin";
const options: PolicyOptions = { origins: ["https://app.example.com"], methods: ["PUT"], credentials: true };
export const policy: Policy = definePolicy(options);
// @ts-expect-error -- any origin with credentials
definePolicy({ origins: "*", credentials: true });
// @ts-expect-error -- a name of another library
definePolicy({ origins: "*", allowedHeaders: [] });
`;

const FETCH = `import { cors } from "crossorigin/fetch";
export const handler: (request: Request) => Response | Promise<Response> = cors(policy)((request) => new Response(request.url));
// @ts-expect-error -- options are no policy
cors({ origins: "*" });
`;

const SERVER = `import { createServer } from "node:http";
import { cors as wrap } from "crossorigin/node";
createServer(wrap(policy)((request, response) => response.end(request.headers.origin?.toUpperCase())));
// @ts-expect-error -- a listener gets a request and a response
wrap(policy)((request) => request.body);
`;

interface Settings {
  readonly lib: readonly string[];
  /** What is installed below `@types`. */
  readonly types: readonly string[];
  readonly resolveJsonModule?: boolean;
  readonly skipLibCheck?: boolean;
  /** Frameworks that are installed besides. */
  readonly packages?: readonly string[];
}

/** What the compiler says of a program in the project that has installed the package. */
function compile(program: string, settings: Settings, file = "program.ts"): string {
  const folder = mkdtempSync(join(packed.project, "types-"));
  const installed = join(folder, "node_modules", "@types");
  mkdirSync(installed, { recursive: true });
  for (const name of settings.types) {
    symlinkSync(join(ROOT, "node_modules", "@types", name), join(installed, name), "junction");
  }
  const { packages = [], ...chosen } = settings;
  for (const name of packages) {
    symlinkSync(join(ROOT, "node_modules", name), join(folder, "node_modules", name), "junction");
  }
  writeFileSync(join(folder, file), program);
  const compilerOptions = { ...STRICT, ...chosen };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: [file] }));
  const compiler = join(ROOT, "node_modules", "typescript", "bin", "tsc");
  return spawnSync(process.execPath, [compiler, "-p", folder, "--pretty", "false"], { encoding: "utf8" }).stdout;
}

describe.each(Object.entries(RESOLUTIONS))("with moduleResolution %s", (_name, resolution) => {
  const every = ENTRIES.map(({ name }) => name).filter((name) => !NEED_FRAMEWORKS.includes(name));
  const pure = every.filter((name) => !NEED_NODE.includes(name));

  it("every entry compiles, and no framework need be installed", () => {
    expect(compile(importing(every) + POLICY + FETCH + SERVER, { ...NODE, ...resolution })).toBe("");
  });

  it("what does not name Node.js compiles without its types, in a worker and in a page", () => {
    expect(compile(importing(pure) + POLICY + FETCH, { ...NO_NODE, ...resolution })).toBe("");
    expect(compile(importing(pure) + POLICY + FETCH, { ...NO_NODE, lib: ["ES2023", "DOM"], ...resolution })).toBe("");
  });

  it("a policy compiles with the language alone", () => {
    const settings = { lib: ["ES2022"], types: [], ...resolution };
    expect(compile(importing(NEED_THE_LANGUAGE_ALONE) + POLICY, settings)).toBe("");
  });
});

describe("with moduleResolution nodenext", () => {
  it.each(NEED_NODE)("%s without @types/node is refused, and the compiler says what to install", (name) => {
    const said = compile(importing([name]), { ...NO_NODE, ...RESOLUTIONS.nodenext });
    const errors = said.split("\n").filter((line) => line !== "");
    expect(errors.length).toBeGreaterThan(0);
    for (const error of errors) expect(error).toMatch(/Cannot find name 'node:\w+'.*@types\/node/);
  });

  it("a CommonJS program requires every entry", () => {
    const names = ENTRIES.map(({ name }) => name).filter((name) => !NEED_FRAMEWORKS.includes(name));
    const imports = names.map((name, index) => `import entry${index} = require("${name}");\n`);
    const program = `${imports.join("")}export = [${names.map((_, index) => `entry${index}`).join(", ")}];\n`;
    expect(compile(program, { ...NODE, ...RESOLUTIONS.nodenext }, "program.cts")).toBe("");
  });
});

/** What a program does with the drop-ins, once it has them. */
const DROP_INS = `const options: cors.CorsOptions = { origin: ["https://app.example.com", /^https:\\/\\/a$/], credentials: true };
const made: unknown[] = [cors(options), koaCors({ origin: (context) => context.get("Origin") }), fastifyCors.name];
made.push(honoCors({ origin: (origin, context) => context.req.query("origin") ?? origin }));
// @ts-expect-error -- no option of cors
cors({ allowHeaders: [] });
`;

const IMPORTED = `import cors from "crossorigin/compat/cors";
import fastifyCors from "crossorigin/compat/fastify-cors";
import { cors as honoCors } from "crossorigin/compat/hono-cors";
import koaCors from "crossorigin/compat/koa-cors";
${DROP_INS}export { made };
`;

const REQUIRED = `import cors = require("crossorigin/compat/cors");
import fastifyCors = require("crossorigin/compat/fastify-cors");
import hono = require("crossorigin/compat/hono-cors");
import koaCors = require("crossorigin/compat/koa-cors");
const honoCors = hono.cors;
${DROP_INS}export = made;
`;

describe("the drop-ins", () => {
  // Not all types of the frameworks are for a compiler that lets nothing pass.
  const settings = { ...NODE, types: ["node", "koa"], packages: ["fastify", "hono"], skipLibCheck: true };

  it.each(Object.entries(RESOLUTIONS))(
    "compile with the types of their frameworks, by moduleResolution %s",
    (_name, how) => {
      expect(compile(IMPORTED, { ...settings, ...how }, "drop-ins.mts")).toBe("");
    },
  );

  it("compile where they are required", () => {
    expect(compile(REQUIRED, { ...settings, ...RESOLUTIONS.nodenext }, "drop-ins.cts")).toBe("");
  });
});

describe.each(["nodenext", "bundler"] as const)("with moduleResolution %s", (resolution) => {
  it("entries that are JSON have the types of what is in them", () => {
    const imports = JSON_ENTRIES.map(
      (name, index) => `import entry${index} from "${name}" with { type: "json" };
        export const known${index}: object = entry${index};
        // @ts-expect-error -- there is no such key
        entry${index}.noSuchKey;\n`,
    );
    const settings = { ...NO_NODE, ...RESOLUTIONS[resolution], resolveJsonModule: true };
    expect(compile(imports.join(""), settings)).toBe("");
  });
});
