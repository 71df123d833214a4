import { dirname, join } from "node:path";
import { parseSync } from "vite";

/**
 * The tests that can notice a fault in `src`, the likeliest first; what starts a compiler or a browser is none of them. Nor
 * are those of `transport`: some look at what the whole process holds, and here it is shared.
 */
export const CANDIDATES: readonly RegExp[] = [
  /^src\/(?!playground\/|cli\/|transport\/).+\.test\.ts$/,
  /^tests\/oracle\/.+\.test\.ts$/,
  /^tests\/conformance\/conformance\.test\.ts$/,
  /^tests\/package\/(advisories|reasons)\.test\.ts$/,
  /^tests\/matrix\/(fetch|node)\.test\.ts$/,
  /^tests\/engines\/recordings\.test\.ts$/,
];

/**
 * The tests that import a file, directly or not: the one beside it first, then by how many imports lie between.
 *
 * @param sources every file of `src` and `tests`, by its path
 */
export function relatedTests(file: string, sources: ReadonlyMap<string, string>): string[] {
  const importers = importersOf(sources);
  const distances = new Map([[file, 0]]);
  for (const [path, distance] of distances) {
    for (const importer of importers.get(path) ?? []) {
      if (!distances.has(importer)) distances.set(importer, distance + 1);
    }
  }
  const rank = (path: string): number =>
    isBeside(path, file) ? -1 : stageOf(path) * 1_000 + (distances.get(path) ?? 0);
  return [...distances.keys()].filter((path) => stageOf(path) !== -1).sort((one, other) => rank(one) - rank(other));
}

/** Whether these are the tests of this file alone. */
export function isBeside(test: string, file: string): boolean {
  return test === file.replace(/\.ts$/, ".test.ts");
}

function stageOf(path: string): number {
  return CANDIDATES.findIndex((pattern) => pattern.test(path));
}

const graphs = new WeakMap<ReadonlyMap<string, string>, Map<string, string[]>>();

/** Who imports each file; worked out once. */
function importersOf(sources: ReadonlyMap<string, string>): Map<string, string[]> {
  const known = graphs.get(sources);
  if (known !== undefined) return known;
  const importers = new Map<string, string[]>();
  for (const [path, source] of sources) {
    for (const imported of importsOf(path, source)) importers.set(imported, [...(importers.get(imported) ?? []), path]);
  }
  graphs.set(sources, importers);
  return importers;
}

/** The files that a file imports for their values, by a relative path. */
function importsOf(path: string, source: string): string[] {
  const { staticImports, staticExports, dynamicImports } = parseSync(path, source).module;
  const specifiers = [
    ...staticImports
      .filter(({ entries }) => entries.length === 0 || entries.some(({ isType }) => !isType))
      .map(({ moduleRequest }) => moduleRequest.value),
    ...staticExports.flatMap(({ entries }) => entries.map(({ moduleRequest }) => moduleRequest?.value ?? "")),
    ...dynamicImports.map(({ moduleRequest: { start, end } }) => source.slice(start + 1, end - 1)),
  ];
  return [...new Set(specifiers.filter((specifier) => specifier.startsWith(".")))].map((specifier) =>
    join(dirname(path), specifier).replaceAll("\\", "/"),
  );
}
