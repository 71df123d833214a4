import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startPlayground } from "../../../src/playground/server/index.ts";
import { violations } from "../accessibility.ts";
import {
  expectAgreement,
  openBench,
  openPage,
  PAGE_FOLDER,
  pane,
  settled,
  type Bench,
  type OpenPage,
} from "../browser.ts";

let bench: Bench;
let opened: OpenPage;

beforeAll(async () => {
  bench = await openBench();
});

afterAll(() => bench.close());

afterEach(() => opened.context.close());

const TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css",
  ".html": "text/html",
  ".js": "text/javascript",
  ".svg": "image/svg+xml",
};

describe("each state of the page, by axe-core", () => {
  it.each([
    ["the article's scenario", ""],
    ["a failure by hand", "#tracing-header"],
    ["a failure under a policy", "#other-name"],
    ["a redirect", "#null-after-redirect"],
    ["a cache", "#cache-without-vary"],
    ["one's own", "#own"],
    ["a broken address", "#try=broken"],
  ])("%s, light and dark", async (_title, hash) => {
    opened = await openPage(bench, hash);
    const { page } = opened;
    await settled(page);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await violations(page)).toEqual([]);
    }
  });

  it("problems at fields, a list in place of the picture, and what is taken home", async () => {
    opened = await openPage(bench, "#own");
    const { page } = opened;
    await settled(page);
    await page.getByLabel("origins", { exact: true }).fill("https://app.example.com/");
    await page.locator(".field__problem--error").first().waitFor();
    await page.getByText("What is dangerous").click();
    await page.getByText("Take it home").click();
    await page.getByRole("button", { name: "List", exact: true }).click();
    await page.getByLabel("Search the scenarios").fill("nothing of the kind");
    expect(await violations(page)).toEqual([]);
  });

  it("the server is gone, and the window is small", async () => {
    const other = await openBench();
    try {
      opened = await openPage(other);
      const { page } = opened;
      await page.setViewportSize({ width: 380, height: 700 });
      await settled(page);
      await other.playground.close();
      await page.getByText("The playground's server does not answer").waitFor();
      expect(await violations(page)).toEqual([]);
    } finally {
      await other.browser.close();
    }
  });
});

describe("by keyboard alone", () => {
  it("the first scenario is run, its picture read, and its address changed", async () => {
    opened = await openPage(bench);
    const { page } = opened;
    await settled(page);
    const focused = (): Promise<string> => page.evaluate("document.activeElement.textContent");
    const tabTo = async (text: RegExp): Promise<void> => {
      for (let presses = 0; presses < 120 && !text.test(await focused()); presses += 1)
        await page.keyboard.press("Tab");
      expect(await focused()).toMatch(text);
    };
    await tabTo(/^Skip the list/);
    await page.keyboard.press("Enter");
    await tabTo(/^Run again$/);
    const before = await page.locator(".entry").count();
    await page.keyboard.press("Enter");
    // A run may be over before anybody looks; the log tells that it was.
    await expect.poll(() => page.locator(".entry").count()).toBeGreaterThanOrEqual(before + 2);
    await settled(page);
    expect(await pane(page, "DELETE Response").innerText()).toContain("✓ 200");
    // The picture is one stop; arrows walk in it.
    await tabTo(/^Save as SVG$/);
    await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowUp");
    expect(await page.evaluate("document.activeElement.getAttribute('aria-valuetext')")).toMatch(
      /^browser to page|^Passed/,
    );
    expect(await page.locator(".picture__full").innerText()).not.toBe("");
  });
});

describe("a run that is disturbed", () => {
  it("begins anew when the page is loaded again in the middle of it", async () => {
    opened = await openPage(bench, "#own");
    const { page } = opened;
    await settled(page);
    await page.getByRole("button", { name: "By hand" }).click();
    await page.getByLabel("Delay, ms").last().fill("1500");
    await page.getByRole("button", { name: "Run again" }).click();
    await page.locator(".pane[data-state=running]").waitFor();
    await page.reload();
    await settled(page);
    expect(await page.locator(".pane__verdict").innerText()).toBe("✓ 200");
    expect(await page.getByLabel("Delay, ms").last().inputValue()).toBe("1500");
  });

  it("ends with an error when the servers stop in the middle of it, and runs when they are back", async () => {
    const other = await openBench();
    try {
      opened = await openPage(other, "#own");
      const { page } = opened;
      await settled(page);
      await page.getByRole("button", { name: "By hand" }).click();
      await page.getByLabel("Delay, ms").last().fill("3000");
      await page.getByRole("button", { name: "Run again" }).click();
      await page.locator(".pane[data-state=running]").waitFor();
      const { port, apiPort, labOrigin } = other.playground;
      await other.playground.close();
      await settled(page);
      expect(await page.locator(".pane__verdict").innerText()).toContain("blocked or not sent");
      const again = await startPlayground({
        pageFolder: PAGE_FOLDER,
        port,
        apiPort,
        labPort: Number(new URL(labOrigin).port),
      });
      await page.getByText("The playground's server does not answer").waitFor({ state: "hidden" });
      await page.getByLabel("Delay, ms").last().fill("0");
      await page.getByRole("button", { name: "Run again" }).click();
      await page.getByText("✓ 200").first().waitFor();
      await again.close();
    } finally {
      await other.browser.close();
    }
  });

  it("keeps two tabs apart, each with a server of its own", async () => {
    opened = await openPage(bench, "#trailing-slash");
    const { page: first, context } = opened;
    const second = await context.newPage();
    await second.goto(`${bench.playground.pageOrigin}/#credentials-true`);
    await Promise.all([settled(first), settled(second)]);
    for (const page of [first, second, first]) {
      await page.getByRole("button", { name: "Run again" }).click();
    }
    await Promise.all([settled(first), settled(second)]);
    for (const page of [first, second]) {
      expect(await page.locator(".pane__verdict").innerText()).toContain("blocked");
      await expectAgreement(page);
    }
  });
});

describe("without a server", () => {
  it("the same files on any web server foretell, and send nothing", async () => {
    const files = createServer((request, response) => {
      const path = request.url === "/" ? "/index.html" : (request.url ?? "").split("?", 1)[0];
      readFile(join(PAGE_FOLDER, path ?? "")).then(
        (body) => {
          response.setHeader("Content-Type", TYPES[extname(path ?? "")] ?? "text/plain");
          response.end(body);
        },
        () => response.writeHead(404).end(),
      );
    });
    await new Promise<void>((resolve) => files.listen(0, "localhost", resolve));
    const address = files.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    try {
      opened = await openPage(bench, "#tracing-header", `http://localhost:${port}`);
      const { page, errors } = opened;
      await page.getByText("No server stands behind this page").waitFor();
      await page.getByText("HeaderDisallowedByPreflightResponse (traceparent)").first().waitFor();
      expect(await page.locator(".message--expected").count()).toBe(4);
      expect(await page.getByRole("button", { name: "Run again" }).count()).toBe(0);
      await page.getByRole("button", { name: "Mend it" }).click();
      await page.getByText("✓ readable, 200").waitFor();
      expect(await violations(page)).toEqual([]);
      expect(errors).toEqual([]);
    } finally {
      files.close();
    }
  });
});

describe("200 runs in a row", () => {
  it("leave the last 500 exchanges on the server, and no more on the page than before", async () => {
    const other = await openBench();
    try {
      opened = await openPage(other, "#cookies-same-site");
      const { page } = opened;
      await settled(page);
      // In the page itself, which is quicker than a word from here for each run.
      await page.evaluate(`(async () => {
        const button = document.querySelector(".button");
        for (let round = 0; round < 200; round += 1) {
          button.click();
          do await new Promise((resolve) => setTimeout(resolve, 5));
          while (button.textContent !== "Run again");
        }
      })()`);
      await settled(page);
      expect(await page.locator(".pane__verdict").first().innerText()).toBe("✓ 200");
      expect(await page.locator(".entry").count()).toBeLessThanOrEqual(200);
      const stored = await page.evaluate<number>("sessionStorage.getItem('past').length");
      expect(stored).toBeLessThan(50_000);
      const log = await fetch(`${other.playground.pageOrigin}/control/log`, { signal: AbortSignal.timeout(5000) });
      let text = "";
      for await (const chunk of log.body ?? []) {
        text += Buffer.from(chunk).toString();
        if (text.split("data: ").length > 500) break;
      }
      expect(text.split("data: ")).toHaveLength(501);
      expect(opened.errors.filter((error) => !/status of 401/.test(error))).toEqual([]);
    } finally {
      await other.close();
    }
  }, 300_000);
});
