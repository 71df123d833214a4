import { describe, expect, it } from "vitest";
import { Browser, type FetchInit, type HeaderLine, type WireRequest } from "./index.ts";

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
