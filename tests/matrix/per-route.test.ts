import { createServer, type Server } from "node:http";
import { getRequestListener } from "@hono/node-server";
import express5, { type Request } from "express";
import express4 from "express4";
import fastify, { type FastifyInstance, type FastifyRequest } from "fastify";
import Hapi, { type Request as HapiRequest } from "@hapi/hapi";
import { H3, toNodeHandler, type H3Event } from "h3";
import { Hono, type Context } from "hono";
import Koa from "koa";
import { describe, expect, it } from "vitest";
import { cors as expressCors } from "../../src/adapters/express.ts";
import { cors as fastifyCors } from "../../src/adapters/fastify.ts";
import { cors as fetchCors } from "../../src/adapters/fetch.ts";
import { cors as h3Cors } from "../../src/adapters/h3.ts";
import { cors as hapiCors } from "../../src/adapters/hapi.ts";
import { cors as honoCors } from "../../src/adapters/hono.ts";
import { cors as koaCors } from "../../src/adapters/koa.ts";
import { cors as nodeCors } from "../../src/adapters/node.ts";
import { accessControlLines } from "./describe-matrix.ts";
import { bridge } from "./apps/bridge.ts";
import { listen } from "./listen.ts";
import { NAMED, PAGE, PUBLIC, STRANGER } from "./policies.ts";
import { overTcp } from "./wire.ts";

/** `/public/` is for everybody, everything else for those that are named: by one function, in the words of each framework. */
const BY_FUNCTION: Readonly<Record<string, () => Server | Promise<Server>>> = {
  node: () =>
    createServer(
      nodeCors(({ url = "" }) => (url.startsWith("/public/") ? PUBLIC : NAMED))((_request, response) =>
        response.end("ok"),
      ),
    ),
  fetch() {
    const policyOf = ({ url }: globalThis.Request): typeof PUBLIC =>
      new URL(url).pathname.startsWith("/public/") ? PUBLIC : NAMED;
    return createServer(bridge(fetchCors(policyOf)(() => new Response("ok"))));
  },
  "express 5": () => createServer(expressByFunction(express5)),
  "express 4": () => createServer(expressByFunction(express4)),
  async fastify() {
    const app = fastify();
    app.register(fastifyCors((request: FastifyRequest) => (request.url.startsWith("/public/") ? PUBLIC : NAMED)));
    app.put("/*", () => "ok");
    await app.ready();
    return app.server;
  },
  koa() {
    const app = new Koa();
    app.use(koaCors((context: Koa.Context) => (context.path.startsWith("/public/") ? PUBLIC : NAMED)));
    app.use((context) => void (context.body = "ok"));
    return createServer(app.callback());
  },
  hono() {
    const app = new Hono();
    app.use(
      "*",
      honoCors((context: Context) => (context.req.path.startsWith("/public/") ? PUBLIC : NAMED)),
    );
    app.put("*", (context) => context.text("ok"));
    return createServer(getRequestListener(app.fetch));
  },
  async hapi() {
    const server = Hapi.server();
    await server.register(hapiCors((request: HapiRequest) => (request.path.startsWith("/public/") ? PUBLIC : NAMED)));
    server.route({ method: "PUT", path: "/{path*}", handler: () => "ok" });
    await server.initialize();
    return server.listener;
  },
  h3() {
    const app = new H3();
    app.use(h3Cors((event: H3Event) => (event.url.pathname.startsWith("/public/") ? PUBLIC : NAMED)));
    app.put("/**", () => "ok");
    return createServer(toNodeHandler(app));
  },
};

/** The same by two policies, each mounted where it holds. */
const BY_MOUNT: Readonly<Record<string, () => Server | Promise<Server>>> = {
  "express 5": () => createServer(expressByMount(express5)),
  "express 4": () => createServer(expressByMount(express4)),
  async fastify() {
    const app = fastify();
    // Fastify shows a child's hooks no preflight, unless the child has a route for it.
    const child = (policy: typeof PUBLIC) => async (instance: FastifyInstance) => {
      instance.register(fastifyCors(policy));
      instance.put("/*", () => "ok");
      instance.options("/*", (_request, reply) => reply.callNotFound());
    };
    app.register(child(PUBLIC), { prefix: "/public" });
    app.register(child(NAMED), { prefix: "/private" });
    await app.ready();
    return app.server;
  },
  hono() {
    const app = new Hono();
    app.use("/public/*", honoCors(PUBLIC));
    app.use("/private/*", honoCors(NAMED));
    app.put("*", (context) => context.text("ok"));
    return createServer(getRequestListener(app.fetch));
  },
  h3() {
    const app = new H3();
    app.use("/public/**", h3Cors(PUBLIC));
    app.use("/private/**", h3Cors(NAMED));
    app.put("/**", () => "ok");
    return createServer(toNodeHandler(app));
  },
};

function expressByFunction(express: typeof express5): ReturnType<typeof express5> {
  const app = express();
  app.use(expressCors((request: Request) => (request.path.startsWith("/public/") ? PUBLIC : NAMED)));
  app.use((_request, response) => void response.send("ok"));
  return app;
}

function expressByMount(express: typeof express5): ReturnType<typeof express5> {
  const app = express();
  app.use("/public", expressCors(PUBLIC));
  const router = express.Router();
  router.use(expressCors(NAMED));
  app.use("/private", router);
  app.use((_request, response) => void response.send("ok"));
  return app;
}

const ALLOW_PAGE = `access-control-allow-origin: ${PAGE}`;
const ALLOW_ALL = "access-control-allow-origin: *";

/** Who asks where, and which origin is let in; a preflight and the request it is for. */
const QUESTIONS: readonly (readonly [path: string, origin: string, allowed: string | undefined])[] = [
  ["/public/a", PAGE, ALLOW_ALL],
  ["/public/a", STRANGER, ALLOW_ALL],
  ["/private/a", PAGE, ALLOW_PAGE],
  ["/private/a", STRANGER, undefined],
];

describe.each([
  ...Object.entries(BY_FUNCTION).map(([name, start]) => ({ how: `${name}, by a function`, start })),
  ...Object.entries(BY_MOUNT).map(([name, start]) => ({ how: `${name}, by mounting`, start })),
])("policies per route in $how", ({ start }) => {
  it("each hold for their routes, preflights included", async () => {
    const server = await listen(await start());
    try {
      for (const [path, origin, allowed] of QUESTIONS) {
        const preflight = [["Origin", origin] as const, ["Access-Control-Request-Method", "PUT"] as const];
        const common = { path, version: "1.1", breaks: false } as const;
        const [first] = await overTcp(server.port, { ...common, method: "OPTIONS", headers: preflight, body: "" });
        const [second] = await overTcp(server.port, {
          ...common,
          method: "PUT",
          headers: [["Origin", origin]],
          body: "",
        });
        const lines = [first, second].map((response) => (response === undefined ? [] : accessControlLines(response)));
        expect(lines.map((some) => some.find((line) => line.includes("allow-origin")))).toEqual([allowed, allowed]);
        expect([first?.status, second?.status]).toEqual([allowed === undefined ? 403 : 204, 200]);
      }
    } finally {
      await server.close();
    }
  });
});

describe("a policy among one route's handlers in Express", () => {
  it.each([
    ["5", express5],
    ["4", express4],
  ])("sees that route's requests, and its preflights where it is given them (%s)", async (_version, express) => {
    const app = express();
    app.options("/orders", expressCors(NAMED));
    app.put("/orders", expressCors(NAMED), (_request: unknown, response: { send(text: string): unknown }) => {
      response.send("ok");
    });
    const server = await listen(createServer(app));
    try {
      const ask = (method: string, path: string): ReturnType<typeof overTcp> =>
        overTcp(server.port, {
          method,
          path,
          version: "1.1",
          headers: [
            ["Origin", PAGE],
            ["Access-Control-Request-Method", "PUT"],
          ],
          body: "",
          breaks: false,
        });
      const [preflight] = await ask("OPTIONS", "/orders");
      const [actual] = await ask("PUT", "/orders");
      const [elsewhere] = await ask("OPTIONS", "/elsewhere");
      expect([preflight?.status, actual?.status, elsewhere?.status]).toEqual([204, 200, 404]);
      expect(elsewhere === undefined ? [] : accessControlLines(elsewhere)).toEqual([]);
    } finally {
      await server.close();
    }
  });
});
