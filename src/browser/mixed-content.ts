import { isTrustworthy } from "./client.ts";
import { currentUrl, type FetchRequest } from "./fetch-request.ts";
import type { Rules } from "./rules.ts";

/**
 * Whether a page over https asks for what anybody on the way could read or change.
 *
 * Not modelled: the upgrade of images, video and audio to https, and `upgrade-insecure-requests`.
 *
 * @see https://w3c.github.io/webappsec-mixed-content/#should-block-fetch
 */
export function isMixedContent(request: FetchRequest, rules: Rules): boolean {
  const url = currentUrl(request);
  if (!request.client.origin.startsWith("https:") || url.protocol !== "http:") return false;
  return !(rules.loopbackIsNotMixed && isTrustworthy(url));
}
