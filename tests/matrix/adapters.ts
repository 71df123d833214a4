import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { cors } from "../../src/adapters/node.ts";
import { NODE_ROUTES, type NodeRoute } from "./node-application.ts";
import { MOUNTS } from "./policies.ts";

/** A server that runs every mount and route of the matrix on a loopback port. */
export interface RunningServer {
  readonly port: number;
  close(): Promise<void>;
}

/** One framework in the matrix. */
export interface MatrixAdapter {
  readonly name: string;
  /** The routes that its application has; rows for other routes are not for this framework. */
  readonly routes: readonly string[];
  start(): Promise<RunningServer>;
}

type Listener = (request: IncomingMessage, response: ServerResponse) => unknown;

/** The application, with its errors answered outside of all policies. */
function nodeListener(): Listener {
  const mounted = new Map(
    Object.entries(MOUNTS).map(([mount, policies]) => [
      mount,
      policies.reduceRight<Listener>((inner, policy) => cors(policy)(inner), route),
    ]),
  );
  return async (request, response) => {
    try {
      await mounted.get(request.url?.split("/")[1] ?? "")?.(request, response);
    } catch (error) {
      response.statusCode = 500;
      response.end(error instanceof Error ? error.message : "");
    }
  };
}

function route(request: IncomingMessage, response: ServerResponse): unknown {
  const name = request.url?.split("/")[2] as NodeRoute;
  return NODE_ROUTES[name](request, response);
}

/** Every framework that the table is run through. */
export const ADAPTERS: readonly MatrixAdapter[] = [
  { name: "node", routes: Object.keys(NODE_ROUTES), start: () => listen(createServer(nodeListener())) },
];

function listen(server: Server): Promise<RunningServer> {
  return new Promise((resolve, reject) => {
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      if (address === null || typeof address === "string") return reject(new Error("This server has no port."));
      resolve({ port: address.port, close: () => close(server) });
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
