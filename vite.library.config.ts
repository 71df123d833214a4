import { readFileSync } from "node:fs";
import { defineConfig } from "vite";

interface Manifest {
  readonly exports: Readonly<Record<string, string | { readonly default: string }>>;
}

const { exports } = JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf8")) as Manifest;

/** The entries by the names of their programs: `adapters/node` is made from src/adapters/node.ts. */
const entries = Object.fromEntries(
  Object.values(exports)
    .flatMap((target) => (typeof target === "string" ? [] : [target.default.replace(/^\.\/dist\/(.*)\.js$/, "$1")]))
    .map((name) => [name, `src/${name}.ts`]),
);

/** What has words for people, in policy/: crossorigin and the drop-ins share it. */
const WORDS = "full-problem|meant-patterns|near-miss|problem-registry|refusal-hints|right-value";

/** The library: each entry in a file of its own name, and what entries share in a few files, because each file costs time to load. */
export default defineConfig({
  logLevel: "warn",
  publicDir: false,
  build: {
    // For Node.js: what is no source of ours stays an import.
    ssr: true,
    outDir: "dist",
    // The declarations are there too.
    emptyOutDir: false,
    target: "node20",
    rolldownOptions: {
      input: entries,
      output: {
        entryFileNames: "[name].js",
        chunkFileNames: "chunks/[name].js",
        // In place of vite's `false`, which takes the comments out.
        minify: false,
        // A minifier puts a short `const` where it is used, and leaves a `var` alone.
        topLevelVar: false,
        codeSplitting: {
          groups: [
            // With all that adapters take of policy/, so that an adapter loads no check of options.
            { name: "core", test: /src[\\/](adapters|standard)[\\/](?!public-suffix)/, minShareCount: 2 },
            { name: "policy", test: new RegExp(String.raw`src[\\/]policy[\\/](?!(${WORDS})\.)`), minShareCount: 2 },
            // Of these crossorigin/slim loads none.
            { name: "words", test: new RegExp(String.raw`src[\\/]policy[\\/](${WORDS})\.`), minShareCount: 2 },
            // Everything else is shared as the entries need it.
          ],
        },
      },
    },
  },
});
