import { describe, expect, it } from "vitest";
import { Browser, type FetchInit, type WireRequest } from "./index.ts";

const PAGE = "https://user:secret@app.example.com/shop/?id=1#part";
const SHOWN = "https://app.example.com/shop/?id=1";
const ORIGIN = "https://app.example.com/";

const OWN = "https://app.example.com/a";
const OTHER = "https://api.example.com/a";
const UNSAFE = "http://api.example.com/a";

/** The `Referer` of what a page sends, in every mode the same. */
async function referrer(page: string, url: string, referrerPolicy: FetchInit["referrerPolicy"] = "") {
  const seen: WireRequest[] = [];
  const browser = new Browser({
    transport: async (request) => {
      seen.push(request);
      return { status: 200, statusText: "", headers: [], body: null };
    },
  });
  await browser.page(page).explain(url, { mode: "no-cors", referrerPolicy });
  return seen[0]?.headers.find(([name]) => name === "Referer")?.[1];
}

describe("the Referer of a request", () => {
  it.each<[policy: FetchInit["referrerPolicy"], own: string | undefined, other: string | undefined]>([
    ["", SHOWN, ORIGIN],
    ["no-referrer", undefined, undefined],
    ["same-origin", SHOWN, undefined],
    ["origin", ORIGIN, ORIGIN],
    ["strict-origin", ORIGIN, ORIGIN],
    ["origin-when-cross-origin", SHOWN, ORIGIN],
    ["strict-origin-when-cross-origin", SHOWN, ORIGIN],
    ["no-referrer-when-downgrade", SHOWN, SHOWN],
    ["unsafe-url", SHOWN, SHOWN],
  ])("under %j", async (policy, own, other) => {
    expect(await referrer(PAGE, OWN, policy)).toBe(own);
    expect(await referrer(PAGE, OTHER, policy)).toBe(other);
  });

  // A page on this machine is trusted over http, as one elsewhere is over https; so a step down can be seen.
  it.each<[policy: FetchInit["referrerPolicy"], value: string | undefined]>([
    ["no-referrer", undefined],
    ["same-origin", undefined],
    ["origin", "http://localhost:8080/"],
    ["strict-origin", undefined],
    ["origin-when-cross-origin", "http://localhost:8080/"],
    ["strict-origin-when-cross-origin", undefined],
    ["no-referrer-when-downgrade", undefined],
    ["unsafe-url", "http://localhost:8080/a"],
  ])("to where anybody can read along, under %j", async (policy, value) => {
    expect(await referrer("http://localhost:8080/a", UNSAFE, policy)).toBe(value);
  });

  it("from a page that anybody could have read is no step down", async () => {
    expect(await referrer("http://app.example.com/a", UNSAFE)).toBe("http://app.example.com/");
  });

  it("is cut to the origin when it is longer than 4096 characters", async () => {
    const longest = `${ORIGIN}${"a".repeat(4096 - ORIGIN.length)}`;
    expect(await referrer(longest, OWN)).toBe(longest);
    expect(await referrer(`${longest}a`, OWN)).toBe(ORIGIN);
  });

  it("is missing where the page has no origin of its own", async () => {
    expect(await referrer("null", OTHER, "unsafe-url")).toBeUndefined();
  });
});
