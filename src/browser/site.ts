/** The public suffix of a host (`co.uk` for `a.example.co.uk`), or `undefined` when it has none. */
export type PublicSuffixOf = (host: string) => string | undefined;

/**
 * The name that hosts of one site share: the public suffix and the label before it. A host without one stands alone.
 *
 * @param host as in a URL: lower case, an IPv6 address in brackets
 * @see https://url.spec.whatwg.org/#host-registrable-domain
 */
export function siteOf(host: string, publicSuffixOf: PublicSuffixOf): string {
  if (host.startsWith("[") || /^[\d.]+$/.test(host)) return host;
  const suffix = publicSuffixOf(host);
  if (suffix === undefined || suffix === host || !host.endsWith(`.${suffix}`)) return host;
  const before = host.slice(0, -suffix.length - 1);
  return `${before.slice(before.lastIndexOf(".") + 1)}.${suffix}`;
}
