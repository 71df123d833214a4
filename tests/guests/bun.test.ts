import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { describeGuest, PAGE } from "./describe-guest.ts";
import { bin, copyExample, place } from "./place.ts";
import { corsOf, headerOf, useServer } from "./server.ts";

const BUN = bin("bun");

describeGuest("examples/bun", {
  prepare: () => ({ program: BUN, args: ["main.ts"], folder: copyExample("bun") }),
  options: { status: 204, allow: true },
  brokenBody: 500,
  failures: [
    ["GET /nowhere", 404],
    ["PATCH /orders/1", 405],
  ],
});

/** Bodies of every kind. Each path is answered as it is below `/plain`, and through a policy below `/cors`. */
const OTHERS = `
console.log(import.meta.resolve("crossorigin/fetch"));
import { definePolicy } from "crossorigin";
import { cors } from "crossorigin/fetch";

const bytes = (text) => new TextEncoder().encode(text);
const never = new Response("once");
await never.text();

const bodies = {
  text: () => new Response("words", { status: 202, statusText: "Roughly" }),
  nothing: () => new Response(null, { status: 404 }),
  bytes: () => new Response(bytes("bytes")),
  blob: () => new Response(new Blob(["<p>"], { type: "text/html" })),
  file: () => new Response(Bun.file("page.html")),
  typed: () => new Response("p {}", { headers: { "Content-Type": "text/css" } }),
  stream: () => new Response(new ReadableStream({ start(controller) {
    controller.enqueue(bytes("one "));
    setTimeout(() => { controller.enqueue(bytes("two")); controller.close(); }, 20);
  } })),
  endless: () => new Response(new ReadableStream({
    async pull(controller) { await Bun.sleep(1); controller.enqueue(new Uint8Array(10_000)); },
    cancel() { console.log("cancelled"); },
  })),
  locked: () => { const response = new Response(new ReadableStream()); response.body.getReader(); return response; },
  read: () => never,
};

const policy = definePolicy({ origins: ["https://app.example.com"] });
const answer = (request) => bodies[new URL(request.url).pathname.split("/")[2]]();
const shared = cors(policy)(answer);
const routed = cors(policy)(() => new Response("routed"));

const server = Bun.serve({
  hostname: "127.0.0.1",
  port: 0,
  development: false,
  error: () => new Response("Bun's own error", { status: 500 }),
  websocket: { message() {} },
  routes: { "/routed": { GET: routed, OPTIONS: routed } },
  fetch: (request, server) => {
    if (request.headers.has("upgrade")) return cors(policy)(() => (server.upgrade(request) ? undefined : new Response("no")))(request);
    return new URL(request.url).pathname.startsWith("/cors") ? shared(request) : answer(request);
  },
});
console.log(server.url.href);
`;

describe("Bun", () => {
  const server = useServer(() => {
    const folder = place("bun-others");
    writeFileSync(join(folder, "others.js"), OTHERS);
    writeFileSync(join(folder, "page.html"), "<p>page</p>");
    return { program: BUN, args: ["others.js"], folder };
  });

  it.each(["text", "nothing", "bytes", "blob", "file", "typed", "stream"])(
    "sends a body of the kind `%s` with the status and the type that it has without a policy",
    async (kind) => {
      const [plain, shared] = [await server().ask(`GET /plain/${kind}`), await server().ask(`GET /cors/${kind}`)];
      const typeOf = (response: typeof plain): string | undefined => headerOf(response, "content-type");
      expect([shared.status, shared.reason, shared.body]).toEqual([plain.status, plain.reason, plain.body]);
      expect(typeOf(shared)).toBe(typeOf(plain));
      expect(headerOf(shared, "vary")).toBe("Origin");
    },
  );

  it("knows a text by its type", async () => {
    const response = await server().ask("GET /cors/text", [`Origin: ${PAGE}`]);
    expect(headerOf(response, "content-type")).toBe("text/plain;charset=utf-8");
    expect(headerOf(response, "access-control-allow-origin")).toBe(PAGE);
  });

  it.each(["locked", "read"])("leaves a body that is %s to Bun", async (kind) => {
    const [plain, shared] = [await server().ask(`GET /plain/${kind}`), await server().ask(`GET /cors/${kind}`)];
    expect([shared.status, shared.body]).toEqual([plain.status, plain.body]);
  });

  it("answers a route of its own by the policy around it", async () => {
    const preflight = await server().ask("OPTIONS /routed", [`Origin: ${PAGE}`, "Access-Control-Request-Method: POST"]);
    expect([preflight.status, corsOf(preflight)]).toEqual([204, { "access-control-allow-origin": PAGE }]);
    const response = await server().ask("GET /routed", [`Origin: ${PAGE}`]);
    expect([response.body, corsOf(response)]).toEqual(["routed", { "access-control-allow-origin": PAGE }]);
  });

  it("ends a stream when nobody reads it any more", async () => {
    await server().readAndLeave("/cors/endless");
    await server().says(/cancelled/);
  });

  it("runs the package as it is installed", async () => {
    await server().says(/tests\/guests\/node_modules\/crossorigin\/dist\/adapters\/fetch\.js/);
  });

  it("opens a WebSocket through the policy", async () => {
    expect(await server().handshake(PAGE)).toMatch(/^HTTP\/1\.1 101 /);
  });
});
