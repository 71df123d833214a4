import type { Socket } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Playground } from "../../src/playground/server/index.ts";
import { eventually } from "../support/process.ts";
import { exchange, open, parseResponses, request, type RawResponse } from "../support/raw.ts";
import { startForTest } from "./start.ts";

let playground: Playground;

beforeAll(async () => {
  playground = await startForTest();
});

afterAll(() => playground.close());

async function ask(headers: readonly string[], line = "GET /me"): Promise<RawResponse> {
  const [answer] = parseResponses(await exchange(playground.apiPort, request(line, headers)), [line]);
  if (answer === undefined) throw new Error("There is no answer.");
  return answer;
}

/** The server is as well as before. */
async function expectItServes(): Promise<void> {
  expect((await ask([], "GET /after")).status).toBe(200);
}

describe("network input that no browser sends", () => {
  it.each([
    ["control characters", "http://a\u0001b"],
    ["bytes above ASCII", "http://\u00ff\u00fe.example"],
    ["nothing", ""],
    ["15 kB", `http://${"a".repeat(15_000)}.example`],
    ["no URL", "://::::[]"],
  ])("grants nothing to an Origin of %s, and goes on", async (_title, origin) => {
    const { status, headers } = await ask([`Origin: ${origin}`]);
    const names = headers.map(([name]) => name);
    expect(names).not.toContain("Access-Control-Allow-Credentials");
    // What is no HTTP at all has no path and so no policy; that it failed, anybody may read.
    if (status === 400) expect(headers).toContainEqual(["Access-Control-Allow-Origin", "*"]);
    else expect(names).not.toContain("Access-Control-Allow-Origin");
    await expectItServes();
  });

  it("refuses an Origin of 20 kB and 100 kB of Access-Control-Request-Headers, since Node.js takes no such head", async () => {
    expect((await ask([`Origin: http://${"a".repeat(20_000)}`])).status).toBe(431);
    const names = `Access-Control-Request-Headers: ${"a,".repeat(50_000)}`;
    const preflight = await ask(
      [`Origin: ${playground.pageOrigin}`, "Access-Control-Request-Method: PUT", names],
      "OPTIONS /",
    );
    expect(preflight.status).toBe(431);
    expect(preflight.headers).toContainEqual(["Access-Control-Allow-Origin", "*"]);
    await expectItServes();
  });

  it("takes two Origin lines for none that it knows", async () => {
    const answer = await ask([`Origin: ${playground.pageOrigin}`, `Origin: ${playground.pageOrigin}`]);
    expect(answer.headers.map(([name]) => name)).not.toContain("Access-Control-Allow-Origin");
    expect(answer.headers).toContainEqual(["Vary", "Origin"]);
  });

  it.each(["GET", "GET / HTTP/9.9\r\n\r\n", "\0\0\0\0", "patch / HTTP/1.1\r\n\r\n"])(
    "answers or closes on %j",
    async (bytes) => {
      const socket = open(playground.apiPort, `${bytes}\r\n\r\n`);
      await new Promise((resolve) => socket.resume().once("close", resolve));
      await expectItServes();
    },
  );

  it("lives through clients that hang up in the middle of a body", async () => {
    for (let count = 0; count < 50; count += 1) {
      const socket = open(
        playground.apiPort,
        "PUT / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\nhalf",
      );
      await new Promise<void>((resolve) => socket.once("connect", resolve));
      socket.destroy();
    }
    await expectItServes();
  });

  it("serves while 500 connections send nothing, and closes them in time", async () => {
    const silent: Socket[] = Array.from({ length: 500 }, () => open(playground.apiPort).resume());
    let closed = 0;
    for (const socket of silent) socket.once("close", () => (closed += 1));
    await Promise.all(silent.map((socket) => new Promise<void>((resolve) => socket.once("connect", resolve))));
    await expectItServes();
    await eventually(() => closed === silent.length, 17_000, "every silent connection is closed");
  });

  it("ends with open connections within two seconds", async () => {
    const other = await startForTest();
    const idle = [
      open(other.apiPort),
      open(other.port),
      open(other.apiPort, "PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n"),
    ];
    await Promise.all(idle.map((socket) => new Promise<void>((resolve) => socket.once("connect", resolve))));
    const watching = open(other.port, `GET /control/log HTTP/1.1\r\nHost: localhost:${other.port}\r\n\r\n`);
    await new Promise((resolve) => watching.once("data", resolve));
    const started = performance.now();
    await other.close();
    expect(performance.now() - started).toBeLessThan(2000);
    for (const socket of [...idle, watching]) socket.destroy();
  });
});
