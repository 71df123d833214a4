import { describe, expect, it } from "vitest";
import { Browser as SlimBrowser } from "./slim.ts";
import { Browser, CorsError, isCorsError, type HeaderLine, type Transport, type WireRequest } from "./index.ts";

const PAGE = "https://app.example.com/orders?page=2#top";
const ORIGIN = "https://app.example.com";
const API = "https://api.example.net/orders/1";

/** A server that answers every preflight with what it takes, and everything else with these headers. */
function server(
  headers: readonly HeaderLine[] = [["Access-Control-Allow-Origin", "*"]],
  status = 200,
): { seen: WireRequest[]; transport: Transport } {
  const seen: WireRequest[] = [];
  const granted: HeaderLine[] = [
    ["Access-Control-Allow-Origin", "*"],
    ["Access-Control-Allow-Methods", "PUT"],
    ["Access-Control-Allow-Headers", "content-type"],
  ];
  const transport: Transport = async (request) => {
    seen.push(request);
    const preflight = request.method === "OPTIONS";
    return {
      status: preflight ? 204 : status,
      statusText: "Fine",
      headers: preflight ? granted : headers,
      body: preflight ? null : new TextEncoder().encode("thanks"),
    };
  };
  return { seen, transport };
}

const open = (transport: Transport, page = PAGE): ReturnType<Browser["page"]> => new Browser({ transport }).page(page);

describe("page.fetch", () => {
  it("asks, sends, and gives the page a real Response", async () => {
    const { seen, transport } = server([
      ["Access-Control-Allow-Origin", "*"],
      ["Content-Type", "text/plain"],
      ["X-Secret", "1"],
      ["Set-Cookie", "a=b"],
    ]);
    const response = await open(transport).fetch(API, {
      method: "put",
      headers: { "Content-Type": "application/json" },
      body: "{}",
    });
    expect(seen.map(({ method, url }) => `${method} ${url}`)).toEqual([`OPTIONS ${API}`, `PUT ${API}`]);
    expect(response).toBeInstanceOf(Response);
    expect([response.type, response.url, response.redirected, response.status, response.ok]).toEqual([
      "cors",
      API,
      false,
      200,
      true,
    ]);
    expect([...response.headers]).toEqual([["content-type", "text/plain"]]);
    const clone = response.clone();
    expect([clone.type, clone.url, await clone.text(), await response.text()]).toEqual([
      "cors",
      API,
      "thanks",
      "thanks",
    ]);
    expect(
      (
        await open(transport)
          .fetch(API)
          .then((one) => one.blob())
      ).type,
    ).toBe("text/plain");
  });

  it("gives headers that cannot be changed", async () => {
    const { headers } = await open(server().transport).fetch(API);
    expect(() => headers.append("a", "b")).toThrow(TypeError);
    expect(() => headers.set("a", "b")).toThrow(TypeError);
    expect(() => headers.delete("a")).toThrow(TypeError);
  });

  it.each([200, 299, 304, 404, 500, 599, 999])("gives status %i as it is", async (status) => {
    const response = await open(server(undefined, status).transport).fetch(API);
    expect([response.status, response.ok, response.clone().status]).toEqual([status, status < 300, status]);
    expect(await response.text()).toBe(status === 304 ? "" : "thanks");
  });

  it("gives nothing of an opaque response away", async () => {
    const response = await open(server([["X-A", "1"]], 500).transport).fetch(API, { mode: "no-cors" });
    expect([response.type, response.url, response.status, response.ok, [...response.headers], response.body]).toEqual([
      "opaque",
      "",
      0,
      false,
      [],
      null,
    ]);
    expect(response.clone().type).toBe("opaque");
  });

  it("rejects with a TypeError that says why", async () => {
    const { transport } = server([]);
    const error: unknown = await open(transport)
      .fetch(API)
      .catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(TypeError);
    expect(error).toBeInstanceOf(CorsError);
    expect(isCorsError(error) && isCorsError(new TypeError("no"))).toBe(false);
    expect(error).toMatchObject({
      name: "CorsError",
      code: "MissingAllowOriginHeader",
      phase: "response",
      hop: 0,
      exchange: { verdict: "blocked" },
    });
    expect(String(error)).toBe(
      `CorsError: MissingAllowOriginHeader: The answer has no Access-Control-Allow-Origin. (response of ${API})`,
    );
    expect(Object.hasOwn(error as object, "parameter")).toBe(false);
  });

  it("sends the author's headers as they were written, and those of the user agent after them", async () => {
    const { seen, transport } = server();
    await open(transport)
      .fetch(API, {
        headers: [
          ["x-B", " 1 "],
          ["Cookie", "no"],
          ["Accept", "text/html"],
        ],
        method: "GET",
      })
      .catch(() => undefined);
    await open(transport).fetch(API, { method: "POST", headers: [["accept", "text/html"]] });
    expect(seen.at(-1)?.headers).toEqual([
      ["accept", "text/html"],
      ["Content-Length", "0"],
      ["Referer", `${ORIGIN}/`],
      ["Origin", ORIGIN],
      ["Sec-Fetch-Dest", "empty"],
      ["Sec-Fetch-Mode", "cors"],
      ["Sec-Fetch-Site", "cross-site"],
      ["User-Agent", "crossorigin"],
    ]);
    expect(seen[0]?.headers).toContainEqual(["Access-Control-Request-Headers", "x-b"]);
  });

  it("reads values without the white space around them", async () => {
    const { transport } = server([
      ["Access-Control-Allow-Origin", " *\t"],
      ["Content-Type", "\t text/html "],
    ]);
    const response = await open(transport).fetch(API);
    expect(response.headers.get("content-type")).toBe("text/html");
  });

  it("resolves URLs against the page's, and sends no fragment", async () => {
    const { seen, transport } = server();
    const response = await open(transport).fetch("/here?a=b#c");
    expect([seen[0]?.url, response.url, response.type]).toEqual([`${ORIGIN}/here?a=b`, `${ORIGIN}/here?a=b`, "basic"]);
  });

  it.each<
    [string, Parameters<ReturnType<Browser["page"]>["fetch"]>[1] | { mode: string } | { credentials: string }, string?]
  >([
    ["a forbidden method", { method: "trace" }],
    ["a method that is no token", { method: "G T" }],
    ["a header name that is none", { headers: { "a b": "c" } }],
    ["a header value with a line end inside", { headers: { a: "b\nc" } }],
    ["a body with GET", { body: "a" }],
    ["PUT in mode no-cors", { method: "PUT", mode: "no-cors" }],
    ["mode navigate", { mode: "navigate" }],
    ["credentials that are none", { credentials: "always" }],
    ["the cache alone of another origin", { cache: "only-if-cached" }],
    ["a stream without duplex", { method: "POST", body: new ReadableStream() }],
    ["a referrer that is no URL", { referrer: "https://" }],
    ["user name and password in the URL", {}, "https://a:b@api.example.net/"],
    ["a URL that is none", {}, "https://"],
  ])("refuses %s before anything is sent, with a TypeError that is no CorsError", async (_what, init, url = API) => {
    const { seen, transport } = server();
    const error: unknown = await open(transport)
      .fetch(url, init as object)
      .catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(TypeError);
    expect(isCorsError(error)).toBe(false);
    expect(seen).toEqual([]);
  });

  it.each([
    ["ftp://api.example.net/", "CorsDisabledScheme", "ftp"],
    ["https://api.example.net:6667/", "BlockedPort", "6667"],
    ["http://api.example.net/", "MixedContent", "http://api.example.net"],
  ])("never asks for %s", async (url, code, parameter) => {
    const { seen, transport } = server();
    await expect(open(transport).fetch(url)).rejects.toMatchObject({ code, parameter, phase: "request" });
    expect(seen).toEqual([]);
  });
});

describe("an answer that never comes", () => {
  it("ends after the timeout, and tells the transport", async () => {
    let signal: AbortSignal | undefined;
    const browser = new Browser({
      timeout: 20,
      transport: (request) => {
        ({ signal } = request);
        return new Promise(() => undefined);
      },
    });
    const exchange = await browser.page(PAGE).explain(API);
    expect(exchange).toMatchObject({ verdict: "network-error", code: "TimedOut", wire: [{ preflight: false }] });
    expect(exchange.wire[0]?.response).toBeUndefined();
    expect(signal?.aborted).toBe(true);
  });

  it("leaves nothing behind on a signal that lives on, and no timer", async () => {
    const { signal } = new AbortController();
    const added: unknown[] = [];
    const removed: unknown[] = [];
    signal.addEventListener = (_type: string, listener: unknown) => void added.push(listener);
    signal.removeEventListener = (_type: string, listener: unknown) => void removed.push(listener);
    await open(server().transport).fetch(API, { method: "PUT", signal });
    expect(removed).toEqual(added);
    expect(added.length).toBe(2);
  });

  it("is one also when the transport throws at once", async () => {
    const transport: Transport = () => {
      throw new Error("no");
    };
    expect(await open(transport).explain(API)).toMatchObject({ verdict: "network-error", code: "NoAnswer" });
  });

  it("ends when the page gives up, with what the page gave as reason", async () => {
    const controller = new AbortController();
    const waiting = open(() => new Promise(() => undefined)).fetch(API, { signal: controller.signal });
    controller.abort();
    await expect(waiting).rejects.toMatchObject({ name: "AbortError" });
    await expect(open(server().transport).fetch(API, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      name: "AbortError",
    });
  });

  it.each([
    [Object.assign(new Error("no"), { code: "ConnectionRefused" }), "ConnectionRefused"],
    [Object.assign(new Error("no"), { code: "MissingAllowOriginHeader" }), "NoAnswer"],
    [Object.assign(new Error("no"), { code: "toString" }), "NoAnswer"],
    [Object.assign(new Error("no"), { code: "ECONNREFUSED" }), "NoAnswer"],
    [Object.assign(new Error("no"), { code: 5 }), "NoAnswer"],
    ["text", "NoAnswer"],
    [undefined, "NoAnswer"],
  ])("is called by its cause: %s", async (cause, code) => {
    // A transport may reject with anything.
    // oxlint-disable-next-line typescript/prefer-promise-reject-errors
    const error: unknown = await open(() => Promise.reject(cause))
      .fetch(API)
      .catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code, ...(cause === undefined ? {} : { cause }) });
  });

  it.each<[string, Partial<Awaited<ReturnType<Transport>>>]>([
    ["a status that is none", { status: 0 }],
    ["an informational status", { status: 199 }],
    ["a status of four digits", { status: 1000 }],
    ["a part of a status", { status: 200.5 }],
    ["a name that is no token", { headers: [["a b", "c"]] }],
    ["a value with a line end", { headers: [["a", "b\r\nc"]] }],
    ["a value with NUL", { headers: [["a", "\0"]] }],
  ])("counts what is no response: %s", async (_what, answer) => {
    const transport: Transport = async () => ({ status: 200, statusText: "", headers: [], body: null, ...answer });
    expect(await open(transport).explain(API)).toMatchObject({ verdict: "network-error", code: "MalformedResponse" });
  });
});

describe("page.explain", () => {
  it.each<[string, HeaderLine[], number, object?]>([
    ["of what the page may not have", [], 200],
    [
      "of a redirect that is followed",
      [
        ["Access-Control-Allow-Origin", "*"],
        ["Location", "/b"],
      ],
      307,
    ],
    [
      "of a redirect that is not",
      [
        ["Access-Control-Allow-Origin", "*"],
        ["Location", "/b"],
      ],
      307,
      { redirect: "error" },
    ],
    ["of a preflight", [["Access-Control-Allow-Origin", "*"]], 200, { method: "PUT" }],
    ["of an opaque response", [], 200, { mode: "no-cors" }],
  ])("lets go of the body %s", async (_what, headers, status, init) => {
    let cancelled = 0;
    let sent = 0;
    const transport: Transport = async () => {
      sent += 1;
      const body = new ReadableStream<Uint8Array>({ cancel: () => void (cancelled += 1) });
      return sent > 1
        ? { status: 200, statusText: "", headers: [], body: null }
        : { status, statusText: "", headers, body };
    };
    await open(transport).explain(API, init);
    expect(cancelled).toBe(1);
  });

  it("is plain data, but for the response", async () => {
    const { response, ...rest } = await open(server().transport).explain(API, { method: "PUT" });
    expect(response).toBeInstanceOf(Response);
    expect(JSON.parse(JSON.stringify(rest))).toEqual(rest);
    expect(rest.wire.map(({ preflight, fromCache, hop }) => [preflight, fromCache, hop])).toEqual([
      [true, false, 0],
      [false, false, 0],
    ]);
  });

  it("shows that a kept answer was used", async () => {
    const page = open(server().transport);
    await page.explain(API, { method: "PUT" });
    const { wire } = await page.explain(API, { method: "PUT" });
    expect(
      wire.map(({ preflight, fromCache, request, response }) => [
        preflight,
        fromCache,
        request.method,
        response?.status,
      ]),
    ).toEqual([
      [true, true, "OPTIONS", undefined],
      [false, false, "PUT", 200],
    ]);
  });

  it("reads like the standard", async () => {
    const { steps } = await open(server().transport).explain(API, {
      method: "PUT",
      headers: { "Content-Type": "text/html" },
      body: "x",
    });
    expect(steps.map(({ phase, name, result }) => `${phase} ${name} ${result}`)).toMatchInlineSnapshot(`
      [
        "request response-tainting noted",
        "request safelisted-method noted",
        "request safelisted-headers noted",
        "request cached-method noted",
        "request cached-header noted",
        "preflight preflight-sent noted",
        "preflight origin-header noted",
        "preflight referrer noted",
        "preflight response-received noted",
        "preflight allow-origin passed",
        "preflight preflight-status passed",
        "preflight allow-methods passed",
        "preflight allow-headers passed",
        "preflight max-age noted",
        "response credentials noted",
        "response origin-header noted",
        "response referrer noted",
        "response request-sent noted",
        "response response-received noted",
        "response allow-origin passed",
        "response expose-headers noted",
        "response filtered-response noted",
      ]
    `);
  });

  it("repeats no more than 1024 characters of what a server sends", async () => {
    const { steps, parameter } = await open(
      server([["Access-Control-Allow-Origin", "x".repeat(5000)]]).transport,
    ).explain(API);
    expect(Math.max(...steps.map(({ found }) => (found ?? "").length))).toBe(1024);
    expect(parameter?.length).toBe(5000);
  });
});

describe("new Browser", () => {
  const { transport } = server();

  it.each([
    [undefined, /needs options/],
    [{}, /transport is undefined/],
    [{ transport, profile: "safari" }, /profile is "safari".*webkit/],
    [{ transport, timeout: 0 }, /timeout is 0/],
    [{ transport, timeout: Number.NaN }, /timeout is NaN/],
    [{ transport, timeout: 2 ** 31 }, /timeout is 2147483648; it must be a number of milliseconds/],
    [{ transport, timeout: "5" }, /timeout is "5"/],
    [{ transport, cookies: {} }, /getCookies/],
    [{ transport, cookies: { getCookies: () => [] } }, /cookies is another object/],
    [{ transport, cookies: { setCookie: () => undefined } }, /cookies is another object/],
    [{ transport, cookies: null }, /cookies is null/],
    [{ transport, authentication: null }, /authentication is null/],
    [{ transport, authentication: { "https://api.example.com": 5 } }, /authentication is another object/],
    [null, /needs options/],
    [{ transport: "https://api.example.com" }, /transport is "https:.*a function, such as network\(\)/],
    [{ transport, cookie: {} }, /no option cookie; it has .*cookies/],
    [{ transport, now: 0 }, /now is 0; it must be a function/],
    [{ transport, thirdPartyCookies: "no" }, /thirdPartyCookies is "no"/],
    [{ transport, authentication: { "https://api.example.com/": "user:secret" } }, /authentication is another object/],
    [{ transport, publicSuffixOf: "com" }, /publicSuffixOf is "com"/],
  ])("refuses %j", (options, message) => {
    expect(() => new Browser(options as never)).toThrow(message);
  });

  it("knows whose behaviour it shows", () => {
    expect([new Browser({ transport }).profile, new Browser({ transport, profile: "webkit" }).profile]).toEqual([
      "standard",
      "webkit",
    ]);
  });

  it("waits for as long as a timer can", async () => {
    const { verdict } = await new Browser({ transport, timeout: 2 ** 31 - 1 }).page(PAGE).explain(API);
    expect(verdict).toBe("allowed");
  });

  it("without the list of public suffixes needs one", () => {
    expect(() => new SlimBrowser({ transport } as never)).toThrow(/publicSuffixOf/);
    expect(new SlimBrowser({ transport, publicSuffixOf: () => "com" }).page(PAGE).origin).toBe(ORIGIN);
  });

  it.each([
    [PAGE, ORIGIN],
    ["HTTPS://App.Example.com:443", ORIGIN],
    ["null", "null"],
    ["capacitor://localhost", "capacitor://localhost"],
    ["file:///home/page.html", "null"],
    ["file://server/page.html", "null"],
    ["about:blank", "null"],
    ["data:text/html,x", "null"],
    ["about://app/", "null"],
    ["blob://app/", "null"],
    ["data://app/", "null"],
    ["javascript://app/", "null"],
  ])("opens a page at %s with origin %s", (url, origin) => {
    expect(new Browser({ transport }).page(url).origin).toBe(origin);
  });

  it.each(["null", "file://server/page.html"])("has no URL for %s that another could be relative to", async (url) => {
    await expect(new Browser({ transport }).page(url).explain("other.html")).rejects.toThrow(/is not a URL/);
  });

  it.each(["app.example.com", "", "/orders"])("opens no page at %j", (url) => {
    expect(() => new Browser({ transport }).page(url)).toThrow(/is no page/);
  });
});

describe("page.xhr", () => {
  it("joins the values of one name, and asks because of a listener on the upload", async () => {
    const { seen, transport } = server();
    const page = open(transport);
    await page.xhr(API, {
      method: "POST",
      headers: [
        ["Accept", "a"],
        ["accept", "b"],
      ],
      body: "x",
      uploadListeners: true,
    });
    expect(seen.map(({ method }) => method)).toEqual(["OPTIONS", "POST"]);
    expect(seen[1]?.headers[0]).toEqual(["Accept", "a, b"]);
  });

  it("leaves the body of a GET out, and fails on withCredentials as fetch does on include", async () => {
    const { seen, transport } = server();
    await open(transport).xhr(API, { body: "x" });
    expect(seen[0]?.body).toBeUndefined();
    await expect(open(transport).xhr(API, { withCredentials: true })).rejects.toMatchObject({
      code: "WildcardOriginNotAllowed",
    });
  });
});
