import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium, type Browser, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { CHROMIUM_ARGS, findChromium } from "../../scripts/chromium.mjs";
import { ROOT, start } from "../support/process.ts";
import { violations } from "./accessibility.ts";

let folder: string;
let address: string;
let browser: Browser;
let page: Page;
let heard: string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "crossorigin-page-"));
  const path = join(folder, "the page.html");
  const building = start(process.execPath, [join(ROOT, "scripts", "page-file.mjs"), path]);
  expect((await building.ended).code, building.output()).toBe(0);
  address = pathToFileURL(path).href;
  browser = await chromium.launch({ executablePath: findChromium() ?? "chromium", args: CHROMIUM_ARGS });
});

afterAll(async () => {
  await browser.close();
  await rm(folder, { recursive: true });
});

afterEach(() => page.close());

async function open(hash: string): Promise<void> {
  page = await browser.newPage({ viewport: { width: 1360, height: 900 } });
  heard = [];
  page.on("console", (message) => {
    if (message.type() === "error") heard.push(message.text());
  });
  page.on("pageerror", (error) => heard.push(error.message));
  page.on("request", (request) => {
    if (request.url().split("#", 1)[0] !== address) heard.push(request.url().slice(0, 200));
  });
  await page.goto(address + hash);
}

describe("the page as one file, opened from disk", () => {
  it("foretells what fails and what mends it, loads nothing, and has the texts of findings", async () => {
    await open("#tracing-header");
    await page.getByText("No server stands behind this page").waitFor();
    await page.locator(".forecast").getByText("HeaderDisallowedByPreflightResponse (traceparent)").waitFor();
    expect(await page.locator(".message--expected").count()).toBe(4);
    await page.getByRole("button", { name: "TracingHeader" }).click();
    await page.getByRole("dialog").getByRole("heading", { name: "Fix" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Mend it" }).click();
    await page.locator(".forecast").getByText("✓ readable, 200").waitFor();
    expect(await violations(page)).toEqual([]);
    expect(heard).toEqual([]);
  });

  it("foretells a course step by step", async () => {
    await open("");
    await page.getByText("After a preflight.").waitFor();
    await page.getByText("The permission is kept from before, so there is no preflight.").waitFor();
    expect(await page.locator(".pane__verdict").allInnerTexts()).toEqual(["✓ readable, 200", "✓ readable, 200"]);
    expect(await page.getByText("On the wire").count()).toBe(0);
    expect(await violations(page)).toEqual([]);
    expect(heard).toEqual([]);
  });

  it("draws anew what is changed, and its address holds it", async () => {
    await open("#own");
    await page.locator(".sequence__svg").getByText("PUT /try/orders/1").first().waitFor();
    await page.getByLabel("Method", { exact: true }).fill("DELETE");
    await page.locator(".sequence__svg").getByText("DELETE /try/orders/1").first().waitFor();
    await page.getByLabel("methods", { exact: true }).fill("PUT");
    await page.locator(".forecast").getByText("MethodDisallowedByPreflightResponse (DELETE)").waitFor();
    await page.reload();
    await page.locator(".forecast").getByText("MethodDisallowedByPreflightResponse (DELETE)").waitFor();
    expect(await page.getByLabel("methods", { exact: true }).inputValue()).toBe("PUT");
    await page.getByLabel("origins", { exact: true }).fill("https://app.example.com/");
    await page.locator(".field__problem--error").getByRole("button", { name: "OriginTrailingSlash" }).waitFor();
    expect(heard).toEqual([]);
  });
});
