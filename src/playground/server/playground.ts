import type { RequestListener } from "node:http";
import { DEMO_ACCOUNT } from "./accounts.ts";
import { createApi, HEADERS_ON_GARBAGE } from "./api.ts";
import { startApi } from "./api-switch.ts";
import { listenOnLoopback } from "./loopback.ts";
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
}

/** The ports that are tried first. */
const USUAL_PORTS = { api: 8080, page: 8081 } as const;

/** Two origins that are up. */
export interface Playground {
  /** `http://localhost:8080` */
  readonly apiOrigin: string;
  readonly apiPort: number;
  /** `http://localhost:8081` */
  readonly pageOrigin: string;
  readonly port: number;
  /** What is not as usual: a port that was taken. One sentence each. */
  readonly notes: readonly string[];
  /** Stops both and ends every connection. */
  close(): Promise<void>;
}

/**
 * Starts the API and the page, each on a port of its own of both loopback addresses.
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
  const page = await listenOnLoopback(pageListener.listener, {
    port: options.port ?? USUAL_PORTS.page,
    exact: options.port !== undefined,
  }).catch(async (error: unknown) => {
    await api.close();
    throw error;
  });

  const setup: PageSetup = {
    pageOrigins: originsOf(page.port),
    apiOrigins: originsOf(api.port),
    account: DEMO_ACCOUNT,
  };
  apiListener.use(createApi(setup.pageOrigins, log));
  pageListener.use(createPageHost({ files, setup, log, api }));
  return {
    apiOrigin: setup.apiOrigins[0],
    apiPort: api.port,
    pageOrigin: setup.pageOrigins[0],
    port: page.port,
    notes: [
      ...movedNote("API", options.apiPort ?? USUAL_PORTS.api, api.port),
      ...movedNote("page", options.port ?? USUAL_PORTS.page, page.port),
    ],
    close: async () => void (await Promise.all([api.close(), page.close()])),
  };
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
