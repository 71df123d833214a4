import { isLoopbackHost } from "../standard/origin.ts";

/**
 * Whether a host is, by its spelling alone, of this machine or of a private network. Other names may lead there too.
 *
 * @param host as in a URL: lower case, an IPv6 address in brackets, no port
 * @see RFC 1918, RFC 3927, RFC 4193, RFC 4291, RFC 6762
 */
export function isPrivateHost(host: string): boolean {
  if (isLoopbackHost(host) || host.endsWith(".local") || host.endsWith(".internal")) return true;
  if (host.startsWith("[")) return /^\[(f[cd][0-9a-f]{2}|fe[89ab][0-9a-f]):/.test(host);
  const parts = host.split(".").map(Number);
  if (parts.length !== 4 || parts.some((part) => !Number.isInteger(part))) return false;
  const [first = 0, second = 0] = parts;
  return (
    first === 10 ||
    (first === 172 && second >= 16 && second <= 31) ||
    (first === 192 && second === 168) ||
    (first === 169 && second === 254)
  );
}
