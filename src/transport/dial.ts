import { connect as connectInClear, isIP, type LookupFunction, type Socket, type TcpNetConnectOpts } from "node:net";
import { checkServerIdentity, connect as connectSecurely, type SecureContext, type TLSSocket } from "node:tls";
import { Connection } from "./connection.ts";
import { Deadline } from "./deadline.ts";
import { isLocalhost, placeOf, type Destination } from "./destination.ts";
import type { Proxy } from "./proxy.ts";
import { handshakeFailure, socketFailure } from "./socket-failure.ts";
import { TransportError } from "./transport-error.ts";
import { askForTunnel } from "./tunnel.ts";

/** How connections are made. */
export interface DialOptions {
  /** Milliseconds until the connection must stand, TLS included. */
  readonly connectTimeout: number;
  readonly rejectUnauthorized: boolean;
  /** Absent: what Node trusts. */
  readonly secureContext: SecureContext | undefined;
  readonly maxHeaderBytes: number;
}

/**
 * Opens a connection, trying each of the host's addresses; through a proxy, where there is one.
 *
 * @param signal gives up, and rejects with its reason
 * @throws TransportError when none could be made (as a rejection)
 */
export async function dial(destination: Destination, options: DialOptions, signal: AbortSignal): Promise<Connection> {
  const { proxy } = destination;
  const place = placeOf(destination);
  if (proxy === undefined) {
    return stand(openSocket(destination, options), { place, isSecure: destination.isSecure }, options, signal);
  }
  const there = {
    place: `The proxy ${proxy.place}`,
    isSecure: proxy.isSecure,
    ...(destination.isSecure ? {} : { placeThen: place }),
  };
  const connection = await stand(openSocket(directTo(proxy), options), there, options, signal);
  if (!destination.isSecure) return connection;
  const socket = await askForTunnel(connection, destination, proxy, options, signal);
  return stand(secure(destination, options, { socket }), { place, isSecure: true, isReached: true }, options, signal);
}

/** What a connection is called while it is made, and what it is. */
interface Standing {
  readonly place: string;
  /** What it is called when it stands. Default: the same. */
  readonly placeThen?: string;
  readonly isSecure: boolean;
  /** Whether the server has been reached already, so that what fails now is TLS. */
  readonly isReached?: boolean;
}

/** Waits until a connection stands. */
function stand(socket: Socket, standing: Standing, options: DialOptions, signal: AbortSignal): Promise<Connection> {
  return new Promise((resolve, reject) => {
    const { place, placeThen = place, isSecure, isReached = false } = standing;
    const { connectTimeout } = options;
    let hasReached = isReached;
    const explain = (error: Error | undefined): TransportError =>
      hasReached && isSecure ? handshakeFailure(place, error) : socketFailure(place, error);
    const deadline = new Deadline(connectTimeout, () => {
      fail(new TransportError("TimedOut", `${place} did not answer the connection within ${connectTimeout} ms.`));
    });
    const fail = (reason: unknown): void => {
      settle();
      // Errors may come still, of a socket that nobody wants any more.
      socket.on("error", () => {});
      socket.destroy();
      reject(reason);
    };
    const onAbort = (): void => fail(signal.reason);
    const onError = (error: Error): void => fail(explain(error));
    const onClose = (): void => fail(explain(undefined));
    const onReached = (): void => {
      hasReached = true;
    };
    const onOpen = (): void => {
      settle();
      resolve(new Connection(socket, placeThen, (error) => socketFailure(placeThen, error)));
    };
    const opened = isSecure ? "secureConnect" : "connect";
    const settle = (): void => {
      deadline.stop();
      signal.removeEventListener("abort", onAbort);
      socket.off("error", onError).off("close", onClose).off("connect", onReached).off(opened, onOpen);
    };
    if (signal.aborted) return fail(signal.reason);
    signal.addEventListener("abort", onAbort);
    socket.on("error", onError).on("close", onClose).on("connect", onReached).on(opened, onOpen);
    deadline.restart();
  });
}

function directTo({ host, port, isSecure }: Proxy): Destination {
  return { host, port, isSecure, address: undefined, proxy: undefined };
}

function openSocket(destination: Destination, options: DialOptions): Socket {
  const { host, port, isSecure, address } = destination;
  const where: TcpNetConnectOpts = { host: address ?? host, port, noDelay: true, autoSelectFamily: true };
  if (address === undefined && isLocalhost(host)) where.lookup = lookUpLocalhost;
  return isSecure ? secure(destination, options, where) : connectInClear(where);
}

/** TLS with a destination, over a connection to be made or over one that stands. */
function secure(
  { host }: Destination,
  options: DialOptions,
  where: TcpNetConnectOpts | { readonly socket: Socket },
): TLSSocket {
  return connectSecurely({
    ...where,
    // An address may not be asked for by name (RFC 6066, 3).
    servername: isIP(host) === 0 ? host : "",
    ALPNProtocols: ["http/1.1"],
    rejectUnauthorized: options.rejectUnauthorized,
    // Of the URL's host, wherever it was sent.
    checkServerIdentity: (_name, certificate) => checkServerIdentity(host, certificate),
    ...(options.secureContext === undefined ? {} : { secureContext: options.secureContext }),
  });
}

/** Browsers answer for `localhost` and the names under it by themselves. */
const lookUpLocalhost: LookupFunction = (_host, _options, callback) => {
  callback(null, [
    { address: "::1", family: 6 },
    { address: "127.0.0.1", family: 4 },
  ]);
};
