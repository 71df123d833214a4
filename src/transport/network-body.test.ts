import { setTimeout as wait } from "node:timers/promises";
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import type { WireResponse } from "../browser/wire.ts";
import { ok, type Script } from "./scripted-server.ts";
import { bench, bytesOf, closeBenches, failureOf, reasonOf, textOf } from "./test-bench.ts";

afterEach(closeBenches);

function readerOf({ body }: WireResponse): ReadableStreamDefaultReader<Uint8Array> {
  if (!(body instanceof ReadableStream)) throw new Error("This response has no stream.");
  return body.getReader();
}

/** A response whose body is encoded, and which ends with the connection. */
function encoded(coding: string, body: Uint8Array): Script {
  const head = `HTTP/1.1 200 OK\r\nContent-Encoding: ${coding}\r\n\r\n`;
  return (socket) => void socket.end(head + Buffer.from(body).toString("latin1"), "latin1");
}

const CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
const TEXT = "Thank you for the cross-domain request. ".repeat(1000);

describe("the body of a response of network()", () => {
  it.each([
    [
      "before its length",
      "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhal",
      /^ConnectionReset: .* in the middle of a body\.$/,
    ],
    ["before the last chunk", `${CHUNKED}3\r\nhal\r\n`, /^ConnectionReset: .* in the middle of a body\.$/],
    [
      "before the end of the trailers",
      `${CHUNKED}3\r\nhal\r\n0\r\n`,
      /^ConnectionReset: .* in the middle of a body\.$/,
    ],
    [
      "at a chunk that is none",
      `${CHUNKED}3\r\nhal\r\nxyz\r\n`,
      /^MalformedResponse: .*: the size of a chunk is no number\.$/,
    ],
    [
      "at a chunk that is too long",
      `${CHUNKED}3\r\nhalf\r\n`,
      /^MalformedResponse: .*: a chunk is longer than it says\.$/,
    ],
  ])("fails when it ends %s, after what has come", async (_what, text, expected) => {
    const { server, send } = await bench((socket) => {
      socket.write(text.slice(0, -7));
      setTimeout(() => socket.end(text.slice(-7)), 20);
    });
    const response = await send();
    expect(response.status).toBe(200);
    expect(await failureOf(textOf(response))).toMatch(expected);
    await expect.poll(() => server.open.size).toBe(0);
  });

  it("fails when the connection is reset", async () => {
    const { send } = await bench((socket) => {
      socket.write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf");
      setTimeout(() => socket.resetAndDestroy(), 20);
    });
    expect(await failureOf(textOf(await send()))).toBe("ConnectionReset: 127.0.0.1:PORT reset the connection.");
  });

  it("has as many bytes as it may, and not one more", async () => {
    const { send } = await bench([ok("x".repeat(1000)), ok("x".repeat(1001))], { maxBodyBytes: 1000 });
    expect((await textOf(await send())).length).toBe(1000);
    // A page that asks only whether it may read gets its answer.
    const large = await send();
    expect(large.status).toBe(200);
    expect(await failureOf(textOf(large))).toBe(
      "ResponseTooLarge: The body that 127.0.0.1:PORT sends has more than 1000 bytes.",
    );
  });

  it("may not grow without bound when it is decoded, nor be nothing without end", async () => {
    const bomb = gzipSync(new Uint8Array(10_000_000));
    const emptyBlocks = Buffer.concat([gzipSync("").subarray(0, 10), Buffer.from("000000ffff".repeat(100_000), "hex")]);
    const { send } = await bench([encoded("gzip", bomb), encoded("gzip", emptyBlocks)], { maxBodyBytes: 100_000 });
    for (let index = 0; index < 2; index += 1)
      expect(await failureOf(textOf(await send()))).toMatch(/^ResponseTooLarge/);
  });

  it("holds the server back as long as nobody reads", async () => {
    let written = 0;
    const { send } = await bench((socket) => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      const chunk = "x".repeat(65_536);
      const more = (): void => {
        while (written < 100_000_000 && socket.write(chunk)) written += chunk.length;
        written += chunk.length;
      };
      socket.on("drain", more);
      more();
    });
    const response = await send();
    await wait(150);
    // What the two systems buffer between them, and what is read ahead.
    const heldBack = written;
    expect(heldBack).toBeLessThan(20_000_000);
    const reader = readerOf(response);
    for (let read = 0; read < heldBack;) read += (await reader.read()).value?.length ?? Number.POSITIVE_INFINITY;
    await expect.poll(() => written).toBeGreaterThan(heldBack);
    await reader.cancel();
  });

  it("that nobody reads does not hold its connection for ever", async () => {
    const { server, send } = await bench(ok("x".repeat(1_000_000)), { idleTimeout: 100 });
    const response = await send();
    await expect.poll(() => server.open.size).toBe(0);
    expect(await failureOf(textOf(response))).toBe(
      "TimedOut: The body that 127.0.0.1:PORT sends has stood still for 100 ms.",
    );
  });

  it("fails when the server falls silent, and not while it goes on slowly", async () => {
    const slow: Script = (socket) => {
      socket.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n");
      let left = 9;
      const timer = setInterval(() => {
        if (left > 0) socket.write("x");
        left -= 1;
        if (left <= 0) clearInterval(timer);
      }, 40);
    };
    const { send } = await bench(slow, { idleTimeout: 300 });
    const reader = readerOf(await send());
    let length = 0;
    const readAll = async (): Promise<void> => {
      for (;;) length += (await reader.read()).value?.length ?? 0;
    };
    expect(await failureOf(readAll())).toMatch(/^TimedOut/);
    expect(length).toBe(9);
  });

  it("closes the connection when it is cancelled", async () => {
    const { server, send } = await bench(ok("x".repeat(1_000_000)));
    const reader = readerOf(await send());
    await reader.read();
    await reader.cancel("enough");
    await expect.poll(() => server.open.size).toBe(0);
  });

  it("is the reader's own: changing it changes nothing else", async () => {
    const { send } = await bench(ok("abcdef"));
    const { value } = await readerOf(await send()).read();
    expect(value?.constructor).toBe(Uint8Array);
    expect(value?.buffer.byteLength).toBe(6);
  });

  it.each([
    ["gzip", gzipSync(TEXT)],
    ["x-gzip", gzipSync(TEXT)],
    ["GZIP", gzipSync(TEXT)],
    ["deflate", deflateSync(TEXT)],
    ["deflate", deflateRawSync(TEXT)],
    ["br", brotliCompressSync(TEXT)],
    ["identity", Buffer.from(TEXT)],
    ["deflate, gzip", gzipSync(deflateSync(TEXT))],
    ["something", Buffer.from(TEXT)],
    ["gzip", gzipSync(TEXT).subarray(0, -4)],
  ])("is decoded from %s, and its headers are left as they are", async (coding, body) => {
    const { send } = await bench(encoded(coding, body));
    const response = await send();
    expect(response.headers).toEqual([["Content-Encoding", coding]]);
    expect(await textOf(response)).toBe(TEXT);
  });

  it("is left as it is when one of its codings is unknown", async () => {
    const body = gzipSync("hello");
    const { send } = await bench(encoded("gzip, something", body));
    expect(await bytesOf(await send())).toEqual(body);
  });

  it("may be empty whatever its coding", async () => {
    const { send } = await bench(encoded("gzip", new Uint8Array(0)));
    expect(await textOf(await send())).toBe("");
  });

  it("fails when it is not encoded as it says, or too many times", async () => {
    const { send } = await bench([encoded("gzip", Buffer.from("plain")), encoded("gzip,".repeat(6), gzipSync("x"))]);
    expect(await failureOf(textOf(await send()))).toBe(
      "MalformedResponse: The answer of 127.0.0.1:PORT is malformed: its body is not encoded as Content-Encoding says.",
    );
    expect(await failureOf(textOf(await send()))).toMatch(/it is encoded too many times\.$/);
  });

  it("fails for the reason that it broke, not because it cannot be decoded then", async () => {
    const { send } = await bench((socket) => {
      const body = gzipSync(TEXT).subarray(0, 50);
      socket.write(`HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 500\r\n\r\n`);
      socket.write(body);
      setTimeout(() => socket.end(), 20);
    });
    expect(await failureOf(textOf(await send()))).toMatch(/^ConnectionReset/);
  });
});

describe("a signal given to network()", () => {
  const reason = new Error("the page is gone");

  it("that has aborted already keeps the request from being sent", async () => {
    const { server, send } = await bench(ok());
    expect(await reasonOf(send({ signal: AbortSignal.abort(reason) }))).toBe(reason);
    expect(server.connections()).toBe(0);
  });

  it("that aborts while it connects ends that", async () => {
    const controller = new AbortController();
    const { send } = await bench(ok());
    const sending = reasonOf(send({ signal: controller.signal }));
    controller.abort(reason);
    expect(await sending).toBe(reason);
  });

  it("that aborts before the answer closes the connection", async () => {
    const controller = new AbortController();
    const { server, send } = await bench(() => controller.abort(reason));
    expect(await reasonOf(send({ signal: controller.signal }))).toBe(reason);
    await expect.poll(() => server.open.size).toBe(0);
  });

  it("that aborts within the body fails its stream at once, read or not", async () => {
    for (const body of ["half", "x".repeat(1_000_000)]) {
      const controller = new AbortController();
      const { server, send } = await bench(`HTTP/1.1 200 OK\r\nContent-Length: 9000000\r\n\r\n${body}`);
      const reader = readerOf(await send({ signal: controller.signal }));
      await reader.read();
      controller.abort("a text as reason");
      expect(await reasonOf(reader.read())).toBe("a text as reason");
      await expect.poll(() => server.open.size).toBe(0);
    }
  });

  it("that aborts after the end changes nothing, and is left alone", async () => {
    const controller = new AbortController();
    const { server, send } = await bench(ok("hi"));
    for (let index = 0; index < 30; index += 1) {
      const response = await send({ signal: controller.signal });
      if (index < 29) await textOf(response);
      else
        await wait(20)
          .then(() => controller.abort(reason))
          .then(async () => expect(await textOf(response)).toBe("hi"));
    }
    expect(await textOf(await send())).toBe("hi");
    expect(server.connections()).toBe(1);
  });

  it("can be shared by many requests without a warning", async () => {
    const warnings: Error[] = [];
    const listen = (warning: Error): void => void warnings.push(warning);
    process.on("warning", listen);
    const controller = new AbortController();
    const { send } = await bench(() => {});
    const all = Array.from({ length: 30 }, () => reasonOf(send({ signal: controller.signal })));
    await wait(30);
    controller.abort(reason);
    expect(await Promise.all(all)).toEqual(all.map(() => reason));
    await wait(10);
    process.off("warning", listen);
    expect(warnings).toEqual([]);
  });
});
