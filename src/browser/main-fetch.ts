import { isSafelistedMethod } from "../standard/method.ts";

import { isBlockedPort } from "./blocked-port.ts";
import { sameOrigin } from "./client.ts";
import { currentUrl, type FetchRequest } from "./fetch-request.ts";
import type { FetchResult } from "./fetch-response.ts";
import { httpFetch, type PreflightTerms } from "./http-fetch.ts";
import { blockMixedContent, isFoundLate } from "./mixed-content.ts";
import { networkError, type NetworkError } from "./network-error.ts";
import { updateReferrer } from "./referrer.ts";
import { unsafeRequestHeaderNames } from "./safelisted-request-header.ts";
import type { Rules } from "./rules.ts";
import type { Session } from "./session.ts";

/**
 * Fetches what the request's URL names, and what redirects lead to.
 *
 * Not modelled: Content Security Policy, HSTS and other upgrades to https, `data:`, `blob:` and `about:` URLs, service
 * workers, and local network access, which is a prompt before the connection.
 *
 * @see https://fetch.spec.whatwg.org/commit-snapshots/586cd2a44c2a865b37c166dc0740f3fb8bb220d6/#concept-main-fetch
 */
export async function mainFetch(request: FetchRequest, session: Session): Promise<FetchResult> {
  const { trace, rules, cache } = session;
  for (;;) {
    trace.hop = request.urls.length - 1;
    trace.phase = "request";
    const refused = block(request, session);
    if (refused !== undefined) {
      if (refused.reason.code === "BlockedPort" && rules.blockedRedirectClearsCache) clearRedirecting(request, session);
      return refused;
    }
    // 9.
    updateReferrer(request, rules);
    if (trace.hop === 0 || !rules.preflightKeepsReferrer) request.preflightReferrer = request.sentReferrer;

    const terms = request.tainting === "cors" ? preflightTerms(request, session) : undefined;
    // A hop that needs no preflight leaves it as it is.
    if (terms !== undefined) request.askedFor = terms.unsafeNames;
    // One hop begins when the one before it has ended.
    // oxlint-disable-next-line no-await-in-loop
    const result = await httpFetch(request, terms, session);
    if (result === "follow") continue;
    if (result.type !== "error" || !clearsCache(request, result, rules)) return result;

    // 12, row 5. As the request is now: after a redirect, this is the URL that failed.
    if (cache.clear(request)) trace.note("cache-cleared", { found: currentUrl(request).href });
    return result;
  }
}

/** What was kept for the URL that redirected here. */
function clearRedirecting(request: FetchRequest, { cache, trace }: Session): void {
  const urls = request.urls.slice(0, -1);
  const from = urls.at(-1);
  if (from === undefined || request.tainting !== "cors") return;
  if (cache.clear({ ...request, urls })) trace.note("cache-cleared", { found: from.href });
}

/** Whether a failure ends what is kept of earlier answers. */
function clearsCache({ tainting, askedFor }: FetchRequest, { reason }: NetworkError, rules: Rules): boolean {
  if (tainting !== "cors" || (askedFor === undefined && !rules.unaskedFailureClearsCache)) return false;
  if (reason.code === "RedirectNotAllowed" && !rules.refusedRedirectClearsCache) return false;
  return reason.phase === "preflight" ? rules.failedPreflightClearsCache : rules.failureClearsCache;
}

/** 7, 12. What is blocked whatever it is asked for, and what its mode rules out. */
function block(request: FetchRequest, session: Session): NetworkError | undefined {
  const port = blockPort(request, session);
  if (port !== undefined) return port;
  if (isFoundLate(request, session.rules)) return chooseTainting(request, session);
  return session.rules.modeBeforeMixedContent
    ? (chooseTainting(request, session) ?? blockMixedContent(request, session))
    : (blockMixedContent(request, session) ?? chooseTainting(request, session));
}

function blockPort(request: FetchRequest, { trace }: Session): NetworkError | undefined {
  const url = currentUrl(request);
  if (!isBlockedPort(url)) return undefined;
  trace.check("blocked-port", false, { found: url.port });
  return networkError(trace, "BlockedPort", url.port);
}

/** 12. The first that fits decides. A response of another origin never becomes the page's own again. */
function chooseTainting(request: FetchRequest, session: Session): NetworkError | undefined {
  const { trace } = session;
  const { client, mode, redirectMode } = request;
  const url = currentUrl(request);
  trace.note("response-tainting", { found: url.origin, expected: client.origin });
  if (request.tainting === "basic" && sameOrigin(client.origin, url.origin)) return refuseScheme(request, session);

  if (mode === "same-origin") {
    trace.check("request-mode", false, { found: url.origin, expected: client.origin });
    return networkError(trace, "DisallowedByMode");
  }
  if (mode === "no-cors") {
    // The page will not be able to read what comes back, so nobody is asked.
    request.tainting = "opaque";
    const follows = trace.check("request-mode", redirectMode === "follow", { found: redirectMode, expected: "follow" });
    return follows ? refuseScheme(request, session) : networkError(trace, "NoCorsRedirectModeNotFollow");
  }
  request.tainting = "cors";
  return refuseScheme(request, session);
}

/** Only HTTP is spoken here, whatever the mode is: no transport meets another scheme. */
function refuseScheme(request: FetchRequest, { trace }: Session): NetworkError | undefined {
  const { protocol } = currentUrl(request);
  if (protocol === "http:" || protocol === "https:") return undefined;
  trace.check("url-scheme", false, { found: protocol, expected: "http: or https:" });
  return networkError(trace, "CorsDisabledScheme", trace.hop === 0 ? protocol.slice(0, -1) : null);
}

/** What needs permission; `undefined` when nothing does. */
function preflightTerms(request: FetchRequest, { rules, trace }: Session): PreflightTerms | undefined {
  const unsafe = unsafeRequestHeaderNames(request.headers, rules);
  const safeMethod = isSafelistedMethod(request.method);
  if (request.useCorsPreflight) trace.note("upload-flag", { found: "yes" });
  trace.note("safelisted-method", {
    found: request.method,
    expected: safeMethod ? "no permission needed" : "permission needed",
  });
  trace.note("safelisted-headers", { found: unsafe.length === 0 ? null : unsafe.join(", ") });
  const removed = rules.removedHeaders === "asked-for" ? request.removedHeaders : [];
  const names = request.asksFor ?? [...unsafe, ...removed.filter((name) => !unsafe.includes(name))].sort();
  const needed = request.useCorsPreflight || !safeMethod || names.length > 0 || asksAgain(request, rules);
  return needed ? { unsafeNames: names } : undefined;
}

/** Whether some engines ask although nothing needs permission any more: it did at an earlier hop. */
function asksAgain({ authored, askedFor }: FetchRequest, rules: Rules): boolean {
  if (askedFor !== undefined && rules.preflightSticks) return true;
  return rules.removedHeaders === "come-back" && unsafeRequestHeaderNames(authored.headers, rules).length > 0;
}
