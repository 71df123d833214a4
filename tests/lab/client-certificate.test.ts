import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Browser } from "../../src/browser/index.ts";
import { diagnose, probe } from "../../src/diagnosis/index.ts";
import { network, type ClosableTransport } from "../../src/transport/index.ts";
import { selfSignedCertificate, type Certificate } from "../matrix/certificate.ts";

let certificate: Certificate;
let transport: ClosableTransport;

beforeAll(() => {
  certificate = selfSignedCertificate();
  transport = network({ tls: { ca: certificate.cert }, keepAlive: false, timeout: 2000 });
});

afterAll(() => transport.close());

/** What becomes of a PUT at a server that allows the page, and asks for a certificate of the client. */
async function put(demands: boolean): Promise<ReturnType<typeof diagnose>> {
  const options = { ...certificate, requestCert: true, rejectUnauthorized: demands, ca: certificate.cert };
  const server = createServer(options, (request, response) => {
    const { origin = "" } = request.headers;
    response.writeHead(204, {
      "Access-Control-Allow-Origin": origin,
      "Access-Control-Allow-Methods": "PUT",
      Vary: "Origin",
    });
    response.end();
  });
  server.on("tlsClientError", () => {});
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const page = new Browser({ transport }).page("https://localhost:3000");
  const exchange = await page.explain(`https://localhost:${port}/`, { method: "PUT" });
  const observations = await probe(exchange, transport);
  server.closeAllConnections();
  await new Promise<void>((resolve) => void server.close(() => resolve()));
  return diagnose(exchange, { observations });
}

describe("a server that demands a certificate of the client", () => {
  it("is told from one whose own certificate does not hold", async () => {
    expect(await put(true)).toMatchObject({ code: "ClientCertificateWanted", certainty: "certain" });
  });

  it("is sound where it asks and does not demand", async () => {
    expect(await put(false)).toBeUndefined();
  });
});
