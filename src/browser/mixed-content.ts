import { isTrustworthy } from "./client.ts";
import { currentUrl, type FetchRequest } from "./fetch-request.ts";
import { networkError, type NetworkError } from "./network-error.ts";
import type { Rules } from "./rules.ts";
import type { Session } from "./session.ts";

/**
 * The network error of a page over https that asks for what anybody on the way could read or change.
 *
 * Not modelled: the upgrade of images, video and audio to https, and `upgrade-insecure-requests`.
 *
 * @see https://w3c.github.io/webappsec-mixed-content/#should-block-fetch
 */
export function blockMixedContent(request: FetchRequest, { rules, trace }: Session): NetworkError | undefined {
  const url = currentUrl(request);
  if (!request.client.origin.startsWith("https:") || url.protocol !== "http:") return undefined;
  if (rules.loopbackIsNotMixed && isTrustworthy(url)) return undefined;
  trace.phase = "request";
  trace.check("mixed-content", false, { found: url.origin, expected: "https" });
  return networkError(trace, "MixedContent", url.origin);
}

/** Whether it is looked for where a redirect leads, and there only when the preflight has passed. */
export function isFoundLate({ urls }: FetchRequest, rules: Rules): boolean {
  return rules.preflightBeforeMixedContent && urls.length > 1;
}
