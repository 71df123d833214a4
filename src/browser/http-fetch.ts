import { isSafelistedMethod } from "../standard/method.ts";

import { preflightCacheMode } from "./cache-mode.ts";
import { corsCheck } from "./cors-check.ts";
import { disposeBody } from "./dispose-body.ts";
import { currentUrl, type FetchRequest, targetUrl } from "./fetch-request.ts";
import { isRedirectStatus, type FetchResponse, type FetchResult } from "./fetch-response.ts";
import { getHeader } from "./header-list.ts";
import { blockMixedContent, isFoundLate } from "./mixed-content.ts";
import { networkError, type NetworkError } from "./network-error.ts";
import { httpNetworkOrCacheFetch } from "./network-fetch.ts";
import { corsPreflightFetch } from "./preflight-fetch.ts";
import { httpRedirectFetch, locationUrl, refuseAtOnce, refuseRedirectScheme } from "./redirect-fetch.ts";
import { serializeRequestOrigin } from "./request-origin.ts";
import { resourcePolicyCheck } from "./resource-policy.ts";
import type { Rules } from "./rules.ts";
import type { Session } from "./session.ts";
import { timingAllowCheck } from "./timing-allow.ts";

/** What a preflight asks for. */
export interface PreflightTerms {
  /** Names of headers that need permission: lower case, sorted. */
  readonly unsafeNames: readonly string[];
}

/**
 * Asks first where that is needed, sends the request, and judges what came back.
 *
 * @param terms what to ask a preflight for; `undefined` when nobody needs to be asked
 * @see https://fetch.spec.whatwg.org/commit-snapshots/586cd2a44c2a865b37c166dc0740f3fb8bb220d6/#concept-http-fetch
 */
export async function httpFetch(
  request: FetchRequest,
  terms: PreflightTerms | undefined,
  session: Session,
): Promise<FetchResult | "follow"> {
  const { trace } = session;

  // 5.1. The preflight, unless kept permissions cover all.
  if (terms !== undefined) {
    if (needsPreflight(request, terms, session)) {
      const failed = await corsPreflightFetch(request, terms.unsafeNames, session);
      if (failed !== undefined) return failed;
    } else {
      trace.wire.push({
        hop: trace.hop,
        preflight: true,
        fromCache: true,
        request: { method: "OPTIONS", url: targetUrl(request), headers: [] },
      });
    }
  }

  const mixed = isFoundLate(request, session.rules) ? blockMixedContent(request, session) : undefined;
  if (mixed !== undefined) return mixed;
  const late = judgeLate(request, session);
  if (late !== undefined) return late;

  // 5.3. The request itself.
  trace.phase = "response";
  const response = await httpNetworkOrCacheFetch(request, session);
  if (response.type === "error") return response;
  const result = judge(request, response, session);
  // What is not handed on, nobody reads: the body of a redirect, or of what the page may not have.
  if (result === "follow" || result.type === "error") disposeBody(response.body);
  return result;
}

/** 5.4-7. What becomes of the response. */
function judge(request: FetchRequest, response: FetchResponse, session: Session): FetchResult | "follow" {
  const { trace, rules } = session;
  // Nothing else redirects, whatever its `Location` says.
  const location = isRedirectStatus(response.status) ? locationUrl(response, currentUrl(request), session) : undefined;
  trace.phase = location === undefined ? "response" : "redirect";
  const readsFirst =
    rules.readsLocationFirst === "always" ||
    (rules.readsLocationFirst === "when-followed" && request.redirectMode === "follow");
  if (readsFirst && location === "failure") {
    const found = getHeader(response.headers, "location");
    trace.check("redirect-location", false, { found });
    return networkError(trace, "InvalidRedirectLocation", found);
  }
  const toFtp = rules.ftpRedirectFailsFirst && location instanceof URL && location.protocol === "ftp:";
  const disabled = toFtp ? refuseRedirectScheme(location, session) : undefined;
  if (disabled !== undefined) return disabled;

  // 5.4. Whatever its status is, and also when it redirects.
  if (request.tainting === "cors") {
    const origin = serializeRequestOrigin(request);
    const credentialed = request.credentialsMode === "include";
    const failed = corsCheck(response.headers, { origin, credentialed }, trace);
    if (failed !== undefined) return failed;
    if (location !== undefined && isDoubtful(request, rules)) {
      request.judgedLate = () => corsCheck(response.headers, { origin, credentialed: true }, trace);
    }
  }

  // 5.5. Timing is the page's to see only while every hop says so.
  if (!timingAllowCheck(request, response.headers, trace)) request.timingAllowFailed = true;

  // 6. What the page cannot read, it may still not be given.
  if (request.tainting === "opaque") {
    const failed = resourcePolicyCheck(request, response.headers, trace);
    if (failed !== undefined) return failed;
  }

  return location === undefined ? response : treatRedirect(request, response, location, session);
}

/** 7. What the redirect mode makes of a redirect. */
function treatRedirect(
  request: FetchRequest,
  response: FetchResponse,
  location: URL | "none" | "failure",
  session: Session,
): FetchResult | "follow" {
  const { trace, rules } = session;
  const leadsNowhere = location === "none" || getHeader(response.headers, "location") === "";
  trace.note("redirect-mode", { found: request.redirectMode });
  switch (request.redirectMode) {
    case "error": {
      if (leadsNowhere && rules.redirectNeedsLocation) return response;
      if (rules.readsLocationFirst === "always" && location instanceof URL) {
        const refused = refuseAtOnce(request, location, session);
        if (refused !== undefined) return refused;
      }
      trace.check("redirect-mode", false, { found: String(response.status), expected: "no redirect" });
      return networkError(trace, "RedirectNotAllowed");
    }
    case "manual": {
      const body = leadsNowhere && rules.manualRedirectKeepsBody ? response.body : null;
      if (body === null) disposeBody(response.body);
      return { ...response, type: "opaqueredirect", body };
    }
    case "follow":
      return httpRedirectFetch(request, response, session);
  }
}

/** Whether something that is asked for is not covered by a kept permission. */
function needsPreflight(request: FetchRequest, { unsafeNames }: PreflightTerms, session: Session): boolean {
  const { cache, rules, trace } = session;
  if (rules.cacheModesThatBypass.includes(preflightCacheMode(request, rules))) return true;
  let missing = false;
  const asksForMethod = !isSafelistedMethod(request.method) || (request.useCorsPreflight && rules.uploadAllowsMethod);
  if (isSafelistedMethod(request.method) && unsafeNames.length === 0 && !rules.uploadAllowsMethod) {
    const kept = cache.hasAnswer(request);
    trace.note("cached-method", { found: kept ? "kept" : null, expected: "any answer" });
    missing = !kept;
  }
  if (asksForMethod || !rules.methodsWithoutEntry.includes(request.method)) {
    const kept = cache.matchesMethod(request);
    trace.note("cached-method", { found: kept ? "kept" : null, expected: request.method });
    if (!kept) missing = true;
  }
  for (const name of unsafeNames) {
    const kept = cache.matchesHeader(request, name);
    trace.note("cached-header", { found: kept ? "kept" : null, expected: name });
    if (!kept) missing = true;
  }
  if (missing && rules.evictsOnMiss) cache.clear(request);
  return missing;
}

/** What some engines hold against the redirect that led here, and find out only now that its target has been asked. */
function judgeLate(request: FetchRequest, { trace }: Session): NetworkError | undefined {
  const judge = request.judgedLate;
  if (judge === undefined) return undefined;
  request.judgedLate = undefined;
  trace.phase = "redirect";
  trace.hop -= 1;
  const failed = judge();
  if (failed === undefined) trace.hop += 1;
  return failed;
}

/** Whether some engines judge a redirect again, as if the request had carried credentials: the page's own server sent it there. */
function isDoubtful({ urls, client, credentialsMode }: FetchRequest, rules: Rules): boolean {
  const fromOwn = urls[0]?.origin === client.origin;
  return rules.redirectCheckedAsCredentialed && fromOwn && credentialsMode === "same-origin";
}
