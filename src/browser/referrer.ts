import { isTrustworthy, sameSite } from "./client.ts";
import { currentUrl, type FetchRequest } from "./fetch-request.ts";
import type { ReferrerPolicyName } from "./init-types.ts";
import type { Rules } from "./rules.ts";

/** Longest `Referer` that is sent whole, in characters; a longer one is cut to its origin. */
const LONGEST_REFERRER = 4096;

const POLICIES: ReadonlySet<string> = new Set([
  "no-referrer",
  "no-referrer-when-downgrade",
  "same-origin",
  "origin",
  "strict-origin",
  "origin-when-cross-origin",
  "strict-origin-when-cross-origin",
  "unsafe-url",
]);

/** Whether a text names a referrer policy. */
export function isReferrerPolicy(text: string): text is ReferrerPolicyName {
  return POLICIES.has(text);
}

/** Policies that would tell another site more than the usual one does. */
const TELLING_MORE: readonly ReferrerPolicyName[] = [
  "no-referrer-when-downgrade",
  "origin-when-cross-origin",
  "unsafe-url",
];

/**
 * Determines what this hop says about where the request comes from. What the policy takes away, later hops do not have.
 *
 * @see https://w3c.github.io/webappsec-referrer-policy/#determine-requests-referrer
 */
export function updateReferrer(request: FetchRequest, rules: Rules): void {
  const { client, referrerPolicy } = request;
  const isOverruled =
    rules.crossSiteReferrerIsOrigin &&
    TELLING_MORE.includes(referrerPolicy) &&
    !sameSite(client.origin, currentUrl(request).origin, client.publicSuffixOf);
  const policy = isOverruled ? "strict-origin-when-cross-origin" : referrerPolicy;
  request.sentReferrer = determineReferrer(request, policy, rules);
  // Where the page's policy is overruled, that is for this hop alone, unless nothing is left.
  if (!isOverruled || request.sentReferrer === "no-referrer") request.referrer = request.sentReferrer;
}

/**
 * What the request may say about where it comes from.
 *
 * @see https://w3c.github.io/webappsec-referrer-policy/#determine-requests-referrer
 */
function determineReferrer(request: FetchRequest, policy: ReferrerPolicyName, rules: Rules): URL | "no-referrer" {
  // 1-3. A page without an origin of its own has nothing to tell.
  const source = request.referrer === "client" ? request.client.url : request.referrer;
  if (source === undefined || source === "no-referrer") return "no-referrer";
  if (source.protocol !== "http:" && source.protocol !== "https:") return "no-referrer";

  // 4-7. The whole URL, or its origin alone.
  const origin = new URL(`${source.origin}/`);
  const whole = new URL(source);
  whole.username = whole.password = whole.hash = "";
  const url = whole.href.length > LONGEST_REFERRER ? origin : whole;

  // 8. What the policy lets through.
  const target = currentUrl(request);
  const sameOrigin = source.origin === target.origin;
  const downgrade = rules.leavingHttpsIsDowngrade
    ? source.protocol === "https:" && target.protocol !== "https:"
    : isTrustworthy(source) && !isTrustworthy(target);
  switch (policy) {
    case "no-referrer":
      return "no-referrer";
    case "origin":
      return origin;
    case "unsafe-url":
      return url;
    case "strict-origin":
      return downgrade ? "no-referrer" : origin;
    case "strict-origin-when-cross-origin":
      if (sameOrigin) return url;
      return downgrade ? "no-referrer" : origin;
    case "same-origin":
      return sameOrigin ? url : "no-referrer";
    case "origin-when-cross-origin":
      return sameOrigin ? url : origin;
    case "no-referrer-when-downgrade":
      return downgrade ? "no-referrer" : url;
  }
}
