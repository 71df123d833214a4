import { setTimeout as wait } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startPlayground } from "../../src/playground/server/index.ts";
import { openBench, openPage, PAGE_FOLDER, pane, settled, expectWire, type Bench, type OpenPage } from "./browser.ts";

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
    await expectWire(page, FIRST_RUN);
    expect(errors).toEqual([]);
  });

  it("needs no OPTIONS within ten seconds, and one after", async () => {
    opened = await openPage(bench);
    const { page } = opened;
    await settled(page);
    await page.getByRole("button", { name: "Clear" }).click();
    await page.getByRole("button", { name: "Run again" }).click();
    await settled(page);
    await expectWire(page, SECOND_RUN);
    expect(await page.locator(".wire__note").innerText()).toMatch(
      /remembers the permission for .* for another\s+\d+ s: run again now, and no OPTIONS is sent for it/,
    );

    await page.getByText("The browser remembers no permission").waitFor({ timeout: 15_000 });
    await wait(500);
    await page.getByRole("button", { name: "Clear" }).click();
    await page.getByRole("button", { name: "Run again" }).click();
    await settled(page);
    await expectWire(page, FIRST_RUN);
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
    await expectWire(page, FIRST_RUN);
    const focused = (): Promise<string> => page.evaluate("document.activeElement.textContent");
    for (let presses = 0; (await focused()) !== "API key" && presses < 20; presses += 1)
      await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await pane(page, "With the key").getByText("✓ 200").waitFor();
    for (let presses = 0; (await focused()) !== "Run again" && presses < 20; presses += 1)
      await page.keyboard.press("Tab");
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

  it("says when the server is gone, and goes on when it is back", async () => {
    const other = await openBench();
    opened = await openPage(other);
    const { page } = opened;
    await settled(page);
    const { port, apiPort } = other.playground;
    await other.playground.close();
    await page.getByText("The playground's server does not answer").waitFor();
    await page.getByRole("link", { name: "No server, or no permission?" }).click();
    await settled(page);
    expect(await pane(page, "Preflight refused").innerText()).toContain(
      "Nothing arrived at the API, so this is not CORS.",
    );

    const again = await startPlayground({ pageFolder: PAGE_FOLDER, port, apiPort });
    await page.getByText("The playground's server does not answer").waitFor({ state: "hidden" });
    await page.getByRole("link", { name: "PUT and DELETE" }).click();
    await settled(page);
    expect(await pane(page, "DELETE Response").locator("pre").textContent()).toBe(RESPONSE("DELETE"));
    await again.close();
    await other.browser.close();
  });

  it("works in eight tabs of one browser, whatever each of them does", async () => {
    opened = await openPage(bench);
    const { context } = opened;
    for (let tab = 0; tab < 7; tab += 1) {
      const page = await context.newPage();
      await page.goto(`${bench.playground.pageOrigin}/#${tab % 2 === 0 ? "stopped" : "article"}`);
      await settled(page);
      // Playwright shows every page as if it were in front; a browser tells the others that they are not.
      await page.evaluate(`
        Object.defineProperty(document, "hidden", { value: true });
        document.dispatchEvent(new Event("visibilitychange"));
      `);
    }
    expect(context.pages()).toHaveLength(8);
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
