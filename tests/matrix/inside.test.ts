import Hapi from "@hapi/hapi";
import fastify from "fastify";
import { H3, HTTPError, HTTPResponse } from "h3";
import { Hono } from "hono";
import { describe, expect, it } from "vitest";
import { cors as fastifyCors } from "../../src/adapters/fastify.ts";
import { cors as fetchCors } from "../../src/adapters/fetch.ts";
import { cors as h3Cors } from "../../src/adapters/h3.ts";
import { cors as hapiCors } from "../../src/adapters/hapi.ts";
import { cors as honoCors } from "../../src/adapters/hono.ts";
import { NAMED, PAGE } from "./policies.ts";
import { preflight } from "./rows/expectations.ts";

// What frameworks do with an application from the inside: their own test requests, and the events that logs are made of.

const FROM_PAGE = { origin: PAGE };
const PREFLIGHT = Object.fromEntries(preflight("PUT").headers);

describe("fastify", () => {
  it("tells its own hooks of every answer, preflights included, and is asked by inject()", async () => {
    const told: string[] = [];
    const app = fastify();
    app.get("/before", () => "before");
    app.addHook("onResponse", async (request, reply) => void told.push(`${request.method} ${reply.statusCode}`));
    app.register(fastifyCors(NAMED));
    app.register(async (child) => child.get("/child", () => "child"));
    for (const url of ["/before", "/child", "/nowhere"]) {
      const { headers } = await app.inject({ url, headers: FROM_PAGE });
      expect([headers["access-control-allow-origin"], headers.vary]).toEqual([PAGE, "Origin"]);
      expect((await app.inject({ method: "OPTIONS", url, headers: PREFLIGHT })).statusCode).toBe(204);
    }
    expect(told).toEqual(["GET 200", "OPTIONS 204", "GET 200", "OPTIONS 204", "GET 404", "OPTIONS 204"]);
    expect([app.hasPlugin("crossorigin"), app.printPlugins()]).toEqual([true, expect.stringContaining("crossorigin")]);
    await app.close();
  });

  it("answers what a schema refuses, and a plugin may be registered twice", async () => {
    const app = fastify();
    app.register(fastifyCors(NAMED));
    app.register(fastifyCors(NAMED));
    const schema = { querystring: { type: "object", required: ["a"] } };
    app.get("/strict", { schema }, () => "ok");
    const { statusCode, headers } = await app.inject({ url: "/strict", headers: FROM_PAGE });
    expect([statusCode, headers["access-control-allow-origin"], headers.vary]).toEqual([400, PAGE, "Origin"]);
    await app.close();
  });
});

describe("hapi", () => {
  it("tells of every answer, preflights included, and is asked by inject()", async () => {
    const told: string[] = [];
    const server = Hapi.server();
    await server.register([hapiCors(NAMED), hapiCors(NAMED)]);
    server.events.on("response", ({ method, response }) => {
      told.push(`${method} ${"statusCode" in response ? response.statusCode : response.output.statusCode}`);
    });
    server.route({ method: "GET", path: "/", options: { cors: { origin: ["*"] } }, handler: () => "ok" });
    for (const url of ["/", "/nowhere"]) {
      const { headers } = await server.inject({ url, headers: FROM_PAGE });
      expect(headers["access-control-allow-origin"]).toBe(PAGE);
      expect((await server.inject({ method: "OPTIONS", url, headers: PREFLIGHT })).statusCode).toBe(204);
    }
    expect(told).toEqual(["get 200", "options 204", "get 404", "options 204"]);
  });
});

describe("hono", () => {
  it("is asked by request(), also for what throws what is no error", async () => {
    const app = new Hono();
    app.use("*", honoCors(NAMED));
    app.get("/", (context) => context.text("ok"));
    const response = await app.request("/", { headers: FROM_PAGE });
    expect(response.headers.get("access-control-allow-origin")).toBe(PAGE);
    expect((await app.request("/nowhere", { method: "OPTIONS", headers: PREFLIGHT })).status).toBe(204);
  });

  it("keeps what other middleware sets around and inside", async () => {
    const app = new Hono();
    app.use("*", async (context, next) => {
      await next();
      context.header("X-Around", "1");
    });
    app.use("*", honoCors(NAMED));
    app.use("*", async (context, next) => {
      await next();
      context.header("X-Inside", "1");
    });
    app.get(
      "/",
      () =>
        new Response("raw", {
          headers: [
            ["Set-Cookie", "a=1"],
            ["Set-Cookie", "b=2"],
          ],
        }),
    );
    const { headers } = await app.request("/", { headers: FROM_PAGE });
    expect([headers.get("x-around"), headers.get("x-inside"), headers.getSetCookie()]).toEqual([
      "1",
      "1",
      ["a=1", "b=2"],
    ]);
  });
});

describe("h3", () => {
  const failing = new H3({ silent: true, onError: () => new Response("our own page", { status: 500 }) });
  failing.use(h3Cors(NAMED));
  failing.get("/", () => {
    throw new Error("thrown by the handler");
  });

  it("is asked by request()", async () => {
    const app = new H3().use(h3Cors(NAMED)).get("/", () => ({ a: 1 }));
    const response = await app.request("/", { headers: FROM_PAGE });
    expect([response.headers.get("access-control-allow-origin"), await response.json()]).toEqual([PAGE, { a: 1 }]);
    expect((await app.request("/", { method: "OPTIONS", headers: PREFLIGHT })).status).toBe(204);
  });

  it("looks through the own headers of what is returned or thrown, away from Node.js", async () => {
    const own = { "Access-Control-Allow-Methods": "BREW", Vary: "Accept", "X-Own": "1" };
    const app = new H3({ silent: true }).use(h3Cors(NAMED));
    app.get("/returned", () => new HTTPResponse("ok", { headers: own }));
    app.get("/thrown", () => {
      throw new HTTPError({ status: 418, headers: own });
    });
    for (const path of ["/returned", "/thrown"]) {
      const { headers } = await app.request(path, { headers: FROM_PAGE });
      expect([...headers].filter(([name]) => name.startsWith("access-control-allow-methods"))).toEqual([]);
      expect([headers.get("vary"), headers.get("x-own")]).toEqual(["Accept, Origin", "1"]);
      expect(headers.get("access-control-allow-origin")).toBe(PAGE);
    }
  });

  it("leaves headers out where a global onError answers, away from Node.js; crossorigin/fetch around it does not", async () => {
    const headersOf = async (response: Response | Promise<Response>): Promise<string | null> =>
      (await response).headers.get("access-control-allow-origin");
    const asked = (): Request => new Request("http://localhost/", { headers: FROM_PAGE });
    expect(await headersOf(failing.fetch(asked()))).toBeNull();
    expect(await headersOf(fetchCors(NAMED)((request) => failing.fetch(request))(asked()))).toBe(PAGE);
  });
});
