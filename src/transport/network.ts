import type { WireRequest, WireResponse } from "../browser/wire.ts";
import type { ClosableTransport } from "./closable-transport.ts";
import { destinationOf } from "./destination.ts";
import { readNetworkOptions, type NetworkOptions } from "./network-options.ts";
import { WireClient } from "./wire-client.ts";

/**
 * A transport over real sockets: HTTP/1.1, in clear or in TLS, as the URL says. What goes out is what it is given, in that order and
 * spelling, with `Host`, `Connection` and, for a body, `Content-Length` added; any method goes as it is written, `patch` too.
 * What comes back is told line by line, with duplicates. Answers that browsers take, this takes: it was measured against
 * Chromium. Informational answers are passed over, and a body is decoded from gzip, deflate and br (zstd where Node.js can),
 * while its header lines stay as they are.
 *
 * Needs Node.js. Follows no redirect, uses a proxy only when it is given one, and knows neither HTTP/2 nor HTTP/3.
 *
 * @param options timeouts, limits, and whom to trust
 * @returns rejects with a `TransportError` when there is no answer, with the signal's reason when it aborts, and with a `TypeError` for a
 *   request that cannot be sent. The stream of a body fails in the same ways
 * @throws TypeError for options that cannot be used
 * @example
 * const transport = network({ timeout: 5000 });
 * const { status, headers } = await transport({ method: "OPTIONS", url: "https://api.example.com/", headers: [] });
 * await transport.close();
 */
export function network(options: NetworkOptions = {}): ClosableTransport {
  const settings = readNetworkOptions(options, "network()");
  const client = new WireClient(settings, (url) => destinationOf(url, settings));
  const send = (request: WireRequest): Promise<WireResponse> => client.send(request);
  return Object.assign(send, { close: async () => client.close() });
}
