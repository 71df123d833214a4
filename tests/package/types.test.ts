import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROOT } from "../support/process.ts";

const IMPORTS = `import {
  definePolicy,
  originsFrom,
  type OriginSource,
  type Policy,
  type PolicyOptions,
  type Problem,
} from "crossorigin";
declare const flag: boolean;
declare const list: readonly string[];
declare const source: OriginSource;
declare const policy: Policy;
declare const problem: Problem;
`;

/** Programs that a user may write. */
const RIGHT: Readonly<Record<string, string>> = {
  "any origin": `definePolicy({ origins: "*" });`,
  "any origin, credentials denied aloud": `definePolicy({ origins: "*", credentials: false });`,
  "one origin": `definePolicy({ origins: ["https://app.example.com"], credentials: true });`,
  "every option": `definePolicy({
    origins: ["https://app.example.com", "https://*.preview.example.com", "http://localhost:*", "null"],
    methods: ["PUT", "DELETE"],
    allowHeaders: ["*", "Authorization"],
    exposeHeaders: ["ETag"],
    credentials: true,
    maxAge: 7200,
    publicSuffixOf: (host) => host.split(".").at(-1),
    dangerouslyAllowNullOrigin: true,
    dangerouslyAllowInsecureOrigins: false,
    dangerouslyAllowPublicSuffixes: true,
  });`,
  wildcards: `definePolicy({ origins: "*", methods: "*", allowHeaders: "*", exposeHeaders: "*" });`,
  "options that are undefined": `definePolicy({ origins: "*", methods: undefined, credentials: undefined, maxAge: undefined });`,
  "lists that nobody may change": `definePolicy({ origins: list, methods: list, allowHeaders: list, exposeHeaders: list });`,
  "options as a constant": `const options = { origins: ["https://app.example.com"], methods: ["PUT"], credentials: true } as const;
    definePolicy(options);`,
  "options that are built up": `const options: PolicyOptions = { origins: list, credentials: flag };
    definePolicy({ ...options, maxAge: flag ? 600 : undefined });`,
  "origins from the environment": `definePolicy({ origins: originsFrom("https://a.example") , credentials: flag });`,
  "a source of origins": `definePolicy({ origins: source, credentials: true }).close();`,
  "a source of one's own": `definePolicy({ origins: { current: () => list, subscribe: (onChange) => {
    onChange();
    onChange({ added: list, removed: [] });
    return () => {};
  } } });`,
  "the options of a policy": `definePolicy(policy.options);`,
};

/** Programs that must not compile, and what the compiler says. */
const WRONG: Readonly<Record<string, readonly [program: string, says: RegExp]>> = {
  "any origin with credentials": [
    `definePolicy({ origins: "*", credentials: true });`,
    /Type 'true' is not assignable to type 'false \| OriginsAnyCannotHaveCredentials \| undefined'/,
  ],
  "any origin with credentials, in a variable": [
    `const options: PolicyOptions = { origins: "*", methods: ["PUT"], credentials: true }; definePolicy(options);`,
    /OriginsAnyCannotHaveCredentials/,
  ],
  "any origin with credentials that may be true": [
    `definePolicy({ origins: "*", credentials: flag });`,
    /OriginsAnyCannotHaveCredentials/,
  ],
  "no origins": [`definePolicy({ methods: ["PUT"] });`, /origins/],
  "one origin without brackets": [
    `definePolicy({ origins: "https://app.example.com" });`,
    /'"\*" \| OriginSource \| readonly string\[\]'/,
  ],
  "a regular expression": [`definePolicy({ origins: [/example/] });`, /RegExp/],
  "another library's name": [`definePolicy({ origins: "*", allowedHeaders: [] });`, /'allowedHeaders' does not exist/],
  "a method without brackets": [`definePolicy({ origins: "*", methods: "PUT" });`, /Type '"PUT"' is not assignable/],
  "seconds as text": [
    `definePolicy({ origins: "*", maxAge: "600" });`,
    /Type 'string' is not assignable to type 'number/,
  ],
  "a source that answers later": [
    `definePolicy({ origins: { current: async () => list, subscribe: () => () => {} } });`,
    /Promise/,
  ],
  "a part of a policy that is replaced": [`policy.options = policy.options;`, /read-only/],
  "a decision that is replaced": [`policy.warnings = [];`, /read-only/],
  "an option that is changed": [`policy.options.credentials = false;`, /read-only/],
  "a list that is added to": [
    `if (policy.options.methods !== "*") policy.options.methods?.push("PUT");`,
    /'push' does not exist on type 'readonly string\[\]'/,
  ],
  "a warning that is taken away": [`policy.warnings.pop();`, /'pop' does not exist/],
  "a problem that is changed": [`problem.code = "NullOrigin";`, /read-only/],
  "a place that is changed": [`problem.path.length = 0;`, /read-only/],
  "a header that is changed": [
    `policy.decide({ method: "GET", origin: "", requestMethod: "", requestHeaders: "" }).headers.push(["A", "b"]);`,
    /'push' does not exist/,
  ],
  "a request without an origin": [`policy.decide({ method: "GET" });`, /origin/],
};

/** Compiler options under which a user's program must compile all the same. */
const SETTINGS = {
  "exactOptionalPropertyTypes on": { exactOptionalPropertyTypes: true },
  "exactOptionalPropertyTypes off": { exactOptionalPropertyTypes: false },
  "moduleResolution bundler": { module: "ESNext", moduleResolution: "bundler" },
};

let folder = "";

beforeAll(() => {
  // Inside the project, so that it is a program of modules; outside everything that is compiled or linted.
  folder = mkdtempSync(join(ROOT, "node_modules", ".types-"));
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
});

afterAll(() => rmSync(folder, { recursive: true }));

/** What the compiler says of each program, by its name; nothing of those that compile. */
function compile(programs: Readonly<Record<string, string>>, settings: object): Record<string, string> {
  const names = Object.keys(programs);
  const files = names.map((_, index) => `program-${index}.ts`);
  for (const [index, name] of names.entries()) {
    writeFileSync(join(folder, `program-${index}.ts`), `${IMPORTS}${programs[name] ?? ""}\n`);
  }
  const paths = { crossorigin: [join(ROOT, "src/index.ts")] };
  const compilerOptions = { lib: ["ES2023", "WebWorker"], noUnusedLocals: false, paths, ...settings };
  writeFileSync(
    join(folder, "tsconfig.json"),
    JSON.stringify({ extends: join(ROOT, "tsconfig.base.json"), compilerOptions, files }),
  );
  const tsc = join(ROOT, "node_modules/typescript/bin/tsc");
  const { stdout } = spawnSync(process.execPath, [tsc, "-p", folder, "--pretty", "false"], { encoding: "utf8" });
  const said: Record<string, string> = {};
  // One message begins with the name of its file; the lines that go on with it are indented.
  for (const message of stdout.split(/\n(?=\S)/).filter((text) => text !== "")) {
    const [, index] = /program-(\d+)\.ts\(/.exec(message) ?? [];
    const name = index === undefined ? "elsewhere" : (names[Number(index)] ?? "elsewhere");
    said[name] = `${said[name] ?? ""}${message}\n`;
  }
  return said;
}

describe.each(Object.entries(SETTINGS))("with %s", (_name, settings) => {
  it("the compiler takes every documented use", () => {
    expect(compile(RIGHT, settings)).toEqual({});
  });

  it("the compiler refuses what must not be, in words that help", () => {
    const programs = Object.fromEntries(Object.entries(WRONG).map(([name, [program]]) => [name, program]));
    const said = compile(programs, settings);
    expect(said["elsewhere"]).toBeUndefined();
    for (const [name, [, says]] of Object.entries(WRONG)) expect(said[name], name).toMatch(says);
  });
});
