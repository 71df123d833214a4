import theirExpress from "cors";
import theirFastify from "@fastify/cors";
import theirKoa from "@koa/cors";
import express from "express";
import Fastify, { type FastifyInstance } from "fastify";
import { Hono } from "hono";
import { cors as theirHono } from "hono/cors";
import Koa from "koa";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import ourExpress from "../../src/compat/cors.ts";
import ourFastify from "../../src/compat/fastify-cors.ts";
import { cors as ourHono } from "../../src/compat/hono-cors.ts";
import ourKoa from "../../src/compat/koa-cors.ts";
import { Stage, type Asked } from "./side-by-side.ts";

// Where a drop-in answers otherwise than its library, on purpose: the table in docs/guide/migrating.md, row by row.

const stage = new Stage();

beforeAll(async () => {
  vi.spyOn(process, "emitWarning").mockImplementation(() => {});
  await stage.listen();
});

afterAll(() => {
  stage.close();
  vi.restoreAllMocks();
});

const A = "https://a.example";
const B = "https://b.example";
const LONGEST = `https://${"a".repeat(326 - "https://".length)}`;

function from(origin: string): Asked {
  return { method: "GET", path: "/", headers: { origin } };
}

/** The origins that are let in, one request after the other. */
async function grants(
  middleware: typeof theirExpress,
  options: theirExpress.CorsOptions,
  requests: readonly Asked[],
): Promise<boolean[]> {
  const app = express()
    .use(middleware(options))
    .use((_request, response) => void response.end());
  const answers = await stage.play(app, requests);
  return answers.map(({ headers }) => headers.some((line) => line.startsWith("access-control-allow-origin:")));
}

describe("crossorigin/compat/cors", () => {
  it("1: an expression with g or y finds the same each time", async () => {
    const asked = Array.from({ length: 3 }, () => from(A));
    for (const flags of ["g", "y"]) {
      const options = (): theirExpress.CorsOptions => ({ origin: new RegExp(`^${A}$`, flags) });
      expect(await grants(theirExpress, options(), asked)).toEqual([true, false, true]);
      expect(await grants(ourExpress, options(), asked)).toEqual([true, true, true]);
    }
  });

  it("2: an expression is not given more than the longest origin of a browser", async () => {
    const asked = [from(LONGEST), from(`${LONGEST}a`)];
    expect(await grants(theirExpress, { origin: /^https:/ }, asked)).toEqual([true, true]);
    expect(await grants(ourExpress, { origin: /^https:/ }, asked)).toEqual([true, false]);
  });

  it("3: options are read once, when it is made", async () => {
    const changed = async (middleware: typeof theirExpress): Promise<boolean[]> => {
      const origins = [A];
      const made = middleware({ origin: origins });
      origins.push(B);
      return grants(() => made, {}, [from(A), from(B)]);
    };
    expect(await changed(theirExpress)).toEqual([true, true]);
    expect(await changed(ourExpress)).toEqual([true, false]);
  });
});

describe("crossorigin/compat/fastify-cors", () => {
  async function granted(
    plugin: Parameters<FastifyInstance["register"]>[0],
    options: object,
    change: () => void,
    origin: string,
  ): Promise<boolean> {
    const app = Fastify();
    await app.register(plugin, options);
    change();
    const { headers } = await app.inject({ url: "/", headers: { origin } });
    await app.close();
    return headers["access-control-allow-origin"] !== undefined;
  }

  it("1: an expression is not given more than the longest origin of a browser", async () => {
    const nothing = (): void => {};
    expect(await granted(theirFastify as never, { origin: /^https:/ }, nothing, `${LONGEST}a`)).toBe(true);
    expect(await granted(ourFastify as never, { origin: /^https:/ }, nothing, `${LONGEST}a`)).toBe(false);
    expect(await granted(ourFastify as never, { origin: /^https:/ }, nothing, LONGEST)).toBe(true);
  });

  it("2: lists are read once, when it is registered", async () => {
    const [theirs, ours] = [[A], [A]];
    expect(await granted(theirFastify as never, { origin: theirs }, () => theirs.push(B), B)).toBe(true);
    expect(await granted(ourFastify as never, { origin: ours }, () => ours.push(B), B)).toBe(false);
  });
});

describe("crossorigin/compat/koa-cors", () => {
  it.each([
    ["true", "true", "true"],
    ["yes", "true", undefined],
  ])("1: Access-Control-Request-Private-Network: %s", async (value, theirs, ours) => {
    const asked = { ...from(A), method: "OPTIONS" };
    const headers = {
      ...asked.headers,
      "access-control-request-method": "PUT",
      "access-control-request-private-network": value,
    };
    const allowed = async (middleware: typeof theirKoa): Promise<string | undefined> => {
      const app = new Koa().use(middleware({ privateNetworkAccess: true }));
      const [answer] = await stage.play(app.callback(), [{ ...asked, headers }]);
      return answer?.headers.find((line) => line.includes("-private-network"))?.split(": ")[1];
    };
    expect([await allowed(theirKoa), await allowed(ourKoa)]).toEqual([theirs, ours]);
  });

  it("2: a thrown thing that can carry no headers stays as it is", async () => {
    const thrown = async (middleware: typeof theirKoa): Promise<unknown> => {
      const context = new Koa().createContext(
        { headers: {}, method: "GET" } as never,
        { setHeader() {}, getHeader() {} } as never,
      );
      return middleware()(context, () => Promise.reject(null)).catch((error: unknown) => error);
    };
    expect(await thrown(theirKoa)).toBeInstanceOf(TypeError);
    expect(await thrown(ourKoa)).toBeNull();
  });
});

describe("crossorigin/compat/hono-cors", () => {
  it("1: lists are read once, when it is made", async () => {
    const granted = async (middleware: typeof theirHono): Promise<string | null> => {
      const origin = [A];
      const app = new Hono().use(middleware({ origin }));
      origin.push(B);
      return (await app.request("/", { headers: { Origin: B } })).headers.get("Access-Control-Allow-Origin");
    };
    expect([await granted(theirHono), await granted(ourHono)]).toEqual([B, null]);
  });
});

const DROP_INS = ["cors", "fastify-cors", "koa-cors", "hono-cors"];

describe("safe: true", () => {
  const stranger: Asked = { method: "GET", path: "/", headers: { origin: B } };
  const plain: Asked = { method: "OPTIONS", path: "/", headers: { origin: A } };
  const asks = (origin: string): Asked => ({ ...plain, headers: { origin, "access-control-request-method": "PUT" } });
  const options = { origin: [A], credentials: true, safe: true };

  const APPS = {
    cors: () =>
      express()
        .use(ourExpress(options))
        .use((_request, response) => void response.end("mine")),
    "fastify-cors": async () => {
      const app = Fastify();
      await app.register(ourFastify, options);
      app.all("/", async () => "mine");
      await app.ready();
      return app.routing.bind(app);
    },
    "hono-cors": async () => {
      const { getRequestListener } = await import("@hono/node-server");
      const app = new Hono().use(ourHono(options)).all("/", (context) => context.text("mine"));
      return getRequestListener(app.fetch);
    },
  };

  it.each(Object.entries(APPS))(
    "%s: strangers learn nothing, and an OPTIONS that is no preflight arrives",
    async (_name, make) => {
      const [refused, passed, denied, granted] = await stage.play(await make(), [stranger, plain, asks(B), asks(A)]);
      expect(refused).toMatchObject({ status: 200, body: "mine" });
      expect(refused?.headers.filter((line) => line.startsWith("access-control-"))).toEqual([]);
      expect(refused?.headers).toContain("vary: Origin");
      expect(passed).toMatchObject({ status: 200, body: "mine" });
      expect(passed?.headers).toContain(`access-control-allow-origin: ${A}`);
      expect(denied?.status).toBe(204);
      expect(denied?.headers.filter((line) => line.startsWith("access-control-"))).toEqual([]);
      expect(granted?.headers).toContain("access-control-allow-credentials: true");
    },
  );

  it("is needed nowhere else", () => {
    expect(DROP_INS.filter((name) => !Object.hasOwn(APPS, name))).toEqual(["koa-cors"]);
  });
});
