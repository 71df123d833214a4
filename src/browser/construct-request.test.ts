import { describe, expect, it } from "vitest";
import { Browser, type FetchInit, type Page, type WireRequest } from "./index.ts";

const PAGE = "https://app.example.com/shop/cart?id=1";
const OWN = "https://app.example.com/a";
const URL = "https://api.example.com/a";

/** A page, and what it has sent. */
function open(): { page: Page; seen: WireRequest[] } {
  const seen: WireRequest[] = [];
  const browser = new Browser({
    transport: async (request) => {
      seen.push(request);
      return { status: 200, statusText: "OK", headers: [["Access-Control-Allow-Origin", "*"]], body: null };
    },
  });
  return { page: browser.page(PAGE), seen };
}

/** The first request that `fetch()` sends. */
async function sentBy(url: string, init: FetchInit): Promise<WireRequest | undefined> {
  const { page, seen } = open();
  await page.explain(url, init);
  return seen[0];
}

const valuesOf = (request: WireRequest | undefined, key: string): string[] =>
  (request?.headers ?? []).filter(([name]) => name.toLowerCase() === key).map(([, value]) => value);

const stream = (): ReadableStream<Uint8Array> => new Response("text").body as ReadableStream<Uint8Array>;

describe("fetch() throws before anything is sent", () => {
  it.each<[what: string, url: string, init: () => FetchInit]>([
    ["what is no URL", "http://[", () => ({})],
    ["a URL with a user", "https://user@api.example.com/", () => ({})],
    ["a URL with a password alone", "https://:secret@api.example.com/", () => ({})],
    ["a method that is no token", URL, () => ({ method: "P UT" })],
    ["a method that no page may use", URL, () => ({ method: "trace" })],
    ["a method that no-cors cannot have", URL, () => ({ method: "PUT", mode: "no-cors" })],
    ["a body with GET", URL, () => ({ body: "a" })],
    ["a body with HEAD", URL, () => ({ method: "HEAD", body: "a" })],
    ["a header name with a space", URL, () => ({ headers: { "x a": "1" } })],
    ["a header value with a line feed", URL, () => ({ headers: { x: "a\nb" } })],
    ["a header value with more than bytes", URL, () => ({ headers: { x: "☃" } })],
    ["the cache alone for another origin", URL, () => ({ cache: "only-if-cached", mode: "cors" })],
    ["navigation", URL, () => ({ mode: "navigate" as "cors" })],
    ["a referrer that is no URL", URL, () => ({ referrer: "http://[" })],
    ["what is no referrer policy", URL, () => ({ referrerPolicy: "never" as "origin" })],
    ["a stream that does not say how", URL, () => ({ method: "POST", body: stream() })],
    ["a stream with keepalive", URL, () => ({ method: "POST", body: stream(), duplex: "half", keepalive: true })],
    ["a stream with no-cors", URL, () => ({ method: "POST", body: stream(), duplex: "half", mode: "no-cors" })],
  ])("for %s", async (_what, url, init) => {
    const { page, seen } = open();
    await expect(page.explain(url, init())).rejects.toThrow(TypeError);
    expect(seen).toEqual([]);
  });
});

describe("what fetch() throws", () => {
  it.each<[init: object, message: string]>([
    [{ mode: "x" }, 'Member mode is "x"; it can be cors, no-cors, same-origin, navigate.'],
    [{ credentials: "x" }, 'Member credentials is "x"; it can be omit, same-origin, include.'],
    [
      { cache: "x" },
      'Member cache is "x"; it can be default, no-store, reload, no-cache, force-cache, only-if-cached.',
    ],
    [{ redirect: "x" }, 'Member redirect is "x"; it can be follow, error, manual.'],
    [{ duplex: "x" }, 'Member duplex is "x"; it can be half.'],
    [{ priority: "x" }, 'Member priority is "x"; it can be high, low, auto.'],
    [{ window: "x" }, "Member window can only be null."],
    [{ referrer: "http://[" }, 'Referrer "http://[" is not a URL.'],
    [{ headers: [5] }, "Headers given as pairs must have exactly a name and a value each."],
    [{ headers: [null] }, "Headers given as pairs must have exactly a name and a value each."],
    [{ headers: ["ab"] }, "Headers given as pairs must have exactly a name and a value each."],
    [{ headers: [["a", "b", "c"]] }, "Headers given as pairs must have exactly a name and a value each."],
    [{ headers: 5 }, "Headers must be an object, pairs or a Headers object, not 5."],
    [{ headers: null }, "Headers must be an object, pairs or a Headers object, not null."],
  ])("names what is wrong with %j", async (init, message) => {
    await expect(open().page.explain(URL, init)).rejects.toThrow(message);
  });
});

describe("fetch() sends", () => {
  it.each([
    ["put", "PUT"],
    ["Delete", "DELETE"],
    ["patch", "patch"],
    ["PATCH", "PATCH"],
  ])("the method %s as %s", async (method, sent) => {
    expect((await sentBy(OWN, { method }))?.method).toBe(sent);
  });

  it.each<[init: FetchInit, accept: string[]]>([
    [{}, ["*/*"]],
    [{ headers: { accept: "text/html" } }, ["text/html"]],
  ])("one Accept: %j", async (init, accept) => {
    expect(valuesOf(await sentBy(OWN, init), "accept")).toEqual(accept);
  });

  it.each<[init: FetchInit, types: string[]]>([
    [{}, ["text/plain;charset=UTF-8"]],
    [{ headers: { "content-type": "text/html" } }, ["text/html"]],
  ])("one Content-Type with a body: %j", async (init, types) => {
    expect(valuesOf(await sentBy(OWN, { method: "POST", body: "a", ...init }), "content-type")).toEqual(types);
  });

  it.each<[init: FetchInit, referrers: string[]]>([
    [{}, [PAGE]],
    [{ referrer: "" }, []],
    [{ referrer: "/other#part" }, ["https://app.example.com/other"]],
    [{ referrer: "https://other.example/" }, [PAGE]],
    [{ referrer: "about:client" }, [PAGE]],
    [{ referrerPolicy: "" }, [PAGE]],
    [{ referrerPolicy: "origin" }, ["https://app.example.com/"]],
    [{ referrerPolicy: "no-referrer" }, []],
  ])("a Referer as it is asked to: %j", async (init, referrers) => {
    expect(valuesOf(await sentBy(OWN, init), "referer")).toEqual(referrers);
  });

  it("nothing that no page may set", async () => {
    const request = await sentBy(OWN, { headers: { Cookie: "a=b", "Sec-X": "1", "Proxy-X": "1", "X-Mine": "1" } });
    const names = request?.headers.map(([name]) => name);
    expect(names).toContain("X-Mine");
    for (const name of ["Cookie", "Sec-X", "Proxy-X"]) expect(names).not.toContain(name);
  });

  it.each([
    ["GET", true],
    ["patch", true],
    ["TRACE", false],
    ["get, Track", false],
  ])("X-HTTP-Method-Override: %s, unless it names what no page may use", async (value, isSent) => {
    const request = await sentBy(OWN, { headers: { "X-HTTP-Method-Override": value } });
    expect(valuesOf(request, "x-http-method-override")).toEqual(isSent ? [value] : []);
  });

  it("of a no-cors request only what needs no permission", async () => {
    const headers: [string, string][] = [
      ["Accept", "text/html"],
      ["X-Mine", "1"],
      ["Range", "bytes=0-10"],
      ["Content-Language", "x".repeat(100)],
      ["Content-Language", "y".repeat(100)],
    ];
    const request = await sentBy(URL, { mode: "no-cors", headers });
    expect(request?.headers.filter(([name]) => headers.some(([mine]) => mine === name))).toEqual([
      headers[0],
      headers[3],
    ]);
  });

  it("a preflight before a stream", async () => {
    expect((await sentBy(URL, { method: "POST", body: stream(), duplex: "half" }))?.method).toBe("OPTIONS");
    expect((await sentBy(URL, { method: "POST", body: "text" }))?.method).toBe("POST");
  });
});
