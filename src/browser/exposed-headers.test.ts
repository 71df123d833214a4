import { describe, expect, it } from "vitest";
import { Browser, type FetchInit, type HeaderLine } from "./index.ts";

const APP = "https://app.example.com";
const API = "https://api.example.net";

const SAFELISTED = [
  "cache-control",
  "content-language",
  "content-length",
  "content-type",
  "expires",
  "last-modified",
  "pragma",
];

const SENT: readonly HeaderLine[] = [
  ...SAFELISTED.map((name): HeaderLine => [name, "1"]),
  ["ETag", "1"],
  ["X-Total", "1"],
  ["Set-Cookie", "a=b"],
  ["Set-Cookie2", "a=b"],
];

/** The names that a page reads of an answer, but for those of CORS itself. */
async function read(url: string, exposes: readonly string[], init: FetchInit = {}): Promise<string[]> {
  const headers: HeaderLine[] = [
    ["Access-Control-Allow-Origin", APP],
    ["Access-Control-Allow-Credentials", "true"],
    ...exposes.map((value): HeaderLine => ["Access-Control-Expose-Headers", value]),
    ...SENT,
  ];
  const browser = new Browser({ transport: async () => ({ status: 200, statusText: "", headers, body: null }) });
  const response = await browser.page(APP).fetch(url, init);
  return [...response.headers.keys()].filter((name) => !name.startsWith("access-control-"));
}

const ALL = [...SAFELISTED, "etag", "x-total"].sort();

describe("the headers that a page reads of another origin's answer", () => {
  it.each<[exposes: readonly string[], init: FetchInit, more: readonly string[]]>([
    [[], {}, []],
    [["etag"], {}, ["etag"]],
    [["ETAG, X-Total"], {}, ["etag", "x-total"]],
    [["etag", "x-total"], {}, ["etag", "x-total"]],
    [["etag, x total"], {}, []],
    [["set-cookie, set-cookie2"], {}, []],
    [["*"], {}, ["etag", "x-total"]],
    [["*"], { credentials: "include" }, []],
    [["*, etag"], { credentials: "include" }, ["etag"]],
  ])("are the usual ones and, with Access-Control-Expose-Headers %j and %j, %j", async (exposes, init, more) => {
    expect(await read(API, exposes, init)).toEqual([...SAFELISTED, ...more].sort());
  });

  it("are all, but for those of cookies, where it is the page's own origin", async () => {
    expect(await read(APP, [])).toEqual(ALL);
  });
});
