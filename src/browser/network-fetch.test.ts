import { describe, expect, it, vi } from "vitest";
import {
  Browser,
  type FetchInit,
  type HeaderLine,
  type PageOptions,
  type ProfileName,
  type WireRequest,
} from "./index.ts";

const APP = "https://app.example.com";
const API = "https://api.example.com";
const AUTHENTICATION = { [APP]: "user:own", [API]: "user:other" };

/** What a page sends that asks these URLs, each of which sends it on to the next. */
async function sent(
  chain: readonly string[],
  init: FetchInit,
  options: PageOptions = {},
  profile: ProfileName = "standard",
): Promise<WireRequest[]> {
  const seen: WireRequest[] = [];
  const browser = new Browser({
    profile,
    authentication: AUTHENTICATION,
    transport: async (request) => {
      seen.push(request);
      const next = chain[seen.length];
      const location: HeaderLine[] = next === undefined ? [] : [["Location", next]];
      const headers: HeaderLine[] = [
        ["Access-Control-Allow-Origin", APP],
        ["Access-Control-Allow-Credentials", "true"],
        ...location,
      ];
      return { status: next === undefined ? 200 : 307, statusText: "", headers, body: null };
    },
  });
  await browser.page(APP, options).explain(chain[0] ?? "", init);
  return seen;
}

const valuesOf = (request: WireRequest | undefined, key: string): string[] =>
  (request?.headers ?? []).filter(([name]) => name.toLowerCase() === key).map(([, value]) => value);

const OWN = [`Basic ${btoa("user:own")}`];
const OTHER = [`Basic ${btoa("user:other")}`];

describe("credentials", () => {
  it.each<[init: FetchInit, own: string[], other: string[]]>([
    [{ credentials: "omit" }, [], []],
    [{ credentials: "same-origin" }, OWN, []],
    [{ credentials: "include" }, OWN, OTHER],
    [{ mode: "no-cors", credentials: "include" }, OWN, OTHER],
  ])("go where %j lets them", async (init, own, other) => {
    expect(valuesOf((await sent([APP], init))[0], "authorization")).toEqual(own);
    expect(valuesOf((await sent([API], init))[0], "authorization")).toEqual(other);
  });

  it.each([
    ["standard", [OWN, []]],
    ["webkit", [OWN, OTHER]],
  ] as const)("of a no-cors request that its own server sends on go in %s: %j", async (profile, expected) => {
    const requests = await sent([APP, API], { mode: "no-cors" }, {}, profile);
    expect(requests.map((request) => valuesOf(request, "authorization"))).toEqual(expected);
    const [direct] = await sent([API], { mode: "no-cors" }, {}, profile);
    expect(valuesOf(direct, "authorization")).toEqual([]);
  });

  it("of the author go before those that a user once gave", async () => {
    const [request] = await sent([APP], { headers: { Authorization: "Bearer 1" } });
    expect(valuesOf(request, "authorization")).toEqual(["Bearer 1"]);
  });

  it("stay away from no-cors requests to others under credentialless", async () => {
    const credentialless: PageOptions = { embedderPolicy: "credentialless" };
    const plain: FetchInit = { mode: "no-cors", credentials: "include" };
    expect(valuesOf((await sent([API], plain, credentialless))[0], "authorization")).toEqual([]);
    expect(valuesOf((await sent([APP], plain, credentialless))[0], "authorization")).toEqual(OWN);
    const [, back] = await sent([API, APP], plain, credentialless);
    expect(valuesOf(back, "authorization")).toEqual([]);
    const checked: FetchInit = { credentials: "include" };
    expect(valuesOf((await sent([API], checked, credentialless))[0], "authorization")).toEqual(OTHER);
  });
});

describe("what the user agent adds", () => {
  it.each<[init: FetchInit, lengths: string[]]>([
    [{}, []],
    [{ method: "POST" }, ["0"]],
    [{ method: "PUT" }, ["0"]],
    [{ method: "DELETE" }, []],
    [{ method: "POST", body: "four" }, ["4"]],
  ])("is one Content-Length, or none: %j", async (init, lengths) => {
    expect(valuesOf((await sent([APP], init))[0], "content-length")).toEqual(lengths);
  });

  it.each<[init: FetchInit, pragma: string[], cacheControl: string[]]>([
    [{ cache: "default" }, [], []],
    [{ cache: "force-cache" }, [], []],
    [{ cache: "no-cache" }, [], ["max-age=0"]],
    [{ cache: "reload" }, ["no-cache"], ["no-cache"]],
    [{ cache: "no-store" }, ["no-cache"], ["no-cache"]],
    [{ cache: "no-cache", headers: { "Cache-Control": "max-age=5" } }, [], ["max-age=5"]],
    [{ cache: "no-store", headers: { Pragma: "x", "Cache-Control": "y" } }, ["x"], ["y"]],
    [{ headers: { "If-None-Match": '"a"' } }, ["no-cache"], ["no-cache"]],
    [{ headers: { "If-Modified-Since": "yesterday" } }, ["no-cache"], ["no-cache"]],
    [{ headers: { "If-Unmodified-Since": "yesterday" } }, ["no-cache"], ["no-cache"]],
    [{ headers: { "If-Match": "*" } }, ["no-cache"], ["no-cache"]],
    [{ headers: { "If-Range": '"a"' } }, ["no-cache"], ["no-cache"]],
    [{ headers: { "If-None-Match": '"a"' }, cache: "force-cache" }, [], []],
  ])("follows from the cache mode: %j", async (init, pragma, cacheControl) => {
    const [request] = await sent([APP], init);
    expect([valuesOf(request, "pragma"), valuesOf(request, "cache-control")]).toEqual([pragma, cacheControl]);
  });

  it("asks for part of a file as it is", async () => {
    const [request] = await sent([APP], { headers: { Range: "bytes=0-10" } });
    expect(valuesOf(request, "accept-encoding")).toEqual(["identity"]);
    expect(valuesOf((await sent([APP], {}))[0], "accept-encoding")).toEqual([]);
  });

  it("is one User-Agent, the author's where there is one", async () => {
    const [request] = await sent([APP], { headers: { "User-Agent": "mine" } });
    expect(valuesOf(request, "user-agent")).toEqual(["mine"]);
    expect(valuesOf((await sent([APP], {}))[0], "user-agent")).toHaveLength(1);
  });
});

describe("keepalive requests", () => {
  /** A page whose requests are answered when somebody says so, and in the meantime are under way. */
  function open() {
    const waiting: (() => void)[] = [];
    let arrive = (): void => {};
    const browser = new Browser({
      transport: () =>
        new Promise((resolve) => {
          waiting.push(() => resolve({ status: 200, statusText: "", headers: [], body: null }));
          arrive();
        }),
    });
    const page = browser.page(APP);
    /** Sends a body of this size: why it is refused, or that it is under way. */
    const send = (size: number): Promise<string> =>
      new Promise((resolve, reject) => {
        arrive = () => resolve("under way");
        const init: FetchInit = { method: "POST", keepalive: true, body: new Uint8Array(size) };
        page.explain(APP, init).then(({ code = "answered" }) => resolve(code), reject);
      });
    return { send, answer: () => waiting.shift()?.() };
  }

  it.each<[sizes: readonly number[], size: number, fate: string]>([
    [[], 65_536, "under way"],
    [[], 65_537, "KeepaliveBodyTooLarge"],
    [[65_535], 1, "under way"],
    [[65_535], 2, "KeepaliveBodyTooLarge"],
    [[30_000, 30_000], 5_536, "under way"],
    [[30_000, 30_000], 5_537, "KeepaliveBodyTooLarge"],
  ])("of %j bytes under way, and one of %d: %s", async (sizes, size, fate) => {
    const { send } = open();
    for (const earlier of sizes) {
      // One after the other: each counts for the next.
      // oxlint-disable-next-line no-await-in-loop
      expect(await send(earlier)).toBe("under way");
    }
    expect(await send(size)).toBe(fate);
  });

  it("make room when they are answered", async () => {
    const { send, answer } = open();
    await send(65_536);
    expect(await send(1)).toBe("KeepaliveBodyTooLarge");
    answer();
    // The answer takes some turns of the event loop to reach the page.
    await vi.waitUntil(async () => (await send(65_536)) === "under way", { timeout: 10_000 });
  });
});

describe("a server that says it is the wrong one", () => {
  it.each<[statuses: readonly number[], init: FetchInit, sentTimes: number, status: number]>([
    [[421, 200], {}, 2, 200],
    [[421, 421, 200], {}, 2, 421],
    [[421, 200], { method: "POST", body: "text" }, 2, 200],
    [[421, 200], { method: "POST", body: new Response("text").body as ReadableStream, duplex: "half" }, 1, 421],
  ])("is asked once more, if that can be: %j", async (statuses, init, sentTimes, status) => {
    const seen: WireRequest[] = [];
    const browser = new Browser({
      transport: async (request) => {
        seen.push(request);
        const headers: HeaderLine[] = [["Access-Control-Allow-Origin", APP]];
        return { status: statuses[seen.length - 1] ?? 500, statusText: "", headers, body: null };
      },
    });
    const { response } = await browser.page(APP).explain(APP, init);
    expect([seen.length, response?.status]).toEqual([sentTimes, status]);
  });
});
