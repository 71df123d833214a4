import type { FailureCode } from "./failure-code.ts";
import type { ConsoleFrame, ConsoleText } from "./console-text.ts";

/** Stands between frame and reason when the answer to a preflight is at fault. */
export const CHROMIUM_PREFLIGHT = "Response to preflight request doesn't pass access control check: ";

/** What Chromium says after a reason about the value of `Access-Control-Allow-Origin`. */
const CHROMIUM_ADVICE = " Have the server send the header with a valid value.";

/** What it says after a reason about credentials of an `XMLHttpRequest`. */
export const CHROMIUM_XHR_ADVICE =
  " The credentials mode of requests initiated by the XMLHttpRequest is controlled by the withCredentials attribute.";

/** Schemes of the version that was measured; the list depends on the build. */
const CHROMIUM_SCHEMES =
  "chrome, chrome-experimental-site-token-provider, chrome-extension, chrome-untrusted, data, http, https, isolated-app";

const SHARING_POLICY = "has been blocked from loading by Cross-Origin Resource Sharing policy: ";

/** The first two are today's, the others of earlier years. */
export const CHROMIUM_FRAMES: readonly ConsoleFrame[] = [
  {
    engine: "chromium",
    text: "Access to {api} at '{url}' (redirected from '{redirectedFrom}') from origin '{origin}' has been blocked by CORS policy: ",
  },
  {
    engine: "chromium",
    text: "Access to {api} at '{url}' from origin '{origin}' has been blocked by CORS policy: ",
  },
  { engine: "chromium", text: "Failed to load {address}: ", past: true },
  { engine: "chromium", text: "Redirect from '{url}' to '{to}' has been blocked by CORS policy: ", phase: "redirect" },
  { engine: "chromium", text: `Redirect at origin '{url}' ${SHARING_POLICY}`, phase: "redirect" },
  { engine: "chromium", text: `from origin '{url}' ${SHARING_POLICY}`, past: true },
  // Safari said this too, and Chromium still does where it refuses before anything is sent.
  { engine: null, text: "Fetch API cannot load {address}. ", past: true },
  { engine: null, text: "XMLHttpRequest cannot load {address}. ", past: true },
  { engine: null, text: "EventSource cannot load {address}. ", past: true },
];

/** What Chromium says where it refuses before anything is sent. */
const OWN = "Fetch API cannot load {url}. ";

const PREFLIGHT = { engine: "chromium", phase: "preflight" } as const;

/** What the answer to a preflight and any other answer have in common. */
const ANSWERS: readonly ConsoleText[] = [
  {
    engine: "chromium",
    text: "No 'Access-Control-Allow-Origin' header is present on the requested resource.",
    codes: ["MissingAllowOriginHeader"],
    alsoPreflight: true,
  },
  {
    engine: "chromium",
    text: "The 'Access-Control-Allow-Origin' header contains multiple values '{value}', but only one is allowed.",
    tail: CHROMIUM_ADVICE,
    codes: ["MultipleAllowOriginValues"],
    alsoPreflight: true,
  },
  {
    engine: "chromium",
    text: "The 'Access-Control-Allow-Origin' header contains the invalid value '{value}'.",
    tail: CHROMIUM_ADVICE,
    codes: ["InvalidAllowOriginValue"],
    alsoPreflight: true,
  },
  {
    // Without the rest of the sentence, since people cut it there.
    engine: "chromium",
    text: "The 'Access-Control-Allow-Origin' header has a value '{value}' that is not equal to the supplied origin",
    tail: `.${CHROMIUM_ADVICE}`,
    codes: ["AllowOriginMismatch"],
    alsoPreflight: true,
  },
  {
    engine: "chromium",
    text: "The value of the 'Access-Control-Allow-Origin' header in the response must not be the wildcard '*' when the request's credentials mode is 'include'",
    tail: ".",
    codes: ["WildcardOriginNotAllowed"],
    alsoPreflight: true,
  },
  {
    engine: "chromium",
    text: "The value of the 'Access-Control-Allow-Credentials' header in the response is '{value}' which must be 'true' when the request's credentials mode is 'include'",
    tail: ".",
    codes: ["InvalidAllowCredentials"],
    alsoPreflight: true,
  },
  {
    engine: "chromium",
    text: "A wildcard '*' cannot be used in the 'Access-Control-Allow-Origin' header when the credentials flag is true.",
    codes: ["WildcardOriginNotAllowed"],
    alsoPreflight: true,
    readOnly: true,
  },
  {
    engine: "chromium",
    text: "Credentials flag is 'true', but the 'Access-Control-Allow-Credentials' header is '{value}'. It must be 'true' to allow credentials.",
    codes: ["InvalidAllowCredentials"],
    alsoPreflight: true,
    readOnly: true,
  },
  {
    engine: "chromium",
    text: "The response is invalid.",
    codes: ["InvalidResponse"],
    framed: true,
    readOnly: true,
  },
  {
    engine: "chromium",
    text: "Invalid response.",
    codes: ["InvalidResponse"],
    framed: true,
    readOnly: true,
  },
  {
    engine: "chromium",
    text: "Received an invalid response.",
    codes: ["InvalidResponse"],
    framed: true,
    readOnly: true,
  },
];

/** What only the answer to a preflight can be. */
const PREFLIGHTS: readonly ConsoleText[] = [
  { ...PREFLIGHT, text: "It does not have HTTP ok status.", codes: ["PreflightInvalidStatus"] },
  {
    ...PREFLIGHT,
    text: "Response for preflight has invalid HTTP status code {status}",
    codes: ["PreflightInvalidStatus"],
    readOnly: true,
  },
  {
    ...PREFLIGHT,
    text: "Invalid HTTP status code {status}",
    codes: ["PreflightInvalidStatus"],
    framed: true,
    readOnly: true,
  },
  {
    ...PREFLIGHT,
    text: "Redirect is not allowed for a preflight request.",
    codes: ["PreflightDisallowedRedirect"],
  },
  {
    ...PREFLIGHT,
    text: "Response for preflight is invalid (redirect)",
    codes: ["PreflightDisallowedRedirect"],
    readOnly: true,
  },
  {
    ...PREFLIGHT,
    text: "Cannot parse Access-Control-Allow-Methods response header field in preflight response.",
    codes: ["InvalidAllowMethodsPreflightResponse"],
  },
  {
    ...PREFLIGHT,
    text: "Cannot parse Access-Control-Allow-Headers response header field in preflight response.",
    codes: ["InvalidAllowHeadersPreflightResponse"],
  },
  {
    ...PREFLIGHT,
    text: "Method {name} is not allowed by Access-Control-Allow-Methods in preflight response.",
    codes: ["MethodDisallowedByPreflightResponse"],
  },
  {
    ...PREFLIGHT,
    text: "Request header field {name} is not allowed by Access-Control-Allow-Headers in preflight response.",
    codes: ["HeaderDisallowedByPreflightResponse"],
  },
  {
    engine: "chromium",
    text: "No 'Access-Control-Allow-Private-Network' header was present in the preflight response for this private network request targeting the {space} address space.",
    codes: ["PreflightMissingAllowPrivateNetwork"],
    phase: "preflight",
    readOnly: true,
  },
  {
    engine: "chromium",
    text: "The 'Access-Control-Allow-Private-Network' header in the preflight response for this private network request targeting the {space} address space had a value of '{value}'",
    codes: ["PreflightInvalidAllowPrivateNetwork"],
    phase: "preflight",
    readOnly: true,
  },
];

/** What is refused before anything is sent, and what a redirect may not do. */
const OTHERS: readonly ConsoleText[] = [
  {
    engine: "chromium",
    text: 'Request mode is "same-origin" but the URL\'s origin is not same as the request origin {origin}.',
    prefix: OWN,
    codes: ["DisallowedByMode"],
    phase: "request",
  },
  {
    engine: "chromium",
    text: "Cross origin requests are not allowed by request mode.",
    codes: ["DisallowedByMode"],
    readOnly: true,
  },
  {
    engine: "chromium",
    text: 'Request mode is "no-cors" but the redirect mode is not "follow".',
    prefix: OWN,
    codes: ["NoCorsRedirectModeNotFollow"],
    phase: "request",
  },
  {
    engine: "chromium",
    text: 'URL scheme "{name}" is not supported.',
    prefix: OWN,
    codes: ["CorsDisabledScheme"],
    phase: "request",
  },
  {
    engine: "chromium",
    text: "Cross origin requests are only supported for protocol schemes: ",
    tail: `${CHROMIUM_SCHEMES}.`,
    codes: ["CorsDisabledScheme"],
  },
  {
    engine: "chromium",
    text: "Redirect location '{value}' has a disallowed scheme for cross-origin requests.",
    codes: ["CorsDisabledScheme"],
    phase: "redirect",
    readOnly: true,
  },
  {
    engine: "chromium",
    text: "Redirect location '{value}' contains a username and password, which is disallowed for cross-origin requests.",
    codes: ["RedirectContainsCredentials"],
    phase: "redirect",
  },
  {
    engine: "chromium",
    text: "The request was redirected to '{to}', which is disallowed for cross-origin requests that require preflight.",
    codes: [],
    phase: "redirect",
    readOnly: true,
    note: "This is a rule of the past: browsers of today follow the redirect of a request that was asked for.",
  },
  {
    engine: "chromium",
    text: "Request requires preflight, which is disallowed to follow cross-origin redirect.",
    codes: [],
    phase: "redirect",
    readOnly: true,
    note: "This is a rule of the past: browsers of today follow the redirect of a request that was asked for.",
  },
  {
    // Also of frames and images in a vector graphic.
    engine: "chromium",
    text: "Unsafe attempt to load URL {url} from frame with URL {page}. Domains, protocols and ports must match.",
    prefix: "",
    codes: ["DisallowedByMode"],
    phase: "request",
    unsure: true,
  },
  {
    engine: "chromium",
    text: "Not allowed to load local resource: {url}",
    codes: ["CorsDisabledScheme"],
    phase: "request",
    unsure: true,
    readOnly: true,
  },
  {
    engine: "chromium",
    text: "Permission was denied for this request to access the {space} address space",
    tail: ".",
    codes: ["LocalNetworkAccessPermissionDenied"],
    phase: "request",
  },
  {
    engine: "chromium",
    text: "Request had a target IP address space of {space} yet the resource is in address space {actual}",
    codes: ["InvalidLocalNetworkAccess"],
    phase: "request",
    readOnly: true,
  },
  {
    engine: "chromium",
    text: "The request client is not a secure context and the resource is in more-private address space {space}",
    tail: ".",
    codes: ["InsecureLocalNetwork"],
    phase: "request",
  },
];

/** What Chromium's network calls a failure that CORS has no name for. */
const NET_ERRORS: Readonly<Record<string, readonly FailureCode[]>> = {
  ERR_CONNECTION_REFUSED: ["ConnectionRefused"],
  ERR_NAME_NOT_RESOLVED: ["NameNotResolved"],
  ERR_CONNECTION_RESET: ["ConnectionReset"],
  ERR_CONNECTION_CLOSED: ["ConnectionReset"],
  ERR_EMPTY_RESPONSE: ["ConnectionReset"],
  ERR_CONNECTION_TIMED_OUT: ["TimedOut"],
  ERR_TIMED_OUT: ["TimedOut"],
  ERR_SSL_: ["TlsFailed"],
  ERR_CERT_: ["TlsFailed"],
  ERR_INVALID_HTTP_RESPONSE: ["MalformedResponse"],
  ERR_ADDRESS_UNREACHABLE: ["NoAnswer"],
  ERR_INTERNET_DISCONNECTED: ["NoAnswer"],
  ERR_NETWORK_CHANGED: ["NoAnswer"],
  ERR_UNSAFE_PORT: ["BlockedPort"],
  ERR_UNSAFE_REDIRECT: ["UnsafeRedirect"],
  ERR_INVALID_REDIRECT: ["InvalidRedirectLocation"],
  ERR_TOO_MANY_REDIRECTS: ["TooManyRedirects"],
  "ERR_BLOCKED_BY_RESPONSE.NotSameOrigin": ["ResourcePolicyNotSameOrigin"],
  "ERR_BLOCKED_BY_RESPONSE.NotSameSite": ["ResourcePolicyNotSameSite"],
  ERR_BLOCKED_BY_RESPONSE: ["ResourcePolicyNotSameOrigin", "ResourcePolicyNotSameSite"],
  ERR_BLOCKED_BY_CLIENT: ["BlockedByClient"],
  ERR_BLOCKED_BY_CSP: ["BlockedByContentSecurityPolicy"],
  ERR_BLOCKED_BY_LOCAL_NETWORK_ACCESS_CHECKS: ["LocalNetworkAccessPermissionDenied"],
  ERR_BLOCKED_BY_PRIVATE_NETWORK_ACCESS_CHECKS: ["InsecureLocalNetwork"],
};

/** In the log; the console itself puts method and URL there. */
const NET_PREFIX = "Failed to load resource: ";

export const CHROMIUM_TEXTS: readonly ConsoleText[] = [
  ...ANSWERS,
  ...PREFLIGHTS,
  ...OTHERS,
  ...Object.entries(NET_ERRORS).map(([name, codes]): ConsoleText => ({
    engine: "chromium",
    text: `net::${name}`,
    prefix: NET_PREFIX,
    codes,
  })),
  // All that failed without an answer that the page may have, CORS or not.
  {
    engine: "chromium",
    text: "net::ERR_FAILED",
    prefix: NET_PREFIX,
    codes: ["RedirectNotAllowed"],
    role: "silent",
  },
  { engine: "chromium", text: "net::ERR_ABORTED", codes: [], role: "silent" },
  { engine: "chromium", text: "Failed to fetch", codes: [], role: "silent" },
  {
    engine: "chromium",
    text: "Mixed Content: The page at '{page}' was loaded over HTTPS, but requested an insecure {api} '{url}'. This request has been blocked",
    codes: ["MixedContent"],
    phase: "request",
    readOnly: true,
  },
  {
    engine: "chromium",
    text: "Refused to connect to '{url}' because it violates the following Content Security Policy directive",
    codes: ["BlockedByContentSecurityPolicy"],
    phase: "request",
    readOnly: true,
  },
  {
    engine: "chromium",
    text: "Connecting to '{url}' violates the following Content Security Policy directive",
    codes: ["BlockedByContentSecurityPolicy"],
    phase: "request",
    readOnly: true,
  },
];
