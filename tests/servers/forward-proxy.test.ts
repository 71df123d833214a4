import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { network, type ClosableTransport } from "../../src/transport/index.ts";
import { textOf } from "../../src/transport/test-bench.ts";
import { selfSignedCertificate } from "../matrix/certificate.ts";
import { startServer } from "../lab/lab-server.ts";
import { APACHE_MODULES } from "./programs.ts";
import { runServer, type Running } from "./run-server.ts";

const certificate = selfSignedCertificate();
const secure = createServer(certificate, (request, response) => void response.end(`secure ${request.method}`));

let proxy: Running;
let plain: Running;
let transport: ClosableTransport;
let securePort: number;

beforeAll(async () => {
  await new Promise<void>((resolve) => secure.listen(0, "127.0.0.1", resolve));
  securePort = (secure.address() as AddressInfo).port;
  plain = await startServer(({ method, path, headers }) => ({
    status: 200,
    headers: [["X-Seen", `${method} ${path} ${headers.via === undefined ? "direct" : "proxied"}`]],
  }));
  const forward = [
    `LoadModule proxy_connect_module ${join(APACHE_MODULES, "mod_proxy_connect.so")}`,
    "ProxyRequests On",
    "ProxyVia On",
    `AllowCONNECT ${securePort}`,
  ];
  proxy = await runServer("apache", forward.join("\n"), plain.port);
  transport = network({ proxy: () => `http://127.0.0.1:${proxy.port}`, tls: { ca: certificate.cert }, timeout: 5000 });
});

afterAll(async () => {
  await transport.close();
  await Promise.all([proxy.close(), plain.close(), new Promise((resolve) => secure.close(resolve))]);
});

describe("network() through Apache as a forward proxy", () => {
  it("reaches what the URL names in clear, preflights too", async () => {
    for (const method of ["GET", "OPTIONS", "PUT"]) {
      const request = { method, url: `http://localhost:${plain.port}/orders?a=b`, headers: [] };
      // oxlint-disable-next-line no-await-in-loop
      const { status, headers } = await transport(request);
      expect(status).toBe(200);
      expect(headers).toContainEqual(["X-Seen", `${method} /orders?a=b proxied`]);
    }
  });

  it("speaks TLS with whoever is at the other end of its tunnel", async () => {
    const response = await transport({ method: "DELETE", url: `https://localhost:${securePort}/`, headers: [] });
    expect(await textOf(response)).toBe("secure DELETE");
  });

  it("is told where the proxy opens no tunnel", async () => {
    const asked = transport({ method: "GET", url: "https://localhost:1/", headers: [] });
    await expect(asked).rejects.toThrow(/opens no tunnel to localhost:1: it answers 403/);
  });
});
