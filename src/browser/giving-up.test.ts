import { describe, expect, it } from "vitest";
import { Browser, type Transport, type WireResponse } from "./index.ts";

const API = "https://api.example.net/orders/1";

const open = (transport: Transport, timeout = 30_000): ReturnType<Browser["page"]> =>
  new Browser({ transport, timeout }).page("https://app.example.com");

const everything: WireResponse = {
  status: 200,
  statusText: "",
  headers: [
    ["Access-Control-Allow-Origin", "*"],
    ["Access-Control-Allow-Headers", "*"],
  ],
  body: null,
};

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A server whose body begins, and then stands still; what becomes of it is written down. */
function endless(events: string[]): Transport {
  return async ({ signal }) => {
    signal?.addEventListener("abort", () => events.push("transport told"));
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(bytes("beginning")),
      cancel: () => void events.push("body cancelled"),
    });
    return { ...everything, body };
  };
}

describe("a page that gives up while it reads", () => {
  it("gets its own reason, and the server need not go on", async () => {
    const events: string[] = [];
    const controller = new AbortController();
    const response = await open(endless(events)).fetch(API, { signal: controller.signal });
    const reading = response.text();
    controller.abort();
    await expect(reading).rejects.toBe(controller.signal.reason);
    expect(events).toEqual(["transport told", "body cancelled"]);
  });

  it("gets it also when it reads only later, and in a clone", async () => {
    const controller = new AbortController();
    const response = await open(endless([])).fetch(API, { signal: controller.signal });
    const clone = response.clone();
    controller.abort();
    await expect(response.text()).rejects.toBe(controller.signal.reason);
    await expect(clone.text()).rejects.toBe(controller.signal.reason);
  });

  it("reads to the end what it has not given up", async () => {
    const { signal } = new AbortController();
    const transport: Transport = async () => ({ ...everything, body: new Blob(["all of it"]).stream() });
    expect(await (await open(transport).fetch(API, { signal })).text()).toBe("all of it");
  });

  it("may give one signal to any number of requests without being warned of a leak", async () => {
    const { signal } = new AbortController();
    const listeners = new Set<unknown>();
    let most = 0;
    signal.addEventListener = (_type: string, listener: unknown) => {
      listeners.add(listener);
      most = Math.max(most, listeners.size);
    };
    signal.removeEventListener = (_type: string, listener: unknown) => void listeners.delete(listener);
    const page = open(async () => ({ ...everything, body: new Blob(["text"]).stream() }));
    const responses = await Promise.all(Array.from({ length: 20 }, () => page.fetch(API, { signal })));
    expect(most).toBe(1);
    await Promise.all(responses.map((response) => response.text()));
    expect(listeners.size).toBe(0);
  });
});

describe("a body that breaks off", () => {
  it("fails with a TypeError, as in a browser, whose cause says more", async () => {
    const cause = Object.assign(new Error("the connection was reset"), { code: "ConnectionReset" });
    const body = new ReadableStream<Uint8Array>({ pull: (controller) => controller.error(cause) });
    const response = await open(async () => ({ ...everything, body })).fetch(API);
    const error: unknown = await response.text().catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(TypeError);
    expect(error).toMatchObject({
      message: "The body of the response broke off: the connection was reset",
      cause,
    });
  });
});

describe("a signal", () => {
  it.each<[what: string, body: () => ReadableStream<Uint8Array>]>([
    ["has ended", () => new ReadableStream({ start: (controller) => controller.close() })],
    ["has broken off", () => new ReadableStream({ pull: (controller) => controller.error(new Error("reset")) })],
    ["is no longer wanted", () => new ReadableStream({ pull: (controller) => controller.enqueue(bytes("more")) })],
  ])("has no listener any more when the body %s", async (_what, source) => {
    const { signal } = new AbortController();
    const listeners = new Set<unknown>();
    signal.addEventListener = (_type: string, listener: unknown) => void listeners.add(listener);
    signal.removeEventListener = (_type: string, listener: unknown) => void listeners.delete(listener);
    const transport: Transport = async () => ({ ...everything, body: source() });
    const { body } = await open(transport).fetch(API, { signal });
    expect(listeners.size).toBe(1);
    const reader = (body as ReadableStream<Uint8Array>).getReader();
    await reader.read().catch(() => undefined);
    await reader.cancel().catch(() => undefined);
    expect(listeners.size).toBe(0);
  });
});

describe("a body that no page will read", () => {
  it.each<[string, RequestInit & { method?: string }, Partial<WireResponse>]>([
    ["the answer to HEAD", { method: "HEAD" }, {}],
    ["a 204", {}, { status: 204 }],
    ["an opaque answer", { mode: "no-cors" }, {}],
    ["an answer that is refused", {}, { headers: [] }],
    ["a redirect that is an error", { redirect: "error" }, { status: 302 }],
    ["an answer that is none", {}, { headers: [["a b", "c"]] }],
    ["an answer with a status that is none", {}, { status: 42 }],
  ])("is cancelled: %s", async (_what, init, answer) => {
    let isCancelled = false;
    const body = new ReadableStream<Uint8Array>({
      cancel: () => {
        isCancelled = true;
      },
    });
    await open(async () => ({ ...everything, ...answer, body })).explain(API, init as object);
    expect(isCancelled).toBe(true);
  });

  it.each([
    ["GET", ["GET", "GET"]],
    ["PUT", ["OPTIONS", "OPTIONS", "PUT", "PUT"]],
  ])("is cancelled: that of a server which says to a %s that it is the wrong one", async (method, sent) => {
    const methods: string[] = [];
    let cancelled = 0;
    const transport: Transport = async (request) => {
      const isFirst = !methods.includes(request.method);
      methods.push(request.method);
      const body = new ReadableStream<Uint8Array>({
        cancel: () => {
          cancelled += 1;
        },
      });
      const headers = [...everything.headers, ["Access-Control-Allow-Methods", "PUT"] as const];
      return isFirst ? { ...everything, status: 421, body } : { ...everything, headers };
    };
    const { response } = await open(transport).explain(API, { method });
    expect([response?.status, methods, cancelled]).toEqual([200, sent, sent.length / 2]);
  });

  it("is cancelled: an answer that comes after the end of the wait", async () => {
    let answerLate = (_answer: WireResponse): void => {};
    const transport: Transport = () =>
      new Promise((resolve) => {
        answerLate = resolve;
      });
    expect(await open(transport, 5).explain(API)).toMatchObject({ code: "TimedOut" });
    const isCancelled = new Promise((resolve) => {
      answerLate({ ...everything, body: new ReadableStream({ cancel: resolve }) });
    });
    await isCancelled;
  });
});

describe("a stream as body of a request", () => {
  const upload = (
    body: ReadableStream,
    { timeout = 30_000, signal }: { timeout?: number; signal?: AbortSignal } = {},
  ): Promise<object> =>
    open(async () => everything, timeout).explain(API, {
      method: "POST",
      body,
      duplex: "half",
      ...(signal === undefined ? {} : { signal }),
    });

  it("ends the request when it fails, and the page is told the cause", async () => {
    const cause = new Error("The file was removed.");
    const exchange = await upload(new ReadableStream({ start: (controller) => controller.error(cause) }));
    expect(exchange).toMatchObject({ verdict: "network-error", code: "RequestBodyFailed", phase: "request", cause });
  });

  it("ends the request when it does not end, and is cancelled", async () => {
    let isCancelled = false;
    const stream = new ReadableStream({
      cancel: () => {
        isCancelled = true;
      },
    });
    expect(await upload(stream, { timeout: 20 })).toMatchObject({
      code: "RequestBodyFailed",
      steps: expect.arrayContaining([
        expect.objectContaining({ name: "request-body", found: "The body has not ended within 20 ms." }),
      ]) as unknown,
    });
    expect(isCancelled).toBe(true);
  });

  it("does not hold up a page that gives up", async () => {
    const controller = new AbortController();
    const reason = new Error("Enough of this.");
    const uploading = upload(new ReadableStream(), { signal: controller.signal });
    setTimeout(() => controller.abort(reason), 5);
    await expect(uploading).rejects.toBe(reason);
  });

  it.each(["text", 33, null])("ends the request with a chunk that is no bytes: %j", async (chunk) => {
    const stream = new ReadableStream({ start: (controller) => controller.enqueue(chunk) });
    expect(await upload(stream)).toMatchObject({ code: "RequestBodyFailed" });
  });
});
