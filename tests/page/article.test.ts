import { setTimeout as wait } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openBench, openPage, pane, settled, wire, type Bench, type OpenPage } from "./browser.ts";

let bench: Bench;
let opened: OpenPage;

beforeAll(async () => {
  bench = await openBench();
});

afterAll(() => bench.close());

afterEach(() => opened.context.close());

const RESPONSE = (method: string): string =>
  `Thank You For The Cross-Domain AJAX Request:\n\nMethod: ${method}\n\n{"name":"Tricia","age":37}`;

const FIRST_RUN = ["OPTIONS 204 [preflight]", "PUT 200", "DELETE 200 [preflight from the browser's cache]"];
const SECOND_RUN = ["PUT 200 [preflight from the browser's cache]", "DELETE 200 [preflight from the browser's cache]"];

describe("the article's scenario in Chromium", () => {
  it("runs by itself when the page opens, and the API sees OPTIONS, PUT, DELETE", async () => {
    opened = await openPage(bench);
    const { page, errors } = opened;
    await settled(page);
    expect(await page.title()).toBe("Cross-Origin Resource Sharing (CORS) With jQuery And Node.js");
    expect(await pane(page, "PUT Response").locator("pre").textContent()).toBe(RESPONSE("PUT"));
    expect(await pane(page, "DELETE Response").locator("pre").textContent()).toBe(RESPONSE("DELETE"));
    expect(await wire(page)).toEqual(FIRST_RUN);
    expect(errors).toEqual([]);
  });

  it("needs no OPTIONS within ten seconds, and one after", async () => {
    opened = await openPage(bench);
    const { page } = opened;
    await settled(page);
    await page.getByRole("button", { name: "Clear" }).click();
    await page.getByRole("button", { name: "Run again" }).click();
    await settled(page);
    expect(await wire(page)).toEqual(SECOND_RUN);
    expect(await page.locator(".wire__note").innerText()).toMatch(/is remembered for another \d+ s\. Run again now/);

    await page.getByText("No preflight is remembered").waitFor({ timeout: 15_000 });
    await wait(500);
    await page.getByRole("button", { name: "Clear" }).click();
    await page.getByRole("button", { name: "Run again" }).click();
    await settled(page);
    expect(await wire(page)).toEqual(FIRST_RUN);
  });

  it("says why when a second OPTIONS comes early", async () => {
    opened = await openPage(bench);
    const { page, context } = opened;
    await settled(page);
    const devTools = await context.newCDPSession(page);
    await devTools.send("Network.enable");
    await devTools.send("Network.setCacheDisabled", { cacheDisabled: true });
    await page.getByRole("button", { name: "Run again" }).click();
    await page.getByText("A second OPTIONS came although the first answer was still good").waitFor();
  });

  it("sends the DELETE also when the PUT has failed, and says ERROR", async () => {
    opened = await openPage(bench, "#stopped");
    const { page } = opened;
    await settled(page);
    await page.route("**/some/url/resource/path", (route) =>
      route.request().method() === "PUT" ? route.abort() : route.continue(),
    );
    await page.getByRole("link", { name: "PUT and DELETE" }).click();
    await settled(page);
    expect(await pane(page, "PUT Response").locator("pre").textContent()).toContain("ERROR:");
    expect(await pane(page, "DELETE Response").locator("pre").textContent()).toBe(RESPONSE("DELETE"));
  });

  it("marks the part in which the two origins differ", async () => {
    opened = await openPage(bench);
    const { page } = opened;
    const { port, apiPort } = bench.playground;
    expect(await page.locator(".origins mark").allInnerTexts()).toEqual([String(port), String(apiPort)]);
    await page.goto(`${bench.playground.pageOrigin}/#cookies-cross-site`);
    await settled(page);
    expect(await page.locator(".origins mark").allInnerTexts()).toEqual([
      "localhost",
      String(port),
      "127.0.0.1",
      String(apiPort),
    ]);
  });

  it("works by keyboard, and from the page's other name", async () => {
    opened = await openPage(bench, "", bench.playground.pageOrigin.replace("localhost", "127.0.0.1"));
    const { page } = opened;
    await settled(page);
    expect(await wire(page)).toContain("OPTIONS 204 [preflight]");
    await page.getByRole("link", { name: "API key" }).focus();
    await page.keyboard.press("Enter");
    await pane(page, "With the key").getByText("✓ 200").waitFor();
    await page.getByRole("button", { name: "Run again" }).focus();
    await page.keyboard.press("Space");
    await settled(page);
    expect(await pane(page, "With the key").innerText()).toContain('"by":"api-key"');
  });

  it.each([380, 768, 1360, 2560])("fits a window of %i pixels", async (width) => {
    opened = await openPage(bench);
    const { page } = opened;
    await page.setViewportSize({ width, height: 800 });
    await settled(page);
    expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
  });

  it("says so without JavaScript", async () => {
    const context = await bench.browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    opened = { page, context, errors: [] };
    await page.goto(bench.playground.pageOrigin);
    expect(await page.locator("noscript, body").allInnerTexts()).toContainEqual(
      expect.stringContaining("it needs JavaScript"),
    );
  });
});
