import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** Projects that need neither a build nor a browser, and are done in seconds. */
const quick = {
  unit: "src/**/*.test.ts",
  matrix: "tests/matrix/**/*.test.ts",
  oracle: "tests/oracle/**/*.test.ts",
  playground: "tests/playground/**/*.test.ts",
  examples: "tests/examples/**/*.test.ts",
  package: "tests/package/**/*.test.ts",
};

/** Projects that start what has been built: the command, the page in a browser, a fresh clone. */
const slow = {
  cli: "tests/cli/**/*.test.ts",
  page: "tests/page/**/*.test.ts",
  clone: "tests/clone/**/*.test.ts",
};

/** Examples name the package as its users do; here it is its sources. */
const alias = [
  { find: /^crossorigin$/, replacement: fileURLToPath(new URL("src/index.ts", import.meta.url)) },
  { find: /^crossorigin\/slim$/, replacement: fileURLToPath(new URL("src/slim.ts", import.meta.url)) },
  { find: /^crossorigin\/(.*)$/, replacement: fileURLToPath(new URL("src/adapters/$1.ts", import.meta.url)) },
];

export default defineConfig({
  test: {
    projects: [
      ...Object.entries(quick).map(([name, files]) => ({
        resolve: { alias },
        test: { name, include: [files], testTimeout: 20_000 },
      })),
      ...Object.entries(slow).map(([name, files]) => ({
        test: { name, include: [files], testTimeout: 120_000, hookTimeout: 120_000, fileParallelism: false },
      })),
    ],
  },
});
