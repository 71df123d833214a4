import { setTimeout as wait } from "node:timers/promises";
import { afterEach, describe, expect, it, vi } from "vitest";
import { ok, type Script } from "./scripted-server.ts";
import { bench, closeBenches, failureOf, reasonOf, textOf } from "./test-bench.ts";

afterEach(closeBenches);

/** Answers, and then closes the connection when the next request comes. */
function onceOnly(answer: string): Script {
  return (socket) => {
    socket.write(answer);
    socket.removeAllListeners("data").once("data", () => socket.destroy());
  };
}

describe("connections of network()", () => {
  it("are used again, one request after the other", async () => {
    const { server, send } = await bench(ok("hi"));
    for (let index = 0; index < 5; index += 1) expect(await textOf(await send())).toBe("hi");
    expect(server.connections()).toBe(1);
    expect(server.requests.length).toBe(5);
  });

  it("are used again after a body that was decoded, chunked, or of no length", async () => {
    const { server, send } = await bench([
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n",
      ok(),
      ok("hi", "Content-Encoding: gzip"),
      ok("hi"),
    ]);
    await textOf(await send());
    await send();
    await textOf(await send()).catch(() => {});
    await textOf(await send());
    // What could not be decoded is not trusted.
    expect(server.connections()).toBe(2);
  });

  it("are used again though nobody has read a small body", async () => {
    const { server, send } = await bench(ok("small"));
    const responses = [await send(), await wait(100), await send()];
    expect(server.connections()).toBe(1);
    expect(responses[0] && (await textOf(responses[0]))).toBe("small");
  });

  it.each([
    ["the answer says close", ok("hi", "Connection: close")],
    ["the answer is of HTTP/1.0", ok("hi").replace("1.1", "1.0")],
    ["more comes than belongs to the answer", `${ok("hi")}HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil`],
    ["the answer has a length and chunks", ok("2\r\nhi\r\n0\r\n\r\n", "Transfer-Encoding: chunked")],
  ])("are not used again when %s", async (_what, answer) => {
    const { server, send } = await bench(answer);
    expect(await textOf(await send())).toBe("hi");
    expect(await textOf(await send())).toBe("hi");
    expect(server.connections()).toBe(2);
  });

  it("are not used again when something has come in the meantime", async () => {
    const evil = (socket: { write(text: string): unknown }): void => {
      socket.write(ok("hi"));
      setTimeout(() => socket.write(ok("evil")), 10);
    };
    const { server, send } = await bench([evil, ok("good")]);
    expect(await textOf(await send())).toBe("hi");
    await wait(40);
    expect(await textOf(await send())).toBe("good");
    expect(server.connections()).toBe(2);
  });

  it("are not used again with keepAlive: false", async () => {
    const { server, send } = await bench(ok("hi"), { keepAlive: false });
    for (let index = 0; index < 3; index += 1) await textOf(await send());
    expect(server.connections()).toBe(3);
    await expect.poll(() => server.open.size).toBe(0);
  });

  it("are one for each request at the same time, and six of them stay", async () => {
    const { server, send } = await bench((socket) => void setTimeout(() => socket.write(ok("hi")), 20));
    const all = Array.from({ length: 20 }, async () => textOf(await send()));
    expect(await Promise.all(all)).toEqual(Array(20).fill("hi"));
    expect(server.connections()).toBe(20);
    await expect.poll(() => server.open.size).toBe(6);
  });

  it("are kept apart by host, port, scheme and address", async () => {
    let address = "127.0.0.1";
    const { server, send } = await bench(ok("hi"), { resolve: () => address });
    const ask = async (host: string): Promise<string> => textOf(await send({ url: `http://${host}:${server.port}/` }));
    await ask("a.example");
    await ask("a.example");
    expect(server.connections()).toBe(1);
    await ask("b.example");
    expect(server.connections()).toBe(2);
    address = "localhost";
    await ask("a.example");
    expect(server.connections()).toBe(3);
  });

  it.each(["GET", "HEAD", "OPTIONS", "PUT", "DELETE"])(
    "that went stale are made anew, and %s is sent again",
    async (method) => {
      const { server, send } = await bench([onceOnly(ok()), ok()]);
      await send();
      expect((await send({ method })).status).toBe(200);
      expect(server.connections()).toBe(2);
    },
  );

  it.each(["POST", "PATCH", "patch", "CHICKEN"])("are new ones for %s, which may not be sent twice", async (method) => {
    const { server, send } = await bench([onceOnly(ok()), ok()]);
    await send();
    expect((await send({ method })).status).toBe(200);
    expect(server.requests.map((request) => request.split(" ")[0])).toEqual(["GET", method]);
    expect(server.connections()).toBe(2);
  });

  it("that went stale are tried again once only, and on a new one", async () => {
    const slam: Script = (socket) => void socket.destroy();
    const { server, send } = await bench([onceOnly(ok()), slam]);
    await send();
    expect(await failureOf(send())).toBe("ConnectionReset: 127.0.0.1:PORT closed the connection without an answer.");
    expect(server.connections()).toBe(2);
  });

  it("are not tried again when some of the answer has come", async () => {
    const half: Script = (socket) => void socket.end("HTTP/1.1 200 OK\r\nA:");
    const { server, send } = await bench([ok(), half, ok()]);
    await send();
    expect(await failureOf(send())).toMatch(/^ConnectionReset/);
    expect(server.requests.length).toBe(2);
  });

  it("are closed when they are idle for four seconds", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const { server, send } = await bench(ok());
    await send();
    vi.advanceTimersByTime(3999);
    await send();
    vi.advanceTimersByTime(3999);
    await wait(20);
    expect(server.open.size).toBe(1);
    vi.advanceTimersByTime(1);
    vi.useRealTimers();
    await expect.poll(() => server.open.size).toBe(0);
    expect(server.connections()).toBe(1);
  });

  it("do not keep the process alive when they are idle, or when nobody reads a body", async () => {
    const { server, send } = await bench([ok(), ok("x".repeat(1_000_000))]);
    await send();
    expect(process.getActiveResourcesInfo()).not.toContain("TCPSocketWrap");
    const { body } = await send();
    await expect.poll(() => process.getActiveResourcesInfo()).not.toContain("TCPSocketWrap");
    expect(server.open.size).toBe(1);
    expect(body).toBeInstanceOf(ReadableStream);
  });

  it("are all closed by close(), and what is under way is told", async () => {
    const { server, send, transport } = await bench([
      ok(),
      "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf",
      ok("idle"),
      () => {},
    ]);
    await send();
    const reading = reasonOf(textOf(await send()));
    await textOf(await send());
    const waiting = reasonOf(send({ method: "POST" }));
    await wait(20);
    expect(server.open.size).toBe(3);
    await transport.close();
    const closed = { code: "NoAnswer", message: expect.stringMatching(/the transport is closed\.$/) };
    for (const reason of [waiting, reading, reasonOf(send())]) expect(await reason).toMatchObject(closed);
    await expect.poll(() => server.open.size).toBe(0);
    await transport.close();
  });
});
