import { isTrustworthy, sameOrigin, sameSite } from "./client.ts";
import { currentUrl, type FetchRequest } from "./fetch-request.ts";
import { serializeRequestOrigin } from "./request-origin.ts";
import type { Rules } from "./rules.ts";
import type { HeaderLine } from "./wire.ts";

/** How a target relates to a page. */
type SiteValue = "same-origin" | "same-site" | "cross-site";

/**
 * The `Sec-Fetch-*` headers: how the target relates to the page, over all redirects.
 *
 * @param preflight whether it is the preflight that carries them
 * @see https://w3c.github.io/webappsec-fetch-metadata/#fetch-integration
 */
export function fetchMetadata(request: FetchRequest, mode: string, rules: Rules, preflight: boolean): HeaderLine[] {
  // They are kept from URLs that anybody on the way could read.
  if (!isTrustworthy(currentUrl(request))) return [];
  const site = preflight ? preflightSite(request, rules) : requestSite(request, rules);
  if (site === "unsaid") return [];
  return [
    ["Sec-Fetch-Dest", "empty"],
    ["Sec-Fetch-Mode", mode],
    ["Sec-Fetch-Site", site],
  ];
}

function preflightSite(request: FetchRequest, { preflightSite: by }: Rules): SiteValue {
  switch (by) {
    case "chain":
      return siteValue(request);
    case "target":
      return siteOfTarget(request);
    case "sent-origin":
      return siteOfSentOrigin(request);
  }
}

function requestSite(request: FetchRequest, { siteAfterRedirect }: Rules): SiteValue | "unsaid" {
  const site = siteValue(request);
  if (request.urls.length === 1 || siteAfterRedirect === "chain") return site;
  if (siteAfterRedirect === "cross-site-over-http") {
    return site === "same-site" && currentUrl(request).protocol === "http:" ? "cross-site" : site;
  }
  if (request.mode === "no-cors") return site;
  const before = request.urls.at(-2)?.origin;
  return before === currentUrl(request).origin ? site : "unsaid";
}

function siteOfTarget(request: FetchRequest): SiteValue {
  return siteValue({ client: request.client, urls: [currentUrl(request)] });
}

function siteOfSentOrigin(request: FetchRequest): SiteValue {
  return serializeRequestOrigin(request) === "null" ? "cross-site" : siteOfTarget(request);
}

function siteValue({ urls, client }: Pick<FetchRequest, "urls" | "client">): SiteValue {
  let value: SiteValue = "same-origin";
  for (const url of urls) {
    if (sameOrigin(client.origin, url.origin)) continue;
    if (!sameSite(client.origin, url.origin, client.publicSuffixOf)) return "cross-site";
    value = "same-site";
  }
  return value;
}
