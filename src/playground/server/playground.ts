import type { RequestListener } from "node:http";
import { DEMO_ACCOUNT } from "./accounts.ts";
import { definePolicy, livePolicy } from "../../index.ts";
import { ARTICLE, createApi, HEADERS_ON_GARBAGE } from "./api.ts";
import { startApi } from "./api-switch.ts";
import { Lab } from "./lab.ts";
import { listenAsLab } from "./lab-server.ts";
import { listenOnLoopback, type LoopbackServer } from "./loopback.ts";
import { readPageFiles } from "./page-files.ts";
import { createPageHost } from "./page-host.ts";
import type { PageSetup } from "./setup.ts";
import { WireLog } from "./wire-log.ts";

/** How the playground is started. */
export interface PlaygroundOptions {
  /** The folder with the built page. */
  readonly pageFolder: string;
  /** The API's port; a clear error when it is taken. Absent: 8080, or the next free one. 0: any. */
  readonly apiPort?: number | undefined;
  /** The page's port; a clear error when it is taken. Absent: 8081, or the next free one. 0: any. */
  readonly port?: number | undefined;
  /** The lab's port; a clear error when it is taken. Absent: 8082 or the next free one, or any when the page's is any. */
  readonly labPort?: number | undefined;
}

/** The ports that are tried first. */
const USUAL_PORTS = { api: 8080, page: 8081, lab: 8082 } as const;

/** The origins that are up. */
export interface Playground {
  /** `http://localhost:8080` */
  readonly apiOrigin: string;
  readonly apiPort: number;
  /** `http://localhost:8081` */
  readonly pageOrigin: string;
  readonly port: number;
  /** Where answers are written by hand: `http://localhost:8082` */
  readonly labOrigin: string;
  /** What is not as usual: a port that was taken. One sentence each. */
  readonly notes: readonly string[];
  /** Stops them and ends every connection. */
  close(): Promise<void>;
}

/**
 * Starts the API, the page and the lab, each on a port of its own of both loopback addresses.
 *
 * @throws PortError when a port that was asked for cannot be had
 */
export async function startPlayground(options: PlaygroundOptions): Promise<Playground> {
  const files = await readPageFiles(options.pageFolder);
  const log = new WireLog(Date.now);

  // Each side needs to know the other's port, so both are claimed before either answers.
  const apiListener = deferred();
  const pageListener = deferred();
  const api = await startApi(
    apiListener.listener,
    {
      port: options.apiPort ?? USUAL_PORTS.api,
      exact: options.apiPort !== undefined,
    },
    HEADERS_ON_GARBAGE,
  );
  const up: { close(): Promise<void> }[] = [api];
  const started = async <Server extends LoopbackServer>(server: Promise<Server>): Promise<Server> => {
    try {
      const it = await server;
      up.push(it);
      return it;
    } catch (error) {
      await closeAll(up);
      throw error;
    }
  };
  const page = await started(
    listenOnLoopback(pageListener.listener, {
      port: options.port ?? USUAL_PORTS.page,
      exact: options.port !== undefined,
    }),
  );
  const lab = new Lab();
  const labServer = await started(
    listenAsLab(lab, log, {
      port: options.labPort ?? (options.port === 0 ? 0 : USUAL_PORTS.lab),
      exact: options.labPort !== undefined,
    }),
  );

  const setup: PageSetup = {
    pageOrigins: originsOf(page.port),
    apiOrigins: originsOf(api.port),
    labOrigins: originsOf(labServer.port),
    account: DEMO_ACCOUNT,
  };
  const policy = livePolicy(definePolicy(ARTICLE));
  apiListener.use(createApi(setup.pageOrigins, log, policy));
  pageListener.use(createPageHost({ files, setup, log, api, lab, policy }));
  return {
    apiOrigin: setup.apiOrigins[0],
    apiPort: api.port,
    pageOrigin: setup.pageOrigins[0],
    port: page.port,
    labOrigin: setup.labOrigins[0],
    notes: [
      ...movedNote("API", options.apiPort ?? USUAL_PORTS.api, api.port),
      ...movedNote("page", options.port ?? USUAL_PORTS.page, page.port),
    ],
    close: () => closeAll(up),
  };
}

async function closeAll(servers: readonly { close(): Promise<void> }[]): Promise<void> {
  await Promise.all(servers.map((server) => server.close()));
}

/** Says so when the next free port had to be taken. 0 asked for any. */
function movedNote(what: string, wished: number, port: number): string[] {
  return wished === 0 || wished === port ? [] : [`Port ${wished} is taken, so the ${what} is on ${port}.`];
}

function originsOf(port: number): [localhost: string, address: string] {
  // As browsers write them: port 80 is left out.
  return [new URL(`http://localhost:${port}`).origin, new URL(`http://127.0.0.1:${port}`).origin];
}

/** A listener that is known later. Until then a request is told to come again. */
function deferred(): { listener: RequestListener; use(listener: RequestListener): void } {
  let current: RequestListener = (_request, response) => {
    response.writeHead(503, { "Retry-After": "1" });
    response.end();
  };
  return {
    listener: (request, response) => current(request, response),
    use: (listener) => {
      current = listener;
    },
  };
}
