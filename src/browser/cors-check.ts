import { getHeader } from "./header-list.ts";
import { networkError, type NetworkError } from "./network-error.ts";
import type { ReasonCode } from "./reason-registry.ts";
import { preflightName } from "./reason.ts";
import type { Trace } from "./trace.ts";
import { parseAsUrl } from "./url-parser.ts";
import type { HeaderLine } from "./wire.ts";

/** What a response is checked against. */
export interface CorsCheckTerms {
  /** The request's origin as it was sent. */
  readonly origin: string;
  /** Whether the request's credentials mode is `include`. */
  readonly credentialed: boolean;
}

/**
 * Whether a response may be shared with the page that asked: `undefined`, or the network error that it is not. The
 * status plays no part; a 500 is readable, and a 200 may not be.
 *
 * @see https://fetch.spec.whatwg.org/commit-snapshots/586cd2a44c2a865b37c166dc0740f3fb8bb220d6/#concept-cors-check
 */
export function corsCheck(
  headers: readonly HeaderLine[],
  terms: CorsCheckTerms,
  trace: Trace,
): NetworkError | undefined {
  return checkAllowOrigin(headers, terms, trace) ?? checkAllowCredentials(headers, terms, trace);
}

/** Steps 1-4 of the CORS check: does the response name the page? */
export function checkAllowOrigin(
  headers: readonly HeaderLine[],
  { origin, credentialed }: CorsCheckTerms,
  trace: Trace,
): NetworkError | undefined {
  // 1-2. Several lines arrive joined by ", ", which is why sending the right one twice fails.
  const allowed = getHeader(headers, "access-control-allow-origin");

  // 3. The wildcard is enough for a request without credentials only.
  const wildcard = allowed === "*" && !credentialed;

  // 4. Bytes are compared, not URLs: case and a trailing slash matter.
  const passed = wildcard || allowed === origin;
  trace.check("allow-origin", passed, { found: allowed, expected: credentialed ? origin : `${origin} or *` });
  return passed ? undefined : failure(nameMismatch(allowed), allowed === "*" ? null : allowed, trace);
}

/** Steps 5-8 of the CORS check: does the response accept that credentials were sent? */
export function checkAllowCredentials(
  headers: readonly HeaderLine[],
  { credentialed }: CorsCheckTerms,
  trace: Trace,
): NetworkError | undefined {
  // 5. Nobody asks when none were sent.
  if (!credentialed) return undefined;

  // 6-8. Exactly `true`, in this case of letters.
  const credentials = getHeader(headers, "access-control-allow-credentials");
  const passed = trace.check("allow-credentials", credentials === "true", { found: credentials, expected: "true" });
  return passed ? undefined : failure("InvalidAllowCredentials", credentials, trace);
}

/** How a value that does not match is called. The standard has one failure; the names are Chromium's, and so is their order. */
function nameMismatch(allowed: string | null): ReasonCode {
  if (allowed === "*") return "WildcardOriginNotAllowed";
  if (allowed === null) return "MissingAllowOriginHeader";
  if (allowed.includes(" ") || allowed.includes(",")) return "MultipleAllowOriginValues";
  if (allowed === "null" || parseAsUrl(allowed) !== undefined) return "AllowOriginMismatch";
  return "InvalidAllowOriginValue";
}

function failure(code: ReasonCode, parameter: string | null, trace: Trace): NetworkError {
  return networkError(trace, trace.phase === "preflight" ? preflightName(code) : code, parameter);
}
