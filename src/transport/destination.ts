import { isIP } from "node:net";
import { proxyFrom, type Proxy } from "./proxy.ts";

/** Where a request goes, taken from its URL. */
export interface Destination {
  /** A name, or an address without brackets. */
  readonly host: string;
  readonly port: number;
  readonly isSecure: boolean;
  /** Where to connect to, when that is elsewhere than the host. */
  readonly address: string | undefined;
  /** Who is asked to pass it on. */
  readonly proxy: Proxy | undefined;
}

/** What is asked of each URL before it is sent. */
export interface Directions {
  /** Another address for a host, if it goes elsewhere. */
  readonly resolve: (host: string, port: number) => string | undefined;
  /** URL of the proxy that passes it on, if there is one. */
  readonly proxy: (url: URL) => string | undefined;
}

/** Where a URL leads. What was given an address goes there, past any proxy. */
export function destinationOf(url: URL, { resolve, proxy }: Directions): Destination {
  const isSecure = url.protocol === "https:";
  const host = withoutBrackets(url.hostname);
  const port = url.port === "" ? (isSecure ? 443 : 80) : Number(url.port);
  const address = resolve(host, port);
  const through = address === undefined ? proxy(url) : undefined;
  return {
    host,
    port,
    isSecure,
    address: address === undefined ? undefined : withoutBrackets(address),
    proxy: through === undefined ? undefined : proxyFrom(through),
  };
}

/** Host and port as people write them, `api.example.com:443`. */
export function placeOf({ host, port, address, proxy }: Destination): string {
  const place = isIP(host) === 6 ? `[${host}]:${port}` : `${host}:${port}`;
  if (proxy !== undefined) return `${place} (through the proxy ${proxy.place})`;
  return address === undefined ? place : `${place} (at ${address})`;
}

/** What connections have in common that may be used for one another. */
export function connectionKey({ host, port, isSecure, address, proxy }: Destination): string {
  return JSON.stringify([host, port, isSecure, address, proxy]);
}

/** Whether a name is this machine's, which browsers know without asking anybody. */
export function isLocalhost(host: string): boolean {
  const name = host.endsWith(".") ? host.slice(0, -1) : host;
  return name === "localhost" || name.endsWith(".localhost");
}

function withoutBrackets(host: string): string {
  return host.startsWith("[") && host.endsWith("]") ? host.slice(1, -1) : host;
}
