import { isSafelistedMethod } from "../standard/method.ts";
import { isToken } from "../standard/token.ts";
import { present, type CompiledPolicy } from "./compile-policy.ts";
import {
  isPreflight,
  NONE,
  VARY_ORIGIN,
  VARY_ORIGIN_PREFLIGHT,
  VARY_PREFLIGHT,
  type CorsRequest,
  type Decision,
} from "./decision.ts";
import { refusal, type Refusal } from "./refusal.ts";
import { refuseOrigin } from "./refuse-origin.ts";
import { ECHO_LENGTH, judgeRequestedHeaders } from "./requested-headers.ts";

type HeaderLine = Decision["headers"][number];

/** What a policy says about a request. Pure; never throws, whatever the request holds. */
export function decide(policy: CompiledPolicy, request: CorsRequest): Decision {
  const { origin } = request;
  if (origin === undefined) return decideNotCors(policy);
  if (!allowsOrigin(policy, origin)) return refuseOrigin(request, origin, "OriginNotAllowed");
  if (!isPreflight(request)) return decideActual(policy, origin);
  return decidePreflight(policy, origin, request.requestMethod, request.requestHeaders ?? "");
}

/** Whether the policy lets this origin in. Origins are compared as bytes; a browser sends exactly one spelling. */
export function allowsOrigin(policy: CompiledPolicy, origin: string): boolean {
  return policy.origins === undefined || policy.origins.matches(origin);
}

function decideNotCors(policy: CompiledPolicy): Decision {
  const anyOrigin = policy.origins === undefined;
  return {
    kind: "not-cors",
    allowed: true,
    status: undefined,
    // One answer for all: a cache may keep what it fetched without an Origin and hand it to a page.
    headers: anyOrigin ? [...policy.readable] : NONE,
    vary: anyOrigin ? NONE : VARY_ORIGIN,
    refusals: NONE,
  };
}

function decideActual(policy: CompiledPolicy, origin: string): Decision {
  return {
    kind: "actual",
    allowed: true,
    status: undefined,
    headers: grantedTo(policy, origin, policy.readable),
    vary: policy.origins === undefined ? NONE : VARY_ORIGIN,
    refusals: NONE,
  };
}

/** The lines as this origin gets them. */
function grantedTo(policy: CompiledPolicy, origin: string, lines: readonly HeaderLine[]): HeaderLine[] {
  const headers = [...lines];
  if (policy.origins !== undefined) headers[0] = ["Access-Control-Allow-Origin", origin];
  return headers;
}

/**
 * An allowed origin gets the whole truth, also when its method or a header is refused: the browser then names in its console
 * what is missing.
 *
 * @see https://fetch.spec.whatwg.org/commit-snapshots/586cd2a44c2a865b37c166dc0740f3fb8bb220d6/#cors-preflight-fetch-0
 */
function decidePreflight(
  policy: CompiledPolicy,
  origin: string,
  requestMethod: string,
  requestHeaders: string,
): Decision {
  const { methods, allowHeaders, credentials, lines } = policy;
  const methodAllowed = allowsMethod(policy, requestMethod);
  const echo: string[] | undefined = allowHeaders.any ? [] : undefined;
  const refused = judgeRequestedHeaders(requestHeaders, allowHeaders, echo, credentials);
  const named = credentials || refused.some(isCoveredByStar) ? echo : undefined;
  const headers = grantedTo(
    policy,
    origin,
    named !== undefined || (methods.any && credentials)
      ? present(
          policy.granted[0],
          lines.credentials,
          methodsLine(policy, methodAllowed ? requestMethod : undefined),
          named === undefined ? lines.allowHeaders : namedHeadersLine(named, refused),
          lines.maxAge,
        )
      : policy.granted,
  );
  const refusals = methodAllowed ? refused : [refusal("MethodNotAllowed", requestMethod), ...refused];
  const allowed = refusals.length === 0;
  const vary = policy.origins === undefined ? VARY_PREFLIGHT : VARY_ORIGIN_PREFLIGHT;
  return { kind: "preflight", allowed, status: 204, headers, vary, refusals };
}

function allowsMethod(policy: CompiledPolicy, method: string): boolean {
  if (isSafelistedMethod(method) || policy.methods.names.has(method)) return true;
  // Where it would be echoed, no longer than any echo.
  return policy.methods.any && (!policy.credentials || method.length <= ECHO_LENGTH) && isToken(method);
}

/** With credentials a browser reads `*` as a method of that name, so the one that was asked for is named instead. */
function methodsLine(policy: CompiledPolicy, allowedMethod: string | undefined): HeaderLine | undefined {
  if (!policy.methods.any || !policy.credentials) return policy.lines.methods;
  return allowedMethod === undefined ? undefined : ["Access-Control-Allow-Methods", allowedMethod];
}

/**
 * Whether a browser that reads `*` sends what is refused: some let it cover `Authorization`, all let it cover any number of names.
 * A browser that sends credentials reads it as no more than a name.
 */
function isCoveredByStar({ code, parameter }: Refusal): boolean {
  return code !== "HeaderNotAllowed" || parameter?.toLowerCase() === "authorization";
}

/** A page may name a header "*"; echoed where another name is refused, it would be read as the wildcard. */
function namedHeadersLine(echo: readonly string[], refused: readonly Refusal[]): HeaderLine | undefined {
  const names = echo.filter((name) => name !== "*" || refused.length === 0).join(", ");
  return names === "" ? undefined : ["Access-Control-Allow-Headers", names];
}
