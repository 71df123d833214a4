import { describe, expect, it } from "vitest";
import { definePolicy } from "../../src/index.ts";
import { cors, type Handler } from "../../src/adapters/fetch.ts";

const PAGE = "https://app.example.com";
const policy = definePolicy({ origins: [PAGE], methods: ["PUT"], exposeHeaders: ["ETag"] });

function request(init: RequestInit = {}, origin = PAGE): Request {
  return new Request("http://localhost/", { ...init, headers: { Origin: origin } });
}

/** What a handler's response becomes. */
async function answer(response: Response): Promise<Response> {
  return cors(policy)(() => response)(request());
}

/** What a runtime hands out that no constructor makes. */
function responseLike(status: number, webSocket?: unknown): Response {
  const response = new Response("ok");
  Object.defineProperty(response, "status", { value: status });
  return webSocket === undefined ? response : Object.assign(response, { webSocket });
}

describe("cors", () => {
  it.each([
    ["undefined", undefined],
    ["object", { fetch: () => new Response("ok") }],
  ])("says what it wants a handler to be when it is given %s", (kind, given) => {
    const wrap = cors(policy);
    expect(() => wrap(given as never)).toThrow(
      new TypeError(
        `cors(policy) is put around a handler from Request to Response, which is a function; this is of type ${kind}.`,
      ),
    );
  });

  it("answers at once where policy and handler do, and later where one of them does", () => {
    const handler: Handler = () => new Response("ok");
    expect(cors(policy)(handler)(request())).toBeInstanceOf(Response);
    expect(cors(() => policy)(handler)(request())).toBeInstanceOf(Response);
    expect(cors(() => undefined)(handler)(request())).toBeInstanceOf(Response);
    expect(cors(policy)(async () => new Response("ok"))(request())).toBeInstanceOf(Promise);
    expect(cors(async () => policy)(handler)(request())).toBeInstanceOf(Promise);
  });

  it("hands on what a runtime gives besides the request", async () => {
    const handler = cors(policy)((_request, environment: { name: string }, count: number) => {
      return new Response(`${environment.name} ${count}`);
    });
    expect(await (await handler(request(), { name: "edge" }, 2)).text()).toBe("edge 2");
  });

  it("keeps status, reason, body, type and every cookie, and touches nothing of the handler's", async () => {
    const headers = new Headers([
      ["Set-Cookie", "a=1"],
      ["Set-Cookie", "b=2; Expires=Wed, 09 Jun 2032 10:18:14 GMT"],
      ["Content-Type", "text/html"],
      ["Access-Control-Allow-Origin", "*"],
    ]);
    const own = new Response("<p>", { status: 203, statusText: "Roughly", headers });
    const made = await answer(own);
    expect([made.status, made.statusText, await made.text()]).toEqual([203, "Roughly", "<p>"]);
    expect(made.headers.getSetCookie()).toEqual(["a=1", "b=2; Expires=Wed, 09 Jun 2032 10:18:14 GMT"]);
    expect(made.headers.get("content-type")).toBe("text/html");
    expect(made.headers.get("access-control-allow-origin")).toBe(PAGE);
    expect([own.headers.get("access-control-allow-origin"), own.headers.get("vary")]).toEqual(["*", null]);
  });

  it.each([204, 205, 304])("takes a %i without a body", async (status) => {
    const made = await answer(new Response(null, { status }));
    expect([made.status, made.body, made.headers.get("vary")]).toEqual([status, null, "Origin"]);
  });

  it("takes what is immutable: a redirect, and what fetch() has brought", async () => {
    const redirect = await answer(Response.redirect("http://localhost/elsewhere", 307));
    expect([redirect.status, redirect.headers.get("location")]).toEqual([307, "http://localhost/elsewhere"]);
    expect(redirect.headers.get("access-control-allow-origin")).toBe(PAGE);
    const fetched = await answer(await fetch("data:text/plain,brought"));
    expect([await fetched.text(), fetched.headers.get("vary")]).toEqual(["brought", "Origin"]);
  });

  it("leaves an error, an upgrade, a WebSocket and a status of elsewhere as they are", async () => {
    const left = [Response.error(), responseLike(101), responseLike(200, {}), responseLike(999)];
    for (const response of left) expect(await answer(response)).toBe(response);
    const plain = responseLike(200, null);
    expect(await answer(plain)).not.toBe(plain);
  });

  it("leaves a body that was read already to the runtime", async () => {
    const read = new Response("ok");
    await read.text();
    expect(await answer(read)).toBe(read);
    const locked = new Response("ok");
    locked.body?.getReader();
    expect(await answer(locked)).toBe(locked);
  });

  it("leaves what is no response to the runtime", async () => {
    expect(await answer(undefined as never)).toBeUndefined();
  });

  it("streams: the first chunk is there before the second is made", async () => {
    let more: () => void = () => {};
    const stream = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new TextEncoder().encode("one")),
      pull: async (controller) => {
        await new Promise<void>((resolve) => {
          more = resolve;
        });
        controller.close();
      },
    });
    const made = await answer(new Response(stream as ReadableStream<Uint8Array<ArrayBuffer>>));
    const reader = made.body?.getReader();
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe("one");
    more();
    expect((await reader?.read())?.done).toBe(true);
  });

  it("passes on what the handler throws or rejects with, and forgets the request", async () => {
    const asked = request();
    const failing = cors(policy)(() => {
      throw new Error("at once");
    });
    const rejecting = cors(policy)(async () => Promise.reject(new Error("later")));
    expect(() => failing(asked)).toThrow("at once");
    await expect(rejecting(asked)).rejects.toThrow("later");
    expect(Object.getOwnPropertySymbols(asked).filter((symbol) => String(symbol).includes("crossorigin"))).toEqual([]);
  });

  it("answers a preflight itself", async () => {
    const preflight = new Request("http://localhost/", {
      method: "OPTIONS",
      headers: { Origin: PAGE, "Access-Control-Request-Method": "PUT" },
    });
    const response = await cors(policy)(() => new Response("not reached"))(preflight);
    expect([response.status, await response.text()]).toEqual([204, ""]);
    expect(response.headers.get("access-control-allow-methods")).toBe("PUT");
  });

  it("has each of two requests at once answered for itself", async () => {
    const handler = cors(policy)(async ({ headers }) => {
      await Promise.resolve();
      return new Response(headers.get("origin"));
    });
    const answers = await Promise.all(
      [PAGE, "https://evil.example", PAGE].map(async (origin) => handler(request({}, origin))),
    );
    expect(answers.map(({ headers }) => headers.get("access-control-allow-origin"))).toEqual([PAGE, null, PAGE]);
  });
});
