// `npm run test:peers -- --from FOLDER`: the test suites of the four libraries against our drop-ins. The folder holds a checkout of
// each (cors, fastify-cors, koa-cors, hono), made beforehand, and in its node_modules what they test with (after, express 4,
// fastify, fastify-plugin, koa 2, mocha 11, supertest 6): nothing is fetched here, and nothing of theirs enters this tree. What
// came of it is written to tests/compat/peers.json.
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { buildWhenStale, DIST, installWhenStale, ROOT } from "./steps.mjs";

/**
 * @typedef {object} Suite
 * @property {string} library the package that is replaced
 * @property {string} folder its checkout
 * @property {string} entry our drop-in
 * @property {readonly string[]} stubs the files of the checkout in whose place the drop-in stands
 * @property {(folder: string) => readonly Outcome[]} run
 * @property {Readonly<Record<string, string>>} leftOut files of tests that assert internals, and which
 * @property {Readonly<Record<string, string>>} differences cases that do not pass, and why
 */

/** @typedef {{ readonly name: string, readonly passed: boolean }} Outcome */

/** @type {readonly Suite[]} */
const SUITES = [
  {
    library: "cors",
    folder: "cors",
    entry: "cors",
    stubs: ["lib/index.js"],
    run: (folder) => mocha(folder, ["--require", "test/support/env"]),
    leftOut: {},
    differences: {},
  },
  {
    library: "@fastify/cors",
    folder: "fastify-cors",
    entry: "fastify-cors",
    stubs: ["index.js"],
    run: (folder) => nodeTest(folder, ["test/cors.test.js", "test/hooks.test.js", "test/preflight.test.js"]),
    leftOut: { "test/vary.test.js": "15 cases of functions in `vary.js`, which no application can reach" },
    differences: {},
  },
  {
    library: "@koa/cors",
    folder: "koa-cors",
    entry: "koa-cors",
    stubs: ["index.js"],
    run: (folder) => mocha(folder, ["--exit"]),
    leftOut: {},
    differences: {},
  },
  {
    library: "hono/cors",
    folder: "hono",
    entry: "hono-cors",
    stubs: ["src/middleware/cors/index.ts"],
    run: (folder) => vitest(folder, "src/middleware/cors/index.test.ts"),
    leftOut: {},
    differences: {},
  },
];

const { values } = parseArgs({ options: { from: { type: "string" } } });

if (values.from === undefined) {
  console.error(
    "Say where the checkouts are: npm run test:peers -- --from FOLDER. The head of scripts/test-peers.mjs tells what is in it.",
  );
  process.exitCode = 2;
} else if (installWhenStale() && buildWhenStale()) {
  const from = resolve(values.from);
  const results = SUITES.map((suite) => tryOut(suite, from));
  const unexplained = results.flatMap(({ library, failed }) => failed.map((name) => `${library}: ${name}`));
  for (const { library, cases, passed } of results) console.log(`${library}: ${passed} of ${cases}`);
  if (unexplained.length === 0) {
    const rows = results.map(({ failed, ...row }) => (failed.length === 0 ? row : { ...row, failed }));
    writeFileSync(join(ROOT, "tests", "compat", "peers.json"), `${JSON.stringify(rows, undefined, 2)}\n`);
  } else {
    console.error(`Not passed, and not explained:\n${unexplained.join("\n")}`);
    process.exitCode = 1;
  }
} else {
  process.exitCode = 3;
}

/**
 * @param {Suite} suite
 * @param {string} from
 */
function tryOut({ library, folder, entry, stubs, run, leftOut, differences }, from) {
  const checkout = join(from, folder);
  const version = versionAt(checkout);
  const place = mkdtempSync(join(from, ".drop-in-"));
  try {
    cpSync(checkout, place, { recursive: true });
    for (const stub of stubs) writeFileSync(join(place, stub), stubFor(stub, entry));
    const outcomes = run(place);
    if (outcomes.length === 0) throw new Error(`${library}: no case has run.`);
    const failed = outcomes.filter(({ passed }) => !passed).map(({ name }) => name);
    return {
      library,
      version: installedVersion(library),
      suite: version,
      cases: outcomes.length,
      passed: outcomes.length - failed.length,
      leftOut,
      differences: Object.fromEntries(Object.entries(differences).filter(([name]) => failed.includes(name))),
      failed: failed.filter((name) => !Object.hasOwn(differences, name)),
    };
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

/**
 * What stands in the place of the library.
 *
 * @param {string} stub
 * @param {string} entry
 */
function stubFor(stub, entry) {
  const path = JSON.stringify(join(DIST, "compat", `${entry}.js`));
  return stub.endsWith(".ts") ? `export { cors } from ${path};\n` : `module.exports = require(${path});\n`;
}

/** @param {string} folder */
function versionAt(folder) {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).version;
}

/** @param {string} library */
function installedVersion(library) {
  return versionAt(join(ROOT, "node_modules", library === "hono/cors" ? "hono" : library));
}

/**
 * @param {string} folder
 * @param {readonly string[]} args
 * @returns {Outcome[]}
 */
function mocha(folder, args) {
  const said = node(folder, [
    join(folder, "..", "node_modules", "mocha", "bin", "mocha.js"),
    "--reporter",
    "json",
    ...args,
  ]);
  const { tests } = readJson(said);
  return tests.map((/** @type {{ fullTitle: string, err: object }} */ { fullTitle, err }) => {
    return { name: fullTitle, passed: Object.keys(err).length === 0 };
  });
}

/**
 * @param {string} folder
 * @param {readonly string[]} files
 * @returns {Outcome[]}
 */
function nodeTest(folder, files) {
  return files.flatMap((file) => {
    const said = node(folder, ["--test-reporter=tap", file]);
    return [...said.matchAll(/^(not )?ok \d+ - (.*)$/gm)].map(([, not, name = ""]) => ({
      name,
      passed: not === undefined,
    }));
  });
}

/**
 * @param {string} folder
 * @param {string} file
 * @returns {Outcome[]}
 */
function vitest(folder, file) {
  // In place of its own, which sets up what else it tests.
  const config = join(folder, "drop-in.config.mjs");
  writeFileSync(config, "export default { test: { globals: true } };\n");
  const program = join(ROOT, "node_modules", "vitest", "vitest.mjs");
  const { testResults } = readJson(node(folder, [program, "run", "--config", config, "--reporter=json", file]));
  return testResults.flatMap(
    (/** @type {{ assertionResults: { fullName: string, status: string }[] }} */ { assertionResults }) =>
      assertionResults.map(({ fullName, status }) => ({ name: fullName, passed: status === "passed" })),
  );
}

/** @param {string} said */
function readJson(said) {
  const start = said.indexOf("{");
  if (start === -1) throw new Error("The program of a suite has told no results; above is what it said instead.");
  return JSON.parse(said.slice(start));
}

/**
 * What a program says; that it fails is no error here, as its cases are looked at one by one.
 *
 * @param {string} folder
 * @param {readonly string[]} args
 */
function node(folder, args) {
  const { stdout, error } = spawnSync(process.execPath, ["--no-warnings", ...args], {
    cwd: folder,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, NODE_ENV: "test" },
    maxBuffer: 2 ** 26,
  });
  if (error !== undefined) throw error;
  return stdout;
}
