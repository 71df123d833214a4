import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "vite";
import { describe, expect, it } from "vitest";
import { ROOT } from "../support/process.ts";
import { describeGuest, PAGE } from "./describe-guest.ts";
import { bin, copyExample, place } from "./place.ts";
import { corsOf, useServer, type Program } from "./server.ts";

interface WranglerConfig {
  readonly main: string;
  readonly compatibility_date: string;
  readonly vars: Readonly<Record<string, string>>;
}

/** What wrangler does: one module of all, and the configuration in workerd's own words. */
async function prepare(folder: string, { main, compatibility_date, vars }: WranglerConfig): Promise<Program> {
  await build({
    configFile: false,
    logLevel: "silent",
    root: folder,
    build: { target: "es2023", lib: { entry: join(folder, main), formats: ["es"], fileName: "worker" } },
  });
  const bindings = Object.entries(vars).map(([name, text]) => `(name = "${name}", text = "${text}")`);
  const config = `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = .worker)],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
const worker :Workerd.Worker = (
  modules = [(name = "worker", esModule = embed "dist/worker.js")],
  bindings = [${bindings.join(", ")}],
  compatibilityDate = "${compatibility_date}",
);
`;
  writeFileSync(join(folder, "config.capnp"), config);
  return { program: bin("workerd"), args: ["serve", "config.capnp", "--control-fd=1"], folder };
}

const CONFIG = JSON.parse(readFileSync(join(ROOT, "examples/workers/wrangler.json"), "utf8")) as WranglerConfig;

describeGuest("examples/workers", {
  prepare: () => prepare(copyExample("workers"), CONFIG),
  orders: '[{"shop":"corner","id":"1"}]',
  options: { status: 204, allow: true },
  brokenBody: 500,
  failures: [
    ["GET /nowhere", 404],
    ["PATCH /orders/1", 405],
  ],
});

const OTHERS = `
import { definePolicy } from "crossorigin";
import { cors } from "crossorigin/fetch";

const policy = definePolicy({ origins: ["https://app.example.com", "https://*.preview.example.com"] });

const handler = cors(policy)((request) => {
  if (!request.headers.has("upgrade")) return new Response("words");
  const [client, ours] = Object.values(new WebSocketPair());
  ours.accept();
  return new Response(null, { status: 101, webSocket: client });
});

export default { fetch: handler };
`;

describe("workerd", () => {
  const server = useServer(() => {
    const folder = place("workers-others");
    writeFileSync(join(folder, "others.js"), OTHERS);
    return prepare(folder, { ...CONFIG, main: "others.js" });
  });

  it("opens a WebSocket through the policy", async () => {
    expect(await server().handshake(PAGE)).toMatch(/^HTTP\/1\.1 101 /);
  });

  it("holds the list of public suffixes too, where a pattern needs it", async () => {
    const origin = "https://pr-1.preview.example.com";
    const response = await server().ask("GET /", [`Origin: ${origin}`]);
    expect([response.body, corsOf(response)]).toEqual(["words", { "access-control-allow-origin": origin }]);
  });
});
