import { gzipSync, deflateSync } from "node:zlib";
import { H3 } from "h3";
import { Hono } from "hono";
import { compress } from "hono/compress";
import { describe, expect, it } from "vitest";
import type { HeaderLine, WireRequest, WireResponse } from "../browser/wire.ts";
import { handler, type FetchHandler } from "./handler.ts";
import { failureOf, reasonOf, textOf } from "./test-bench.ts";

const URL_OF_API = "https://api.example.com/orders?id=1";

function ask(fetch: FetchHandler, request: Partial<WireRequest> = {}): Promise<WireResponse> {
  return handler(fetch)({ method: "GET", url: URL_OF_API, headers: [], ...request });
}

/** The request that a handler is given. */
async function given(request: Partial<WireRequest>): Promise<Request> {
  let seen: Request | undefined;
  await ask((received) => {
    seen = received;
    return new Response();
  }, request);
  if (seen === undefined) throw new Error("The handler was not called.");
  return seen;
}

/** Headers that a page may not set, and a server sees all the same. */
const SERVERS_SEE: readonly HeaderLine[] = [
  ["Origin", "https://app.example.com"],
  ["Cookie", "a=b; c=d"],
  ["Access-Control-Request-Method", "PUT"],
  ["Access-Control-Request-Headers", "content-type,x-a"],
  ["Sec-Fetch-Mode", "cors"],
  ["Sec-Fetch-Site", "same-site"],
  ["Referer", "https://app.example.com/"],
  ["Accept-Encoding", "gzip, deflate, br"],
  ["User-Agent", "Mozilla/5.0"],
  ["Connection", "keep-alive"],
  ["X-Bytes", "\xe9\xff"],
];

describe("the request of handler()", () => {
  it("has every header, also those that no page may set", async () => {
    const { headers } = await given({ headers: SERVERS_SEE });
    const expected = SERVERS_SEE.map(([name, value]) => [name.toLowerCase(), value]);
    expect(Object.fromEntries(headers)).toEqual({ ...Object.fromEntries(expected), host: "api.example.com" });
  });

  it("has every header where Request leaves some of them out, as in a page", async () => {
    const Original = globalThis.Request;
    class PageRequest extends Original {
      constructor(url: string, init: RequestInit) {
        const lines = init.headers as [string, string][];
        super(url, { ...init, headers: lines.filter(([name]) => name !== "Origin" && name !== "Cookie") });
      }
    }
    globalThis.Request = PageRequest;
    try {
      const { headers } = await given({ headers: SERVERS_SEE });
      expect([headers.get("origin"), headers.get("cookie"), headers.get("sec-fetch-mode")]).toEqual([
        "https://app.example.com",
        "a=b; c=d",
        "cors",
      ]);
    } finally {
      globalThis.Request = Original;
    }
  });

  it.each(["GET", "POST", "PATCH", "patch", "CHICKEN", "OPTIONS", "DELETE"])("keeps the method %s", async (method) => {
    expect((await given({ method })).method).toBe(method);
  });

  it("has URL, body and length", async () => {
    const body = new TextEncoder().encode('{"name":"Tricia"}');
    const request = await given({ method: "PUT", body, headers: [["Content-Type", "application/json"]] });
    expect(request.url).toBe(URL_OF_API);
    expect(request.headers.get("content-length")).toBe("17");
    expect(request.headers.get("content-type")).toBe("application/json");
    expect(await request.json()).toEqual({ name: "Tricia" });
    expect([...(await given({ method: "PUT", body: new Uint8Array(0) })).headers.keys()]).toEqual([
      "content-length",
      "host",
    ]);
  });

  it.each([
    ["CONNECT", undefined, /^NoAnswer: No Request can be made of CONNECT https:\/\/api\.example\.com\/orders\?id=1: /],
    ["TRACE", undefined, /^NoAnswer: No Request can be made of TRACE /],
    ["GET", new Uint8Array(1), /^NoAnswer: No Request can be made of GET /],
    ["HEAD", new Uint8Array(1), /^NoAnswer: No Request can be made of HEAD /],
    ["", undefined, /^NoAnswer: No Request can be made of /],
  ])("cannot be made of %j with body %j", async (method, body, expected) => {
    const neverCalled = (): never => {
      throw new Error("It was called.");
    };
    const request = { method, ...(body === undefined ? {} : { body }) };
    expect(await failureOf(ask(neverCalled, request))).toMatch(expected);
  });
});

describe("the response of handler()", () => {
  it("has status, text, and every header, each cookie a line of its own", async () => {
    const headers = new Headers([
      ["Vary", "Origin"],
      ["Set-Cookie", "a=b; Expires=Wed, 09 Jun 2027 10:18:14 GMT"],
      ["Set-Cookie", "c=d"],
      ["vary", "Accept"],
      ["Access-Control-Allow-Origin", "*"],
    ]);
    const response = await ask(() => new Response("hi", { status: 203, statusText: "Fine", headers }));
    expect(response).toMatchObject({ status: 203, statusText: "Fine" });
    expect(response.headers).toEqual([
      ["access-control-allow-origin", "*"],
      ["content-type", "text/plain;charset=UTF-8"],
      ["vary", "Origin, Accept"],
      ["set-cookie", "a=b; Expires=Wed, 09 Jun 2027 10:18:14 GMT"],
      ["set-cookie", "c=d"],
    ]);
    expect(await textOf(response)).toBe("hi");
  });

  it("has no body where there is none, and none for HEAD", async () => {
    expect((await ask(async () => new Response(null, { status: 204 }))).body).toBeNull();
    let cancelled = false;
    const body = new ReadableStream({
      cancel: () => {
        cancelled = true;
      },
    });
    expect((await ask(() => new Response(body), { method: "HEAD" })).body).toBeNull();
    expect(cancelled).toBe(true);
  });

  it("may be of another copy of fetch: what counts is what it has", async () => {
    const other = { status: 200, statusText: "", headers: new Headers([["a", "b"]]), body: null, bodyUsed: false };
    expect((await ask(() => other as Response)).headers).toEqual([["a", "b"]]);
  });

  it.each([
    ["gzip", gzipSync("hello")],
    ["deflate", deflateSync("hello")],
    ["identity", Buffer.from("hello")],
    ["deflate, gzip", gzipSync(deflateSync("hello"))],
  ])("has a body decoded from %s", async (coding, bytes) => {
    const response = await ask(() => new Response(new Uint8Array(bytes), { headers: { "Content-Encoding": coding } }));
    expect(await textOf(response)).toBe("hello");
    expect(response.headers).toEqual([["content-encoding", coding]]);
  });

  it("has a body left as it is when its coding is unknown, and one that fails when it is not so encoded", async () => {
    const encodedAs = (coding: string): Promise<WireResponse> =>
      ask(() => new Response("hello", { headers: { "Content-Encoding": coding } }));
    expect(await textOf(await encodedAs("something"))).toBe("hello");
    expect(await failureOf(textOf(await encodedAs("gzip")))).toBe(
      "MalformedResponse: The handler's body is not encoded as Content-Encoding says.",
    );
  });

  it("has a body that fails when the handler's does", async () => {
    const error = new Error("database gone");
    const body = new ReadableStream({
      start: (controller) => controller.enqueue(new Uint8Array(1)),
      pull: () => Promise.reject(error),
    });
    const reason = await reasonOf(textOf(await ask(() => new Response(body))));
    expect(reason).toMatchObject({ name: "TransportError", code: "ConnectionReset", cause: error });
  });

  it("has a body that is asked for no more than its reader asks", async () => {
    let pulled = 0;
    const body = new ReadableStream(
      {
        pull: (controller) => {
          pulled += 1;
          controller.enqueue(new Uint8Array(10));
        },
      },
      { highWaterMark: 0 },
    );
    const response = await ask(() => new Response(body));
    expect(pulled).toBe(0);
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    for (let index = 0; index < 3; index += 1) expect((await reader.read()).value?.length).toBe(10);
    expect(pulled).toBe(3);
    await reader.cancel();
  });
});

describe("a handler that gives no response", () => {
  it.each([
    ["undefined", undefined],
    ["a text", "hello"],
    ["an object", { status: 200 }],
    ["null", null],
  ])("but %s is no answer", async (_what, value) => {
    expect(await failureOf(ask(() => value as never))).toBe(
      `NoAnswer: The handler returned no Response for GET ${URL_OF_API}.`,
    );
  });

  it("but throws or rejects is no answer, and the error is the cause", async () => {
    const error = new Error("broken");
    const throwing = (): never => {
      throw error;
    };
    for (const fetch of [throwing, () => Promise.reject(error)]) {
      expect(await reasonOf(ask(fetch))).toMatchObject({
        code: "NoAnswer",
        message: `The handler threw at GET ${URL_OF_API}: broken`,
        cause: error,
      });
    }
  });

  it("that could be used is no answer", async () => {
    expect(await failureOf(ask(() => Response.error()))).toMatch(/^NoAnswer: .* Response\.error\(\)/);
    const used = async (): Promise<Response> => {
      const response = new Response("hi");
      await response.text();
      return response;
    };
    expect(await failureOf(ask(used))).toMatch(/^NoAnswer: .* body was read before/);
    const locked = new Response("hi");
    locked.body?.getReader();
    expect(await failureOf(ask(() => locked))).toMatch(/^NoAnswer: .* body was read before/);
  });

  it("is refused when it is no function", () => {
    expect(() => handler({ fetch: () => new Response() } as never)).toThrow(
      new TypeError("handler() takes a function from Request to Response."),
    );
  });
});

describe("a signal given to handler()", () => {
  const reason = new Error("the page is gone");

  it("that has aborted already keeps the handler from being called", async () => {
    let calls = 0;
    const fetch = (): Response => {
      calls += 1;
      return new Response();
    };
    expect(await reasonOf(ask(fetch, { signal: AbortSignal.abort(reason) }))).toBe(reason);
    expect(calls).toBe(0);
  });

  it("that aborts ends the waiting, and the handler's request aborts too", async () => {
    const controller = new AbortController();
    let seen: AbortSignal | undefined;
    const never = (request: Request): Promise<Response> => {
      seen = request.signal;
      setTimeout(() => controller.abort(reason), 5);
      return new Promise(() => {});
    };
    expect(await reasonOf(ask(never, { signal: controller.signal }))).toBe(reason);
    expect(seen?.aborted).toBe(true);
  });

  it("that aborts within the body fails it, and cancels the handler's", async () => {
    for (const coding of ["identity", "gzip"]) {
      const controller = new AbortController();
      const cancelled: unknown[] = [];
      const body = new ReadableStream({ cancel: (why) => void cancelled.push(why) });
      const fetch = (): Response => new Response(body, { headers: { "Content-Encoding": coding } });
      const reading = reasonOf(textOf(await ask(fetch, { signal: controller.signal })));
      controller.abort(reason);
      expect(await reading).toBe(reason);
      await expect.poll(() => cancelled, { interval: 5 }).toEqual([reason]);
    }
  });

  it("that is made when it is read is not read, and a body that nobody decodes is handed on as it is", async () => {
    const response = new Response("hi");
    const request: WireRequest = {
      method: "GET",
      url: "https://api.example.com/",
      headers: [],
      get signal(): AbortSignal {
        throw new Error("It was read.");
      },
    };
    const answer = await handler(() => response)(request);
    expect(answer.body).toBe(response.body);
    const zipped = new Response("no gzip", { headers: { "Content-Encoding": "gzip" } });
    const failing = await handler(() => zipped)(request);
    expect(await failureOf(textOf(failing))).toMatch(/^MalformedResponse: /);
  });

  it("is left alone after the end, however often it was used", async () => {
    const warnings: Error[] = [];
    const listen = (warning: Error): void => void warnings.push(warning);
    process.on("warning", listen);
    const { signal } = new AbortController();
    const all = Array.from({ length: 30 }, () => ask(() => new Response("hi"), { signal }).then(textOf));
    expect(await Promise.all(all)).toEqual(Array(30).fill("hi"));
    await new Promise((resolve) => setTimeout(resolve, 5));
    process.off("warning", listen);
    expect(warnings).toEqual([]);
  });
});

describe("handler() takes the application of", () => {
  const body = new TextEncoder().encode("ping");
  const request = { method: "POST", headers: [["Origin", "https://app.example.com"]], body } as const;

  it("Hono, with its compression", async () => {
    const app = new Hono();
    app.use(compress({ threshold: 0 }));
    app.post("/orders", async (context) => {
      context.header("Set-Cookie", "a=1", { append: true });
      context.header("Set-Cookie", "b=2", { append: true });
      return context.text(`${context.req.header("origin")} ${await context.req.text()}`);
    });
    const headers: HeaderLine[] = [...request.headers, ["Accept-Encoding", "gzip"]];
    const response = await ask((received) => app.fetch(received), { ...request, headers });
    expect(response.headers).toContainEqual(["content-encoding", "gzip"]);
    expect(response.headers.filter(([name]) => name === "set-cookie").map(([, value]) => value)).toEqual([
      "a=1",
      "b=2",
    ]);
    expect(await textOf(response)).toBe("https://app.example.com ping");
  });

  it("h3", async () => {
    const app = new H3().post(
      "/orders",
      async (event) => `${event.req.headers.get("origin")} ${await event.req.text()}`,
    );
    const response = await ask((received) => app.fetch(received), request);
    expect(await textOf(response)).toBe("https://app.example.com ping");
  });
});
