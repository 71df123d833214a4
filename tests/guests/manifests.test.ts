import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ROOT } from "../support/process.ts";
import { GUESTS } from "./place.ts";

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

function versionsOf(folder: string): Record<string, string> {
  const { dependencies, devDependencies } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;
  return { ...dependencies, ...devDependencies };
}

const EXAMPLES = readdirSync(join(ROOT, "examples")).filter((name) =>
  existsSync(join(ROOT, "examples", name, "package.json")),
);

describe.each(EXAMPLES)("the manifest of examples/%s", (name) => {
  it("names the versions that are tested, and the package itself", () => {
    const { crossorigin, ...others } = versionsOf(join(ROOT, "examples", name));
    expect(crossorigin).toBe("latest");
    expect(versionsOf(GUESTS)).toMatchObject(others);
  });
});

describe("the manifest of the guests", () => {
  it("names exact versions", () => {
    const loose = Object.entries(versionsOf(GUESTS)).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version));
    expect(loose).toEqual([]);
  });

  it("has a lock file without addresses", () => {
    expect(readFileSync(join(GUESTS, "package-lock.json"), "utf8")).not.toMatch(/"resolved"/);
  });
});
