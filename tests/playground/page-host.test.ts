import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Playground } from "../../src/playground/server/index.ts";
import { eventually } from "../support/process.ts";
import { exchange, open, parseResponses, type RawResponse } from "../support/raw.ts";
import { startForTest } from "./start.ts";

let playground: Playground;
let host: string;

beforeAll(async () => {
  playground = await startForTest();
  host = `localhost:${playground.port}`;
});

afterAll(() => playground.close());

async function ask(line: string, headers: readonly string[] = [`Host: ${host}`]): Promise<RawResponse> {
  const [answer] = parseResponses(
    await exchange(playground.port, [`${line} HTTP/1.1`, ...headers, "Connection: close", "", ""].join("\r\n")),
    [line],
  );
  if (answer === undefined) throw new Error("There is no answer.");
  return answer;
}

describe("the page's host", () => {
  it("serves the page with the addresses in it, under both of its names", async () => {
    for (const name of [host, host.replace("localhost", "127.0.0.1")]) {
      const answer = await ask("GET /", [`Host: ${name}`]);
      expect(answer.status).toBe(200);
      expect(answer.body).toContain(`"apiOrigins":["http://localhost:${playground.apiPort}",`);
    }
  });

  it("sends no CORS header, and a strict content security policy", async () => {
    const answer = await ask("GET /", [`Host: ${host}`, `Origin: http://${host}`]);
    const names = answer.headers.map(([name]) => name.toLowerCase());
    expect(names.filter((name) => name.startsWith("access-control-"))).toEqual([]);
    expect(Object.fromEntries(answer.headers)["Content-Security-Policy"]).toBe(
      [
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'",
        `connect-src 'self' http://localhost:${playground.apiPort} http://127.0.0.1:${playground.apiPort} ${playground.labOrigin} ${playground.labOrigin.replace("localhost", "127.0.0.1")}`,
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      ].join("; "),
    );
  });

  it.each<[title: string, line: string, headers: (host: string) => string[]]>([
    ["another Host, as a rebound name sends it", "GET /", () => ["Host: evil.example"]],
    ["a Host with another port", "GET /", () => ["Host: localhost:1"]],
    ["no known name", "GET /control/log", () => ["Host: [::1]"]],
    ["a foreign Origin", "GET /", (name) => [`Host: ${name}`, "Origin: http://evil.example"]],
    ["a foreign Origin at the control API", "POST /control/api/stop", (name) => [`Host: ${name}`, "Origin: null"]],
    ["a page of another site", "GET /control/log", (name) => [`Host: ${name}`, "Sec-Fetch-Site: cross-site"]],
    ["a page of the same site", "POST /control/api/stop", (name) => [`Host: ${name}`, "Sec-Fetch-Site: same-site"]],
  ])("refuses %s", async (_title, line, headers) => {
    const answer = await ask(line, headers(host));
    expect(answer.status).toBe(403);
    expect(JSON.parse(answer.body)).toHaveProperty("error");
  });

  it("has no file but the page's own", async () => {
    for (const path of ["/../package.json", "/%2e%2e/package.json", "/nothing", "//", "/index.html/.."]) {
      expect((await ask(`GET ${path}`)).status).toBe(404);
    }
    expect((await ask("GET /page.js")).headers).toContainEqual(["Content-Type", "text/javascript; charset=utf-8"]);
    expect((await ask("POST /")).status).toBe(405);
  });

  it("tells the log so far and every new entry", async () => {
    const { apiPort, port } = playground;
    await exchange(apiPort, "GET /before HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    const socket = open(port, `GET /control/log HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
    let text = "";
    const told = (what: string): Promise<void> =>
      new Promise((resolve) => {
        const look = (): void => void (text.includes(what) && resolve());
        socket.on("data", look);
        look();
      });
    socket.on("data", (chunk) => (text += chunk.toString()));
    await told('"path":"/before"');
    await exchange(apiPort, "GET /after HTTP/1.1\r\nHost: x\r\nCookie: secret=1\r\nConnection: close\r\n\r\n");
    await told('"path":"/after"');
    socket.destroy();
    expect(text).toContain('"credentials":["Cookie"]');
    expect(text).not.toContain("secret");
  });

  it("stops the API and starts it again on the same port", async () => {
    expect((await ask("POST /control/api/stop")).status).toBe(200);
    await expect(fetch(playground.apiOrigin)).rejects.toThrow();
    expect((await ask("POST /control/api/start")).status).toBe(200);
    expect((await fetch(playground.apiOrigin)).status).toBe(200);
  });

  it("starts the API again by itself when the page that stopped it is gone", async () => {
    expect((await ask("POST /control/api/stop")).status).toBe(200);
    await expect(fetch(playground.apiOrigin)).rejects.toThrow();
    const isBack = (): Promise<boolean> =>
      fetch(playground.apiOrigin).then(
        ({ ok }) => ok,
        () => false,
      );
    await eventually(isBack, 8000, "the API is back");
  });

  it("lets at most fifty pages watch", async () => {
    const watch = `GET /control/log HTTP/1.1\r\nHost: ${host}\r\n\r\n`;
    const watchers = Array.from({ length: 50 }, () => open(playground.port, watch));
    await Promise.all(watchers.map((socket) => new Promise((resolve) => socket.once("data", resolve))));
    expect((await ask("GET /control/log")).status).toBe(503);
    for (const socket of watchers) socket.destroy();
    await eventually(async () => (await fetch(`${playground.pageOrigin}/page.js`)).ok, 2000, "it serves");
  });

  it("lets a watcher go that does not read", async () => {
    const socket = open(playground.port, `GET /control/log HTTP/1.1\r\nHost: ${host}\r\n\r\n`).pause();
    let isClosed = false;
    socket.once("close", () => (isClosed = true));
    const long = `GET /${"x".repeat(3000)} HTTP/1.1\r\nHost: x\r\nOrigin: http://${"y".repeat(3000)}\r\n\r\n`;
    for (let round = 0; round < 20; round += 1) {
      const bytes = long.repeat(199) + long.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n");
      await exchange(playground.apiPort, bytes);
    }
    socket.resume();
    await eventually(() => isClosed, 5000, "the connection is closed");
  });
});
