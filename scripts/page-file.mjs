// `npm run page-file [path]`: the playground as one HTML file, playground.html unless it is named. It opens from disk, has no
// server, and foretells what would happen.
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { build } from "vite";
import { ROOT } from "./steps.mjs";

const page = join(ROOT, "src", "playground", "page");
const target = resolve(process.argv[2] ?? "playground.html");

const built = await build({
  configFile: join(ROOT, "vite.page.config.ts"),
  root: page,
  logLevel: "warn",
  // A page on disk can load no module, so everything is in the one that stands in the page.
  build: { write: false, rolldownOptions: { output: { codeSplitting: false } } },
});
const files = [built].flat().flatMap((one) => ("output" in one ? one.output : []));
const [script = "", ...others] = files.flatMap((file) => (file.type === "chunk" ? [file.code] : []));
if (others.length > 0) throw new Error("The page's script is in more than one file.");

/** @param {string} ending */
function asset(ending) {
  return files
    .flatMap((file) => (file.type === "asset" && file.fileName.endsWith(ending) ? [String(file.source)] : []))
    .join("");
}

const icon = Buffer.from(readFileSync(join(page, "public", "favicon.svg"))).toString("base64");
const html = asset(".html")
  .replace(/ *<script type="module"[^>]*><\/script>\n/, "")
  .replace(/ *<link rel="stylesheet"[^>]*>\n/, () => `    <style>\n${asset(".css")}    </style>\n`)
  .replace(/href="[^"]*favicon\.svg"/, () => `href="data:image/svg+xml;base64,${icon}"`)
  // In a script only this ends it.
  .replace(
    "</body>",
    () => `  <script type="module">\n${script.replaceAll("</script", "<\\/script")}</script>\n  </body>`,
  );
writeFileSync(target, html);
console.log(target);
