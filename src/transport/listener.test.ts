import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { server as createHapi } from "@hapi/hapi";
import express from "express";
import express4 from "express4";
import { fastify } from "fastify";
import Koa from "koa";
import { afterEach, describe, expect, it } from "vitest";
import type { WireRequest, WireResponse } from "../browser/wire.ts";
import type { ClosableTransport } from "./closable-transport.ts";
import { listener, type ListenerOptions } from "./listener.ts";
import type { ListenerTarget } from "./listener-target.ts";
import { failureOf, reasonOf, textOf } from "./test-bench.ts";

const open: ClosableTransport[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((transport) => transport.close()));
});

const REQUEST: WireRequest = {
  method: "PUT",
  url: "https://api.example.com/orders?id=1",
  headers: [
    ["Origin", "https://app.example.com"],
    ["Content-Type", "text/plain"],
  ],
  body: new TextEncoder().encode("ping"),
};

function way(target: ListenerTarget, options?: ListenerOptions): ClosableTransport {
  const transport = listener(target, options);
  open.push(transport);
  return transport;
}

function ask(target: ListenerTarget, request: Partial<WireRequest> = {}): Promise<WireResponse> {
  return way(target)({ ...REQUEST, ...request });
}

async function echo(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let body = "";
  for await (const chunk of request) body += String(chunk);
  const { origin, host } = request.headers;
  response.end(`${request.method} ${request.url} ${host} ${origin} ${body}`);
}

const ECHO = "PUT /orders?id=1 api.example.com https://app.example.com ping";

const TARGETS: Readonly<Record<string, () => ListenerTarget>> = {
  "a function": () => echo,
  "a server of node:http": () => createServer((request, response) => void echo(request, response)),
  "a server of node:https": () => createSecureServer((request, response) => void echo(request, response)),
  Express: () => express().use((request, response) => void echo(request, response)),
  "Express 4": () =>
    express4().use((request: IncomingMessage, response: ServerResponse) => void echo(request, response)),
  Koa: () =>
    new Koa().use(async (context) => {
      let body = "";
      for await (const chunk of context.req) body += String(chunk);
      context.body = `${context.method} ${context.url} ${context.host} ${context.get("origin")} ${body}`;
    }),
  Fastify: () => {
    const app = fastify();
    app.put(
      "/orders",
      (request) => `PUT ${request.url} ${request.host} ${request.headers.origin} ${String(request.body)}`,
    );
    return app;
  },
  hapi: () => {
    const app = createHapi();
    app.route({
      method: "PUT",
      path: "/orders",
      handler: ({ raw, info, payload }) =>
        `PUT ${raw.req.url} ${info.host} ${raw.req.headers.origin} ${typeof payload === "string" ? payload : ""}`,
    });
    return app;
  },
};

describe.each(Object.entries(TARGETS))("listener() reaches %s", (_name, make) => {
  it("under whatever origin a URL has, with the bytes that a server would see", async () => {
    const transport = way(make());
    for (const origin of ["https://api.example.com", "http://api.example.com", "https://api.example.com:8443"]) {
      const response = await transport({ ...REQUEST, url: `${origin}/orders?id=1` });
      expect(response.status).toBe(200);
      expect(await textOf(response)).toBe(ECHO.replace("api.example.com", new URL(origin).host));
    }
  });

  it("and is ready for many requests at once", async () => {
    const transport = way(make());
    const all = Array.from({ length: 20 }, async () => textOf(await transport(REQUEST)));
    expect(await Promise.all(all)).toEqual(Array(20).fill(ECHO));
  });
});

describe("listener()", () => {
  it("keeps header lines apart, and the method as it is where node:http takes it", async () => {
    const response = await ask(
      (request, answer) => {
        answer.setHeader("Set-Cookie", ["a=1", "b=2"]);
        answer.setHeader("X-Method", request.method ?? "");
        answer.writeHead(207, "Fine").end();
      },
      { method: "PROPFIND" },
    );
    expect(response).toMatchObject({ status: 207, statusText: "Fine" });
    expect(response.headers.slice(0, 3)).toEqual([
      ["Set-Cookie", "a=1"],
      ["Set-Cookie", "b=2"],
      ["X-Method", "PROPFIND"],
    ]);
  });

  it("neither starts nor closes the server that it is given, and can be beside its port", async () => {
    const server = createServer((request, response) => void echo(request, response));
    const transport = way(server);
    expect(await textOf(await transport(REQUEST))).toBe(ECHO);
    expect(server.listening).toBe(false);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    expect(await textOf(await transport(REQUEST))).toBe(ECHO);
    await transport.close();
    expect(server.listening).toBe(true);
    server.close();
  });

  it("reaches hapi also when it has been started or initialised already", async () => {
    for (const step of ["start", "initialize"] as const) {
      const app = createHapi({ port: 0, host: "127.0.0.1" });
      app.route({ method: "*", path: "/{any*}", handler: () => "here" });
      await app[step]();
      expect(await textOf(await ask(app))).toBe("here");
      await app.stop();
    }
  });

  it("asks for nothing before the first request, and gets ready once", async () => {
    const app = fastify();
    let times = 0;
    app.addHook("onReady", async () => {
      times += 1;
    });
    app.get("/", () => "ready");
    const transport = way(app);
    expect(times).toBe(0);
    const get = { method: "GET", url: "http://a.example/", headers: [] };
    const all = [transport(get), transport(get)].map(async (response) => textOf(await response));
    expect(await Promise.all(all)).toEqual(["ready", "ready"]);
    expect(times).toBe(1);
  });

  it("says why an application did not get ready", async () => {
    const app = fastify();
    const error = new Error("no database");
    app.addHook("onReady", async () => {
      throw error;
    });
    const reason = await reasonOf(ask(app));
    expect(reason).toMatchObject({
      code: "NoAnswer",
      message: "The application did not get ready: no database",
      cause: error,
    });
  });

  it("says what a bare listener throws, or rejects with, and calls it once", async () => {
    const error = new Error("broken");
    let calls = 0;
    const throwing = (): never => {
      calls += 1;
      throw error;
    };
    for (const target of [throwing, async () => throwing()]) {
      const reason = await reasonOf(ask(target, { method: "GET", body: new Uint8Array(0) }));
      expect(reason).toMatchObject({ code: "NoAnswer", message: "The listener threw: broken", cause: error });
    }
    expect(calls).toBe(2);
  });

  it("leaves errors to the frameworks that handle them", async () => {
    const app = express().use(() => {
      throw new Error("handled");
    });
    app.use((_error: unknown, _request: unknown, response: ServerResponse, _next: unknown) => {
      response.statusCode = 503;
      response.end("sorry");
    });
    const response = await ask(app as ListenerTarget);
    expect([response.status, await textOf(response)]).toEqual([503, "sorry"]);
  });

  it("gives up on a listener that never answers, and tells what breaks off", async () => {
    const silent = way(() => {}, { timeout: 50 });
    expect(await failureOf(silent(REQUEST))).toMatch(
      /^TimedOut: api\.example\.com:\S+ \(at 127\.0\.0\.1\) did not answer within 50 ms\.$/,
    );
    const rude = way((request) => void request.socket.destroy());
    expect(await failureOf(rude(REQUEST))).toMatch(/^ConnectionReset/);
  });

  it("aborts with the reason of the signal, and the listener sees its request go", async () => {
    const controller = new AbortController();
    const reason = new Error("the page is gone");
    let isGone = false;
    const target = (_request: IncomingMessage, response: ServerResponse): void => {
      response.on("close", () => {
        isGone = true;
      });
      controller.abort(reason);
    };
    expect(await reasonOf(ask(target, { signal: controller.signal }))).toBe(reason);
    await expect.poll(() => isGone).toBe(true);
  });

  it("does not keep the process alive", async () => {
    await textOf(await ask(echo));
    const keeping = (): string[] => process.getActiveResourcesInfo().filter((type) => type.startsWith("TCP"));
    await expect.poll(keeping).toEqual([]);
  });

  it("is of no more use once it is closed, whether it was used or not", async () => {
    for (const use of [true, false]) {
      const transport = way(echo);
      if (use) await textOf(await transport(REQUEST));
      await transport.close();
      await transport.close();
      expect(await failureOf(transport(REQUEST))).toMatch(/^NoAnswer: .* the transport is closed\.$/);
    }
  });

  it.each([
    ["nothing", undefined],
    ["a text", "http://localhost:8080"],
    ["an object", {}],
    ["an application of Hono", { fetch: () => new Response() }],
  ])("refuses %s", (what, target) => {
    expect(() => listener(target as never)).toThrow(
      what.includes("Hono") ? /use handler\(app\.fetch\)/ : /takes a function of request and response, a server/,
    );
  });

  it("refuses options that it does not have", () => {
    expect(() => listener(echo, { timeout: -1, keepAliv: true } as never)).toThrow(
      /^listener\(\) was given what it cannot use: timeout has to be .*; there is no option keepAliv\.$/,
    );
  });
});
