import { createServer, type RequestListener } from "node:http";
import type { Server } from "node:net";
import type { Duplex } from "node:stream";

/** Both families, so that `localhost` is ours whichever address a browser tries. */
const ADDRESSES = ["127.0.0.1", "::1"] as const;

/** How many ports are tried, counting up from the one that was wished for. */
const MOST_TRIES = 100;

/** Limits that let a server live with clients that send nothing, or send it slowly. In milliseconds. */
const LIMITS = {
  headersTimeout: 5_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 1_000,
} as const;

/** A port cannot be had. `message` says on which address, and what to do. */
export class PortError extends Error {
  override readonly name = "PortError";
}

/** A listener on the same port of both loopback addresses. */
export interface LoopbackServer {
  readonly port: number;
  /** Stops listening and ends every connection. */
  close(): Promise<void>;
}

/** A server that does not listen yet, and how its connections are ended. */
interface UnboundServer {
  readonly server: Server;
  readonly closeConnections: () => void;
}

/**
 * Listens for HTTP on 127.0.0.1 and ::1 (where the machine has it), on the same port.
 *
 * @param wish.port 0: any free one
 * @param wish.exact whether only this port will do; otherwise the next free one is taken
 * @param wish.headersOnGarbage header lines for the answers to what is no request, or one too large or too slow, which no
 *   listener ever sees. Default: none, and Node.js answers by itself.
 * @throws PortError when the port is taken or not allowed
 */
export function listenOnLoopback(
  listener: RequestListener,
  wish: { readonly port: number; readonly exact: boolean; readonly headersOnGarbage?: readonly string[] },
): Promise<LoopbackServer> {
  const headers = wish.headersOnGarbage ?? [];
  return listenOnBoth(() => {
    const server = createServer(LIMITS, listener);
    // An expectation that we do not know may be ignored (RFC 9110, 10.1.1); Node.js would answer without any policy.
    server.on("checkExpectation", listener);
    if (headers.length > 0) server.on("clientError", (error, socket) => answerGarbage(error, socket, headers));
    return { server, closeConnections: () => server.closeAllConnections() };
  }, wish);
}

/**
 * Listens on both loopback addresses, on the same port, with a server for each.
 *
 * @param create a server that does not listen yet
 * @throws PortError when the port is taken or not allowed
 */
export async function listenOnBoth(
  create: () => UnboundServer,
  wish: { readonly port: number; readonly exact: boolean },
): Promise<LoopbackServer> {
  const last = wish.exact ? wish.port : Math.min(wish.port + MOST_TRIES - 1, 65535);
  for (let port = wish.port; ; port = port === 0 ? 0 : port + 1) {
    const result = await claim(create, port);
    if (!(result instanceof PortError)) return result;
    if (port === last && port !== 0) throw result;
  }
}

async function claim(create: () => UnboundServer, wished: number): Promise<LoopbackServer | PortError> {
  const servers: UnboundServer[] = [];
  let port = wished;
  for (const address of ADDRESSES) {
    const unbound = create();
    const failure = await listen(unbound.server, port, address);
    if (failure === undefined) {
      servers.push(unbound);
      port = portOf(unbound.server) ?? port;
    } else if (!isMissingFamily(failure)) {
      await closeAll(servers);
      return portError(failure, port, address);
    }
  }
  return { port, close: () => closeAll(servers) };
}

/** Statuses for what Node.js could not read, by its code; 400 for everything else. */
const GARBAGE_STATUSES: Readonly<Record<string, string>> = {
  ERR_HTTP_REQUEST_TIMEOUT: "408 Request Timeout",
  HPE_CHUNK_EXTENSIONS_OVERFLOW: "413 Payload Too Large",
  HPE_HEADER_OVERFLOW: "431 Request Header Fields Too Large",
};

function answerGarbage({ code = "" }: NodeJS.ErrnoException, socket: Duplex, headers: readonly string[]): void {
  const status = GARBAGE_STATUSES[code] ?? "400 Bad Request";
  if (socket.writable) socket.write([`HTTP/1.1 ${status}`, ...headers, "Connection: close", "", ""].join("\r\n"));
  socket.destroy();
}

/** @returns why the server does not listen, or `undefined` when it does */
function listen(server: Server, port: number, host: string): Promise<NodeJS.ErrnoException | undefined> {
  return new Promise((resolve) => {
    server.once("error", resolve);
    server.listen({ port, host, exclusive: true }, () => {
      server.off("error", resolve);
      resolve(undefined);
    });
  });
}

function portOf(server: Server): number | undefined {
  const address = server.address();
  return typeof address === "object" ? address?.port : undefined;
}

/** A machine without IPv6 has no ::1, and needs none. */
function isMissingFamily({ code }: NodeJS.ErrnoException): boolean {
  return code === "EADDRNOTAVAIL" || code === "EAFNOSUPPORT";
}

function portError({ code }: NodeJS.ErrnoException, port: number, address: string): PortError {
  const why = code === "EADDRINUSE" ? "is taken" : `cannot be had (${code})`;
  return new PortError(`Port ${port} ${why} on ${address}.`);
}

async function closeAll(servers: readonly UnboundServer[]): Promise<void> {
  await Promise.all(
    servers.map(
      ({ server, closeConnections }) =>
        new Promise<void>((resolve) => {
          server.close(() => resolve());
          closeConnections();
        }),
    ),
  );
}
