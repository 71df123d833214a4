import type { FailureCode } from "./failure-code.ts";
import type { ConsoleFrame, ConsoleText } from "./console-text.ts";

export const FIREFOX_FRAMES: readonly ConsoleFrame[] = [
  {
    engine: "firefox",
    text: "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at {url}. (Reason: ",
  },
  {
    engine: "firefox",
    text: "Cross-Origin Request Warning: The Same Origin Policy will disallow reading the remote resource at {url} soon. (Reason: ",
    role: "warning",
  },
];

/** A reason with the name that the pages of MDN have for it. */
export interface FirefoxText extends ConsoleText {
  /** As in the address of its page on MDN; the browser's own names have a digit behind some. */
  readonly category?: string;
}

/** Why there was no answer, or none that could be followed: Firefox has one line for all. */
export const FIREFOX_WITHOUT_ANSWER: readonly FailureCode[] = [
  "ConnectionRefused",
  "NameNotResolved",
  "ConnectionReset",
  "TlsFailed",
  "TimedOut",
  "MalformedResponse",
  "NoAnswer",
  "RedirectContainsCredentials",
  "InvalidRedirectLocation",
  "TooManyRedirects",
  "BlockedByClient",
];

/** Quotes are typographic there, and straight after some pastes: the reader takes both. */
export const FIREFOX_TEXTS: readonly FirefoxText[] = [
  {
    engine: "firefox",
    category: "CORSMissingAllowOrigin",
    text: "CORS header ‘Access-Control-Allow-Origin’ missing",
    codes: ["MissingAllowOriginHeader"],
    alsoPreflight: true,
  },
  {
    engine: "firefox",
    category: "CORSMultipleAllowOriginNotAllowed",
    text: "Multiple CORS header ‘Access-Control-Allow-Origin’ not allowed",
    codes: ["MultipleAllowOriginValues"],
    alsoPreflight: true,
  },
  {
    engine: "firefox",
    category: "CORSAllowOriginNotMatchingOrigin",
    text: "CORS header ‘Access-Control-Allow-Origin’ does not match ‘{value}’",
    codes: ["AllowOriginMismatch", "InvalidAllowOriginValue", "MultipleAllowOriginValues"],
    alsoPreflight: true,
  },
  {
    engine: "firefox",
    category: "CORSNotSupportingCredentials",
    text: "Credential is not supported if the CORS header ‘Access-Control-Allow-Origin’ is ‘*’",
    codes: ["WildcardOriginNotAllowed"],
    alsoPreflight: true,
  },
  {
    engine: "firefox",
    category: "CORSMissingAllowCredentials",
    text: "expected ‘true’ in CORS header ‘Access-Control-Allow-Credentials’",
    codes: ["InvalidAllowCredentials"],
    alsoPreflight: true,
  },
  {
    engine: "firefox",
    category: "CORSPreflightDidNotSucceed",
    text: "CORS preflight response did not succeed",
    codes: ["PreflightInvalidStatus"],
    phase: "preflight",
  },
  {
    engine: "firefox",
    category: "CORSPreflightDidNotSucceed",
    text: "CORS preflight channel did not succeed",
    codes: ["PreflightInvalidStatus", "PreflightDisallowedRedirect", "PreflightMissingAllowOriginHeader"],
    phase: "preflight",
    readOnly: true,
  },
  {
    engine: "firefox",
    category: "CORSExternalRedirectNotAllowed",
    text: "CORS request external redirect not allowed",
    codes: ["PreflightDisallowedRedirect"],
    phase: "preflight",
  },
  {
    engine: "firefox",
    category: "CORSInvalidAllowMethod",
    text: "invalid token ‘{value}’ in CORS header ‘Access-Control-Allow-Methods’",
    codes: ["InvalidAllowMethodsPreflightResponse"],
    phase: "preflight",
  },
  {
    engine: "firefox",
    category: "CORSInvalidAllowHeader",
    text: "invalid token ‘{value}’ in CORS header ‘Access-Control-Allow-Headers’",
    codes: ["InvalidAllowHeadersPreflightResponse"],
    phase: "preflight",
  },
  {
    engine: "firefox",
    category: "CORSMethodNotFound",
    text: "Did not find method in CORS header ‘Access-Control-Allow-Methods’",
    codes: ["MethodDisallowedByPreflightResponse"],
    phase: "preflight",
  },
  {
    engine: "firefox",
    category: "CORSMissingAllowHeaderFromPreflight",
    text: "header ‘{name}’ is not allowed according to header ‘Access-Control-Allow-Headers’ from CORS preflight response",
    codes: ["HeaderDisallowedByPreflightResponse"],
    phase: "preflight",
  },
  {
    engine: "firefox",
    category: "CORSMissingAllowHeaderFromPreflight",
    text: "missing token ‘{name}’ in CORS header ‘Access-Control-Allow-Headers’ from CORS preflight channel",
    codes: ["HeaderDisallowedByPreflightResponse"],
    phase: "preflight",
    readOnly: true,
  },
  {
    engine: "firefox",
    category: "CORSRequestNotHttp",
    text: "CORS request not http",
    codes: ["CorsDisabledScheme"],
  },
  {
    engine: "firefox",
    category: "CORSDidNotSucceed",
    text: "CORS request did not succeed",
    codes: FIREFOX_WITHOUT_ANSWER,
  },
  {
    engine: "firefox",
    category: "CORSDidNotSucceed",
    text: "CORS request failed",
    codes: FIREFOX_WITHOUT_ANSWER,
    framed: true,
    readOnly: true,
  },
  {
    engine: "firefox",
    category: "CORSDisabled",
    text: "CORS disabled",
    codes: [],
    framed: true,
    note: "Firefox's own preference content.cors.disable is set: this browser lets no page read from another origin.",
  },
  {
    engine: "firefox",
    category: "CORSOriginHeaderNotAdded",
    text: "CORS header ‘Origin’ cannot be added",
    codes: [],
    note: "Firefox could not say who asks, so it did not ask.",
  },
  {
    engine: "firefox",
    text: "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at {url}. This can be fixed by moving the resource to the same domain or enabling CORS.",
    codes: [],
    readOnly: true,
    note: "Firefox before version 35 gave no reason.",
  },
  {
    engine: "firefox",
    text: "When the `Access-Control-Allow-Headers` is `*`, the `Authorization` header is not covered",
    codes: [],
    role: "warning",
    note: "This is a warning: the request was not blocked. Authorization must be named in Access-Control-Allow-Headers, since * will not cover it for ever.",
  },
  {
    // Also of workers, fonts of a file, and references in a vector graphic.
    engine: "firefox",
    text: "Security Error: Content at {page} may not load data from {url}.",
    codes: ["DisallowedByMode"],
    unsure: true,
  },
  {
    engine: "firefox",
    text: "The resource at “{url}” was blocked due to its Cross-Origin-Resource-Policy header (or lack thereof).",
    codes: ["ResourcePolicyNotSameOrigin", "ResourcePolicyNotSameSite"],
    phase: "response",
  },
  {
    engine: "firefox",
    text: "Redirecting to data: URI not allowed (Blocked loading of: “{to}”)",
    codes: ["UnsafeRedirect"],
    phase: "redirect",
  },
  {
    engine: "firefox",
    text: "Blocked loading mixed active content “{url}”",
    codes: ["MixedContent"],
    phase: "request",
    readOnly: true,
  },
  { engine: "firefox", text: "NetworkError when attempting to fetch resource.", codes: [], role: "silent" },
  { engine: "firefox", text: "A network error occurred.", codes: [], role: "silent" },
];
