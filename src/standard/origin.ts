/** Longest origin that a browser can send, in characters: a scheme of 64, `://`, a host of 253, `:` and a port of 5. */
export const LONGEST_ORIGIN: number = 64 + 3 + 253 + 1 + 5;

/**
 * The origin that a browser would send for this URL: scheme, host and port as in an `Origin` header.
 *
 * @param url an absolute URL
 * @returns `undefined` when the text is no URL, or when its origin is opaque and so would be sent as `null`
 * @see https://fetch.spec.whatwg.org/commit-snapshots/586cd2a44c2a865b37c166dc0740f3fb8bb220d6/#origin-header
 * @example
 * originOf("HTTPS://Example.com:443/orders?page=2"); // "https://example.com"
 */
export function originOf(url: string): string | undefined {
  try {
    const { origin } = new URL(url);
    return origin === "null" ? undefined : origin;
  } catch {
    // It is no URL. Not asked of URL.canParse(): once it is compiled, that of Node.js 20 and 22 says no to every ü.
    return undefined;
  }
}

/**
 * The part of an origin before `://`, or `undefined` when there is none or it is no scheme in lower case.
 *
 * @see RFC 3986, 3.1
 */
export function schemeOf(origin: string): string | undefined {
  const end = origin.indexOf("://");
  const scheme = end === -1 ? "" : origin.slice(0, end);
  return /^[a-z][a-z0-9+.-]*$/.test(scheme) ? scheme : undefined;
}

/** The hosts by which people open what runs on their own machine: three names, and so three origins. */
export const LOOPBACK_HOSTS: readonly string[] = ["localhost", "127.0.0.1", "[::1]"];

/**
 * Whether a host is this machine itself: a loopback address, `localhost`, or a name under `.localhost`.
 *
 * @param host as in a URL: lower case, an IPv6 address in brackets, no port
 * @see https://w3c.github.io/webappsec-secure-contexts/#is-origin-trustworthy
 * @see RFC 6761, 6.3
 */
export function isLoopbackHost(host: string): boolean {
  if (LOOPBACK_HOSTS.includes(host) || host.endsWith(".localhost")) return true;
  return /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host);
}
