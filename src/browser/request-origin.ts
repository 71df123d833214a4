import { sameOrigin } from "./client.ts";
import { currentUrl, type FetchRequest } from "./fetch-request.ts";
import type { Rules } from "./rules.ts";

/**
 * Whether a server other than the page's own sent the request on to a different origin. The standard tells also how far;
 * nothing that is modelled asks for that.
 *
 * @see https://fetch.spec.whatwg.org/commit-snapshots/586cd2a44c2a865b37c166dc0740f3fb8bb220d6/#concept-request-tainted-origin
 */
export function isRedirectTainted({ urls, client }: FetchRequest): boolean {
  return urls.some(({ origin }, index) => {
    const before = urls[index - 1]?.origin;
    return before !== undefined && !sameOrigin(origin, before) && !sameOrigin(client.origin, before);
  });
}

/**
 * The request's origin as it stands in `Origin`: `null` once the chain is tainted.
 *
 * @see https://fetch.spec.whatwg.org/commit-snapshots/586cd2a44c2a865b37c166dc0740f3fb8bb220d6/#serializing-a-request-origin
 */
export function serializeRequestOrigin(request: FetchRequest): string {
  return isRedirectTainted(request) ? "null" : request.client.origin;
}

/** Whether a redirect has led from one origin to another. */
function hasCrossedOrigins({ urls }: FetchRequest): boolean {
  return urls.some(({ origin }) => origin !== urls[0]?.origin);
}

/**
 * The value of the `Origin` header, or `undefined` when the request has none. That a request has one does not make it a
 * cross-origin one: a page's POST to its own server has one too.
 *
 * @see https://fetch.spec.whatwg.org/commit-snapshots/586cd2a44c2a865b37c166dc0740f3fb8bb220d6/#append-a-request-origin-header
 */
export function originHeader(request: FetchRequest, rules: Rules): string | undefined {
  // 1-2. A request whose response is checked always says who asks.
  const origin = serializeRequestOrigin(request);
  if (request.tainting === "cors") return origin;

  const before = request.urls.at(-2)?.origin;
  const keeps = rules.redirectKeepsOrigin && before !== undefined;
  if (keeps && before === currentUrl(request).origin) return request.toldOrigin;

  // 3. Others only when they can change something.
  if (request.method === "GET" || request.method === "HEAD") {
    return undefined;
  }
  if (rules.redirectHidesPlainOrigin && hasCrossedOrigins(request)) return "null";
  if (keeps || request.mode === "cors" || !rules.referrerPolicyHidesOrigin) return origin;
  const target = currentUrl(request);
  switch (request.referrerPolicy) {
    case "no-referrer":
      return "null";
    case "no-referrer-when-downgrade":
    case "strict-origin":
    case "strict-origin-when-cross-origin":
      return request.client.origin.startsWith("https:") && target.protocol !== "https:" ? "null" : origin;
    case "same-origin":
      return sameOrigin(request.client.origin, target.origin) ? origin : "null";
    case "origin":
    case "origin-when-cross-origin":
    case "unsafe-url":
      return origin;
  }
}
