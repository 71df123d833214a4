import type { Socket } from "node:net";
import { Duplex } from "node:stream";
import { describe, expect, it } from "vitest";
import { Connection } from "./connection.ts";
import { exchange } from "./exchange.ts";
import { socketFailure } from "./socket-failure.ts";

/** A connection that takes each piece after so many milliseconds, and is told how many bytes it has taken. */
function connectionOf(delay: number, onTaken: (bytes: number, answer: (text: string) => void) => void): Connection {
  let taken = 0;
  const duplex: Duplex = new Duplex({
    read: () => {},
    write: (piece: Uint8Array, _encoding, done) => {
      setTimeout(() => {
        taken += piece.length;
        done();
        onTaken(taken, (text) => duplex.push(text));
      }, delay);
    },
  });
  return new Connection(duplex as Socket, "a.example:80", (error) => socketFailure("a.example:80", error));
}

const BODY = new Uint8Array(655_360);
const REQUEST = { method: "PUT", head: Buffer.from("PUT / HTTP/1.1\r\n\r\n"), body: BODY, isIdempotent: true };
const ANSWER = "HTTP/1.1 200 OK\r\n\r\n";
const LIMITS = { timeout: 250, maxHeaderBytes: 1000 };

describe("exchange", () => {
  it("has time as long as the server goes on taking the request", async () => {
    const started = performance.now();
    const connection = connectionOf(30, (taken, answer) => {
      if (taken > BODY.length) setTimeout(() => answer(ANSWER), 30);
    });
    const { head, hasSentAll } = await exchange(connection, REQUEST, LIMITS);
    expect([head.status, hasSentAll()]).toEqual([200, true]);
    // Longer in all than the timeout, which is for standing still.
    expect(performance.now() - started).toBeGreaterThan(LIMITS.timeout);
  });

  it("goes on sending when the answer comes early, and does not time out then", async () => {
    let last = 0;
    const connection = connectionOf(20, (taken, answer) => {
      last = taken;
      if (taken > 100_000 && taken < 190_000) answer(ANSWER);
    });
    const { hasSentAll } = await exchange(connection, REQUEST, LIMITS);
    expect([hasSentAll(), last < BODY.length / 2]).toEqual([false, true]);
    await expect.poll(hasSentAll).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, LIMITS.timeout + 50));
    expect(last).toBe(REQUEST.head.length + BODY.length);
    expect(connection.failure).toBeUndefined();
  });

  it("sends a small request in one piece", async () => {
    const pieces: number[] = [];
    const connection = connectionOf(0, (taken, answer) => {
      pieces.push(taken);
      answer(ANSWER);
    });
    const { hasSentAll } = await exchange(connection, { ...REQUEST, body: new Uint8Array(5) }, LIMITS);
    expect([pieces, hasSentAll()]).toEqual([[23], true]);
  });
});
