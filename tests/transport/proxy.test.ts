import { createServer, type Server } from "node:http";
import { createServer as createSecureServer, type Server as SecureServer } from "node:https";
import { connect, type AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { network } from "../../src/transport/index.ts";
import { failureOf, textOf } from "../../src/transport/test-bench.ts";
import { selfSignedCertificate } from "../matrix/certificate.ts";

const started: (Server | SecureServer)[] = [];

afterEach(async () => {
  for (const server of started.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

async function listen(server: Server | SecureServer): Promise<number> {
  started.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

/** A proxy that opens tunnels, and sends all of them to one port of this machine. */
async function tunnelProxy(to: number): Promise<{ readonly port: number; readonly asked: string[] }> {
  const asked: string[] = [];
  const server = createServer().on("connect", (request, socket) => {
    asked.push(`${request.url} ${request.headers["proxy-authorization"] ?? ""}`.trim());
    const there = connect(to, "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      there.pipe(socket).pipe(there);
    });
    there.on("error", () => socket.destroy());
    socket.on("error", () => there.destroy());
  });
  return { port: await listen(server), asked };
}

describe("a tunnel through a proxy", () => {
  it("looks at the certificate of whoever is at the other end of the tunnel, not at the proxy's", async () => {
    const certificate = selfSignedCertificate();
    const port = await listen(createSecureServer(certificate, (_request, response) => void response.end("secret")));
    const proxy = await tunnelProxy(port);
    const options = { proxy: () => `http://u:p@127.0.0.1:${proxy.port}`, keepAlive: false };
    const trusting = network({ ...options, tls: { ca: certificate.cert } });
    const ask = (url: string) => trusting({ method: "GET", url, headers: [] });
    expect(await textOf(await ask("https://localhost/"))).toBe("secret");
    expect(proxy.asked).toEqual([`localhost:443 Basic ${btoa("u:p")}`]);
    expect(await failureOf(ask("https://127.0.0.1/"))).toMatch(
      /^TlsFailed: 127\.0\.0\.1:443 \(through the proxy .* another name/,
    );
    const strict = network(options);
    expect(await failureOf(strict({ method: "GET", url: "https://localhost/", headers: [] }))).toMatch(
      /^TlsFailed: .*self-signed/,
    );
    await Promise.all([trusting.close(), strict.close()]);
  });
});
