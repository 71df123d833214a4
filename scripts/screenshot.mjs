// Takes the pictures of the page for README and docs: `npm run screenshot` builds, starts the playground and writes them to docs/.
// With a folder as argument, it writes every state of the page there instead, in both themes and three widths, to be looked at.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { spawn } from "node:child_process";
import { chromium } from "playwright-core";
import { CHROMIUM_ARGS, findChromium } from "./chromium.mjs";
import { buildWhenStale, ROOT } from "./steps.mjs";

const SIZE = { width: 1360, height: 800 };

/** For the docs: what is opened, and how it is called. */
const PICTURES = [
  { name: "playground", hash: "" },
  { name: "playground-failure", hash: "#tracing-header" },
  { name: "playground-own", hash: "#own" },
];

/** Every state that looks like no other. */
const STATES = {
  article: "",
  readers: "#delete-as-options",
  failure: "#tracing-header",
  policy: "#other-name",
  redirect: "#null-after-redirect",
  cache: "#cache-without-vary",
  own: "#own",
  broken: "#try=broken",
};

if (!buildWhenStale()) process.exit(1);
const playground = spawn(process.execPath, [join(ROOT, "dist", "cli", "bin.js"), "play"], {
  stdio: ["ignore", "pipe", "inherit"],
});
const origin = await new Promise((resolve) => {
  playground.stdout.on("data", (text) => {
    const found = /the page\s+(\S+)/.exec(String(text))?.[1];
    if (found !== undefined) resolve(found);
  });
});
const browser = await chromium.launch({ executablePath: findChromium() ?? "chromium", args: CHROMIUM_ARGS });
try {
  const [folder] = process.argv.slice(2);
  if (folder === undefined) await takePictures();
  else await takeStates(folder);
} finally {
  await browser.close();
  playground.kill();
}

async function takePictures() {
  for (const { name, hash } of PICTURES) {
    const page = await browser.newPage({ viewport: SIZE, colorScheme: "light" });
    await open(page, hash);
    const picture = await toWebp(await browser.newPage(), await page.screenshot());
    writeFileSync(join(ROOT, "docs", `${name}.webp`), picture);
    await page.close();
  }
}

/** @param {string} folder */
async function takeStates(folder) {
  mkdirSync(folder, { recursive: true });
  for (const [name, hash] of Object.entries(STATES))
    for (const colorScheme of /** @type {const} */ (["light", "dark"]))
      for (const width of [380, 1440, 2560]) {
        const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
        await open(page, hash);
        await page.screenshot({ path: join(folder, `${name}-${colorScheme}-${width}.png`), fullPage: true });
        await page.close();
      }
}

/**
 * @param {import("playwright-core").Page} page
 * @param {string} hash
 */
async function open(page, hash) {
  await page.goto(`${origin}/${hash}`);
  await page.getByRole("button", { name: "Run again" }).waitFor();
  await page.locator(".pane[data-state=done]").last().waitFor();
  await wait(500);
}

/**
 * The same picture in a third of the bytes; the browser has the encoder.
 *
 * @param {import("playwright-core").Page} page an empty one
 * @param {Buffer} png
 */
async function toWebp(page, png) {
  const url = await page.evaluate(`(async () => {
    const image = new Image();
    image.src = "data:image/png;base64,${png.toString("base64")}";
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height);
    canvas.getContext("2d").drawImage(image, 0, 0);
    const blob = await canvas.convertToBlob({ type: "image/webp", quality: 0.9 });
    const reader = new FileReader();
    return new Promise((resolve) => {
      reader.onload = () => resolve(reader.result);
      reader.readAsDataURL(blob);
    });
  })()`);
  return Buffer.from(String(url).split(",")[1] ?? "", "base64");
}
