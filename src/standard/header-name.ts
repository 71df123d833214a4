/**
 * The headers by which a server answers a browser, as they are written on the wire.
 *
 * @see https://fetch.spec.whatwg.org/commit-snapshots/586cd2a44c2a865b37c166dc0740f3fb8bb220d6/#http-responses
 */
export const CORS_RESPONSE_HEADERS = [
  "Access-Control-Allow-Origin",
  "Access-Control-Allow-Credentials",
  "Access-Control-Allow-Methods",
  "Access-Control-Allow-Headers",
  "Access-Control-Max-Age",
  "Access-Control-Expose-Headers",
] as const;

/**
 * The headers by which a browser asks.
 *
 * @see https://fetch.spec.whatwg.org/commit-snapshots/586cd2a44c2a865b37c166dc0740f3fb8bb220d6/#http-requests
 */
export const CORS_REQUEST_HEADERS = [
  "Origin",
  "Access-Control-Request-Method",
  "Access-Control-Request-Headers",
] as const;

/** Request headers that belong to the browser: a page that sets one is ignored. The last three only with a forbidden method as value. */
const FORBIDDEN_REQUEST_HEADERS: ReadonlySet<string> = new Set([
  "accept-charset",
  "accept-encoding",
  "access-control-request-headers",
  "access-control-request-method",
  "connection",
  "content-length",
  "cookie",
  "cookie2",
  "date",
  "dnt",
  "expect",
  "host",
  "keep-alive",
  "origin",
  "referer",
  "set-cookie",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "via",
]);

/**
 * Whether a page cannot set this request header, so that allowing it means nothing. Names that are forbidden only
 * together with some values (`X-HTTP-Method-Override`) are not.
 *
 * @param name lower case
 * @see https://fetch.spec.whatwg.org/commit-snapshots/586cd2a44c2a865b37c166dc0740f3fb8bb220d6/#forbidden-request-header
 */
export function isForbiddenRequestHeaderName(name: string): boolean {
  return FORBIDDEN_REQUEST_HEADERS.has(name) || name.startsWith("proxy-") || name.startsWith("sec-");
}

/**
 * Whether a page can never read this response header, even when it is exposed.
 *
 * @param name lower case
 * @see https://fetch.spec.whatwg.org/commit-snapshots/586cd2a44c2a865b37c166dc0740f3fb8bb220d6/#forbidden-response-header-name
 */
export function isForbiddenResponseHeaderName(name: string): boolean {
  return name === "set-cookie" || name === "set-cookie2";
}

/**
 * Whether this is one of the six response headers of the CORS protocol.
 *
 * @param name lower case
 */
export function isCorsResponseHeaderName(name: string): boolean {
  return CORS_RESPONSE_HEADERS.some((known) => known.toLowerCase() === name);
}
