import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { conformancePage } from "./page.ts";

describe("docs/conformance.md", () => {
  it("says what the rows say; `npm run docs` writes it", async () => {
    const committed = readFileSync(new URL("../../docs/conformance.md", import.meta.url), "utf8");
    expect(committed).toBe(await conformancePage());
  });
});
