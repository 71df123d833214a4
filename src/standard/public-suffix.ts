import { getPublicSuffix } from "tldts";

/**
 * The public suffix that a host belongs to: the name under which anybody can get a name of their own. Domains of
 * companies that hand out names, such as `vercel.app`, count.
 *
 * @param host lower case, ASCII, no port
 * @returns `undefined` for an IP address
 * @see https://publicsuffix.org/list/
 * @example
 * publicSuffixOf("a.example.co.uk"); // "co.uk"
 */
export function publicSuffixOf(host: string): string | undefined {
  return getPublicSuffix(host, { allowPrivateDomains: true }) ?? undefined;
}
