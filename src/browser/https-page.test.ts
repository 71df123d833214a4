import { describe, expect, it } from "vitest";

import { Browser, type FetchInit, type HeaderLine, type ProfileName, type WireRequest } from "./index.ts";

const PAGE = "https://localhost:8443/shop/";

/** A page at https, whose servers allow everything and send each request on to the next URL of a list. */
function open(profile: ProfileName, urls: readonly string[], init?: FetchInit): { go: () => Promise<WireRequest[]> } {
  const seen: WireRequest[] = [];
  const browser = new Browser({
    profile,
    transport: async (request) => {
      seen.push(request);
      const next = urls[urls.indexOf(request.url) + 1];
      const location: HeaderLine[] = next === undefined ? [] : [["Location", next]];
      const headers: HeaderLine[] = [["Access-Control-Allow-Origin", "*"], ...location];
      return { status: next === undefined ? 200 : 302, statusText: "", headers, body: null };
    },
  });
  const go = async (): Promise<WireRequest[]> => {
    await browser.page(PAGE).fetch(urls[0] ?? "", init);
    return seen;
  };
  return { go };
}

const valueOf = (request: WireRequest | undefined, key: string): string | undefined =>
  request?.headers.find(([name]) => name.toLowerCase() === key)?.[1];

describe("a page at https that asks this machine over http", () => {
  it.each([
    ["standard", "https://localhost:8443/"],
    ["chromium", undefined],
    ["firefox", undefined],
  ] as const)("tells as %s where it is from: %s", async (profile, referrer) => {
    const [sent] = await open(profile, ["http://127.0.0.1:8080/a"]).go();
    expect(valueOf(sent, "referer")).toBe(referrer);
  });

  it("has told nobody when it is sent back to https, in Firefox also under unsafe-url", async () => {
    const urls = ["http://127.0.0.1:8080/a", "https://localhost:8444/b"];
    const sent = await open("firefox", urls, { referrerPolicy: "unsafe-url" }).go();
    expect(sent.map((request) => valueOf(request, "referer"))).toEqual([undefined, undefined]);
  });
});

describe("Sec-Fetch-Site after a redirect within the site of a page at https", () => {
  it.each(["standard", "chromium", "firefox"] as const)("is same-site in %s", async (profile) => {
    const sent = await open(profile, ["https://localhost:8444/a", "https://localhost:8444/b"]).go();
    expect(sent.map((request) => valueOf(request, "sec-fetch-site"))).toEqual(["same-site", "same-site"]);
  });
});

describe("what is named when the mode and mixed content both rule a request out", () => {
  it.each([
    ["standard", "MixedContent"],
    ["webkit", "DisallowedByMode"],
  ] as const)("is in %s %s", async (profile, code) => {
    const browser = new Browser({ profile, transport: () => Promise.reject(new Error("nobody was to be asked")) });
    const url = profile === "webkit" ? "http://127.0.0.1:8080/" : "http://api.example.com/";
    const exchange = await browser.page(PAGE).explain(url, { mode: "same-origin" });
    expect(exchange.code).toBe(code);
  });
});

describe("a redirect of a page at https to this machine over http", () => {
  it.each([
    ["standard", ["GET", "OPTIONS", "GET"], undefined, undefined],
    ["webkit", ["GET", "OPTIONS"], "MixedContent", 1],
  ] as const)("is preflighted in %s: %j, then %s", async (profile, methods, code, hop) => {
    const seen: WireRequest[] = [];
    const browser = new Browser({
      profile,
      transport: async (request) => {
        seen.push(request);
        const headers: HeaderLine[] = [
          ["Access-Control-Allow-Origin", "*"],
          ["Access-Control-Allow-Headers", "x-a"],
        ];
        if (request.url.startsWith("http:")) return { status: 200, statusText: "", headers, body: null };
        return { status: 302, statusText: "", headers: [["Location", "http://127.0.0.1:8080/"]], body: null };
      },
    });
    const exchange = await browser.page(PAGE).explain("/start", { headers: { "x-a": "1" } });
    expect(seen.map(({ method }) => method)).toEqual(methods);
    expect([exchange.code, exchange.hop]).toEqual([code, hop]);
  });
});

describe("a stream as body in mode same-origin", () => {
  it.each([
    ["standard", []],
    ["chromium", ["OPTIONS"]],
  ] as const)("asks another origin in %s by %j", async (profile, methods) => {
    const seen: WireRequest[] = [];
    const browser = new Browser({
      profile,
      transport: async (request) => {
        seen.push(request);
        return { status: 204, statusText: "", headers: [], body: null };
      },
    });
    const body = new Blob(["text"]).stream();
    const init: FetchInit = { method: "PUT", mode: "same-origin", body, duplex: "half" };
    await browser.page(PAGE).explain("https://api.example.com/", init);
    expect(seen.map(({ method }) => method)).toEqual(methods);
  });
});
