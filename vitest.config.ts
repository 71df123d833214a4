import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** Projects that need neither a build nor a browser, and are done in seconds. */
const quick = {
  unit: "src/**/*.test.ts",
  matrix: "tests/matrix/**/*.test.ts",
  transport: "tests/transport/**/*.test.ts",
  oracle: "tests/oracle/**/*.test.ts",
  mutation: "tests/mutation/**/*.test.ts",
  lab: "tests/lab/**/*.test.ts",
  conformance: "tests/conformance/**/*.test.ts",
  engines: "tests/engines/**/*.test.ts",
  compat: "tests/compat/**/*.test.ts",
  playground: "tests/playground/**/*.test.ts",
  examples: "tests/examples/**/*.test.ts",
  package: "tests/package/**/*.test.ts",
};

/**
 * Projects that start what has been built: the command, the page in a browser, every scenario of the page, a fresh clone, the
 * packed package, runtimes and frameworks.
 */
const slow = {
  cli: "tests/cli/**/*.test.ts",
  page: "tests/page/*.test.ts",
  course: "tests/page/course/*.test.ts",
  clone: "tests/clone/**/*.test.ts",
  packed: "tests/packed/**/*.test.ts",
  guests: "tests/guests/*.test.ts",
  servers: "tests/servers/*.test.ts",
};

/** What is done once, before the tests of a project. */
const before: Readonly<Record<string, string>> = {
  packed: "tests/packed/pack.ts",
  guests: "tests/guests/install.ts",
  servers: "tests/servers/install.ts",
};

/** Examples name the package as its users do; here it is its sources. */
const alias = [
  { find: /^crossorigin$/, replacement: fileURLToPath(new URL("src/index.ts", import.meta.url)) },
  { find: /^crossorigin\/slim$/, replacement: fileURLToPath(new URL("src/slim.ts", import.meta.url)) },
  { find: /^crossorigin\/browser\/slim$/, replacement: fileURLToPath(new URL("src/browser/slim.ts", import.meta.url)) },
  {
    find: /^crossorigin\/(browser|diagnosis|testing|transport)$/,
    replacement: fileURLToPath(new URL("src/$1/index.ts", import.meta.url)),
  },
  {
    find: /^crossorigin\/compat\/(.*)$/,
    replacement: fileURLToPath(new URL("src/compat/$1.ts", import.meta.url)),
  },
  { find: /^crossorigin\/(.*)$/, replacement: fileURLToPath(new URL("src/adapters/$1.ts", import.meta.url)) },
];

export default defineConfig({
  test: {
    projects: [
      ...Object.entries(quick).map(([name, files]) => ({
        resolve: { alias },
        test: { name, include: [files], testTimeout: 120_000 },
      })),
      ...Object.entries(slow).map(([name, files]) => ({
        test: {
          name,
          include: [files],
          globalSetup: before[name] ?? [],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
          // Browsers, proxies and registries are other people's programs on a machine that others use: in CI once more, which the log tells.
          retry: process.env["CI"] === undefined ? 0 : 1,
        },
      })),
    ],
  },
});
