import { describe, expect, it } from "vitest";
import { Browser, type FetchInit, type WireRequest } from "./index.ts";

const OWN = "http://localhost:8081/orders";

/** A page, and what its requests were in the end. */
function open(): { readonly page: ReturnType<Browser["page"]>; readonly seen: WireRequest[] } {
  const seen: WireRequest[] = [];
  const browser = new Browser({
    transport: async (request) => {
      seen.push(request);
      return { status: 200, statusText: "", headers: [], body: null };
    },
  });
  return { page: browser.page("http://localhost:8081/shop/"), seen };
}

const text = ({ body }: WireRequest): string | undefined => body && new TextDecoder().decode(body);
const valueOf = ({ headers }: WireRequest, key: string): string | undefined =>
  headers.find(([name]) => name.toLowerCase() === key)?.[1];

/** Values as programs without types hand them over, member by member. */
const MEMBERS: Readonly<Record<string, readonly unknown[]>> = {
  method: [null, "", "get", "patch", "a b", "TRACE", "connect", "poſt", 5, {}],
  mode: [null, "", "cors", "no-cors", "same-origin", "navigate", "websocket", "CORS", 5],
  credentials: [null, "", "omit", "include", "same-origin", "Include"],
  cache: [null, "default", "no-store", "reload", "no-cache", "force-cache", "only-if-cached", "x"],
  redirect: [null, "follow", "error", "manual", "x"],
  referrer: ["", "about:client", "about:blank", "http://localhost:8081/x", "http://other.example/", "http://["],
  referrerPolicy: [null, "", "no-referrer", "unsafe-url", "x", "origin ", "ORIGIN"],
  keepalive: [null, true, false, "x", 0],
  window: [null, "x", {}, 0],
  duplex: [null, "half", "full"],
  signal: [null, {}, "x", new AbortController().signal],
  headers: [
    null,
    {},
    [],
    [["a", "b"]],
    [["a"]],
    [["a", "b", "c"]],
    [5],
    [new Set(["a", "b"])],
    "x",
    5,
    new Headers(),
    { a: undefined },
    { a: null },
    { a: 5 },
    { a: Symbol("x") },
    { "a b": "c" },
    { "": "c" },
    { a: "b\nc" },
    { a: " b\r\n" },
    { a: "\u{100}" },
    new Map([["a", "b"]]),
    new URLSearchParams("a=b"),
  ],
  body: [null, "", "x", 5, {}, new URLSearchParams(), new FormData(), new Blob(["x"]), new ArrayBuffer(2)],
};

const ROUNDS: readonly object[] = [
  {},
  { method: "POST", body: "b" },
  { mode: "no-cors" },
  { mode: "same-origin" },
  { method: "GET", body: "x" },
];

const CASES = Object.entries(MEMBERS).flatMap(([name, values]) =>
  values.map((value): [name: string, value: unknown] => [name, value]),
);

function isRefusedByPlatform(init: object): boolean {
  try {
    return new Request(OWN, init).method === "";
  } catch {
    return true;
  }
}

describe("init values", () => {
  it.each(CASES)(
    "are refused with a TypeError, before anything is sent, when the platform refuses %s: %s",
    async (name, value) => {
      for (const round of ROUNDS) {
        const init = { ...round, [name]: value };
        const { page, seen } = open();
        const error: unknown = await page.explain(OWN, init).then(
          () => undefined,
          (caught: unknown) => caught,
        );
        if (isRefusedByPlatform(init)) expect(error).toBeInstanceOf(TypeError);
        else expect(error).toBeUndefined();
        if (error !== undefined) expect(seen).toEqual([]);
      }
    },
  );

  it.each([5, "x", true])("are members of an object, and of nothing like %j", async (init) => {
    await expect(open().page.fetch(OWN, init as unknown as FetchInit)).rejects.toThrow(TypeError);
  });

  it("may be null, which says nothing", async () => {
    const { page, seen } = open();
    await page.fetch(OWN, null);
    expect(seen.map(({ method }) => method)).toEqual(["GET"]);
  });

  it("of headers are texts, as the platform makes them", async () => {
    const { page, seen } = open();
    const headers = { "X-Count": 5, "X-None": undefined, "X-Null": null } as unknown as Record<string, string>;
    await page.fetch(OWN, { headers });
    await page.xhr(OWN, { headers });
    for (const request of seen) {
      expect([valueOf(request, "x-count"), valueOf(request, "x-none"), valueOf(request, "x-null")]).toEqual([
        "5",
        "undefined",
        "null",
      ]);
    }
  });

  it("know no priority but three", async () => {
    const init = { priority: "urgent" } as unknown as FetchInit;
    await expect(open().page.fetch(OWN, init)).rejects.toThrow(TypeError);
    await open().page.fetch(OWN, { priority: "high" });
  });
});

describe("a Request as first argument", () => {
  const request = (): Request =>
    new Request(OWN, { method: "PUT", headers: { "X-A": "1" }, body: "hello", credentials: "omit" });

  it("is sent with its method, headers and body", async () => {
    const { page, seen } = open();
    const given = request();
    await page.fetch(given);
    const [sent] = seen as [WireRequest];
    expect([sent.method, sent.url, text(sent), valueOf(sent, "x-a"), valueOf(sent, "content-type")]).toEqual([
      "PUT",
      OWN,
      "hello",
      "1",
      "text/plain;charset=UTF-8",
    ]);
    expect(given.bodyUsed).toBe(true);
  });

  it("gives way to what stands beside it", async () => {
    const { page, seen } = open();
    await page.fetch(request(), { method: "POST", headers: { "X-B": "2" }, body: "other" });
    const [sent] = seen as [WireRequest];
    expect([sent.method, text(sent), valueOf(sent, "x-a"), valueOf(sent, "x-b")]).toEqual([
      "POST",
      "other",
      undefined,
      "2",
    ]);
  });

  it("comes from where it says, unless something stands beside it", async () => {
    const { page, seen } = open();
    const given = new Request(OWN, { referrerPolicy: "no-referrer" });
    await page.fetch(given);
    await page.fetch(given, { cache: "no-store" });
    expect(seen.map((sent) => valueOf(sent, "referer"))).toEqual([undefined, "http://localhost:8081/shop/"]);
  });

  it("is refused when its body was used, and when a GET would have one", async () => {
    const { page, seen } = open();
    const used = request();
    await used.text();
    await expect(page.fetch(used)).rejects.toThrow(TypeError);
    await expect(page.fetch(request(), { method: "GET" })).rejects.toThrow(TypeError);
    expect(seen).toEqual([]);
  });

  it("can be aborted by its own signal", async () => {
    const given = new Request(OWN, { signal: AbortSignal.abort() });
    await expect(open().page.fetch(given)).rejects.toMatchObject({ name: "AbortError" });
    await expect(open().page.fetch(OWN, { signal: AbortSignal.abort() })).rejects.toMatchObject({ name: "AbortError" });
    // What stands beside it comes first, also where that is nothing.
    await expect(open().page.fetch(given, { signal: new AbortController().signal })).resolves.toBeInstanceOf(Response);
    await expect(open().page.fetch(given, { signal: null })).resolves.toBeInstanceOf(Response);
    await expect(open().page.fetch(request(), { signal: AbortSignal.abort() })).rejects.toMatchObject({
      name: "AbortError",
    });
  });
});

describe("a URL that is not of HTTP", () => {
  const URLS = [
    "mailto:a@b.example",
    "ftp://localhost/",
    "data:,x",
    "about:blank",
    "javascript:1",
    "ws://localhost/",
    "blob:http://localhost:8081/1",
  ];

  it.each(URLS)("never meets the transport: %s", async (url) => {
    for (const mode of ["cors", "no-cors", "same-origin"] as const) {
      const { page, seen } = open();
      const { verdict } = await page.explain(url, { mode });
      expect([verdict, seen]).toEqual(["blocked", []]);
    }
  });

  it("is told as such in mode no-cors", async () => {
    const exchange = await open().page.explain("ftp://localhost/", { mode: "no-cors" });
    expect(exchange).toMatchObject({ code: "CorsDisabledScheme", phase: "request", parameter: "ftp" });
  });
});

describe("cache mode only-if-cached", () => {
  it("finds nothing, as nothing is kept, and asks no server", async () => {
    const { page, seen } = open();
    const exchange = await page.explain(OWN, { mode: "same-origin", cache: "only-if-cached" });
    expect(exchange).toMatchObject({ verdict: "network-error", code: "NotInCache", phase: "request", wire: [] });
    expect(seen).toEqual([]);
  });
});
