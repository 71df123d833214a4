import { readFile } from "node:fs/promises";
import type { Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { expectAgreement, openBench, openPage, settled, type Bench, type OpenPage } from "./browser.ts";

let bench: Bench;
let opened: OpenPage;

beforeAll(async () => {
  bench = await openBench();
});

afterAll(() => bench.close());

afterEach(() => opened.context.close());

async function open(hash: string): Promise<Page> {
  opened = await openPage(bench, hash);
  await settled(opened.page);
  return opened.page;
}

function field(page: Page, label: string): Locator {
  return page.getByLabel(label, { exact: true });
}

async function runAgain(page: Page): Promise<string> {
  await page.getByRole("button", { name: "Run again" }).click();
  await page.locator(".pane[data-state=done]").first().waitFor();
  await settled(page);
  return page.locator(".pane__verdict").first().innerText();
}

/** What the model says of every browser, once it says it. */
async function expectForecast(page: Page, pattern: RegExp): Promise<void> {
  await expect.poll(() => page.locator(".forecast").innerText(), { timeout: 5000 }).toMatch(pattern);
}

describe("a request and a server of one's own", () => {
  it("is foretold while it is written, and happens so", async () => {
    const page = await open("#own");
    // What was granted before is still remembered for the first address.
    await expectForecast(page, /The permission is kept from before/);
    await field(page, "URL").fill(`${bench.playground.apiOrigin}/try/another`);
    await field(page, "methods").fill("DELETE");
    await expectForecast(page, /Chromium, Firefox, WebKit[^]*✗ blocked[^]*MethodDisallowedByPreflightResponse \(PUT\)/);
    expect(await runAgain(page)).toContain("blocked");
    await expectAgreement(page);
    await field(page, "methods").fill("DELETE, PUT");
    await expectForecast(page, /✓ readable, 200/);
    expect(await runAgain(page)).toBe("✓ 200");
    await expectAgreement(page);
  });

  it("reaches the API for other programs too, without a run", async () => {
    const page = await open("#own");
    await field(page, "origins").fill("https://curl.example");
    const allowed = async (): Promise<string | null> => {
      const answer = await fetch(`${bench.playground.apiOrigin}/try/x`, {
        headers: { Origin: "https://curl.example" },
      });
      return answer.headers.get("access-control-allow-origin");
    };
    await expect.poll(allowed, { timeout: 5000 }).toBe("https://curl.example");
  });

  it("shows the engine's problems at the field", async () => {
    const page = await open("#own");
    await field(page, "origins").fill("https://app.example.com/");
    const problem = page
      .locator(".field", { has: page.getByText("origins", { exact: true }) })
      .locator(".field__problem--error");
    await expect
      .poll(() => problem.allInnerTexts(), { timeout: 5000 })
      .toEqual([expect.stringContaining("https://app.example.com")]);
    expect(await field(page, "origins").getAttribute("aria-invalid")).toBe("true");
    await page.getByText("the API keeps the policy that it had").waitFor();
    // What cannot be carried out is neither foretold nor run.
    await expectForecast(page, /Nothing yet/);
    expect(await page.getByRole("button", { name: "Run again" }).getAttribute("aria-disabled")).toBe("true");
    await field(page, "maxAge").fill("soon");
    await page
      .locator(".field", { has: page.getByText("maxAge", { exact: true }) })
      .locator(".field__problem--error")
      .waitFor();
  });

  it.each(["jquery", "fetch", "xhr"])("is sent by %s as its code says", async (client) => {
    const page = await open("#own");
    await field(page, "Sent with").selectOption(client);
    await field(page, "Body").fill("a=1");
    expect(await runAgain(page)).toBe("✓ 200");
    expect(await page.locator(".pane__answer").innerText()).toContain("Method: PUT\n\na=1");
    await expectAgreement(page);
    expect(await page.locator(".form__code").innerText()).toMatch(
      { jquery: /^\$\.ajax\(\{/, fetch: /^const response = await fetch\(/, xhr: /^const xhr = new XMLHttpRequest/ }[
        client
      ] ?? /^$/,
    );
  });

  it("sends a method of one's own in small letters, which only the lab understands", async () => {
    const page = await open("#own");
    await page.getByRole("button", { name: "By hand" }).click();
    await field(page, "Method").fill("chicken");
    const lines = page.getByLabel("Header lines").first();
    await lines.fill(
      `Access-Control-Allow-Origin: {origin}\nAccess-Control-Allow-Methods: chicken\nAccess-Control-Allow-Headers: content-type`,
    );
    await expectForecast(page, /✓ readable, 200/);
    expect(await runAgain(page)).toBe("✓ 200");
    expect(await page.locator(".pane__answer").innerText()).toContain("Method: chicken");
    await expectAgreement(page);
  });

  it("waits for a delayed answer, and has none where there is none", async () => {
    const page = await open("#own");
    await page.getByRole("button", { name: "By hand" }).click();
    await page.getByLabel("Delay, ms").last().fill("400");
    expect(await runAgain(page)).toBe("✓ 200");
    await page.getByLabel("No answer at all").last().check();
    expect(await runAgain(page)).toBe("✗ no answer");
    await expectAgreement(page);
  });

  it("goes nowhere but to the playground's own servers", async () => {
    const page = await open("#own");
    await field(page, "URL").fill("http://localhost:1/elsewhere");
    await page.getByText("This page calls only its own servers").waitFor();
    expect(await page.getByRole("button", { name: "Run again" }).getAttribute("aria-disabled")).toBe("true");
  });

  it("begins with any step of the readers' scenarios", async () => {
    const page = await open("#delete-as-options");
    await page.getByRole("region", { name: "No route for OPTIONS" }).getByRole("button", { name: "Change it" }).click();
    await page.getByRole("heading", { name: "Your own request, and your own server" }).waitFor();
    await settled(page);
    expect(await page.locator(".pane__verdict").innerText()).toContain("blocked");
    await page.getByLabel("Status").first().fill("204");
    expect(await runAgain(page)).toContain("blocked");
    await expectAgreement(page);
  });
});

describe("the address", () => {
  it("holds the case, also for somebody else, and without secrets", async () => {
    const page = await open("#own");
    await field(page, "Method").fill("DELETE");
    await field(page, "Headers").fill(
      "Content-Type: text/plain\nAuthorization: Bearer secret-37\nX-Api-Key: secret-38",
    );
    await field(page, "allowHeaders").fill("Authorization, X-Api-Key");
    const address: string = await page.evaluate("location.href");
    expect(Buffer.from(address.split("#try=")[1] ?? "", "base64url").toString()).not.toContain("secret");
    await opened.context.close();

    opened = await openPage(bench, new URL(address).hash);
    await settled(opened.page);
    expect(await field(opened.page, "Method").inputValue()).toBe("DELETE");
    expect(await field(opened.page, "Headers").inputValue()).toBe(
      "Content-Type: text/plain\nAuthorization: \nX-Api-Key: ",
    );
    expect(await field(opened.page, "allowHeaders").inputValue()).toBe("Authorization, X-Api-Key");
    await expectAgreement(opened.page);
  });

  it("is the same case at other ports", async () => {
    const page = await open("#trailing-slash");
    await field(page, "Method").fill("HEAD");
    const { hash } = new URL(await page.evaluate<string>("location.href"));
    const other = await openBench();
    try {
      const second = await openPage(other, hash);
      await settled(second.page);
      expect(await field(second.page, "URL").inputValue()).toBe(`${other.playground.labOrigin}/trailing-slash`);
      expect(await second.page.locator(".pane__verdict").innerText()).toContain("blocked");
    } finally {
      await other.close();
    }
  });

  it.each([
    ["nothing", ""],
    ["no base64", "%00"],
    ["no JSON", "eyJ9"],
    ["too much", "A".repeat(20_000)],
    ["no case", btoa('{"request":{"url":1}}')],
  ])("says so when nobody can read it: %s", async (_title, written) => {
    const page = await open(`#try=${written}`);
    await page.getByRole("alert").getByText("a case that nobody can read").waitFor();
    expect(await page.locator(".pane__verdict").innerText()).toBe("✓ 200");
    expect(opened.errors).toEqual([]);
  });
});

describe("what is taken home", () => {
  it("is the server's code, the page's, a check, a test", async () => {
    const page = await open("#star-with-credentials");
    await page.getByText("Take it home").click();
    const as = page.getByLabel("As", { exact: true });
    const code = page.locator(".home__code");
    const expected: Readonly<Record<string, RegExp>> = {
      crossorigin: /credentials: true/,
      nginx: /add_header Access-Control-Allow-Credentials/,
      express: /app\.use/,
      client: /credentials: "include"/,
      check:
        /^crossorigin check http:\/\/localhost:\d+\/star-with-credentials \\\n {2}--from http:\/\/localhost:\d+ \\\n {2}--credentials include$/,
      curl: /^curl -i/,
      test: /expectAllowed\(page, "\/star-with-credentials"/,
    };
    for (const [target, pattern] of Object.entries(expected)) {
      await as.selectOption(target);
      await expect.poll(() => code.innerText(), { timeout: 3000 }).toMatch(pattern);
    }
  });
});

describe("the picture", () => {
  it("shows each message with the headers that decide, and each comparison", async () => {
    const page = await open("#tracing-header");
    const picture = page.locator(".sequence__svg");
    const text = (await picture.locator("text").allTextContents()).join("\n");
    expect(text).toContain("Access-Control-Request-Headers: traceparent");
    expect(text).toContain("✗");
    expect(text).toContain("Does Access-Control-Allow-Headers list the header?");
    expect(await picture.locator(".message--expected, .message--missing").count()).toBe(0);
    // The comparison that decided is the one whose whole is shown, with its place in the standard.
    const detail = page.locator(".picture__detail");
    expect(await detail.innerText()).toContain("expected: traceparent");
    expect(await detail.getByRole("link").getAttribute("href")).toContain("fetch.spec.whatwg.org/commit-snapshots/");
  });

  it("is walked through by arrow keys", async () => {
    const page = await open("#tracing-header");
    await page.locator(".sequence__svg").focus();
    for (let row = 0; row < 10; row += 1) await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    expect(await page.locator(".picture__full").innerText()).toMatch(/^OPTIONS \/tracing-header\n/);
    expect(await page.locator(".picture__full").innerText()).toContain("User-Agent: ");
  });

  it("exists as a list", async () => {
    const page = await open("#tracing-header");
    await page.getByRole("button", { name: "List", exact: true }).click();
    expect(await page.locator(".picture__list summary").allInnerTexts()).toContainEqual(
      expect.stringMatching(/^Failed: Does Access-Control-Allow-Headers list the header\?/),
    );
  });

  it("is saved as a file that stands on its own", async () => {
    const page = await open("#tracing-header");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Save as SVG" }).click(),
    ]);
    const svg = await readFile(await download.path(), "utf8");
    expect(svg).toContain("Access-Control-Request-Headers: traceparent");
    expect(svg).toMatch(/fill="rgb\(/);
    expect(svg).not.toMatch(/class=|var\(--/);
  });
});

describe("the list of scenarios", () => {
  it.each([1360, 800, 380])(
    "shows the one that the address names, and the page from its top, at %i pixels",
    async (width) => {
      opened = await openPage(bench);
      const { page } = opened;
      await page.setViewportSize({ width, height: 800 });
      for (const id of ["tracing-header", "cache-with-vary", "article", "no-header"]) {
        await page.goto(`${bench.playground.pageOrigin}/#${id}`);
        const link = page.locator(".list__entries a[aria-current=true]");
        await expect.poll(() => link.getAttribute("href")).toBe(`#${id}`);
        await settled(page);
        expect(await page.evaluate("scrollY")).toBe(0);
        const box = await link.boundingBox();
        expect(box?.x).toBeGreaterThanOrEqual(0);
        expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(width);
        expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(800);
        expect(box?.y).toBeGreaterThan((await page.getByLabel("Search the scenarios").boundingBox())?.y ?? 800);
      }
    },
  );

  it("is searched", async () => {
    const page = await open("");
    const search = page.getByLabel("Search the scenarios");
    await search.fill("vary cdn");
    expect(await page.locator(".list__entries a").allInnerTexts()).toEqual([
      "Your own request",
      "A cache and no Vary",
      "The same with Vary",
    ]);
    await search.fill("nothing of the kind");
    await page.getByText("No scenario has these words.").waitFor();
    await page.getByRole("button", { name: "Show all" }).click();
    expect(await page.locator(".list__entries a").count()).toBeGreaterThan(30);
  });

  it("is a course", async () => {
    const page = await open("");
    await page.getByRole("link", { name: "Same host, other port →" }).click();
    await page.getByRole("heading", { name: "Same host, other port: is it cross-origin?" }).waitFor();
    await page.getByRole("link", { name: "← PUT and DELETE" }).click();
    await page.getByRole("heading", { name: "PUT, then DELETE, across origins" }).waitFor();
  });
});
