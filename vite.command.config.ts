import { defineConfig } from "vite";

/** The command: everything that it uses in a few files, so that installing the package brings none of it. */
export default defineConfig({
  logLevel: "warn",
  publicDir: false,
  build: {
    ssr: "src/cli/bin.ts",
    outDir: "dist/cli",
    emptyOutDir: true,
    target: "node20",
    minify: false,
    // All in one folder, so that whatever looks for the package's other files looks from there.
    rolldownOptions: { output: { chunkFileNames: "[name]-[hash].js" } },
  },
  ssr: { noExternal: true },
});
