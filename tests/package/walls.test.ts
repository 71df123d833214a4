import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** The ways to write an import; each must meet the wall. */
const FORMS = {
  value: (from: string) => `import { thing } from "${from}";\nexport const copy = thing;\n`,
  type: (from: string) => `import type { thing } from "${from}";\nexport type Copy = typeof thing;\n`,
  "re-export": (from: string) => `export { thing } from "${from}";\n`,
  dynamic: (from: string) => `export const promise = import("${from}");\n`,
} as const;

type Form = keyof typeof FORMS;

const EVERY_FORM = Object.keys(FORMS) as Form[];
const AT_RUN_TIME: Form[] = ["value", "re-export", "dynamic"];

interface Wall {
  readonly room: string;
  /** What lint says at this wall. */
  readonly message: string;
  readonly allowed: readonly (readonly [from: string, forms: readonly Form[]])[];
  readonly forbidden: readonly (readonly [from: string, forms: readonly Form[]])[];
}

function each(forms: readonly Form[], ...specifiers: string[]): (readonly [string, readonly Form[]])[] {
  return specifiers.map((specifier) => [specifier, forms]);
}

/** The walls around the list of public suffixes: what is not full.ts must not bring it along. */
function withoutSuffixList(room: string, from: string): Wall {
  return {
    room,
    message: "only full.ts binds the list of public suffixes",
    allowed: [],
    forbidden: each(EVERY_FORM, from),
  };
}

const FRAMEWORKS = ["express", "@koa/cors", "hono/cors"];

/** The rooms that stand around the policy and know frameworks by their types. */
function aroundPolicy(room: string): Wall[] {
  const allowed = each(EVERY_FORM, "../policy/thing.ts", "../standard/thing.ts", "./thing.ts");
  const rooms = ["browser", "diagnosis", "transport", "cli", "export"].map((other) => `../${other}/thing.ts`);
  return [
    {
      room,
      message: "this room knows policy/ and standard/",
      allowed: [...allowed, ...each(EVERY_FORM, "node:http")],
      forbidden: each(EVERY_FORM, ...rooms, "../index.ts"),
    },
    {
      room,
      message: "frameworks as types only",
      allowed: each(["type"], ...FRAMEWORKS),
      forbidden: each(AT_RUN_TIME, ...FRAMEWORKS),
    },
  ];
}

const WALLS: readonly Wall[] = [
  {
    room: "standard",
    message: "standard/ knows itself alone",
    allowed: each(EVERY_FORM, "./thing.ts", "vitest", "fast-check"),
    forbidden: each(EVERY_FORM, "../policy/thing.ts", "../browser/thing.ts", "../index.ts", "node:url", "tldts"),
  },
  withoutSuffixList("standard", "./public-suffix.ts"),
  ...["policy", "browser", "diagnosis", "adapters", "compat", "registry", "export"].map((room) =>
    withoutSuffixList(room, "../standard/public-suffix.ts"),
  ),
  {
    room: "policy",
    message: "policy/ knows standard/ and itself",
    allowed: each(EVERY_FORM, "./thing.ts", "../standard/thing.ts", "vitest", "fast-check"),
    forbidden: each(EVERY_FORM, "../browser/thing.ts", "../adapters/thing.ts", "../index.ts", "node:url", "express"),
  },
  {
    room: "browser",
    message: "browser/ knows standard/ and itself",
    allowed: each(EVERY_FORM, "./thing.ts", "../standard/thing.ts", "vitest", "fast-check"),
    forbidden: each(EVERY_FORM, "../policy/thing.ts", "../transport/thing.ts", "../index.ts", "node:url", "express"),
  },
  {
    room: "diagnosis",
    message: "diagnosis/ knows browser/, standard/ and the snippets of export/",
    allowed: [
      ...each(EVERY_FORM, "./thing.ts", "../standard/thing.ts", "../browser/thing.ts", "vitest"),
      ...each(EVERY_FORM, "../export/snippets.ts"),
    ],
    forbidden: [
      ...each(EVERY_FORM, "../policy/thing.ts", "../transport/thing.ts", "../index.ts", "node:fs", "express"),
      ...each(EVERY_FORM, "../export/thing.ts"),
    ],
  },
  ...aroundPolicy("adapters"),
  ...aroundPolicy("compat"),
  ...aroundPolicy("registry"),
  {
    room: "export",
    message: "export/ knows policy/ and standard/",
    allowed: each(EVERY_FORM, "./thing.ts", "../policy/thing.ts", "../standard/thing.ts", "vitest"),
    forbidden: each(EVERY_FORM, "../browser/thing.ts", "../cli/thing.ts", "../index.ts", "node:fs", "express"),
  },
  {
    room: "transport",
    message: "transport/ knows itself",
    allowed: each(EVERY_FORM, "./thing.ts", "node:http"),
    forbidden: each(EVERY_FORM, "../policy/thing.ts", "../standard/thing.ts", "../diagnosis/thing.ts", "../index.ts"),
  },
  {
    room: "transport",
    message: "transport/ takes types from browser/",
    allowed: each(["type"], "../browser/thing.ts"),
    forbidden: each(AT_RUN_TIME, "../browser/thing.ts"),
  },
  {
    room: "testing",
    message: "testing/ knows browser/, transport/ and diagnosis/",
    allowed: each(EVERY_FORM, "./thing.ts", "../browser/thing.ts", "../transport/thing.ts", "../diagnosis/thing.ts"),
    forbidden: each(EVERY_FORM, "../policy/thing.ts", "../adapters/thing.ts", "../cli/thing.ts", "../index.ts"),
  },
  {
    room: "audit",
    message: "audit/ imports public entries",
    allowed: each(EVERY_FORM, "./thing.ts", "../index.ts", "../browser/index.ts", "../adapters/node.ts"),
    forbidden: each(EVERY_FORM, "../policy/thing.ts", "../browser/thing.ts", "../cli/index.ts"),
  },
  {
    room: "cli",
    message: "cli/ imports public entries, and the playground's server on demand",
    allowed: each(EVERY_FORM, "./thing.ts", "../index.ts", "../diagnosis/index.ts", "../playground/server/index.ts"),
    forbidden: each(EVERY_FORM, "../policy/thing.ts", "../playground/server/thing.ts", "../playground/page/thing.ts"),
  },
  {
    room: "playground/server",
    message: "the playground's server imports public entries",
    allowed: each(EVERY_FORM, "./thing.ts", "../../index.ts", "../../browser/index.ts", "../../adapters/node.ts"),
    forbidden: each(EVERY_FORM, "../../policy/thing.ts", "../page/thing.ts", "../../cli/index.ts"),
  },
  {
    room: "playground/page",
    message: "the page runs in a browser",
    allowed: each(EVERY_FORM, "./thing.ts"),
    forbidden: each(EVERY_FORM, "node:fs"),
  },
  {
    room: "playground/page",
    message: "the page imports entries of pure rooms, and of the playground's server only types",
    allowed: [
      ...each(EVERY_FORM, "../../index.ts", "../../browser/index.ts", "../../diagnosis/index.ts"),
      ...each(["type"], "../server/index.ts"),
    ],
    forbidden: each(
      AT_RUN_TIME,
      "../server/index.ts",
      "../../policy/thing.ts",
      "../../cli/index.ts",
      "../../adapters/node.ts",
    ),
  },
  {
    room: "playground/page/scenarios",
    message: "a scenario is data: it knows the page's own files",
    allowed: each(EVERY_FORM, "./thing.ts", "../thing.ts"),
    forbidden: each(EVERY_FORM, "../../server/index.ts", "../../../index.ts", "node:fs", "jquery"),
  },
];

/** One import that is tried at one wall. */
interface Attempt {
  readonly file: string;
  readonly from: string;
  readonly form: Form;
  readonly allowed: boolean;
}

function attemptsAt(wall: Wall, index: number): Attempt[] {
  return [true, false].flatMap((allowed) =>
    (allowed ? wall.allowed : wall.forbidden).flatMap(([from, forms]) =>
      forms.map((form) => {
        const name = from.replaceAll(/[^a-z]+/g, "-");
        return { file: `src/${wall.room}/at${index}-${name}-${form}.ts`, from, form, allowed };
      }),
    ),
  );
}

const ATTEMPTS = new Map(WALLS.map((wall, index) => [wall, attemptsAt(wall, index)]));

/** Files that may do what their room may not, and what holds for them instead. */
const EXCEPTIONS = [
  {
    file: "src/standard/public-suffix.ts",
    allowed: "tldts",
    forbidden: "./thing.ts",
    message: "the list of public suffixes knows tldts alone",
  },
  {
    file: "src/policy/full.ts",
    allowed: "../standard/public-suffix.ts",
    forbidden: "tldts",
    message: "full.ts knows policy/ and standard/",
  },
  {
    file: "src/browser/full.ts",
    allowed: "../standard/public-suffix.ts",
    forbidden: "tldts",
    message: "full.ts knows browser/ and standard/",
  },
] as const;

/** Rules of the house that are no lists of imports. */
const OTHER_RULES = [
  {
    rule: "import(no-cycle)",
    what: "a cycle of imports",
    file: "src/standard/round.ts",
    files: {
      "src/standard/round.ts": `import { b } from "./about.ts";\nexport const a = () => b;\n`,
      "src/standard/about.ts": `import { a } from "./round.ts";\nexport const b = () => a;\n`,
    },
  },
  {
    rule: "import(no-cycle)",
    what: "a cycle of types alone",
    file: "src/policy/round.ts",
    files: {
      "src/policy/round.ts": `import type { B } from "./about.ts";\nexport interface A {\n  b: B;\n}\n`,
      "src/policy/about.ts": `import type { A } from "./round.ts";\nexport interface B {\n  a: A;\n}\n`,
    },
  },
  {
    rule: "import(no-default-export)",
    what: "a default export",
    file: "src/standard/default.ts",
    files: { "src/standard/default.ts": "const thing = 1;\nexport default thing;\n" },
  },
  {
    rule: "typescript(no-explicit-any)",
    what: "any",
    file: "src/standard/any.ts",
    files: { "src/standard/any.ts": "export const thing: any = 1;\n" },
  },
  {
    rule: "typescript(no-non-null-assertion)",
    what: "an exclamation mark instead of a check",
    file: "src/standard/mark.ts",
    files: { "src/standard/mark.ts": "export const first = (list: string[]): string => list[0]!;\n" },
  },
  {
    rule: "eslint(no-warning-comments)",
    what: "a note to do something later",
    file: "src/standard/later.ts",
    files: { "src/standard/later.ts": "// TODO: later\nexport const thing = 1;\n" },
  },
  {
    rule: "eslint(no-restricted-properties)",
    what: "markup from a string",
    file: "src/playground/page/markup.ts",
    files: {
      "src/playground/page/markup.ts": `export const set = (element: Element): void => {\n  element.innerHTML = "";\n};\n`,
    },
  },
] as const;

/** `text` names the import that was stopped. */
interface Finding {
  readonly rule: string;
  readonly help: string;
  readonly text: string;
}

/** What lint finds: the rule and what it says, by file. */
type Findings = ReadonlyMap<string, readonly Finding[]>;

let folder = "";
let findings: Findings = new Map();

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "crossorigin-walls-"));
  const config = readFileSync(join(ROOT, ".oxlintrc.json"), "utf8");
  write(".oxlintrc.json", config.replace('"typeAware": true', '"typeAware": false'));
  write("src/index.ts", "export const thing = 1;\n");
  for (const room of new Set(WALLS.map((wall) => wall.room))) {
    for (const name of ["thing", "index", "node"]) write(`src/${room}/${name}.ts`, "export const thing = 1;\n");
  }
  for (const { file, form, from } of [...ATTEMPTS.values()].flat()) write(file, FORMS[form](from));
  for (const { file, allowed, forbidden } of EXCEPTIONS) {
    write(file, FORMS.value(allowed) + FORMS["re-export"](forbidden));
  }
  for (const { files } of OTHER_RULES) for (const [file, text] of Object.entries(files)) write(file, text);
  findings = lint();
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function write(file: string, text: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
}

/** Only the fields of oxlint's report that are looked at. */
interface Report {
  readonly diagnostics: readonly {
    readonly code: string;
    readonly help?: string;
    readonly message: string;
    readonly filename: string;
  }[];
}

function lint(): Findings {
  const bin = join(ROOT, "node_modules/oxlint/bin/oxlint");
  const { stdout, stderr } = spawnSync(process.execPath, [bin, "--format=json", "."], {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  if (!stdout.startsWith("{")) throw new Error(`oxlint said: ${stdout}${stderr}`);
  const found = new Map<string, Finding[]>();
  for (const { filename, code, help = "", message } of (JSON.parse(stdout) as Report).diagnostics) {
    const file = filename.replaceAll("\\", "/");
    found.set(file, [...(found.get(file) ?? []), { rule: code, help, text: message }]);
  }
  return found;
}

describe.each(WALLS)("the wall of $room: $message", (wall) => {
  const attempts = ATTEMPTS.get(wall) ?? [];

  it.each(attempts.filter(({ allowed }) => !allowed))("stops $form of $from", ({ file }) => {
    expect(findings.get(file)).toMatchObject([{ rule: "eslint(no-restricted-imports)", help: wall.message }]);
  });

  it.each(attempts.filter(({ allowed }) => allowed))("lets $form of $from through", ({ file }) => {
    expect(findings.get(file)).toBeUndefined();
  });
});

describe("an exception from a wall", () => {
  it.each(EXCEPTIONS)("lets $allowed into $file, and still stops $forbidden", ({ file, forbidden, message }) => {
    const text = expect.stringContaining(`'${forbidden}'`);
    expect(findings.get(file)).toEqual([{ rule: "eslint(no-restricted-imports)", help: message, text }]);
  });
});

/** Lint compares an import as it is written with the list of a room: one that goes a longer way round would pass. */
function detours(text: string): string[] {
  // Comments and texts may hold an import as an example; no statement begins with what their lines begin with.
  const statements = text.replaceAll(/^\s*(?:\*|'import ).*$/gm, "");
  // Words within a text may read like an import, but no statement ends behind them.
  const imports = statements.matchAll(
    /\b(?:from|import)\s*(["'][^"']*["'])(?=\s*(?:;|with\b))|\bimport\(\s*(["'`][^"'`]*["'`])/g,
  );
  const written = [...imports].map(([, named, called]) => named ?? called ?? "");
  return written.filter((from) => {
    // Encoded, or in other quotes than the formatter's.
    if (!/^"[^"\\%]+"$/.test(from)) return true;
    const specifier = from.slice(1, -1);
    if (!specifier.startsWith(".")) return /^(\/|file:|data:|crossorigin($|\/))/.test(specifier);
    const shortest = posix.normalize(specifier);
    return specifier !== (shortest.startsWith("../") ? shortest : `./${shortest}`);
  });
}

describe("what the walls see of an import", () => {
  it.each(
    [
      "./../browser/thing.ts",
      "././../browser/thing.ts",
      "./thing/../../browser/thing.ts",
      "../standard/../browser/thing.ts",
      "..//browser/thing.ts",
      ".././browser/thing.ts",
      "./%2e%2e/browser/thing.ts",
      "/src/browser/thing.ts",
      "file:///src/browser/thing.ts",
      "crossorigin",
      "crossorigin/node",
    ].flatMap((from) => EVERY_FORM.map((form) => [form, from] as const)),
  )("is no detour: %s of %s is found", (form, from) => {
    expect(detours(FORMS[form](from))).toEqual([`"${from}"`]);
  });

  it.each([
    'import "./../browser/thing.ts";',
    'import("./../browser/thing.ts");',
    "import('./thing.ts');",
    "import(`./../browser/thing.ts`);",
  ])("is no detour: %s is found", (text) => {
    expect(detours(text)).toHaveLength(1);
  });

  it("is what the sources import: every one in the shortest form", () => {
    const files = readdirSync(join(ROOT, "src"), { recursive: true, encoding: "utf8" });
    const sources = files.filter((file) => /\.tsx?$/.test(file)).map((file) => join(ROOT, "src", file));
    expect(sources.length).toBeGreaterThan(100);
    const found = sources.map((file) => [file, detours(readFileSync(file, "utf8"))] as const);
    expect(found.filter(([, imports]) => imports.length > 0)).toEqual([]);
  });
});

describe("the rules of the house", () => {
  it.each(OTHER_RULES)("find $what", ({ rule, file }) => {
    expect(findings.get(file)?.map((finding) => finding.rule)).toContain(rule);
  });

  it("have a test for every wall that is written down", () => {
    const config = readFileSync(join(ROOT, ".oxlintrc.json"), "utf8");
    const written = [...config.matchAll(/"message": "(.*?)"/g)].map(([, message]) => message);
    const tested = new Set<string | undefined>([...WALLS, ...EXCEPTIONS].map(({ message }) => message));
    expect(written.filter((message) => !tested.has(message) && !message?.startsWith("text is text"))).toEqual([]);
  });
});
