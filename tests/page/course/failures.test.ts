import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { expectAgreement, openBench, openPage, settled, type Bench, type OpenPage } from "../browser.ts";

let bench: Bench;
let opened: OpenPage;

beforeAll(async () => {
  bench = await openBench();
});

afterAll(() => bench.close());

afterEach(() => opened.context.close());

/** What the page sees of each failure, and what it sees when it is mended. */
const FAILURES: readonly (readonly [id: string, failing: RegExp, mended: RegExp])[] = [
  ["no-header", /blocked/, /✓ 200/],
  ["error-without-headers", /blocked/, /500, readable/],
  ["trailing-slash", /blocked/, /✓ 200/],
  ["other-name", /blocked/, /✓ 200/],
  ["without-scheme", /blocked/, /✓ 200/],
  ["list-of-origins", /blocked/, /✓ 200/],
  ["headers-twice", /blocked/, /✓ 200/],
  ["pattern-sent", /blocked/, /✓ 200/],
  ["null-after-redirect", /blocked/, /✓ 200/],
  ["redirect-without-headers", /blocked/, /401, readable/],
  ["json-asks-first", /blocked/, /✓ 200/],
  ["login-before-cors", /blocked/, /✓ 200/],
  ["no-route-for-options", /blocked/, /✓ 200/],
  ["gateway-answers", /blocked/, /✓ 200/],
  ["preflight-redirected", /blocked/, /✓ 200/],
  ["method-not-allowed", /blocked/, /✓ 200/],
  ["patch-in-small-letters", /blocked/, /✓ 200/],
  ["list-with-semicolon", /blocked/, /✓ 200/],
  ["tracing-header", /blocked/, /✓ 200/],
  ["list-with-spaces", /blocked/, /✓ 200/],
  ["preflight-alone", /blocked/, /✓ 200/],
  ["no-answer", /blocked/, /✓ 200/],
  ["star-with-credentials", /blocked/, /✓ 200/],
  ["credentials-true", /blocked/, /✓ 200/],
  ["stars-are-names", /blocked/, /✓ 200/],
  // The standard refuses this, and no engine does yet.
  ["authorization-under-star", /✓ 200/, /✓ 200/],
  ["credentials-on-one-half", /blocked/, /✓ 200/],
  ["no-cors", /opaque, unreadable/, /✓ 200/],
  ["same-origin-mode", /blocked/, /✓ 200/],
  ["header-not-exposed", /✓ 200/, /✓ 200/],
  ["redirect-error", /blocked/, /✓ 200/],
  ["password-in-redirect", /blocked/, /✓ 200/],
  ["resource-policy", /blocked/, /opaque, unreadable/],
];

describe("the failures in Chromium", () => {
  it.each(FAILURES)("%s fails as foretold, and is mended by its button", async (id, failing, mended) => {
    opened = await openPage(bench, `#${id}`);
    const { page } = opened;
    await settled(page);
    expect(await page.locator(".pane__verdict").innerText()).toMatch(failing);
    await expectAgreement(page);

    await page.getByRole("button", { name: "Mend it" }).click();
    await settled(page);
    expect(await page.locator(".pane__verdict").innerText()).toMatch(mended);
    await expectAgreement(page);
  });

  it("shows a header only when it is exposed", async () => {
    opened = await openPage(bench, "#header-not-exposed");
    const { page } = opened;
    await settled(page);
    const answer = page.locator(".pane__answer");
    expect(await answer.innerText()).not.toContain("x-total-count");
    await page.getByRole("button", { name: "Mend it" }).click();
    await settled(page);
    expect(await answer.innerText()).toContain("x-total-count");
  });

  it.each([
    ["cache-without-vary", /blocked/, "HIT"],
    ["cache-with-vary", /✓ 200/, "MISS"],
  ])("%s: what the second visitor gets", async (id, verdict, cache) => {
    opened = await openPage(bench, `#${id}`);
    const { page } = opened;
    await settled(page);
    expect(await page.locator(".pane__verdict").innerText()).toMatch(verdict);
    expect(await page.locator(".pane__says").innerText()).toContain(cache);
    await expectAgreement(page);
  });

  it("has a case for every failure of the list", async () => {
    opened = await openPage(bench);
    const links = await opened.page
      .locator(".list__entries a")
      .evaluateAll((all) => all.map((link) => link.getAttribute("href")?.slice(1)));
    const known = FAILURES.map(([id]) => id);
    expect(links.filter((id) => !known.includes(id ?? ""))).toEqual([
      "own",
      "article",
      "same-host",
      "delete-as-options",
      "basic",
      "api-key",
      "login",
      "cookies-same-site",
      "cookies-cross-site",
      "stopped",
      "cache-without-vary",
      "cache-with-vary",
    ]);
  });
});

describe("the article's and the readers' scenarios", () => {
  it.each(["article", "same-host", "delete-as-options", "basic", "api-key", "login", "cookies-same-site", "stopped"])(
    "%s happens as the model foretells it",
    async (id) => {
      opened = await openPage(bench, `#${id}`);
      await settled(opened.page);
      await expectAgreement(opened.page);
    },
  );
});
