import { defineConfig } from "vite";

/** The page of the playground: one bundle, no source of code but its own origin. */
export default defineConfig({
  root: "src/playground/page",
  base: "./",
  logLevel: "warn",
  build: {
    outDir: "../../../dist/playground/page",
    emptyOutDir: true,
    target: "es2022",
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
  },
});
