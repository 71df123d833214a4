import { createServer } from "node:http";
import { createSecureServer } from "node:http2";
import { createServer as createTlsServer } from "node:https";
import type { Server } from "node:net";
import type { Application, Layer, NodeListener } from "./application.ts";
import { express4Application, express5Application } from "./apps/express.ts";
import { fastifyApplication } from "./apps/fastify.ts";
import { fetchApplication } from "./apps/fetch.ts";
import { h3ByFetchApplication, h3OnNodeApplication } from "./apps/h3.ts";
import { hapiApplication } from "./apps/hapi.ts";
import { honoByFetchApplication, honoOnNodeApplication } from "./apps/hono.ts";
import { koaApplication } from "./apps/koa.ts";
import { nodeApplication } from "./apps/node.ts";
import { selfSignedCertificate } from "./certificate.ts";
import { listen, type RunningServer } from "./listen.ts";
import { MOUNTS, type ByPath, type Mount } from "./policies.ts";
import { overHttp2, overTcp, overTls, type Wire } from "./wire.ts";

export type { RunningServer };

/** One framework in the matrix. */
export interface MatrixAdapter {
  readonly name: string;
  /** Whether a handler can get at the response of `node:http`: rows for raw routes are for these. */
  readonly raw: boolean;
  readonly wire: Wire;
  /** Every mount of the matrix behind one port. */
  start(): Promise<RunningServer>;
  /** One application with these policies around it. */
  serve(layers: readonly Layer[]): Promise<RunningServer>;
}

interface Differences {
  readonly create?: (listener: NodeListener) => Server;
}

function adapter(
  name: string,
  application: Application,
  {
    raw = true,
    wire = overTcp,
    create = createServer,
  }: Partial<Pick<MatrixAdapter, "raw" | "wire">> & Differences = {},
): MatrixAdapter {
  return {
    name,
    raw,
    wire,
    serve: async (layers) => listen(create(await application(layers))),
    async start() {
      const mounted = new Map<string, NodeListener>();
      for (const mount of Object.keys(MOUNTS) as Mount[]) mounted.set(mount, await application(layersOf(mount)));
      return listen(
        create((request, response) => {
          const listener = mounted.get(request.url?.split("/")[1] ?? "");
          return listener === undefined ? response.writeHead(404).end() : listener(request, response);
        }),
      );
    },
  };
}

function layersOf(mount: Mount): Layer[] {
  return MOUNTS[mount].map((policy) => {
    if (typeof policy !== "function") return { policy };
    const byPath: ByPath = policy;
    return { policy: (request) => byPath(pathOf(request)) };
  });
}

/** The path that a framework's request is about. */
export function pathOf(request: unknown): string {
  const { url, req } = request as { url?: string | URL; req?: { url?: string } };
  const text = url instanceof URL ? url.pathname : (url ?? req?.url ?? "");
  return text.startsWith("/") ? text : new URL(text).pathname;
}

function withTls(listener: NodeListener): Server {
  return createTlsServer(selfSignedCertificate(), listener);
}

function withHttp2(listener: NodeListener): Server {
  // What the compatibility API hands over is used like a request and a response of node:http.
  const compatible = listener as unknown as Parameters<typeof createSecureServer>[1];
  return createSecureServer({ ...selfSignedCertificate(), allowHTTP1: false }, compatible);
}

/** Every framework, on a server of HTTP/1.1 without TLS. */
export const ADAPTERS: readonly MatrixAdapter[] = [
  adapter("node", nodeApplication),
  adapter("express 5", express5Application),
  adapter("express 4", express4Application),
  adapter("fastify", fastifyApplication),
  adapter("koa", koaApplication),
  adapter("hapi", hapiApplication),
  adapter("hono on node", honoOnNodeApplication),
  adapter("hono by fetch", honoByFetchApplication, { raw: false }),
  adapter("h3 on node", h3OnNodeApplication),
  adapter("h3 by fetch", h3ByFetchApplication, { raw: false }),
  adapter("fetch", fetchApplication, { raw: false }),
];

/** The same listener on other servers of Node.js. */
export const OTHER_SERVERS: readonly MatrixAdapter[] = [
  adapter("node on https", nodeApplication, { wire: overTls, create: withTls }),
  adapter("node on http2", nodeApplication, { wire: overHttp2, create: withHttp2 }),
];
