import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ask, corsHeaders, end, listenAnywhere, type Listening } from "./ask.ts";

const APP = "https://app.example.com";
const STRANGER = "https://evil.example";

/** What the page may read has this, whatever its status. */
const READABLE = { "access-control-allow-origin": APP, vary: "Origin" };

interface Example {
  readonly load: () => Promise<Listening>;
  /** The status with which an order is not deleted: 500 where the handler breaks down, 409 where it refuses. */
  readonly deleting: 409 | 500;
}

/** Each example, by the name of its file. */
const EXAMPLES: Readonly<Record<string, Example>> = {
  express: { load: async () => (await import("../../examples/express.ts")).server, deleting: 500 },
  fastify: { load: async () => (await import("../../examples/fastify.ts")).server, deleting: 500 },
  fetch: { load: async () => (await import("../../examples/fetch.ts")).server, deleting: 500 },
  h3: { load: async () => nodeServerOf((await import("../../examples/h3.ts")).server), deleting: 409 },
  hapi: { load: async () => (await import("../../examples/hapi.ts")).server, deleting: 409 },
  hono: { load: async () => (await import("../../examples/hono.ts")).server, deleting: 409 },
  koa: { load: async () => (await import("../../examples/koa.ts")).server, deleting: 409 },
  node: { load: async () => (await import("../../examples/node.ts")).server, deleting: 409 },
};

function nodeServerOf({
  node,
}: {
  readonly node?: { readonly server?: Listening | undefined } | undefined;
}): Listening {
  if (node?.server === undefined) throw new Error("This does not run on Node.js.");
  return node.server;
}

describe.each(Object.entries(EXAMPLES))("examples/%s.ts", (_name, { load, deleting }) => {
  let server: Listening;

  beforeAll(async () => {
    listenAnywhere();
    server = await load();
  });

  afterAll(() => end(server));

  it("answers the page's preflight with all that it may do", async () => {
    const answer = await ask(server, "OPTIONS /orders/7", {
      Origin: APP,
      "Access-Control-Request-Method": "PUT",
      "Access-Control-Request-Headers": "content-type",
    });
    expect(answer.status).toBe(204);
    expect(answer.body).toBe("");
    expect(corsHeaders(answer)).toEqual({
      "access-control-allow-origin": APP,
      "access-control-allow-methods": "PUT, DELETE",
      "access-control-allow-headers": "Content-Type",
      "access-control-max-age": "7200",
      vary: "Origin, Access-Control-Request-Method, Access-Control-Request-Headers",
    });
  });

  it("lets the page GET and PUT", async () => {
    const got = await ask(server, "GET /orders/7", { Origin: APP });
    expect(got.status).toBe(200);
    expect(JSON.parse(got.body)).toEqual({ id: "7" });
    expect(corsHeaders(got)).toEqual(READABLE);

    const json = { Origin: APP, "Content-Type": "application/json" };
    const put = await ask(server, "PUT /orders/7", json, '{"paid":true}');
    expect(put.status).toBe(200);
    expect(JSON.parse(put.body)).toEqual({ id: "7", order: { paid: true } });
    expect(corsHeaders(put)).toEqual(READABLE);
  });

  it("lets the page read what goes wrong: a body that is no JSON, a page that is not there, an error", async () => {
    const json = { Origin: APP, "Content-Type": "application/json" };
    const refused = await ask(server, "PUT /orders/7", json, '{"paid":');
    expect([refused.status, corsHeaders(refused)]).toEqual([400, READABLE]);
    const missing = await ask(server, "GET /invoices", { Origin: APP });
    expect([missing.status, corsHeaders(missing)]).toEqual([404, READABLE]);
    const failed = await ask(server, "DELETE /orders/7", { Origin: APP });
    expect([failed.status, corsHeaders(failed)]).toEqual([deleting, READABLE]);
  });

  it("tells a stranger's page nothing", async () => {
    const preflight = await ask(server, "OPTIONS /orders/7", {
      Origin: STRANGER,
      "Access-Control-Request-Method": "PUT",
    });
    expect(preflight.status).toBe(403);
    expect(Object.keys(corsHeaders(preflight))).toEqual(["vary"]);
    for (const line of ["GET /orders/7", "GET /invoices", "DELETE /orders/7"]) {
      expect(corsHeaders(await ask(server, line, { Origin: STRANGER }))).toEqual({ vary: "Origin" });
    }
  });

  it("answers programs that are no browsers as ever, and tells caches that it depends", async () => {
    const answer = await ask(server, "GET /orders/7");
    expect(answer.status).toBe(200);
    expect(corsHeaders(answer)).toEqual({ vary: "Origin" });
  });
});
