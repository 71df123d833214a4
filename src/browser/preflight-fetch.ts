import { isSafelistedMethod } from "../standard/method.ts";

import { checkAllowCredentials, checkAllowOrigin, type CorsCheckTerms } from "./cors-check.ts";
import { disposeBody } from "./dispose-body.ts";
import { currentUrl, type FetchRequest } from "./fetch-request.ts";
import { isOkStatus, isRedirectStatus, type FetchResponse } from "./fetch-response.ts";
import { getHeader, headerLines, type HeaderList } from "./header-list.ts";
import { extractTokens, membersOf, type ExtractedList } from "./header-value.ts";
import { networkError, type NetworkError } from "./network-error.ts";
import { sendPreflight } from "./network-fetch.ts";
import type { PreflightCheck } from "./preflight-checks.ts";
import { serializeRequestOrigin } from "./request-origin.ts";
import { preflightCacheMode } from "./cache-mode.ts";
import type { Rules } from "./rules.ts";
import type { Session } from "./session.ts";

/** Seconds that an answer is kept when it does not say. */
const DEFAULT_MAX_AGE = 5;

/** An answer to a preflight with everything that it is judged by. */
interface Judged {
  readonly request: FetchRequest;
  readonly session: Session;
  readonly response: FetchResponse;
  readonly terms: CorsCheckTerms;
  readonly methods: ExtractedList;
  readonly headerNames: ExtractedList;
  /** The names that need permission. */
  readonly unsafeNames: readonly string[];
}

/**
 * Asks the server whether the request may be sent, and keeps its answer. `undefined`, or the network error that it may
 * not.
 *
 * @param unsafeNames names of headers that need permission: lower case, sorted
 * @see https://fetch.spec.whatwg.org/commit-snapshots/586cd2a44c2a865b37c166dc0740f3fb8bb220d6/#cors-preflight-fetch
 */
export async function corsPreflightFetch(
  request: FetchRequest,
  unsafeNames: readonly string[],
  session: Session,
): Promise<NetworkError | undefined> {
  const { rules, trace } = session;
  trace.phase = "preflight";

  // 1-5. The question: never a value of the author's, no cookie, no authentication.
  const origin = rules.taintedPreflightNamesOrigin ? request.client.origin : serializeRequestOrigin(request);
  trace.note("preflight-sent", {
    found: `${request.method}${unsafeNames.length === 0 ? "" : ` with ${unsafeNames.join(", ")}`}`,
  });

  // 6. It goes as it is: no redirect is followed.
  const response = await sendPreflight(request, question(request, unsafeNames, session), origin, session);
  if (response.type === "error") return response;
  disposeBody(response.body);

  // 7. The answer is judged against the terms of the request itself.
  const judged: Judged = {
    request,
    session,
    response,
    terms: { origin, credentialed: request.credentialsMode === "include" },
    methods: allowedMethods(request, response, rules),
    headerNames: extractTokens(response.headers, "access-control-allow-headers"),
    unsafeNames,
  };
  for (const check of rules.preflightOrder) {
    const failed = CHECKS[check](judged);
    if (failed === undefined) continue;
    if (rules.keepsRefusingAnswer && (check === "method" || check === "headers")) keep(judged);
    return failed;
  }
  keep(judged);
  return undefined;
}

function question(request: FetchRequest, unsafeNames: readonly string[], { rules }: Session): HeaderList {
  const headers: HeaderList = [
    ["Accept", "*/*"],
    ["Access-Control-Request-Method", request.method],
  ];
  if (unsafeNames.length > 0) headers.push(["Access-Control-Request-Headers", unsafeNames.join(",")]);
  const userAgent = getHeader(request.headers, "user-agent");
  if (rules.preflightCarriesAuthorUserAgent && userAgent !== null) headers.push(["User-Agent", userAgent]);
  return headers;
}

/** 7.1-7.4. An answer without the header, to a request that is preflighted whatever its method, allows the method asked. */
function allowedMethods(request: FetchRequest, response: FetchResponse, rules: Rules): ExtractedList {
  const methods = extractTokens(response.headers, "access-control-allow-methods");
  return methods === null && request.useCorsPreflight && rules.uploadAllowsMethod ? [request.method] : methods;
}

const CHECKS: Record<PreflightCheck, (judged: Judged) => NetworkError | undefined> = {
  origin: ({ request, response, terms, session }) =>
    isUnchecked(request, session) ? undefined : checkAllowOrigin(response.headers, terms, session.trace),
  credentials: ({ request, response, terms, session }) =>
    isUnchecked(request, session) ? undefined : checkAllowCredentials(response.headers, terms, session.trace),

  // 7. A redirect is a status that is not ok; Chromium has a name of its own for it.
  redirect: ({ response, session: { trace } }) => {
    if (!isRedirectStatus(response.status)) return undefined;
    trace.check("preflight-redirect", false, { found: String(response.status), expected: "200 to 299" });
    return networkError(trace, "PreflightDisallowedRedirect");
  },
  status: ({ response, session: { trace } }) => {
    const found = String(response.status);
    if (trace.check("preflight-status", isOkStatus(response.status), { found, expected: "200 to 299" }))
      return undefined;
    return networkError(trace, "PreflightInvalidStatus");
  },

  // 7.3. Unreadable lists fail also a request that needs nothing from them.
  "methods-syntax": ({ methods, response, session: { trace } }) => {
    if (methods !== "failure") return undefined;
    trace.check("allow-methods-syntax", false, { found: getHeader(response.headers, "access-control-allow-methods") });
    return networkError(trace, "InvalidAllowMethodsPreflightResponse");
  },
  "headers-syntax": ({ headerNames, response, session: { trace } }) => {
    if (headerNames !== "failure") return undefined;
    trace.check("allow-headers-syntax", false, { found: getHeader(response.headers, "access-control-allow-headers") });
    return networkError(trace, "InvalidAllowHeadersPreflightResponse");
  },

  // 7.5. Bytes are compared: PATCH does not allow patch.
  method: ({ request, methods, terms, response, session: { trace } }) => {
    if (isSafelistedMethod(request.method)) return undefined;
    const list = membersOf(methods);
    const passed = list.includes(request.method) || (list.includes("*") && !terms.credentialed);
    const found = getHeader(response.headers, "access-control-allow-methods");
    trace.check("allow-methods", passed, { found, expected: request.method });
    return passed ? undefined : networkError(trace, "MethodDisallowedByPreflightResponse", request.method);
  },

  // 7.6-7.7. Names in any case of letters; the wildcard covers no Authorization, and nothing for a request with credentials.
  headers: ({ headerNames, unsafeNames, terms, response, session: { trace, rules } }) => {
    const list = new Set(membersOf(headerNames).map((name) => name.toLowerCase()));
    const wildcard = list.has("*") && !terms.credentialed;
    const found = getHeader(response.headers, "access-control-allow-headers");
    for (const name of unsafeNames) {
      const covered = wildcard && (name !== "authorization" || rules.wildcardCoversAuthorization);
      if (trace.check("allow-headers", covered || list.has(name), { found, expected: name })) continue;
      return networkError(trace, "HeaderDisallowedByPreflightResponse", name);
    }
    return undefined;
  },
};

/** Whether it is the page's own server that answers, from which some engines want no permission by name. */
function isUnchecked(request: FetchRequest, { rules }: Session): boolean {
  return rules.ownPreflightIsUnchecked && currentUrl(request).origin === request.client.origin;
}

/** 7.8-7.13. Keeps the answer for as long as it says. */
function keep({ request, session, response, methods, headerNames }: Judged): void {
  const { rules, trace, cache } = session;
  const maxAge = readMaxAge(headerLines(response.headers, "access-control-max-age"), rules);
  trace.note("max-age", {
    found: getHeader(response.headers, "access-control-max-age"),
    expected: String(Math.min(maxAge, rules.longestMaxAge)),
  });
  if (rules.cacheModesThatKeepNothing.includes(preflightCacheMode(request, rules))) return;
  if (maxAge === 0 && rules.unkeptAnswerChangesNothing) return;
  cache.store(request, membersOf(methods), membersOf(headerNames), maxAge);
}

function readMaxAge(lines: readonly string[], rules: Session["rules"]): number {
  const [value, ...others] = lines;
  if (value === undefined || (value === "" && others.length === 0)) return DEFAULT_MAX_AGE;
  if (others.length === 0 && /^\d+$/.test(value) && Number(value) <= rules.largestMaxAge) return Number(value);
  return others.length === 0 && /^-\d+$/.test(value) ? rules.negativeMaxAge : rules.unreadableMaxAge;
}
