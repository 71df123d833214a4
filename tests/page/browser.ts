import { join } from "node:path";
import { expect } from "vitest";
import { chromium, type Browser, type BrowserContext, type Locator, type Page } from "playwright-core";
import { CHROMIUM_ARGS, findChromium } from "../../scripts/chromium.mjs";
import { startPlayground, type Playground } from "../../src/playground/server/index.ts";
import { ROOT } from "../support/process.ts";

/** Chromium with a page of its own and nothing remembered. */
export interface OpenPage {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Errors of the console and of scripts, so far. */
  readonly errors: string[];
}

/** The built page's host, and a real Chromium. */
export interface Bench {
  readonly playground: Playground;
  readonly browser: Browser;
  close(): Promise<void>;
}

/** The built page. */
export const PAGE_FOLDER: string = join(ROOT, "dist", "playground", "page");

export async function openBench(): Promise<Bench> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error("Chromium is missing: npm test installs it or says how.");
  const playground = await startPlayground({
    pageFolder: PAGE_FOLDER,
    apiPort: 0,
    port: 0,
  });
  const browser = await chromium.launch({ executablePath, args: CHROMIUM_ARGS });
  return {
    playground,
    browser,
    close: async () => {
      await browser.close();
      await playground.close();
    },
  };
}

/** Opens the page in a new context, so that no cookie and no cached preflight comes from another test. */
export async function openPage(
  { browser, playground }: Bench,
  hash = "",
  origin = playground.pageOrigin,
): Promise<OpenPage> {
  const context = await browser.newContext({ viewport: { width: 1360, height: 900 } });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  page.on("pageerror", (error) => errors.push(error.message));
  await page.goto(`${origin}/${hash}`);
  return { page, context, errors };
}

/** Waits until no step is waiting or running. */
export async function settled(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Run again" }).waitFor();
  await expect.poll(() => page.locator(".pane:not([data-state=done])").count(), { timeout: 15_000 }).toBe(0);
}

/** Waits until the log on the page shows this. It comes on a connection of its own, so a little later than the answers. */
export async function expectWire(page: Page, expected: readonly string[]): Promise<void> {
  await expect.poll(() => wire(page), { timeout: 5_000 }).toEqual(expected);
}

/** Whether model and browser agree in every pane, without any reservation. */
export async function expectAgreement(page: Page): Promise<void> {
  const said = await page.locator(".pane__agreement").allInnerTexts();
  expect(said.map((text) => text.split("\n", 1)[0]?.trim())).toEqual(
    said.map(() => "✓ The model and this browser agree."),
  );
}

/** The pane of a step. */
export function pane(page: Page, title: string): Locator {
  return page.getByRole("region", { name: title, exact: true });
}

/** What the log on the page shows: method and status of each entry, with its badges. */
async function wire(page: Page): Promise<string[]> {
  const entries = await page.locator(".entry").all();
  return Promise.all(
    entries.map(async (entry) => {
      const [method, status] = [
        await entry.locator(".entry__method").innerText(),
        await entry.locator(".entry__status").innerText(),
      ];
      const badges = await entry.locator(".badge").allInnerTexts();
      return [`${method} ${status}`, ...badges.map((badge) => `[${badge}]`)].join(" ");
    }),
  );
}
