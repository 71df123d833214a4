import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build, type Rolldown } from "vite";
import { expect, it } from "vitest";

/** What is loaded before anything is seen, in bytes of gzip. */
const FIRST_PAINT = 100_000;

/** Loaded on demand: the simulated browser, the policy's engine. */
const MODEL = 45_000;

it("paints the playground's page with less than 100 kB of script, and loads jQuery, the model and the pages of findings later", async () => {
  const built = await build({
    configFile: fileURLToPath(new URL("../../vite.page.config.ts", import.meta.url)),
    root: fileURLToPath(new URL("../../src/playground/page", import.meta.url)),
    logLevel: "silent",
    build: { write: false },
  });
  const { output } = (Array.isArray(built) ? built[0] : built) as Rolldown.RolldownOutput;
  const chunks = output.filter((file) => file.type === "chunk");
  const entry = chunks.find(({ isEntry }) => isEntry);
  const first = chunks.filter(({ fileName }) => fileName === entry?.fileName || entry?.imports.includes(fileName));
  const size = (files: readonly Rolldown.OutputChunk[]): number =>
    files.reduce((sum, { code }) => sum + gzipSync(code).length, 0);
  expect(first.some(({ code }) => code.includes("jQuery JavaScript Library") || code.includes("ajaxSetup"))).toBe(
    false,
  );
  expect(chunks.filter((chunk) => !first.includes(chunk)).map(({ name }) => name)).toContain("finding-texts");
  expect(size(first)).toBeGreaterThan(10_000);
  expect(size(first)).toBeLessThan(FIRST_PAINT);
  expect(size(chunks.filter(({ name }) => name === "model"))).toBeLessThan(MODEL);
});
