// Takes the README's picture of the page: `npm run screenshot` builds, starts the playground and writes docs/playground.png.
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
  await page.screenshot({ path: join(ROOT, "docs", "playground.png") });
} finally {
  await browser.close();
  playground.kill();
}
