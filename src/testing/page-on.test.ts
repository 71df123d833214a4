import { createServer, type Server } from "node:http";
import { server as createHapi } from "@hapi/hapi";
import express from "express";
import fastify from "fastify";
import { H3 } from "h3";
import { Hono } from "hono";
import Koa from "koa";
import { CookieJar } from "tough-cookie";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { TestApp } from "./app-transport.ts";
import { expectAllowed } from "./expect-allowed.ts";
import { pageOn } from "./page-on.ts";

const PAGE = "https://app.example.com";
const ANY = { "Access-Control-Allow-Origin": "*" };

const running: Server[] = [];

afterEach(async () => {
  vi.useRealTimers();
  await Promise.all(running.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
});

/** Answers with the URL that was asked for. */
function echo(request: Request): Response {
  return new Response(`${request.headers.get("host")} ${new URL(request.url).pathname}`, { headers: ANY });
}

function nodeServer(): Server {
  return createServer((request, response) => {
    response.writeHead(200, ANY).end(`${request.headers.host} ${request.url}`);
  });
}

async function listening(): Promise<string> {
  const server = nodeServer();
  running.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
}

/** Every kind of app; each answers with the host and the path it was asked for. */
const APPS: Readonly<Record<string, () => TestApp | Promise<TestApp>>> = {
  "a handler": () => echo,
  "an asynchronous handler": () => async (request: Request) => echo(request),
  "a worker, whose fetch has three parameters": () => ({
    fetch(request: Request, _environment?: unknown, _context?: unknown) {
      return echo(request);
    },
  }),
  Hono: () => new Hono().get("*", ({ req }) => echo(req.raw)),
  "Hono's fetch": () => new Hono().get("*", ({ req }) => echo(req.raw)).fetch,
  h3: () => new H3().get("/**", ({ req }) => echo(req)),
  "a listener": () => (request, response) => {
    response.writeHead(200, ANY).end(`${request.headers.host} ${request.url}`);
  },
  "a server that does not listen": nodeServer,
  Express: () =>
    express().use((request, response) => void response.set(ANY).send(`${request.headers.host} ${request.url}`)),
  Koa: () =>
    new Koa().use((context) => {
      context.set(ANY);
      context.body = `${context.host} ${context.path}`;
    }),
  Fastify: () => {
    const app = fastify();
    app.get("/orders/1", (request, reply) => reply.headers(ANY).send(`${request.headers.host} ${request.url}`));
    return app;
  },
  hapi: () => {
    const server = createHapi({});
    server.route({
      method: "GET",
      path: "/orders/1",
      handler: ({ info, path }, toolkit) =>
        toolkit.response(`${info.host} ${path}`).header("Access-Control-Allow-Origin", "*"),
    });
    return server;
  },
};

describe("pageOn", () => {
  it.each(Object.entries(APPS))("calls %s, which need not listen", async (_name, make) => {
    const page = pageOn(PAGE, await make(), { url: "https://api.example.com" });
    const { response } = await expectAllowed(page, "/orders/1");
    expect(await response.text()).toBe("api.example.com /orders/1");
  });

  it("calls a server that runs, and lets it close", async () => {
    const url = await listening();
    const { response } = await expectAllowed(pageOn(PAGE, url), "/orders/1");
    expect(await response.text()).toBe(`${new URL(url).host} /orders/1`);
    await expectAllowed(pageOn(PAGE, new URL(url)), "/orders/1");
  });

  it("resolves URLs against the app's, not against the page's", async () => {
    const page = pageOn("https://app.example.com/shop/cart", echo);
    const { response } = await expectAllowed(page, "orders/1");
    expect(await response.text()).toBe("api.test /orders/1");
    const versioned = pageOn(PAGE, echo, { url: "https://api.example.com/v2/" });
    expect(await (await expectAllowed(versioned, "orders/1")).response.text()).toBe("api.example.com /v2/orders/1");
    expect(await (await expectAllowed(versioned, "https://other.example/a")).response.text()).toBe("other.example /a");
  });

  it("types the request of a handler that is written in place", async () => {
    await expectAllowed(
      pageOn(PAGE, (request) => new Response(request.url, { headers: ANY })),
      "/",
    );
  });

  it("is the standard's browser, unless told otherwise; the app gets each request once", async () => {
    const asked = vi.fn<(request: Request) => Response>(echo);
    const page = pageOn(PAGE, asked);
    await expectAllowed(page, "/");
    expect(page.profiles).toEqual(["standard"]);
    expect(asked).toHaveBeenCalledTimes(1);
    expect(asked.mock.calls[0]?.[0].headers.get("user-agent")).toBe("crossorigin");
  });

  it("asks all profiles in turn, each with cookies and permissions of its own", async () => {
    const seen: string[] = [];
    const app = (request: Request): Response => {
      const [, browser = "crossorigin"] =
        /(Chrome|Firefox|Version)\//.exec(request.headers.get("user-agent") ?? "") ?? [];
      seen.push(`${browser} ${request.method} ${request.headers.get("cookie")}`);
      return new Response(null, {
        headers: {
          "Access-Control-Allow-Origin": PAGE,
          "Access-Control-Allow-Credentials": "true",
          "Access-Control-Allow-Methods": "PUT",
          "Set-Cookie": `browser=${browser}; Secure`,
        },
      });
    };
    const page = pageOn(PAGE, app, {
      profile: "all",
      url: "https://api.example.com",
      cookies: () => new CookieJar(),
    });
    expect(page.profiles).toEqual(["standard", "chromium", "firefox", "webkit"]);
    const put = { method: "PUT", credentials: "include" } as const;
    await expectAllowed(page, "/", put);
    await expectAllowed(page, "/", put);
    expect(seen).toMatchInlineSnapshot(`
      [
        "crossorigin OPTIONS null",
        "crossorigin PUT null",
        "Chrome OPTIONS null",
        "Chrome PUT null",
        "Firefox OPTIONS null",
        "Firefox PUT null",
        "Version OPTIONS null",
        "Version PUT null",
        "crossorigin PUT browser=crossorigin",
        "Chrome PUT browser=Chrome",
        "Firefox PUT browser=Firefox",
        "Version PUT browser=Version",
      ]
    `);
  });

  it("keeps what the page did, and a new page knows nothing of it", async () => {
    const methods: string[] = [];
    const app = (request: Request): Response => {
      methods.push(request.method);
      return new Response(null, { headers: { ...ANY, "Access-Control-Allow-Methods": "PUT" } });
    };
    const page = pageOn(PAGE, app);
    await expectAllowed(page, "/", { method: "PUT" });
    await expectAllowed(page, "/", { method: "PUT" });
    await expectAllowed(pageOn(PAGE, app), "/", { method: "PUT" });
    expect(methods).toEqual(["OPTIONS", "PUT", "PUT", "OPTIONS", "PUT"]);
  });

  it("sees the clock of fake timers", async () => {
    const methods: string[] = [];
    const page = pageOn(PAGE, (request) => {
      methods.push(request.method);
      return new Response(null, { headers: { ...ANY, "Access-Control-Allow-Methods": "PUT" } });
    });
    vi.useFakeTimers({ toFake: ["Date"] });
    await expectAllowed(page, "/", { method: "PUT" });
    vi.advanceTimersByTime(4_999);
    await expectAllowed(page, "/", { method: "PUT" });
    vi.advanceTimersByTime(1);
    await expectAllowed(page, "/", { method: "PUT" });
    expect(methods).toEqual(["OPTIONS", "PUT", "PUT", "OPTIONS", "PUT"]);
  });

  it("takes another way to the app", async () => {
    const page = pageOn(PAGE, "https://api.example.com", {
      transport: async ({ url }) => ({
        status: 200,
        statusText: "",
        headers: Object.entries(ANY),
        body: new TextEncoder().encode(url),
      }),
    });
    const { response } = await expectAllowed(page, "/orders/1");
    expect(await response.text()).toBe("https://api.example.com/orders/1");
  });

  const jar = new CookieJar();
  it.each([
    ["no app", () => pageOn(PAGE, undefined as never), "pageOn() cannot call undefined: give a URL"],
    ["null", () => pageOn(PAGE, null as never), "pageOn() cannot call null"],
    ["a port", () => pageOn(PAGE, 3000 as never), "pageOn() cannot call 3000"],
    ["an object that is no app", () => pageOn(PAGE, {} as never), "pageOn() cannot call this object"],
    ["a host without a scheme", () => pageOn(PAGE, "localhost:3000"), '"localhost:3000" is no URL of an app'],
    ["a path as URL", () => pageOn(PAGE, echo, { url: "/v1" }), '"/v1" is no URL of an app'],
    ["a page without a scheme", () => pageOn("app.example.com", echo), '"app.example.com" is no page'],
    ["an unknown profile", () => pageOn(PAGE, echo, { profile: "safari" as never }), 'Option profile is "safari"'],
    ["no profile at all", () => pageOn(PAGE, echo, { profile: [] }), "Option profile is []"],
    ["one jar for several", () => pageOn(PAGE, echo, { profile: "all", cookies: jar }), "() => new CookieJar()"],
  ])("refuses %s", (_what, open, message) => {
    expect(open).toThrow(TypeError);
    expect(open).toThrow(message);
  });
});

describe("TestPage", () => {
  it("refuses what no browser takes, before anything is sent", async () => {
    const asked = vi.fn<(request: Request) => Response>(echo);
    const page = pageOn(PAGE, asked);
    await expect(page.attempt("https://[")).rejects.toThrow('"https://[" is not a URL.');
    await expect(page.attempt(new Request("https://api.test/") as unknown as string)).rejects.toThrow(
      "in place of a Request",
    );
    await expect(page.attempt("/", { method: "TRACE" })).rejects.toThrow(TypeError);
    await expect(page.attempt("/", { method: "GET", body: "x" })).rejects.toThrow(TypeError);
    expect(asked).not.toHaveBeenCalled();
  });

  it("sends a stream for one profile, and for no more", async () => {
    const init = { method: "POST", duplex: "half" } as const;
    const body = (): ReadableStream => new Blob(["abc"]).stream();
    const app = async (request: Request): Promise<Response> =>
      new Response(await request.text(), { headers: { ...ANY, "Access-Control-Allow-Methods": "POST" } });
    const { response } = await expectAllowed(pageOn(PAGE, app), "/", { ...init, body: body() });
    expect(await response.text()).toBe("abc");
    const page = pageOn(PAGE, app, { profile: ["standard", "chromium"] });
    await expect(expectAllowed(page, "/", { ...init, body: body() })).rejects.toThrow("A stream can be sent once");
  });

  it("rejects with the reason of a signal that is aborted", async () => {
    const page = pageOn(PAGE, echo);
    await expect(page.attempt("/", { signal: AbortSignal.abort(new Error("enough")) })).rejects.toThrow("enough");
  });
});
