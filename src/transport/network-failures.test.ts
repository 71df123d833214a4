import { createServer, type Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import type { NetworkOptions } from "./network-options.ts";
import { network } from "./network.ts";
import { ok, serve, type Script } from "./scripted-server.ts";
import { socketFailure } from "./socket-failure.ts";
import { bench, closeBenches, failureOf, reasonOf } from "./test-bench.ts";
import { TransportError } from "./transport-error.ts";

afterEach(closeBenches);

/** Goes on sending the same until nobody listens. */
function endlessly(start: string, again: string): Script {
  return (socket) => {
    socket.write(start);
    const more = (): void => {
      while (!socket.destroyed && socket.write(again));
    };
    socket.on("drain", more);
    more();
  };
}

/** Sends something every few milliseconds until nobody listens. */
function slowly(start: string, again: string): Script {
  return (socket) => {
    socket.write(start);
    const timer = setInterval(() => socket.write(again), 10);
    socket.on("close", () => clearInterval(timer));
  };
}

const SHORT = { timeout: 150, idleTimeout: 150 } satisfies NetworkOptions;

describe("network() without an answer", () => {
  it.each([
    [
      "that is empty",
      (socket) => socket.end(),
      "ConnectionReset: 127.0.0.1:PORT closed the connection without an answer.",
    ],
    ["but a reset", (socket) => socket.resetAndDestroy(), "ConnectionReset: 127.0.0.1:PORT reset the connection."],
    [
      "that is complete",
      (socket) => socket.end("HTTP/1.1 200 OK\r\nA: b\r\n"),
      "ConnectionReset: 127.0.0.1:PORT closed the connection within the headers of its answer.",
    ],
    [
      "but a short word",
      (socket) => socket.end("no"),
      'MalformedResponse: The answer of 127.0.0.1:PORT is malformed: it is no HTTP, it begins with "no".',
    ],
    [
      "but another protocol",
      "SSH-2.0-OpenSSH_9.2p1\r\n",
      'MalformedResponse: The answer of 127.0.0.1:PORT is malformed: it is no HTTP, it begins with "SSH-2.0-".',
    ],
    [
      "but endless noise",
      endlessly("", "noise".repeat(1000)),
      'MalformedResponse: The answer of 127.0.0.1:PORT is malformed: it is no HTTP, it begins with "noisenoi".',
    ],
    [
      "but TLS",
      "\x15\x03\x01\x00\x02\x02\x46\x00",
      "MalformedResponse: The answer of 127.0.0.1:PORT is malformed: it is TLS, so the URL should say https.",
    ],
    [
      "with a status",
      "HTTP/1.1 OK\r\n\r\n",
      'MalformedResponse: The answer of 127.0.0.1:PORT is malformed: its status line is "HTTP/1.1 OK".',
    ],
    [
      "without a NUL",
      "HTTP/1.1 200 OK\r\nA: b\0c\r\n\r\n",
      "MalformedResponse: The answer of 127.0.0.1:PORT is malformed: there is a NUL byte among its headers.",
    ],
    [
      "with one length",
      "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nhi!",
      "MalformedResponse: The answer of 127.0.0.1:PORT is malformed: it has several lengths: 2, 3.",
    ],
    [
      "but a change of protocol",
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n",
      "MalformedResponse: The answer of 127.0.0.1:PORT is malformed: it changes to a protocol that nobody has asked for.",
    ],
    [
      "with an end of its headers",
      endlessly("HTTP/1.1 200 OK\r\n", "A: b\r\n".repeat(1000)),
      "ResponseTooLarge: 127.0.0.1:PORT sends more than 262144 bytes of headers.",
    ],
    [
      "with an end of one header",
      endlessly("HTTP/1.1 200 OK\r\nA: ", "b".repeat(1000)),
      "ResponseTooLarge: 127.0.0.1:PORT sends more than 262144 bytes of headers.",
    ],
    ["at all", () => {}, "TimedOut: 127.0.0.1:PORT did not answer within 150 ms."],
    [
      "but headers drop by drop",
      slowly("HTTP/1.1 200 OK\r\n", "A: b\r\n"),
      "TimedOut: 127.0.0.1:PORT did not answer within 150 ms.",
    ],
    [
      "but informational ones",
      slowly("", "HTTP/1.1 100 Continue\r\n\r\n"),
      "TimedOut: 127.0.0.1:PORT did not answer within 150 ms.",
    ],
    [
      "but a flood of informational ones",
      endlessly("", "HTTP/1.1 103 Early Hints\r\nA: b\r\n\r\n".repeat(100)),
      "TimedOut: 127.0.0.1:PORT did not answer within 150 ms.",
    ],
  ] satisfies [string, Script, string][])("%s says so", async (_what, script, expected) => {
    const { server, send } = await bench(script, expected.startsWith("TimedOut") ? SHORT : {});
    expect(await failureOf(send())).toBe(expected);
    await expect.poll(() => server.open.size, { interval: 5 }).toBe(0);
  });

  it("has as many bytes of headers as it may, and not one more", async () => {
    const head = ok().length;
    expect((await (await bench(ok(), { maxHeaderBytes: head })).send()).status).toBe(200);
    expect(await failureOf((await bench(ok(), { maxHeaderBytes: head - 1 })).send())).toMatch(/^ResponseTooLarge/);
  });

  it("when nobody listens", async () => {
    const { url, close } = await serve("");
    await close();
    const failure = "refused the connection: nothing listens there.";
    expect(await failureOf(network()({ method: "GET", url, headers: [] }))).toBe(
      `ConnectionRefused: 127.0.0.1:PORT ${failure}`,
    );
    // Two addresses were tried.
    const local = url.replace("127.0.0.1", "localhost");
    const reason = await reasonOf(network()({ method: "GET", url: local, headers: [] }));
    expect(reason).toMatchObject({ code: "ConnectionRefused", cause: expect.any(AggregateError) });
    expect(reason).toBeInstanceOf(TransportError);
  });

  it("when the name is unknown", async () => {
    const reason = await reasonOf(network()({ method: "GET", url: "http://no-such-name.invalid/", headers: [] }));
    expect(reason).toMatchObject({
      name: "TransportError",
      code: "NameNotResolved",
      message: expect.stringMatching(/^no-such-name\.invalid:80 could not be /),
      cause: expect.objectContaining({ code: expect.stringMatching(/^(ENOTFOUND|EAI_AGAIN)$/) }),
    });
  });

  it("when the server stops taking the request", async () => {
    const server = createServer((socket) => void socket.pause());
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as { port: number };
    const send = network(SHORT);
    const body = new Uint8Array(50_000_000);
    const request = { method: "PUT", url: `http://127.0.0.1:${port}/`, headers: [], body };
    expect(await failureOf(send(request))).toBe("TimedOut: 127.0.0.1:PORT did not answer within 150 ms.");
    server.close();
  });

  it("when TLS meets none, and the other way round", async () => {
    const { server, send } = await bench("HTTP/1.1 400 Bad Request\r\n\r\n");
    const url = server.url.replace("http:", "https:");
    const talks = (socket: Socket): void => void socket.end("HTTP/1.1 400 Bad Request\r\n\r\n");
    const plain = createServer((socket) => socket.on("error", () => {}).once("data", () => talks(socket)));
    await new Promise<void>((resolve) => plain.listen(0, "127.0.0.1", resolve));
    const { port } = plain.address() as { port: number };
    expect(await failureOf(send({ url: `https://127.0.0.1:${port}/` }))).toBe(
      "TlsFailed: 127.0.0.1:PORT does not speak TLS on this port: is it http? (ERR_SSL_WRONG_VERSION_NUMBER).",
    );
    plain.close();
    await server.close();
    expect(await failureOf(send({ url }))).toMatch(/^ConnectionRefused/);
  });

  it("when TLS is never agreed on", async () => {
    const silent = createServer((socket) => void socket.on("error", () => {}).resume());
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    const { port } = silent.address() as { port: number };
    const send = network({ connectTimeout: 100 });
    const request = { method: "GET", url: `https://127.0.0.1:${port}/`, headers: [] };
    expect(await failureOf(send(request))).toBe(
      "TimedOut: 127.0.0.1:PORT did not answer the connection within 100 ms.",
    );
    silent.close();
  });

  it("when the server leaves while TLS is being agreed on", async () => {
    const rude = createServer((socket) => socket.on("error", () => {}).once("data", () => socket.destroy()));
    await new Promise<void>((resolve) => rude.listen(0, "127.0.0.1", resolve));
    const { port } = rude.address() as { port: number };
    const request = { method: "GET", url: `https://127.0.0.1:${port}/`, headers: [] };
    expect(await failureOf(network()(request))).toBe(
      "ConnectionReset: 127.0.0.1:PORT closed the connection while TLS was being agreed on.",
    );
    rude.close();
  });

  it("passes on what resolve throws", async () => {
    const error = new Error("no idea");
    const resolve = (): string => {
      throw error;
    };
    expect(await reasonOf((await bench(ok(), { resolve })).send())).toBe(error);
  });
});

describe("socketFailure", () => {
  function systemError(code: string): Error {
    return Object.assign(new Error(`connect ${code}`), { code });
  }

  it.each([
    ["ECONNREFUSED", "ConnectionRefused"],
    ["ECONNRESET", "ConnectionReset"],
    ["EPIPE", "ConnectionReset"],
    ["ENOTFOUND", "NameNotResolved"],
    ["EAI_AGAIN", "NameNotResolved"],
    ["EAI_FAIL", "NameNotResolved"],
    ["ETIMEDOUT", "TimedOut"],
    ["EHOSTUNREACH", "NoAnswer"],
    ["ENETUNREACH", "NoAnswer"],
    ["ESOMETHING", "NoAnswer"],
    ["EPROTO", "TlsFailed"],
    ["ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED", "TlsFailed"],
  ])("calls %s %s", (code, expected) => {
    const error = systemError(code);
    expect(socketFailure("a.example:443", error)).toMatchObject({
      code: expected,
      cause: error,
      message: expect.stringMatching(/^a\.example:443 .*\.$/),
    });
  });

  it("tells the most telling of several attempts", () => {
    const both = [systemError("ENETUNREACH"), systemError("ECONNREFUSED")];
    expect(socketFailure("a.example:443", new AggregateError(both)).code).toBe("ConnectionRefused");
    expect(socketFailure("a.example:443", new AggregateError([systemError("ENETUNREACH")])).code).toBe("NoAnswer");
  });
});
