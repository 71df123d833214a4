import { isLoopbackHost } from "../standard/origin.ts";

import type { ReferrerPolicyName } from "./init-types.ts";
import { siteOf, type PublicSuffixOf } from "./site.ts";

/** The page that asks: the part of an environment that fetching looks at. */
export interface Client {
  /** As in an `Origin` header; `null` for an opaque one, which is like no other, not even itself. */
  readonly origin: string;
  /** The page's URL; `undefined` when its origin is opaque. */
  readonly url: URL | undefined;
  readonly referrerPolicy: ReferrerPolicyName;
  readonly embedderPolicy: EmbedderPolicy;
  readonly publicSuffixOf: PublicSuffixOf;
}

/** @see https://html.spec.whatwg.org/multipage/browsers.html#embedder-policy-value */
export type EmbedderPolicy = "unsafe-none" | "require-corp" | "credentialless";

/** Whether two are of one origin. An opaque origin is of none. */
export function sameOrigin(origin: string, other: string): boolean {
  return origin !== "null" && origin === other;
}

/**
 * Whether two origins belong to one site, scheme included.
 *
 * @see https://html.spec.whatwg.org/multipage/browsers.html#same-site
 */
export function sameSite(origin: string, other: string, publicSuffixOf: PublicSuffixOf): boolean {
  if (origin === "null" || other === "null") return false;
  if (origin === other) return true;
  const [first, second] = [new URL(origin), new URL(other)];
  return (
    first.protocol === second.protocol &&
    siteOf(first.hostname, publicSuffixOf) === siteOf(second.hostname, publicSuffixOf)
  );
}

/**
 * Whether nobody between the user and this URL can read along or change the answer: https, or this machine itself.
 *
 * @see https://w3c.github.io/webappsec-secure-contexts/#is-url-trustworthy
 */
export function isTrustworthy(url: URL): boolean {
  return url.protocol === "https:" || isLoopbackHost(url.hostname);
}
