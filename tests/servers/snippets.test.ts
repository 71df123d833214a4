import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { snippetFor } from "../../src/export/snippets.ts";
import { network, type ClosableTransport } from "../../src/transport/index.ts";
import { ask, GRANTS, ORIGIN, requestOf } from "../lab/snippet-bench.ts";
import type { RealServer } from "./configurations.ts";
import { runServer, type Running } from "./run-server.ts";
import { startUpstream } from "./upstream.ts";

const SERVERS: readonly RealServer[] = ["nginx", "apache", "caddy", "haproxy"];
const CASES = SERVERS.flatMap((name) => Object.entries(GRANTS).map(([what, grant]) => [name, what, grant] as const));

let transport: ClosableTransport;

beforeAll(() => {
  transport = network({ resolve: () => "127.0.0.1", keepAlive: false });
});

afterAll(() => transport.close());

describe.each(CASES)("the snippet for %s, %s", (name, _what, grant) => {
  let upstream: Running;
  let front: Running;
  let isUp: boolean;

  beforeEach(async () => {
    upstream = await startUpstream({ speaks: true });
    isUp = true;
    front = await runServer(name, snippetFor(name, grant)?.code ?? "", upstream.port);
  });

  afterEach(async () => {
    await front.close();
    if (isUp) await upstream.close();
  });

  /** The server's origin, over http: a page over https may ask that of this machine alone. */
  const api = (path = "/orders/1"): string => `http://localhost:${front.port}${path}`;

  it("lets the page in, once, and hides no mistake", async () => {
    const { exchange, diagnosis } = await ask(transport, api(), requestOf(grant));
    expect(exchange).toMatchObject({ verdict: "allowed", response: { status: 200 } });
    expect(exchange.wire.at(-1)?.response?.headers.filter(([key]) => key.toLowerCase() === "x-upstream")).toHaveLength(
      1,
    );
    // The page is a public one, and the server this machine.
    expect(diagnosis?.code).toBe("LocalNetworkPrompt");
    expect(diagnosis?.also).toEqual([]);
  });

  it("answers preflights itself", async () => {
    const headers = [
      ["Origin", ORIGIN],
      ["Access-Control-Request-Method", "PUT"],
    ] as const;
    const { status, headers: told } = await transport({ method: "OPTIONS", url: api(), headers });
    expect(status).toBe(204);
    expect(told.map(([key]) => key.toLowerCase())).not.toContain("x-upstream");
  });

  it("lets it read an error of the server behind, and its own when that is gone", async () => {
    const failed = await ask(transport, api("/fails"), requestOf(grant));
    expect(failed.exchange).toMatchObject({ verdict: "allowed", response: { status: 500 } });
    await upstream.close();
    isUp = false;
    const { exchange } = await ask(transport, api(), requestOf(grant));
    expect(exchange.verdict).toBe("allowed");
    expect([502, 503]).toContain(exchange.response?.status);
  });

  it("keeps strangers out, and what the server behind allows them", async () => {
    const strangers = ["https://evil.example", `${ORIGIN}.evil.example`, "http://app.example.com", "null"];
    for (const page of strangers) {
      // One after the other, as they share a server.
      // oxlint-disable-next-line no-await-in-loop
      const { exchange } = await ask(transport, api(), requestOf(grant), page);
      expect(exchange.verdict, page).toBe("blocked");
    }
  });

  it("leaves an OPTIONS that is no preflight to the server behind, and says Vary: Origin", async () => {
    const { headers } = await transport({ method: "OPTIONS", url: api(), headers: [["Origin", ORIGIN]] });
    expect(headers.map(([key]) => key.toLowerCase())).toContain("x-upstream");
    const vary = headers.filter(([key]) => key.toLowerCase() === "vary").map(([, value]) => value);
    expect(vary.join(",").toLowerCase()).toContain("origin");
    expect(vary.join(",").toLowerCase()).toContain("accept-encoding");
  });
});
