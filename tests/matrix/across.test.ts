import { createServer, type Server } from "node:http";
import { getRequestListener } from "@hono/node-server";
import express from "express";
import { fromNodeHandler, H3, toNodeHandler } from "h3";
import { Hono } from "hono";
import Koa from "koa";
import { describe, expect, it, vi } from "vitest";
import { cors as expressCors } from "../../src/adapters/express.ts";
import { cors as fetchCors, type Handler } from "../../src/adapters/fetch.ts";
import { cors as h3Cors } from "../../src/adapters/h3.ts";
import { cors as honoCors } from "../../src/adapters/hono.ts";
import { cors as koaCors } from "../../src/adapters/koa.ts";
import { cors as nodeCors, type CorsEvent } from "../../src/adapters/node.ts";
import { accessControlLines, varyMembers } from "./describe-matrix.ts";
import { listen } from "./listen.ts";
import { NAMED, PUBLIC } from "./policies.ts";
import { FROM_PAGE, FROM_STRANGER, GRANTED, preflight } from "./rows/expectations.ts";
import { overTcp } from "./wire.ts";

const events: CorsEvent[] = [];
const hooks = { onEvent: (event: CorsEvent): void => void events.push(event) };

/** `PUBLIC` around `NAMED`, each by another adapter, on one response of Node.js. */
const STACKS: Readonly<Record<string, () => Server | Promise<Server>>> = {
  "node around express": () => createServer(nodeCors(PUBLIC)(expressApp())),
  "node around koa": () => createServer(nodeCors(PUBLIC)(koaApp().callback())),
  "express around hono"() {
    const app = express();
    app.use(expressCors(PUBLIC));
    app.use((request, response) => void getRequestListener(honoApp().fetch)(request, response));
    return createServer(app);
  },
  "h3 around express"() {
    const app = new H3();
    app.use(h3Cors(PUBLIC));
    app.all(
      "/**",
      fromNodeHandler((request, response) => void expressApp()(request as never, response as never)),
    );
    return createServer(toNodeHandler(app));
  },
  async "node around another copy of this package"() {
    vi.resetModules();
    const copy = await import("../../src/adapters/node.ts");
    expect(copy.cors).not.toBe(nodeCors);
    return createServer(nodeCors(PUBLIC)(copy.cors(NAMED, hooks)(end)));
  },
};

function end(_request: unknown, response: { end(text: string): unknown }): void {
  response.end("ok");
}

function expressApp(): express.Express {
  const app = express();
  app.use(expressCors(NAMED, hooks));
  app.use(end);
  return app;
}

function koaApp(): Koa {
  const app = new Koa();
  app.use(koaCors(NAMED, hooks));
  app.use((context) => void (context.body = "ok"));
  return app;
}

function honoApp(): Hono {
  const app = new Hono();
  app.use("*", honoCors(NAMED, hooks));
  app.all("*", (context) => context.text("ok"));
  return app;
}

describe.each(Object.entries(STACKS))("%s", (_name, start) => {
  it("is decided by the inner policy, preflights by the outer one", async () => {
    const server = await listen(await start());
    const ask = async (headers: typeof FROM_PAGE, method = "GET"): Promise<[string[], string[]]> => {
      const common = { path: "/", version: "1.1", body: "", breaks: false } as const;
      const [response] = await overTcp(server.port, { ...common, method, headers });
      if (response === undefined) throw new Error("There is no response.");
      return [accessControlLines(response), varyMembers(response)];
    };
    try {
      events.length = 0;
      const granted = GRANTED.cors.map(([name, value]) => `${name.toLowerCase()}: ${value}`).sort();
      expect(await ask(FROM_PAGE)).toEqual([granted, ["origin"]]);
      expect(await ask(FROM_STRANGER)).toEqual([[], ["origin"]]);
      const [lines] = await ask(preflight("PUT").headers, "OPTIONS");
      expect(lines).toContain("access-control-allow-origin: *");
      const types = ["decision", "two-policies"];
      expect(events.map(({ type }) => type)).toEqual([...types, ...types]);
    } finally {
      await server.close();
    }
  });
});

describe("handlers of the Fetch standard", () => {
  const ok: Handler = () => new Response("ok");
  const request = (): Request =>
    new Request("http://localhost/", { headers: [...FROM_STRANGER].map(([...line]) => line) });

  const inner = fetchCors(NAMED, hooks)(ok);
  const honoInside: Handler = (asked) => honoApp().fetch(asked);
  const rewritten: Handler = (asked) => inner(new Request(asked));
  const rewrapped: Handler = async (asked) => new Response((await inner(asked)).body);

  it.each([
    ["a handler", inner],
    ["hono", honoInside],
    ["a handler that is given a rewritten request", rewritten],
    ["a handler whose response is made anew on the way", rewrapped],
  ])("around %s: the inner policy's refusal takes * away", async (_name, handler) => {
    events.length = 0;
    const outer = fetchCors(PUBLIC, hooks)(handler);
    const asked = request();
    for (let times = 0; times < 2; times += 1) {
      const response = await outer(asked);
      expect([...response.headers].filter(([name]) => name.startsWith("access-control-"))).toEqual([]);
      expect(response.headers.get("vary")).toBe("Origin");
    }
    const types = ["decision", "decision", "two-policies"];
    expect(events.map(({ type }) => type)).toEqual([...types, ...types]);
  });
});
