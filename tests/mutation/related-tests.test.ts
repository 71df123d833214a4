import { describe, expect, it } from "vitest";
import { relatedTests } from "./related-tests.ts";

const SOURCES = new Map([
  ["src/room/thing.ts", 'import { other } from "./other.ts";\nexport const thing = other;'],
  ["src/room/thing.test.ts", 'import { thing } from "./thing.ts";'],
  ["src/room/other.ts", "export const other = 1;"],
  ["src/room/other.test.ts", 'import { other } from "./other.ts";'],
  ["src/room/types.test.ts", 'import type { thing } from "./thing.ts";'],
  ["src/room/late.test.ts", 'const { thing } = await import("./thing.ts");'],
  ["src/index.ts", 'export { thing } from "./room/thing.ts";'],
  ["tests/oracle/law.test.ts", 'import { thing } from "../../src/index.ts";'],
  ["tests/cli/play.test.ts", 'import { thing } from "../../src/index.ts";'],
]);

describe("relatedTests", () => {
  it.each([
    ["src/room/thing.ts", ["src/room/thing.test.ts", "src/room/late.test.ts", "tests/oracle/law.test.ts"]],
    [
      "src/room/other.ts",
      ["src/room/other.test.ts", "src/room/thing.test.ts", "src/room/late.test.ts", "tests/oracle/law.test.ts"],
    ],
    ["src/room/nobody.ts", []],
  ])("finds who runs %s: the nearest first, and none that only takes a type or starts a program", (file, tests) => {
    expect(relatedTests(file, SOURCES)).toEqual(tests);
  });
});
