import { UsageError } from "./usage-error.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The proxy that the environment names for a URL: `HTTPS_PROXY` and `HTTP_PROXY`, else `ALL_PROXY`, in either case of letters, but for
 * hosts of `NO_PROXY`. As with browsers, this machine itself is never asked through one.
 *
 * @returns URL of the proxy; `undefined`: none
 * @throws UsageError when what it names is no proxy of HTTP
 */
export function proxyOf(url: URL, environment: Environment): string | undefined {
  const scheme = url.protocol === "https:" ? "HTTPS_PROXY" : "HTTP_PROXY";
  const name = [scheme, "ALL_PROXY"].find((one) => valueOf(environment, one) !== "");
  if (name === undefined || isLoopback(url.hostname)) return undefined;
  if (isExcepted(url, valueOf(environment, "NO_PROXY"))) return undefined;
  const written = valueOf(environment, name);
  const proxy = /^[a-z][a-z\d+.-]*:\/\//i.test(written) ? written : `http://${written}`;
  if (/^https?:\/\//i.test(proxy) && URL.canParse(proxy)) return proxy;
  const shown = JSON.stringify(written.replace(/\/\/[^/]*@/, "//(hidden)@"));
  throw new UsageError(`${name} is ${shown}, which is no proxy of HTTP; write it as http://proxy.example.com:3128.`);
}

/** In capitals or not; which of them programs look at first differs, so both should say the same. */
function valueOf(environment: Environment, name: string): string {
  return (environment[name.toLowerCase()] ?? environment[name] ?? "").trim();
}

function isLoopback(host: string): boolean {
  const name = host.endsWith(".") ? host.slice(0, -1) : host;
  return name === "localhost" || name.endsWith(".localhost") || host.startsWith("127.") || host === "[::1]";
}

/** `NO_PROXY`: hosts with all names under them, with or without a port, and `*` for all. */
function isExcepted({ hostname, port, protocol }: URL, list: string): boolean {
  const number = port === "" ? (protocol === "https:" ? "443" : "80") : port;
  return list
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((entry) => entry !== "")
    .some((entry) => {
      if (entry === "*") return true;
      const [, name = "", only = ""] = /^(?:\*?\.)?(\[[^\]]*\]|[^:]*|[\da-f:]*)(?::(\d+))?$/.exec(entry) ?? [];
      const host = name.includes(":") && !name.startsWith("[") ? `[${name}]` : name;
      return host !== "" && (only === "" || only === number) && (hostname === host || hostname.endsWith(`.${host}`));
    });
}
