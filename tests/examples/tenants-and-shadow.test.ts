import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type * as ShadowRollout from "../../examples/shadow-rollout.ts";
import { ask, corsHeaders, end, listenAnywhere, type Listening } from "./ask.ts";

describe("examples/multi-tenant.ts", () => {
  const BLUE = "blue.api.example.com";
  const GREEN = "green.api.example.com";
  let server: Listening;

  beforeAll(async () => {
    listenAnywhere();
    server = (await import("../../examples/multi-tenant.ts")).server;
  });

  afterAll(() => end(server));

  /** What a host tells a page about reading its answers, by its preflight and by itself. */
  async function told(host: string, origin: string): Promise<(string | number | undefined)[]> {
    const preflight = { Host: host, Origin: origin, "Access-Control-Request-Method": "PUT" };
    const asked = await ask(server, "OPTIONS /", preflight);
    const got = await ask(server, "GET /", { Host: host, Origin: origin });
    const name = "access-control-allow-origin";
    return [asked.status, corsHeaders(asked)[name], corsHeaders(got)[name]];
  }

  it.each([
    [BLUE, "https://app.blue.example"],
    [BLUE, "https://shop.blue.example"],
    [`${BLUE.toUpperCase()}:3000`, "https://app.blue.example"],
    [GREEN, "https://app.green.example"],
  ])("%s lets its own page %s in, with credentials", async (host, origin) => {
    expect(await told(host, origin)).toEqual([204, origin, origin]);
    const answer = await ask(server, "GET /", { Host: host, Origin: origin });
    expect(corsHeaders(answer)["access-control-allow-credentials"]).toBe("true");
    expect(answer.body).toMatch(/^Hello from /);
  });

  it.each([
    [BLUE, "https://app.green.example"],
    [GREEN, "https://app.blue.example"],
    [GREEN, "https://evil.example"],
  ])("%s lets %s, another's page, neither ask nor read", async (host, origin) => {
    expect(await told(host, origin)).toEqual([403, undefined, undefined]);
  });

  it("a tenant for everybody has one answer for all, without credentials", async () => {
    const answer = await ask(server, "GET /", { Host: "open.api.example.com", Origin: "https://anybody.example" });
    expect(corsHeaders(answer)).toEqual({ "access-control-allow-origin": "*" });
  });

  it("a host that is nobody's gets no header, and its OPTIONS is left to the application", async () => {
    const headers = { Host: "red.api.example.com", Origin: "https://app.blue.example" };
    for (const line of ["GET /", "OPTIONS /"]) {
      const answer = await ask(server, line, { ...headers, "Access-Control-Request-Method": "PUT" });
      expect([answer.status, corsHeaders(answer), answer.body]).toEqual([404, {}, "Nobody lives here."]);
    }
  });
});

describe("examples/shadow-rollout.ts", () => {
  const APP = "https://app.example.com";
  const OLD = "https://old.example.com";
  let example: typeof ShadowRollout;

  beforeAll(async () => {
    listenAnywhere();
    example = await import("../../examples/shadow-rollout.ts");
  });

  afterAll(() => end(example.server));

  /** Whom an answer lets in. */
  async function letsIn(origin: string, headers: Readonly<Record<string, string>> = {}): Promise<string | undefined> {
    const answer = await ask(example.server, "GET /", { Origin: origin, ...headers });
    return corsHeaders(answer)["access-control-allow-origin"];
  }

  it("counts what the stricter policy would refuse, refuses nothing, and refuses it once applied", async () => {
    expect(await letsIn(APP)).toBe(APP);
    expect(await letsIn("https://evil.example")).toBeUndefined();
    expect([...example.changes]).toEqual([]);

    expect(await letsIn(OLD)).toBe(OLD);
    const preflight = { Origin: OLD, "Access-Control-Request-Method": "PUT" };
    expect((await ask(example.server, "OPTIONS /", preflight)).status).toBe(204);
    expect([...example.changes]).toEqual([[`refused ${OLD}`, 2]]);

    // A page's request to its own origin is not CORS, whatever a policy says of it.
    await letsIn(OLD, { "Sec-Fetch-Site": "same-origin" });
    expect(example.changes.get(`refused ${OLD}`)).toBe(2);

    example.apply();
    expect(await letsIn(OLD)).toBeUndefined();
    expect((await ask(example.server, "OPTIONS /", preflight)).status).toBe(403);
    expect(await letsIn(APP)).toBe(APP);
    expect([...example.changes]).toEqual([[`refused ${OLD}`, 2]]);
  });
});
