import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build, type Rolldown } from "vite";
import { INSTALLED } from "./package.ts";

/** What a bundler makes of a program that uses the package. */
export interface Bundle {
  /** Minified. */
  readonly code: string;
  /** Its size when it is compressed as servers do it, in bytes. */
  readonly gzip: number;
  /** The sources of every file of the package that is reached, whether something is left of them or not: what Node.js loads. */
  readonly sources: readonly string[];
  /** What is reached outside the package. */
  readonly externals: readonly string[];
}

const PROGRAM = "virtual:program";

/** What stands in a file of the package above what was made from one source. */
const SOURCE = /^\/\/ (src\/\S+\.ts)$/gm;

/**
 * Bundles a program whose exports are all kept.
 *
 * @param program imports files of the package by their paths in it: `/dist/slim.js`
 */
export async function bundle(program: string): Promise<Bundle> {
  const sources = new Set<string>();
  const externals = new Set<string>();
  const source: Rolldown.Plugin = {
    name: "program",
    resolveId: (id) => {
      if (id === PROGRAM) return `\0${PROGRAM}`;
      return id.startsWith("/dist/") ? join(INSTALLED, id) : undefined;
    },
    load: (id) => (id === `\0${PROGRAM}` ? program : undefined),
    moduleParsed: ({ id, code, importedIds, dynamicallyImportedIds }) => {
      if (id.startsWith(INSTALLED)) for (const [, path = ""] of (code ?? "").matchAll(SOURCE)) sources.add(path);
      for (const imported of [...importedIds, ...dynamicallyImportedIds]) {
        if (!imported.startsWith(INSTALLED)) externals.add(imported);
      }
    },
  };
  // Other packages and what the platform brings stay imports, so that what is measured is ours.
  const external = (id: string): boolean => id !== PROGRAM && /^[@a-z]/.test(id);
  const outputs = await build({
    configFile: false,
    logLevel: "silent",
    root: INSTALLED,
    publicDir: false,
    plugins: [source],
    build: {
      write: false,
      minify: true,
      target: "es2022",
      modulePreload: { polyfill: false },
      rolldownOptions: { input: PROGRAM, preserveEntrySignatures: "strict", external },
    },
  });
  const chunks = [outputs].flat().flatMap((output) => ("output" in output ? output.output : []));
  const code = chunks.map((chunk) => (chunk.type === "chunk" ? chunk.code : "")).join("");
  return {
    code,
    gzip: gzipSync(code).length,
    sources: [...sources].sort(),
    externals: [...externals].sort(),
  };
}
