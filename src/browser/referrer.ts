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

/** A policy that would tell another site more than the usual one does becomes the usual one. */
function stricter(policy: ReferrerPolicyName): ReferrerPolicyName {
  const tellsMore = ["no-referrer-when-downgrade", "origin-when-cross-origin", "unsafe-url"].includes(policy);
  return tellsMore ? "strict-origin-when-cross-origin" : policy;
}

/**
 * What the request may say about where it comes from.
 *
 * @see https://w3c.github.io/webappsec-referrer-policy/#determine-requests-referrer
 */
export function determineReferrer(request: FetchRequest, rules: Rules): URL | "no-referrer" {
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
  const downgrade = isTrustworthy(source) && !isTrustworthy(target);
  const relaxes =
    rules.crossSiteReferrerIsOrigin && !sameSite(source.origin, target.origin, request.client.publicSuffixOf);
  switch (relaxes ? stricter(request.referrerPolicy) : request.referrerPolicy) {
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
