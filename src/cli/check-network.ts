import { network, type ClosableTransport, type NetworkOptions } from "../transport/index.ts";
import { proxyOf } from "./proxy-environment.ts";
import { readWhole } from "./read-file.ts";
import { UsageError } from "./usage-error.ts";

/** What is said of the way to the server. */
export interface NetworkFlags {
  readonly insecure?: boolean;
  readonly cacert?: string;
  readonly resolve?: readonly string[];
  /** Seconds. */
  readonly connectTimeout?: number;
  /** Seconds. */
  readonly timeout?: number;
}

/** Seconds. */
export const DEFAULT_TIMEOUT = 30;
export const DEFAULT_CONNECT_TIMEOUT = 10;

/** The network as the flags and the environment say. */
export function openNetwork(
  flags: NetworkFlags,
  environment: Readonly<Record<string, string | undefined>>,
): ClosableTransport {
  const { timeout = DEFAULT_TIMEOUT, connectTimeout = DEFAULT_CONNECT_TIMEOUT, resolve = [] } = flags;
  const addresses = resolve.map(readResolve);
  const options: NetworkOptions = {
    timeout: timeout * 1000,
    connectTimeout: connectTimeout * 1000,
    tls: {
      rejectUnauthorized: flags.insecure !== true,
      ...(flags.cacert === undefined ? {} : { ca: readWhole(flags.cacert) }),
    },
    resolve: (host, port) =>
      addresses.find((one) => [host, "*"].includes(one.host) && [port, undefined].includes(one.port))?.address,
    proxy: (url) => proxyOf(url, environment),
  };
  try {
    return network(options);
  } catch (error) {
    // All but the certificates was looked at before.
    if (!(error instanceof TypeError)) throw error;
    throw new UsageError(`--cacert ${flags.cacert ?? ""} holds no certificate in PEM (-----BEGIN CERTIFICATE-----).`);
  }
}

interface Address {
  readonly host: string;
  /** `undefined`: any. */
  readonly port: number | undefined;
  readonly address: string;
}

/** `host:port:address`, as curl has it; `*` is any host or port, and IPv6 may stand in brackets. */
function readResolve(text: string): Address {
  const [, host = "", port = "", address = ""] = /^(\[[^\]]+\]|[^:]+):(\d{1,5}|\*):(.+)$/.exec(text) ?? [];
  const isPort = port === "*" || (port !== "" && Number(port) >= 1 && Number(port) <= 65535);
  if (!isPort || /[\s/]/.test(address)) {
    throw new UsageError(
      `--resolve ${JSON.stringify(text)} has to be host:port:address, such as api.example.com:443:127.0.0.1.`,
    );
  }
  return {
    host: host.replace(/^\[|\]$/g, "").toLowerCase(),
    port: port === "*" ? undefined : Number(port),
    address,
  };
}
