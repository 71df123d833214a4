import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { describeGuest } from "./describe-guest.ts";
import { bin, copyExample, place, run } from "./place.ts";
import { headerOf, useServer } from "./server.ts";

const DENO = bin("deno");
const FLAGS = ["--no-prompt", "--no-lock", "--allow-net=127.0.0.1", "--allow-env=PORT"];

describeGuest("examples/deno", {
  prepare: async () => {
    const folder = copyExample("deno");
    await run(DENO, ["check", "--quiet", "--no-lock", "main.ts"], folder);
    return { program: DENO, args: ["run", ...FLAGS, "main.ts"], folder };
  },
  options: { status: 204, allow: true },
  brokenBody: 500,
  failures: [
    ["GET /nowhere", 404],
    ["PATCH /orders/1", 405],
  ],
});

const OTHERS = `
console.log(import.meta.resolve("crossorigin/fetch"));
import { definePolicy } from "crossorigin";
import { cors } from "crossorigin/fetch";

const policy = definePolicy({ origins: ["https://app.example.com"] });

Deno.serve({ hostname: "127.0.0.1", port: 0, automaticCompression: true }, cors(policy)((request) => {
  if (request.headers.has("upgrade")) return Deno.upgradeWebSocket(request).response;
  return new Response("many words ".repeat(1000));
}));
`;

describe("Deno", () => {
  const server = useServer(() => {
    const folder = place("deno-others");
    writeFileSync(join(folder, "others.ts"), OTHERS);
    return { program: DENO, args: ["run", ...FLAGS, "others.ts"], folder };
  });

  it("adds to `Vary` when it compresses, and takes nothing away", async () => {
    const headers = ["Origin: https://app.example.com", "Accept-Encoding: gzip"];
    const response = await server().ask("GET /", headers);
    expect(headerOf(response, "content-encoding")).toBe("gzip");
    expect(headerOf(response, "access-control-allow-origin")).toBe("https://app.example.com");
    expect(headerOf(response, "vary")?.split(", ").sort()).toEqual(["Accept-Encoding", "Origin"]);
  });

  it("runs the package as it is installed", async () => {
    await server().says(/tests\/guests\/node_modules\/crossorigin\/dist\/adapters\/fetch\.js/);
  });

  it("opens a WebSocket through the policy", async () => {
    expect(await server().handshake("https://app.example.com")).toMatch(/^HTTP\/1\.1 101 /);
  });
});
