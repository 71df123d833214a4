import { connect as connectInClear, isIP, type LookupFunction, type Socket, type TcpNetConnectOpts } from "node:net";
import { checkServerIdentity, connect as connectSecurely, type SecureContext } from "node:tls";
import { Connection } from "./connection.ts";
import { Deadline } from "./deadline.ts";
import { isLocalhost, placeOf, type Destination } from "./destination.ts";
import { handshakeFailure, socketFailure } from "./socket-failure.ts";
import { TransportError } from "./transport-error.ts";

/** How connections are made. */
export interface DialOptions {
  /** Milliseconds until the connection must stand, TLS included. */
  readonly connectTimeout: number;
  readonly rejectUnauthorized: boolean;
  /** Absent: what Node trusts. */
  readonly secureContext: SecureContext | undefined;
}

/**
 * Opens a connection, trying each of the host's addresses.
 *
 * @param signal gives up, and rejects with its reason
 * @throws TransportError when none could be made (as a rejection)
 */
export function dial(destination: Destination, options: DialOptions, signal: AbortSignal): Promise<Connection> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const place = placeOf(destination);
    const { connectTimeout } = options;
    let hasReached = false;
    const explain = (error: Error | undefined): TransportError =>
      hasReached && destination.isSecure ? handshakeFailure(place, error) : socketFailure(place, error);
    const socket = openSocket(destination, options);
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
      resolve(new Connection(socket, place, (error) => socketFailure(place, error)));
    };
    const opened = destination.isSecure ? "secureConnect" : "connect";
    const settle = (): void => {
      deadline.stop();
      signal.removeEventListener("abort", onAbort);
      socket.off("error", onError).off("close", onClose).off("connect", onReached).off(opened, onOpen);
    };
    signal.addEventListener("abort", onAbort);
    socket.on("error", onError).on("close", onClose).on("connect", onReached).on(opened, onOpen);
    deadline.restart();
  });
}

function openSocket(destination: Destination, options: DialOptions): Socket {
  const { host, port, isSecure, address } = destination;
  const where: TcpNetConnectOpts = { host: address ?? host, port, noDelay: true, autoSelectFamily: true };
  if (address === undefined && isLocalhost(host)) where.lookup = lookUpLocalhost;
  if (!isSecure) return connectInClear(where);
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
