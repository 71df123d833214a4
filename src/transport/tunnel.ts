import { isIP, type Socket } from "node:net";
import type { Connection } from "./connection.ts";
import type { Destination } from "./destination.ts";
import { exchange } from "./exchange.ts";
import type { Proxy } from "./proxy.ts";
import { quote } from "./quote.ts";
import { TransportError } from "./transport-error.ts";

/** Where patience with a proxy ends. */
interface TunnelLimits {
  readonly connectTimeout: number;
  readonly maxHeaderBytes: number;
}

/**
 * Asks a proxy for a tunnel.
 *
 * @returns the socket, on which whoever is at the other end is spoken to from now on
 * @throws TransportError when it gives none (as a rejection)
 * @see RFC 9110, 9.3.6
 */
export async function askForTunnel(
  connection: Connection,
  { host, port }: Destination,
  proxy: Proxy,
  { connectTimeout, maxHeaderBytes }: TunnelLimits,
  signal: AbortSignal,
): Promise<Socket> {
  const authority = isIP(host) === 6 ? `[${host}]:${port}` : `${host}:${port}`;
  const login = proxy.authorization === undefined ? "" : `Proxy-Authorization: ${proxy.authorization}\r\n`;
  const head = Buffer.from(`CONNECT ${authority} HTTP/1.1\r\nHost: ${authority}\r\n${login}\r\n`, "latin1");
  const request = { method: "CONNECT", head, body: new Uint8Array(0), isIdempotent: false };
  const onAbort = (): void => connection.break(signal.reason);
  signal.addEventListener("abort", onAbort);
  try {
    const answer = await exchange(connection, request, { timeout: connectTimeout, maxHeaderBytes });
    signal.throwIfAborted();
    const { status, statusText } = answer.head;
    const isOpen = status >= 200 && status <= 299;
    if (!isOpen) throw refused(proxy, authority, `${status} ${quote(statusText)}`);
    // Whoever is at the other end of a new tunnel speaks only when it is spoken to.
    if (!connection.isQuiet) throw refused(proxy, authority, "bytes that nobody has asked for");
    return connection.release();
  } catch (error) {
    connection.break(error);
    throw error;
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}

function refused({ place }: Proxy, authority: string, answer: string): TransportError {
  return new TransportError("NoAnswer", `The proxy ${place} opens no tunnel to ${authority}: it answers ${answer}.`);
}
