import { describe, expect, it } from "vitest";
import { Browser, PROFILES, type FetchInit, type HeaderLine, type ProfileName, type WireRequest } from "./index.ts";

const APP = "https://app.example.com";
const API = "https://api.example.com";
const OTHER = "https://other.example";

/** The `Sec-Fetch-*` headers of the last request of a chain of redirects, without their common beginning. */
async function metadata(chain: readonly string[], init: FetchInit = {}): Promise<Record<string, string>> {
  const seen: WireRequest[] = [];
  const browser = new Browser({
    transport: async (request) => {
      seen.push(request);
      const next = chain[seen.length];
      const location: HeaderLine[] = next === undefined ? [] : [["Location", next]];
      const headers: HeaderLine[] = [["Access-Control-Allow-Origin", "*"], ...location];
      return { status: next === undefined ? 200 : 302, statusText: "", headers, body: null };
    },
  });
  const page = chain[0]?.startsWith("http:") === true ? "http://app.example.com" : APP;
  await browser.page(page).explain(chain[0] ?? "", init);
  const lines = seen.at(-1)?.headers.filter(([name]) => name.startsWith("Sec-Fetch-")) ?? [];
  return Object.fromEntries(lines.map(([name, value]) => [name.slice("Sec-Fetch-".length), value]));
}

describe("the Sec-Fetch headers", () => {
  it.each<[chain: readonly string[], site: string]>([
    [[APP], "same-origin"],
    [[API], "same-site"],
    [[OTHER], "cross-site"],
    [[APP, API], "same-site"],
    [[API, APP], "same-site"],
    [[OTHER, APP], "cross-site"],
    [[API, OTHER], "cross-site"],
    [[API, OTHER, APP], "cross-site"],
  ])("say of %j: %s", async (chain, site) => {
    expect(await metadata(chain)).toEqual({ Dest: "empty", Mode: "cors", Site: site });
  });

  it("say in which mode", async () => {
    expect(await metadata([API], { mode: "no-cors" })).toEqual({ Dest: "empty", Mode: "no-cors", Site: "same-site" });
  });

  it("are kept from where anybody could read along, but for this machine", async () => {
    expect(await metadata(["http://api.example.com"])).toEqual({});
    expect(await metadata(["http://localhost:3000"])).toEqual({ Dest: "empty", Mode: "cors", Site: "cross-site" });
  });
});

const OWN = "http://localhost:9101/s";
const X = "http://localhost:9102/x";
const Y = "http://127.0.0.1:9103/y";

/** What every request of a chain of redirects, preflights too, says of its site; the page is at `OWN`. */
async function sites(profile: ProfileName, chain: readonly string[], init: FetchInit): Promise<(string | undefined)[]> {
  const seen: WireRequest[] = [];
  const browser = new Browser({
    profile,
    transport: async (request) => {
      seen.push(request);
      const next = chain[chain.indexOf(request.url) + 1];
      const location: HeaderLine[] = next === undefined || request.method === "OPTIONS" ? [] : [["Location", next]];
      const headers: HeaderLine[] = [
        ["Access-Control-Allow-Origin", new Map(request.headers).get("Origin") ?? "*"],
        ["Access-Control-Allow-Credentials", "true"],
        ["Access-Control-Allow-Methods", "PUT"],
        ...location,
      ];
      return { status: location.length === 0 ? 200 : 307, statusText: "", headers, body: null };
    },
  });
  await browser.page(OWN).explain(chain[0] ?? "", init);
  return seen.map(({ headers }) => headers.find(([name]) => name === "Sec-Fetch-Site")?.[1]);
}

const CROSS = "cross-site";
const SITE = "same-site";
const ORIGIN = "same-origin";

describe("Sec-Fetch-Site after redirects, in the standard, Chromium, Firefox and WebKit", () => {
  it.each<
    [what: string, chain: readonly string[], init: FetchInit, said: readonly (readonly (string | undefined)[])[]]
  >([
    [
      "of preflights and requests that come from another site",
      [Y, X],
      { method: "PUT" },
      [
        [CROSS, CROSS, CROSS, CROSS],
        [CROSS, CROSS, SITE, CROSS],
        [CROSS, CROSS, SITE, CROSS],
        [CROSS, CROSS, CROSS, undefined],
      ],
    ],
    [
      "of preflights and requests that come back to the page's own server",
      [X, OWN],
      { method: "PUT" },
      [
        [SITE, SITE, SITE, SITE],
        [SITE, SITE, ORIGIN, SITE],
        [SITE, SITE, ORIGIN, CROSS],
        [SITE, SITE, CROSS, undefined],
      ],
    ],
    [
      "of requests that stay with another server of the site",
      [X, `${X}/2`],
      {},
      [
        [SITE, SITE],
        [SITE, SITE],
        [SITE, CROSS],
        [SITE, SITE],
      ],
    ],
    [
      "of requests that leave the page's own server",
      [OWN, X],
      {},
      [
        [ORIGIN, SITE],
        [ORIGIN, SITE],
        [ORIGIN, CROSS],
        [ORIGIN, undefined],
      ],
    ],
    [
      "of requests without CORS that leave the page's own server",
      [OWN, X],
      { mode: "no-cors" },
      [
        [ORIGIN, SITE],
        [ORIGIN, SITE],
        [ORIGIN, CROSS],
        [ORIGIN, SITE],
      ],
    ],
    [
      "of requests that stay with the page's own server",
      [OWN, `${OWN}/2`],
      {},
      [
        [ORIGIN, ORIGIN],
        [ORIGIN, ORIGIN],
        [ORIGIN, ORIGIN],
        [ORIGIN, ORIGIN],
      ],
    ],
  ])("%s", async (_what, chain, init, said) => {
    expect(await Promise.all(PROFILES.map((profile) => sites(profile, chain, init)))).toEqual(said);
  });
});
