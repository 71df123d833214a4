import { defineConfig } from "vitest/config";

/** Projects that need neither a build nor a browser, and are done in seconds. */
const quick = {
  unit: "src/**/*.test.ts",
  matrix: "tests/matrix/**/*.test.ts",
  oracle: "tests/oracle/**/*.test.ts",
  playground: "tests/playground/**/*.test.ts",
  package: "tests/package/**/*.test.ts",
};

/** Projects that start what has been built: the command, the page in a browser, a fresh clone. */
const slow = {
  cli: "tests/cli/**/*.test.ts",
  page: "tests/page/**/*.test.ts",
  clone: "tests/clone/**/*.test.ts",
};

export default defineConfig({
  test: {
    projects: [
      ...Object.entries(quick).map(([name, files]) => ({
        test: { name, include: [files], testTimeout: 20_000 },
      })),
      ...Object.entries(slow).map(([name, files]) => ({
        test: { name, include: [files], testTimeout: 120_000, hookTimeout: 120_000, fileParallelism: false },
      })),
    ],
  },
});
