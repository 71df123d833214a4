import { isIP } from "node:net";

/** Where a request goes, taken from its URL. */
export interface Destination {
  /** A name, or an address without brackets. */
  readonly host: string;
  readonly port: number;
  readonly isSecure: boolean;
  /** Where to connect to, when that is elsewhere than the host. */
  readonly address: string | undefined;
}

/**
 * Where a URL leads.
 *
 * @param resolve another address for a host, if it goes elsewhere
 */
export function destinationOf(url: URL, resolve: (host: string) => string | undefined): Destination {
  const isSecure = url.protocol === "https:";
  const host = withoutBrackets(url.hostname);
  const address = resolve(host);
  return {
    host,
    port: url.port === "" ? (isSecure ? 443 : 80) : Number(url.port),
    isSecure,
    address: address === undefined ? undefined : withoutBrackets(address),
  };
}

/** Host and port as people write them, `api.example.com:443`. */
export function placeOf({ host, port, address }: Destination): string {
  const place = isIP(host) === 6 ? `[${host}]:${port}` : `${host}:${port}`;
  return address === undefined ? place : `${place} (at ${address})`;
}

/** What connections have in common that may be used for one another. */
export function connectionKey({ host, port, isSecure, address }: Destination): string {
  return JSON.stringify([host, port, isSecure, address]);
}

/** Whether a name is this machine's, which browsers know without asking anybody. */
export function isLocalhost(host: string): boolean {
  const name = host.endsWith(".") ? host.slice(0, -1) : host;
  return name === "localhost" || name.endsWith(".localhost");
}

function withoutBrackets(host: string): string {
  return host.startsWith("[") && host.endsWith("]") ? host.slice(1, -1) : host;
}
