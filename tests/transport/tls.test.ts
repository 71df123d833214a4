import { createServer, type ServerOptions } from "node:https";
import type { TLSSocket } from "node:tls";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import {
  network,
  TransportError,
  type NetworkOptions,
  type WireRequest,
  type WireResponse,
} from "../../src/transport/index.ts";
import { selfSignedCertificate, type Certificate } from "../matrix/certificate.ts";
import { listen } from "../matrix/listen.ts";

const open: { close(): Promise<void> }[] = [];
let certificate: Certificate;

beforeAll(() => {
  certificate = selfSignedCertificate();
});

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

interface Bench {
  readonly port: number;
  /** The names that were asked for, and what each connection speaks. */
  readonly names: string[];
  readonly protocols: unknown[];
  readonly send: (host: string, request?: Partial<WireRequest>) => Promise<WireResponse>;
}

async function bench(options: NetworkOptions, serverOptions: ServerOptions = {}): Promise<Bench> {
  const names: string[] = [];
  const protocols: unknown[] = [];
  const SNICallback: NonNullable<ServerOptions["SNICallback"]> = (name, done) => {
    names.push(name);
    done(null);
  };
  const server = createServer({ ...certificate, SNICallback, ...serverOptions }, (request, response) => {
    if (request.url !== "/cut") return void request.pipe(response);
    response.writeHead(200, { "Content-Length": 10 }).write("half", () => request.socket.destroy());
  });
  server.on("secureConnection", ({ alpnProtocol }: TLSSocket) => protocols.push(alpnProtocol));
  server.on("tlsClientError", () => {});
  const running = await listen(server);
  const transport = network(options);
  open.push(transport, running);
  const send: Bench["send"] = (host, request) =>
    transport({ method: "GET", url: `https://${host}:${running.port}/`, headers: [], ...request });
  return { port: running.port, names, protocols, send };
}

async function failureOf(promise: Promise<unknown>): Promise<TransportError> {
  const reason: unknown = await promise.catch((error: unknown) => error);
  if (!(reason instanceof TransportError)) throw new Error("It did not fail as transports do.", { cause: reason });
  return reason;
}

async function textOf({ body }: WireResponse): Promise<string> {
  let text = "";
  if (body instanceof ReadableStream) for await (const chunk of body) text += Buffer.from(chunk).toString();
  return text;
}

describe("network() over TLS", () => {
  it("reaches a server whose certificate was signed by a given authority", async () => {
    const { send, names, protocols } = await bench({ tls: { ca: certificate.cert } });
    const body = new TextEncoder().encode("x".repeat(300_000));
    for (let index = 0; index < 3; index += 1) {
      const response = await send("localhost", { method: "PUT", body });
      expect([response.status, (await textOf(response)).length]).toEqual([200, 300_000]);
    }
    // One connection, asked for by name, which speaks HTTP/1.1.
    expect([names, protocols]).toEqual([["localhost"], ["http/1.1"]]);
  });

  it("takes authorities as text, bytes, and lists of them", async () => {
    const { cert } = certificate;
    for (const ca of [Buffer.from(cert), [cert], [Buffer.from(cert), cert], `${cert}${cert}`]) {
      expect((await (await bench({ tls: { ca } })).send("localhost")).status).toBe(200);
    }
  });

  it.each([
    ["self-signed", {}, "localhost", "DEPTH_ZERO_SELF_SIGNED_CERT", "has a self-signed certificate"],
    ["for another name", undefined, "127.0.0.1", "ERR_TLS_CERT_ALTNAME_INVALID", "has a certificate for another name"],
  ])("refuses a certificate that is %s", async (_what, tls, host, code, words) => {
    const { send, port } = await bench({ tls: tls ?? { ca: certificate.cert } });
    const failure = await failureOf(send(host));
    expect(failure).toMatchObject({
      code: "TlsFailed",
      message: `${host}:${port} ${words} (${code}).`,
      cause: { code },
    });
  });

  it("refuses a certificate that has expired", async () => {
    const expired = selfSignedCertificate("20210101");
    const { send, port } = await bench({ tls: { ca: expired.cert } }, expired);
    expect(await failureOf(send("localhost"))).toMatchObject({
      code: "TlsFailed",
      message: `localhost:${port} has a certificate that has expired (CERT_HAS_EXPIRED).`,
    });
  });

  it("takes any certificate with rejectUnauthorized: false", async () => {
    const { send, names } = await bench({ tls: { rejectUnauthorized: false } }, selfSignedCertificate("20210101"));
    expect((await send("127.0.0.1")).status).toBe(200);
    // An address is not asked for by name.
    expect(names).toEqual([]);
  });

  it("asks for the URL's name, and wants it in the certificate, wherever resolve sends it", async () => {
    const options = { tls: { ca: certificate.cert }, resolve: () => "127.0.0.1" };
    const { send, port, names } = await bench(options);
    expect((await send("localhost")).status).toBe(200);
    expect((await failureOf(send("a.example"))).message).toBe(
      `a.example:${port} (at 127.0.0.1) has a certificate for another name (ERR_TLS_CERT_ALTNAME_INVALID).`,
    );
    expect(names).toEqual(["localhost", "a.example"]);
  });

  it("says so when the server wants a certificate of the client", async () => {
    const demands = { requestCert: true, rejectUnauthorized: true, ca: certificate.cert };
    for (const maxVersion of ["TLSv1.2", "TLSv1.3"] as const) {
      const { send } = await bench({ tls: { ca: certificate.cert } }, { ...demands, maxVersion });
      expect((await failureOf(send("localhost"))).code).toMatch(/^(TlsFailed|ConnectionReset)$/);
    }
  });

  it("says so when the server speaks no HTTP/1.1", async () => {
    const { send } = await bench({ tls: { ca: certificate.cert } }, { ALPNProtocols: ["h2"] });
    const failure = await failureOf(send("localhost"));
    expect(failure).toMatchObject({
      code: "TlsFailed",
      message: expect.stringMatching(/ speaks no HTTP\/1\.1 over TLS /),
    });
  });

  it("fails a body that is cut off", async () => {
    const { send, port } = await bench({ tls: { ca: certificate.cert } });
    const response = await send("localhost", { url: `https://localhost:${port}/cut` });
    expect((await failureOf(textOf(response))).code).toBe("ConnectionReset");
  });

  it("aborts while TLS is being agreed on", async () => {
    const controller = new AbortController();
    const reason = new Error("gone");
    const { send } = await bench({ tls: { ca: certificate.cert } });
    const sending = send("localhost", { signal: controller.signal }).catch((error: unknown) => error);
    setImmediate(() => controller.abort(reason));
    expect(await sending).toBe(reason);
  });
});
