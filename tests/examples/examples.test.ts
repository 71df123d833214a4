import { createServer, type Server } from "node:http";
import { io as connectSocketIo } from "socket.io-client";
import { afterEach, describe, expect, it } from "vitest";
import { WebSocket } from "ws";

const APP = "https://app.example.com";
const STRANGER = "https://evil.example";

/** Servers that a test has started. */
const running: Server[] = [];

afterEach(async () => {
  for (const server of running.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

/** Starts a server of an example on a free port. */
async function start(server: Server): Promise<string> {
  running.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
}

/** What a preflight is told about the origin and the methods. */
async function preflight(
  url: string,
  origin: string,
  method: string,
): Promise<[status: number, origin: string | null, methods: string | null]> {
  const headers = { Origin: origin, "Access-Control-Request-Method": method };
  const answer = await fetch(url, { method: "OPTIONS", headers });
  const { status } = answer;
  return [
    status,
    answer.headers.get("access-control-allow-origin"),
    answer.headers.get("access-control-allow-methods"),
  ];
}

/** How a WebSocket handshake from a page of this origin ends. */
function shakeHands(url: string, origin: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = new WebSocket(url.replace("http", "ws"), { origin });
    socket.once("open", () => socket.send("hello"));
    socket.once("message", (data: Buffer) => {
      resolve(data.toString());
      socket.close();
    });
    socket.once("unexpected-response", (_request, response) => resolve(`refused with ${response.statusCode}`));
    socket.once("error", (error) => resolve(error.message));
  });
}

/** How a conversation over Socket.IO from a page of this origin goes. */
function converse(url: string, origin: string, transport: "polling" | "websocket"): Promise<string> {
  return new Promise((resolve) => {
    const socket = connectSocketIo(url, {
      transports: [transport],
      extraHeaders: { Origin: origin },
      reconnection: false,
      forceNew: true,
    });
    const finish = (text: string): void => {
      socket.close();
      resolve(text);
    };
    socket.once("connect", () => socket.emit("say", "hello", finish));
    socket.once("connect_error", (error) => finish(`refused: ${error.message}`));
  });
}

describe("examples", () => {
  it("article-server echoes, and lets every page PUT and DELETE", async () => {
    const { server } = await import("../../examples/article-server.ts");
    const url = await start(server);
    expect(await preflight(url, STRANGER, "DELETE")).toEqual([204, "*", "GET, POST, PUT, DELETE, OPTIONS"]);
    const answer = await fetch(url, { method: "PUT", body: '{"name":"Tricia","age":37}' });
    expect(await answer.text()).toBe(
      'Thank You For The Cross-Domain AJAX Request:\n\nMethod: PUT\n\n{"name":"Tricia","age":37}',
    );
  });

  it("public-api has one answer for all", async () => {
    const { server } = await import("../../examples/public-api.ts");
    const answer = await fetch(await start(server));
    expect(answer.headers.get("access-control-allow-origin")).toBe("*");
    expect(answer.headers.get("access-control-expose-headers")).toBe("X-Total-Count");
    expect(answer.headers.get("vary")).toBeNull();
  });

  it("cookies lets its own page in with credentials, and nobody else", async () => {
    const { server } = await import("../../examples/cookies.ts");
    const url = await start(server);
    const own = await fetch(url, { headers: { Origin: APP } });
    expect(own.headers.get("access-control-allow-credentials")).toBe("true");
    expect(own.headers.get("set-cookie")).toContain("SameSite=Lax");
    const strange = await fetch(url, { headers: { Origin: STRANGER, Cookie: "session=1" } });
    expect([...strange.headers.keys()].filter((name) => name.startsWith("access-control-"))).toEqual([]);
  });

  it("preview-deployments lets previews in, and no name that only looks like one", async () => {
    const { server } = await import("../../examples/preview-deployments.ts");
    const url = await start(server);
    for (const origin of ["https://pr-123.preview.example.com", "http://localhost:5173", APP]) {
      expect(await preflight(url, origin, "PATCH")).toEqual([204, origin, "PUT, PATCH, DELETE"]);
    }
    for (const origin of [
      "https://pr-1.preview.example.com.evil.example",
      "https://pr-.preview.example.com",
      "https://x-pr-1.preview.example.com",
    ]) {
      expect(await preflight(url, origin, "PATCH")).toEqual([403, null, null]);
    }
  });

  it("same-origin-proxy hands /api on, and the API sees no Origin", async () => {
    const api = createServer((request, response) =>
      response.end(JSON.stringify([request.method, request.url, request.headers.origin ?? null])),
    );
    process.env["API_PORT"] = new URL(await start(api)).port;
    const { server } = await import("../../examples/same-origin-proxy.ts");
    const url = await start(server);
    const answer = await fetch(`${url}/api/orders`, { method: "POST", headers: { Origin: url }, body: "x" });
    expect(await answer.json()).toEqual(["POST", "/orders", null]);
    expect(await (await fetch(url)).text()).toContain("/api/orders");
  });

  it("websocket talks to its own page alone", async () => {
    const { server } = await import("../../examples/websocket.ts");
    const url = await start(server);
    expect(await shakeHands(url, APP)).toBe("You said hello");
    expect(await shakeHands(url, STRANGER)).toBe("refused with 403");
  });

  it.each(["polling", "websocket"] as const)("socket-io talks to its own page alone, by %s", async (transport) => {
    const { server } = await import("../../examples/socket-io.ts");
    const url = await start(server);
    expect(await converse(url, APP, transport)).toBe("You said hello");
    expect(await converse(url, STRANGER, transport)).toMatch(/^refused/);
  });
});
