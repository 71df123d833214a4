import { sameOrigin, type EmbedderPolicy } from "./client.ts";
import { currentUrl, type FetchRequest } from "./fetch-request.ts";
import { getHeader } from "./header-list.ts";
import { networkError, type NetworkError } from "./network-error.ts";
import { siteOf } from "./site.ts";
import type { Trace } from "./trace.ts";
import type { HeaderLine } from "./wire.ts";

/** The values that mean something; anything else counts as absent. */
const VALUES: ReadonlySet<string> = new Set(["same-origin", "same-site", "cross-origin"]);

/**
 * Whether a page may have, without reading it, what a server keeps to itself: `undefined`, or the network error that it
 * may not. Looked at for opaque responses only.
 *
 * Not modelled: reports, and the policy of nested navigations.
 *
 * @see https://fetch.spec.whatwg.org/commit-snapshots/586cd2a44c2a865b37c166dc0740f3fb8bb220d6/#cross-origin-resource-policy-check
 */
export function resourcePolicyCheck(
  request: FetchRequest,
  headers: readonly HeaderLine[],
  trace: Trace,
): NetworkError | undefined {
  const { client } = request;
  const url = currentUrl(request);

  // 1-3. The header, or what the page's own embedder policy puts in its place.
  const found = getHeader(headers, "cross-origin-resource-policy");
  const policy = found !== null && VALUES.has(found) ? found : assumed(client.embedderPolicy);

  // 4. Who may have it.
  const expected = client.origin;
  if (policy === "same-origin") {
    if (trace.check("resource-policy", sameOrigin(client.origin, url.origin), { found, expected })) return undefined;
    return networkError(trace, "ResourcePolicyNotSameOrigin");
  }
  if (policy === "same-site") {
    if (trace.check("resource-policy", isSchemelesslySameSite(request, url), { found, expected })) return undefined;
    return networkError(trace, "ResourcePolicyNotSameSite");
  }
  trace.check("resource-policy", true, { found, expected });
  return undefined;
}

function assumed(embedderPolicy: EmbedderPolicy): string {
  // Under credentialless, no request that comes here carries credentials, and so its answer holds nothing worth keeping back.
  return embedderPolicy === "require-corp" ? "same-origin" : "cross-origin";
}

/** Hosts of one site, and no page over http for what was sent over https. */
function isSchemelesslySameSite({ client }: FetchRequest, url: URL): boolean {
  if (client.origin === "null") return false;
  const page = new URL(client.origin);
  if (siteOf(page.hostname, client.publicSuffixOf) !== siteOf(url.hostname, client.publicSuffixOf)) return false;
  return page.protocol === "https:" || url.protocol !== "https:";
}
