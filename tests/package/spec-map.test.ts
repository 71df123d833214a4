import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { PINNED, specMap } from "../../scripts/spec-map.mjs";
import { ROOT } from "../support/process.ts";

/** Every source file of the project, by its path. */
const SOURCES = readdirSync(join(ROOT, "src"), { recursive: true, encoding: "utf8" })
  .filter((path) => /\.tsx?$/.test(path))
  .map((path) => join("src", path));

const PHRASE = /\b(?:Not modelled|Departs):/g;

function read(path: string): string {
  return readFileSync(join(ROOT, path), "utf8");
}

describe("docs/spec-map.md", () => {
  it("says what the doc comments say; `npm run docs` writes it", () => {
    expect(read("docs/spec-map.md")).toBe(specMap());
  });

  it("leaves out no phrase about what is not modelled or departs", () => {
    const rooms = SOURCES.filter((path) => /^src.(?:browser|standard).[^.]+\.ts$/.test(path));
    const inSources = rooms.flatMap((path) => read(path).match(PHRASE) ?? []);
    expect(specMap().match(/^- /gm)).toHaveLength(inSources.length);
  });
});

describe("the sources", () => {
  it("name the Fetch standard by the pinned commit alone", () => {
    const addresses = SOURCES.flatMap((path) =>
      [...read(path).matchAll(/https:\/\/fetch\.spec\.whatwg\.org\/[^\s"`)}]*/g)].map(([address]) => ({
        path,
        address,
      })),
    );
    expect(addresses.length).toBeGreaterThan(50);
    expect(addresses.filter(({ address }) => !address.startsWith(PINNED))).toEqual([]);
  });
});
