import { describe, expect, it } from "vitest";
import { Browser, type FetchInit, type HeaderLine, type ProfileName, type WireRequest } from "./index.ts";

const APP = "https://app.example.com";
const API = "https://api.example.com";
const OTHER = "https://other.example";
const LOCAL = "http://localhost:3000";

/** The `Origin` of each request that a page sends along a chain of redirects; `undefined` where there is none. */
async function origins(
  page: string,
  chain: readonly string[],
  init: FetchInit,
  profile: ProfileName = "standard",
): Promise<(string | undefined)[]> {
  const seen: WireRequest[] = [];
  const browser = new Browser({
    profile,
    transport: async (request) => {
      seen.push(request);
      const next = chain[seen.length];
      const location: HeaderLine[] = next === undefined ? [] : [["Location", next]];
      const headers: HeaderLine[] = [["Access-Control-Allow-Origin", "*"], ...location];
      return { status: next === undefined ? 200 : 307, statusText: "", headers, body: null };
    },
  });
  await browser.page(page).explain(chain[0] ?? "", init);
  return seen.map(({ headers }) => headers.find(([name]) => name === "Origin")?.[1]);
}

const GET: FetchInit = {};
const HEAD: FetchInit = { method: "HEAD" };
const POST: FetchInit = { method: "POST" };

describe("the Origin of a request", () => {
  it.each<[what: string, init: FetchInit, url: string, origin: string | undefined]>([
    ["a GET to the page's own server", GET, APP, undefined],
    ["a HEAD to the page's own server", HEAD, APP, undefined],
    ["a POST to the page's own server", POST, APP, APP],
    ["a GET to another", GET, API, APP],
    ["a HEAD to another", HEAD, API, APP],
    ["a POST to another", POST, API, APP],
    ["a no-cors GET to another", { mode: "no-cors" }, API, undefined],
    ["a no-cors POST to another", { ...POST, mode: "no-cors" }, API, APP],
  ])("of %s", async (_what, init, url, origin) => {
    expect(await origins(APP, [url], init)).toEqual([origin]);
  });

  it.each<[what: string, chain: readonly string[], last: string]>([
    ["the page's own server sent it on", [APP, API], APP],
    ["another server sent it on to itself", [API, `${API}/b`], APP],
    ["another server sent it back to the page's", [API, APP], "null"],
    ["another server sent it on to a sibling", [API, "https://cdn.example.com"], "null"],
    ["another server sent it on to a stranger", [API, OTHER], "null"],
    ["a stranger sent it on, and it comes to itself again", [API, OTHER, `${OTHER}/b`], "null"],
  ])("after redirects, where %s", async (_what, chain, last) => {
    expect((await origins(APP, chain, GET)).at(-1)).toBe(last);
    expect((await origins(APP, chain, POST)).at(-1)).toBe(last);
  });

  it.each<[policy: NonNullable<FetchInit["referrerPolicy"]>, own: string, other: string, downgraded: string]>([
    ["no-referrer", "null", "null", "null"],
    ["no-referrer-when-downgrade", APP, APP, "null"],
    ["strict-origin", APP, APP, "null"],
    ["strict-origin-when-cross-origin", APP, APP, "null"],
    ["same-origin", APP, "null", "null"],
    ["origin", APP, APP, APP],
    ["origin-when-cross-origin", APP, APP, APP],
    ["unsafe-url", APP, APP, APP],
  ])("of a no-cors POST under %s", async (referrerPolicy, own, other, downgraded) => {
    const init: FetchInit = { ...POST, mode: "no-cors", referrerPolicy };
    expect(await origins(APP, [APP], init)).toEqual([own]);
    expect(await origins(APP, [API], init)).toEqual([other]);
    expect(await origins(APP, [LOCAL], init)).toEqual([downgraded]);
    expect(await origins(APP, [API], { ...POST, referrerPolicy })).toEqual([APP]);
  });

  it.each<[profile: ProfileName, chain: readonly string[], expected: readonly (string | undefined)[]]>([
    ["standard", [APP, API], ["null", "null"]],
    ["webkit", [APP, API], ["null", APP]],
    ["webkit", [APP, `${APP}/b`], ["null", "null"]],
    ["webkit", [API, `${API}/b`], ["null", "null"]],
    ["webkit", [API, OTHER], ["null", "null"]],
  ])("of a no-cors POST under no-referrer, in %s along %j", async (profile, chain, expected) => {
    const init: FetchInit = { ...POST, mode: "no-cors", referrerPolicy: "no-referrer" };
    expect(await origins(APP, chain, init, profile)).toEqual(expected);
  });

  it("of a page over http is shown over http", async () => {
    expect(await origins("http://app.example.com", ["http://api.example.com"], { ...POST, mode: "no-cors" })).toEqual([
      "http://app.example.com",
    ]);
  });
});
