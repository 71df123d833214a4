import { X509Certificate } from "node:crypto";
import { createSecureContext, type SecureContext } from "node:tls";

/** How the network is reached, and where patience ends. */
export interface NetworkOptions {
  /**
   * Milliseconds without progress from when a connection stands until the headers of the answer are complete: the server has to
   * take the request, part by part, and then to answer. Default: 30 000.
   */
  readonly timeout?: number;
  /** Milliseconds until a connection must stand, looking up the name and TLS included. Default: 10 000. */
  readonly connectTimeout?: number;
  /**
   * Milliseconds that a body may stand still, because the server sends nothing or because nobody reads; then its stream fails with
   * `TimedOut` and the connection is closed. Default: 30 000.
   */
  readonly idleTimeout?: number;
  /** Bytes that status line and headers may have, and trailers too. Default: 262 144, which is what Chromium takes. */
  readonly maxHeaderBytes?: number;
  /** Bytes that a body may have, on the wire and when it is decoded; then its stream fails. Default: 67 108 864 (64 MiB). */
  readonly maxBodyBytes?: number;
  /** Whether connections are used again. Default: true. */
  readonly keepAlive?: boolean;
  /** Whom to trust where the URL says https. */
  readonly tls?: NetworkTlsOptions;
  /**
   * Sends a host elsewhere, as `curl --resolve` does: what it returns is connected to, while `Host`, the port and the name in
   * the certificate stay the URL's. `undefined` leaves the host to the system. What it throws, requests reject with.
   *
   * @param host as in the URL, an IPv6 address without brackets
   * @param port as in the URL, or that of its scheme
   * @returns an address or another name, without a port
   * @example
   * network({ resolve: (host) => (host === "api.example.com" ? "127.0.0.1" : undefined) });
   */
  readonly resolve?: (host: string, port: number) => string | undefined;
  /**
   * Sends requests through a proxy of HTTP: one of `http:` is asked in absolute form, and for one of `https:` it is asked for a tunnel with
   * CONNECT. What `resolve` gives an address goes past it. Nothing is read from the environment. What it throws, requests reject with.
   *
   * @param url of the request
   * @returns URL of the proxy, `http:` or `https:`, with user name and password where it wants them; `undefined`: none
   * @example
   * network({ proxy: ({ hostname }) => (hostname === "localhost" ? undefined : "http://proxy.example.com:3128") });
   */
  readonly proxy?: (url: URL) => string | undefined;
}

/** Whom to trust. */
export interface NetworkTlsOptions {
  /** Certificates of authorities in PEM, in place of those that Node.js trusts. */
  readonly ca?: string | Uint8Array | readonly (string | Uint8Array)[];
  /**
   * Whether a certificate that does not hold is an error. Default: true.
   *
   * **Security.** With `false` whoever is on the way reads and changes everything. For a server of one's own on this machine; give `ca`
   * wherever that is possible.
   */
  readonly rejectUnauthorized?: boolean;
}

/** Options with nothing left open. */
export interface NetworkSettings {
  readonly timeout: number;
  readonly connectTimeout: number;
  readonly idleTimeout: number;
  readonly maxHeaderBytes: number;
  readonly maxBodyBytes: number;
  readonly keepAlive: boolean;
  readonly rejectUnauthorized: boolean;
  readonly secureContext: SecureContext | undefined;
  readonly resolve: (host: string, port: number) => string | undefined;
  readonly proxy: (url: URL) => string | undefined;
}

/** What a timer can count to. */
const MOST_MILLISECONDS = 2_147_483_647;

const DEFAULTS = {
  timeout: 30_000,
  connectTimeout: 10_000,
  idleTimeout: 30_000,
  maxHeaderBytes: 262_144,
  maxBodyBytes: 67_108_864,
} as const;

type Check = readonly [isRight: (value: unknown) => boolean, wanted: string];

const MILLISECONDS: Check = [isCount(MOST_MILLISECONDS), `milliseconds, 1 to ${MOST_MILLISECONDS}`];
const BYTES: Check = [isCount(Number.MAX_SAFE_INTEGER), "a number of bytes, 1 or more"];
const SWITCH: Check = [(value) => typeof value === "boolean", "true or false"];
const FUNCTION: Check = [(value) => typeof value === "function", "a function"];

const CHECKS: { readonly [Name in keyof NetworkOptions]-?: Check } = {
  timeout: MILLISECONDS,
  connectTimeout: MILLISECONDS,
  idleTimeout: MILLISECONDS,
  maxHeaderBytes: BYTES,
  maxBodyBytes: BYTES,
  keepAlive: SWITCH,
  tls: [(value) => typeof value === "object" && value !== null, "an object with ca, rejectUnauthorized"],
  resolve: FUNCTION,
  proxy: FUNCTION,
};

const TLS_CHECKS: { readonly [Name in keyof NetworkTlsOptions]-?: Check } = {
  ca: [isCertificates, "certificates in PEM, not the path of a file"],
  rejectUnauthorized: SWITCH,
};

/**
 * @param who the function that was given them, as it is called in the message
 * @throws TypeError that names everything that is wrong
 */
export function readNetworkOptions(options: NetworkOptions, who: string): NetworkSettings {
  const tls = options.tls ?? {};
  const faults = [...faultsOf(options, CHECKS, ""), ...faultsOf(tls, TLS_CHECKS, "tls.")];
  if (faults.length > 0) throw new TypeError(`${who} was given what it cannot use: ${faults.join("; ")}.`);
  const { keepAlive = true, resolve = () => undefined, proxy = () => undefined } = options;
  const { ca, rejectUnauthorized = true } = tls;
  return {
    timeout: options.timeout ?? DEFAULTS.timeout,
    connectTimeout: options.connectTimeout ?? DEFAULTS.connectTimeout,
    idleTimeout: options.idleTimeout ?? DEFAULTS.idleTimeout,
    maxHeaderBytes: options.maxHeaderBytes ?? DEFAULTS.maxHeaderBytes,
    maxBodyBytes: options.maxBodyBytes ?? DEFAULTS.maxBodyBytes,
    keepAlive,
    rejectUnauthorized,
    secureContext: ca === undefined ? undefined : createSecureContext({ ca: certificates(ca) }),
    resolve,
    proxy,
  };
}

function faultsOf(options: object, checks: Readonly<Record<string, Check>>, prefix: string): string[] {
  return Object.entries(options).flatMap(([name, value]) => {
    if (value === undefined) return [];
    const check = Object.hasOwn(checks, name) ? checks[name] : undefined;
    if (check === undefined) return [`there is no option ${prefix}${name}`];
    const [isRight, wanted] = check;
    return isRight(value) ? [] : [`${prefix}${name} has to be ${wanted}`];
  });
}

function isCount(most: number): (value: unknown) => boolean {
  return (value) => typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= most;
}

/** As Node would pass over in silence what is no certificate, and trust nobody. */
function isCertificates(value: unknown): boolean {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.every((one) => (typeof one === "string" || one instanceof Uint8Array) && isCertificate(one));
}

function isCertificate(value: string | Uint8Array): boolean {
  try {
    // Of a file with several this reads the first.
    return new X509Certificate(value).serialNumber !== "" && Buffer.from(value).includes("-----BEGIN");
  } catch {
    return false;
  }
}

/** In a form that Node takes, and a copy. */
function certificates(ca: NonNullable<NetworkTlsOptions["ca"]>): Buffer[] {
  const list = typeof ca === "string" || ca instanceof Uint8Array ? [ca] : ca;
  return list.map((one) => Buffer.from(one));
}
