import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { open } from "../support/raw.ts";
import { COMMAND, start, type Running } from "../support/process.ts";

/** What the tests have started, to be ended whatever happens. */
const started: (Running | Server)[] = [];

afterEach(async () => {
  for (const thing of started.splice(0)) {
    if ("child" in thing) thing.child.kill("SIGKILL");
    else await new Promise((resolve) => thing.close(resolve));
  }
});

function crossorigin(...args: string[]): Running {
  const running = start(process.execPath, [COMMAND, ...args]);
  started.push(running);
  return running;
}

/** Takes a port on one address. */
function take(port: number, address: string): Promise<number> {
  const server = createServer();
  started.push(server);
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ port, host: address, exclusive: true }, () => {
      const taken = server.address();
      resolve(typeof taken === "object" && taken !== null ? taken.port : 0);
    });
  });
}

describe("crossorigin play", () => {
  it("says where both origins are, and both answer on both addresses", async () => {
    const running = crossorigin("play", "--port", "0", "--api-port", "0");
    const [, apiPort] = await running.says(/^Node\.js listening on port (\d+)$/m);
    const [, api] = await running.says(/the API\s+(http:\/\/localhost:\d+)/);
    const [, page] = await running.says(/the page\s+(http:\/\/localhost:\d+)/);
    expect(api).toBe(`http://localhost:${apiPort}`);
    expect(await (await fetch(`${api}/x`)).text()).toContain("Method: GET");
    expect(await (await fetch(`http://127.0.0.1:${apiPort}/x`)).text()).toContain("Method: GET");
    expect(await (await fetch(`http://[::1]:${apiPort}/x`)).text()).toContain("Method: GET");
    expect(await (await fetch(page ?? "")).text()).toContain(
      "Cross-Origin Resource Sharing (CORS) With jQuery And Node.js",
    );
  });

  it("opens the page when asked to", async () => {
    const folder = await mkdtemp(join(tmpdir(), "crossorigin-open-"));
    const opened = join(folder, "opened");
    await writeFile(join(folder, "xdg-open"), `#!/bin/sh\necho "opened $*" > ${opened}\n`, {
      mode: 0o755,
    });
    const args = ["play", "--port", "0", "--api-port", "0", "--lab-port", "0", "--open"];
    const running = start(process.execPath, [COMMAND, ...args], { env: { ...process.env, PATH: folder } });
    started.push(running);
    const [, page] = await running.says(/the page\s+(http:\/\/localhost:\d+)/);
    await vi.waitFor(async () => expect(await readFile(opened, "utf8")).toBe(`opened ${page}\n`), { timeout: 10_000 });
    await rm(folder, { recursive: true });
  });

  it.each(["SIGINT", "SIGTERM"] as const)("ends with 0 on %s, open connections or not", async (signal) => {
    const running = crossorigin("play", "--port", "0", "--api-port", "0");
    const [, apiPort] = await running.says(/listening on port (\d+)/);
    const socket = open(Number(apiPort), "PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n");
    await new Promise((resolve) => socket.once("connect", resolve));
    const before = performance.now();
    running.child.kill(signal);
    expect(await running.ended).toEqual({ code: 0, signal: null });
    expect(performance.now() - before).toBeLessThan(2000);
    socket.destroy();
  });

  it.each(["127.0.0.1", "::1"])("takes the next free port when its own is taken on %s alone", async (address) => {
    // Which of these are free is not ours to say, so whatever is taken is left as it is.
    await take(8080, address).catch(() => undefined);
    const running = crossorigin("play", "--port", "0");
    const [, port] = await running.says(/listening on port (\d+)/);
    expect(Number(port)).toBeGreaterThan(8080);
    expect((await fetch(`http://localhost:${port}/`)).status).toBe(200);
  });

  it.each([
    ["--port", "127.0.0.1"],
    ["--port", "::1"],
    ["--api-port", "::1"],
  ])("says so and ends with 3 when the port of %s is taken on %s", async (flag, address) => {
    const port = await take(0, address);
    const running = crossorigin("play", "--port", "0", "--api-port", "0", flag, String(port));
    expect(await running.ended).toEqual({ code: 3, signal: null });
    expect(running.output()).toBe(
      `error: Port ${port} is taken on ${address}. Choose another, or leave the flag out to get the next free one.\n`,
    );
  });

  it.each([
    [["play", "--prot", "1"], "Did you mean --port?"],
    [["play", "--prt=1"], "Did you mean --port?"],
    [["play", "--port", "9000", "--api-port", "9000"], "two different ports"],
    [["play", "--lab-port", "9000", "--api-port", "9000"], "three different ports"],
    [["play", "--api-prt", "1"], "Did you mean --api-port?"],
    [["play", "--port", "http"], "A port is a whole number from 0 (any free one) to 65535."],
    [["play", "--port", "65536"], "A port is a whole number from 0 (any free one) to 65535."],
    [["play", "--port"], "argument missing"],
    [["play", "again"], "too many arguments"],
    [["pley"], "Did you mean play?"],
    [[], "Usage: crossorigin"],
  ])("ends with 2 on %j and says what was meant", async (args, text) => {
    const running = crossorigin(...args);
    expect(await running.ended).toEqual({ code: 2, signal: null });
    expect(running.output()).toContain(text);
  });

  it.each([[["--help"]], [["play", "--help"]], [["help", "play"]], [["--version"]]])(
    "ends with 0 on %j",
    async (args) => {
      const running = crossorigin(...args);
      expect(await running.ended).toEqual({ code: 0, signal: null });
      expect(running.output()).not.toBe("");
    },
  );
});
