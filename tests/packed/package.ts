import { readFileSync } from "node:fs";
import { join } from "node:path";
import { inject } from "vitest";
import type { Packed } from "./pack.ts";

/** The package as it was packed for these tests. */
export const packed: Packed = inject("packed");

/** Where it is installed. */
export const INSTALLED: string = join(packed.project, "node_modules", "crossorigin");

interface Manifest {
  readonly exports: Readonly<Record<string, string | { readonly types: string; readonly default: string }>>;
  readonly bin: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
}

export const MANIFEST: Manifest = JSON.parse(readFileSync(join(INSTALLED, "package.json"), "utf8")) as Manifest;

/** One entry that holds a program. */
export interface Entry {
  /** What is imported: `crossorigin/node`. */
  readonly name: string;
  /** The path of its program in the package: `dist/adapters/node.js`. */
  readonly path: string;
}

/** Every entry with a program. */
export const ENTRIES: readonly Entry[] = Object.entries(MANIFEST.exports).flatMap(([key, target]) =>
  typeof target === "string" ? [] : [{ name: nameOf(key), path: target.default.slice("./".length) }],
);

/** Every entry that is a file of JSON. */
export const JSON_ENTRIES: readonly string[] = Object.entries(MANIFEST.exports).flatMap(([key, target]) =>
  typeof target === "string" ? [nameOf(key)] : [],
);

function nameOf(key: string): string {
  return key === "." ? "crossorigin" : key.replace(/^\./, "crossorigin");
}
