// Takes the README's picture of the page: `npm run screenshot` builds, starts the playground and writes docs/playground.webp.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { spawn } from "node:child_process";
import { chromium } from "playwright-core";
import { CHROMIUM_ARGS, findChromium } from "./chromium.mjs";
import { buildWhenStale, ROOT } from "./steps.mjs";

const SIZE = { width: 1360, height: 800 };

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
  const page = await browser.newPage({ viewport: SIZE, colorScheme: "light" });
  await page.goto(origin);
  await page.getByText("✓ 200").nth(1).waitFor();
  await wait(300);
  const picture = await toWebp(await browser.newPage(), await page.screenshot());
  writeFileSync(join(ROOT, "docs", "playground.webp"), picture);
} finally {
  await browser.close();
  playground.kill();
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
