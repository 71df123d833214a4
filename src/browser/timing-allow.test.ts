import { describe, expect, it } from "vitest";
import { Browser, type HeaderLine } from "./index.ts";

const PAGE = "https://app.example.com";
const OWN = "https://app.example.com/a";
const FIRST = "https://api.example.com/a";
const SECOND = "https://api.example.com/b";

/** Whether the page may see the timing of a chain of URLs, each with its `Timing-Allow-Origin`. */
async function timingAllowed(...chain: readonly (readonly [url: string, allows: string | undefined])[]) {
  const browser = new Browser({
    transport: async ({ url }) => {
      const index = chain.findIndex(([start]) => start === url);
      const allows = chain[index]?.[1];
      const next = chain[index + 1]?.[0];
      const headers: HeaderLine[] = [["Access-Control-Allow-Origin", "*"]];
      if (allows !== undefined) headers.push(["Timing-Allow-Origin", allows]);
      if (next !== undefined) headers.push(["Location", next]);
      return { status: next === undefined ? 200 : 302, statusText: "", headers, body: null };
    },
  });
  const { verdict, timingAllowed: seen } = await browser.page(PAGE).explain(chain[0]?.[0] ?? "");
  expect(verdict).toBe("allowed");
  return seen;
}

describe("the timing of a response", () => {
  it.each([
    [OWN, undefined, true],
    [FIRST, undefined, false],
    [FIRST, "*", true],
    [FIRST, PAGE, true],
    [FIRST, `https://other.example, ${PAGE}`, true],
    [FIRST, "https://other.example", false],
    [FIRST, `${PAGE}/`, false],
    [FIRST, "", false],
  ])("from %s with Timing-Allow-Origin %j", async (url, allows, expected) => {
    expect(await timingAllowed([url, allows])).toBe(expected);
  });

  it.each([
    ["*", "*", true],
    [undefined, "*", false],
    ["*", undefined, false],
  ])("is that of every hop: %j and then %j", async (first, second, expected) => {
    expect(await timingAllowed([FIRST, first], [SECOND, second])).toBe(expected);
  });
});
