import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { violations } from "./accessibility.ts";
import { openBench, openPage, settled, type Bench, type OpenPage } from "./browser.ts";

let bench: Bench;
let opened: OpenPage;

beforeAll(async () => {
  bench = await openBench();
});

afterAll(() => bench.close());

afterEach(() => opened.context.close());

async function open(hash: string): Promise<OpenPage["page"]> {
  opened = await openPage(bench, hash);
  await settled(opened.page);
  return opened.page;
}

/** What has the focus, by its name. */
function focused(page: OpenPage["page"]): Promise<string> {
  return page.evaluate("document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent");
}

describe("the page about a finding", () => {
  it("is read over the scenario, and those that it names too", async () => {
    const page = await open("#no-header");
    const dialog = page.getByRole("dialog");
    expect(await dialog.count()).toBe(0);
    await page.getByRole("button", { name: "MissingAllowOriginHeader" }).first().click();
    await dialog.getByRole("heading", { name: "MissingAllowOriginHeader" }).waitFor();
    await dialog.getByRole("heading", { name: "On the wire" }).waitFor();
    expect(await dialog.locator("pre").first().innerText()).toMatch(
      /^GET \/orders\/1 HTTP\/1\.1\nHost: api\.example\.com\n/,
    );
    expect(await dialog.getByRole("link", { name: "Fetch, CORS check" }).getAttribute("href")).toContain(
      "#concept-cors-check",
    );

    await dialog.getByRole("button", { name: "OriginNotAllowed" }).click();
    await dialog.getByRole("heading", { name: "OriginNotAllowed" }).waitFor();
    await dialog.getByRole("button", { name: "← Back" }).click();
    await dialog.getByRole("heading", { name: "MissingAllowOriginHeader" }).waitFor();
    expect(await dialog.getByRole("button", { name: "← Back" }).count()).toBe(0);
    await dialog.getByRole("button", { name: "Close" }).click();
    expect(await dialog.count()).toBe(0);
  });

  it("is opened, read and closed by keyboard, and the focus is where it was", async () => {
    const page = await open("#no-header");
    const link = page.getByRole("button", { name: "MissingAllowOriginHeader" }).first();
    await link.focus();
    await page.keyboard.press("Enter");
    const text = page.getByRole("region", { name: "About MissingAllowOriginHeader" });
    await text.getByRole("heading", { name: "Why" }).waitFor();
    await expect.poll(() => focused(page)).toBe("About MissingAllowOriginHeader");
    await page.keyboard.press("End");
    await expect.poll(() => page.evaluate<number>("document.activeElement.scrollTop")).toBeGreaterThan(0);
    for (let presses = 0; presses < 10; presses += 1) {
      await page.keyboard.press("Tab");
      // Nothing behind it can be reached; the browser itself can.
      expect(
        await page.evaluate(
          "document.activeElement.closest('dialog, body').tagName === 'DIALOG' || document.activeElement === document.body",
        ),
      ).toBe(true);
    }
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    expect(await focused(page)).toBe("MissingAllowOriginHeader");
  });

  it.each([1360, 380])("is free of what axe-core finds, light and dark, at %i pixels", async (width) => {
    const page = await open("#no-header");
    await page.setViewportSize({ width, height: 700 });
    await page.getByRole("button", { name: "MissingAllowOriginHeader" }).first().click();
    await page.getByRole("dialog").getByRole("heading", { name: "Why" }).waitFor();
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await violations(page)).toEqual([]);
    }
    expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
  });

  it("is loaded when it is asked for, and says so when it cannot be", async () => {
    opened = await openPage(bench, "#own");
    const { page } = opened;
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.route("**/finding-texts-*.js", (route) => route.abort());
    await page.reload();
    await settled(page);
    expect(asked.filter((url) => url.includes("finding-texts"))).toEqual([]);
    await page.getByLabel("origins", { exact: true }).fill("https://app.example.com/");
    await page.getByRole("button", { name: "OriginTrailingSlash" }).click();
    await page.getByRole("dialog").getByText("This text cannot be loaded").waitFor();
    expect(await violations(page)).toEqual([]);
  });

  it("is there for every code that a scenario names", async () => {
    const page = await open("");
    const ids = await page
      .locator(".list__entries a")
      .evaluateAll((all) => all.map((link) => link.getAttribute("href") ?? ""));
    let read = 0;
    for (const id of ids) {
      await page.evaluate(`location.hash = ${JSON.stringify(id)}`);
      await expect.poll(() => page.locator(`.list__entries a[aria-current=true]`).getAttribute("href")).toBe(id);
      const link = page.locator(".lesson .link, .scenario__text .link");
      if ((await link.count()) === 0) continue;
      await link.click();
      await page.getByRole("dialog").getByRole("heading", { level: 3 }).first().waitFor();
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "hidden" });
      read += 1;
    }
    expect(read).toBe(35);
  });
});

describe("a word that not everybody knows", () => {
  it("says what it means when it is pointed at, as long as it is", async () => {
    const page = await open("");
    const meaning = page.locator(".meaning");
    const word = page.getByRole("button", { name: "preflight", exact: true }).first();
    await word.hover();
    await meaning.getByText("The question that a browser asks").waitFor();
    const [at, of] = [await meaning.boundingBox(), await word.boundingBox()];
    expect(Math.abs((at?.y ?? 0) - (of?.y ?? 0))).toBeLessThan(150);
    // It can be pointed at itself, to be read or copied.
    await meaning.hover();
    await page.waitForTimeout(300);
    expect(await meaning.count()).toBe(1);
    await page.mouse.move(5, 5);
    await meaning.waitFor({ state: "hidden" });
  });

  it("does so by keyboard too, until Escape, and for screen readers", async () => {
    const page = await open("");
    const word = page.getByRole("button", { name: "preflight", exact: true }).first();
    await word.focus();
    await page.locator(".meaning").waitFor();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press("Escape");
    expect(await page.locator(".meaning").count()).toBe(0);
    const described = await word.getAttribute("aria-describedby");
    expect(await page.locator(`#${described}`).textContent()).toContain("The question that a browser asks");
  });

  it("keeps its meaning inside a small window", async () => {
    const page = await open("");
    await page.setViewportSize({ width: 380, height: 700 });
    for (const word of await page.locator(".scenario__text .word").all()) {
      await word.click();
      const box = await page.locator(".meaning").boundingBox();
      expect(box?.x).toBeGreaterThanOrEqual(0);
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(380);
      expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(700);
    }
  });
});
