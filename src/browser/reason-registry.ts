/** Whose name a reason has. */
type NamedBy = "chromium" | "crossorigin";

interface ReasonRow {
  /** One sentence about what happened. */
  readonly title: string;
  readonly namedBy: NamedBy;
  /** `blocked`: the browser refused. `network-error`: there was no usable answer. */
  readonly verdict: "blocked" | "network-error";
}

/**
 * Every reason why a page does not get its answer. Chromium's names where it has one; what it has no name for has one
 * of ours. Codes are public: they are added, never renamed, never used again.
 */
export const REASONS = {
  // Before anything is sent.
  DisallowedByMode: {
    title: "The request's mode is same-origin, and its URL is of another origin.",
    namedBy: "chromium",
    verdict: "blocked",
  },
  CorsDisabledScheme: {
    title: "The URL's scheme is neither http nor https.",
    namedBy: "chromium",
    verdict: "blocked",
  },
  NoCorsRedirectModeNotFollow: {
    title: "A request in mode no-cors must follow redirects.",
    namedBy: "chromium",
    verdict: "blocked",
  },
  BlockedPort: {
    title: "Browsers send nothing to this port, since another protocol lives there.",
    namedBy: "crossorigin",
    verdict: "blocked",
  },
  MixedContent: {
    title: "A page over https asked for a URL over http.",
    namedBy: "crossorigin",
    verdict: "blocked",
  },
  KeepaliveBodyTooLarge: {
    title: "The bodies of a page's keepalive requests exceed 64 KiB together.",
    namedBy: "crossorigin",
    verdict: "blocked",
  },

  // The preflight.
  PreflightMissingAllowOriginHeader: {
    title: "The answer to the preflight has no Access-Control-Allow-Origin.",
    namedBy: "chromium",
    verdict: "blocked",
  },
  PreflightWildcardOriginNotAllowed: {
    title: "The answer to the preflight allows * as origin, which is not enough for a request with credentials.",
    namedBy: "chromium",
    verdict: "blocked",
  },
  PreflightMultipleAllowOriginValues: {
    title: "Access-Control-Allow-Origin in the answer to the preflight has more than one value.",
    namedBy: "chromium",
    verdict: "blocked",
  },
  PreflightInvalidAllowOriginValue: {
    title: "Access-Control-Allow-Origin in the answer to the preflight is no origin.",
    namedBy: "chromium",
    verdict: "blocked",
  },
  PreflightAllowOriginMismatch: {
    title: "The answer to the preflight allows another origin than the page's.",
    namedBy: "chromium",
    verdict: "blocked",
  },
  PreflightInvalidAllowCredentials: {
    title: "Access-Control-Allow-Credentials in the answer to the preflight is not exactly true.",
    namedBy: "chromium",
    verdict: "blocked",
  },
  PreflightInvalidStatus: {
    title: "The preflight was not answered with a status from 200 to 299.",
    namedBy: "chromium",
    verdict: "blocked",
  },
  PreflightDisallowedRedirect: {
    title: "The preflight was answered with a redirect, which no browser follows.",
    namedBy: "chromium",
    verdict: "blocked",
  },
  InvalidAllowMethodsPreflightResponse: {
    title: "Access-Control-Allow-Methods is no comma list of methods.",
    namedBy: "chromium",
    verdict: "blocked",
  },
  InvalidAllowHeadersPreflightResponse: {
    title: "Access-Control-Allow-Headers is no comma list of header names.",
    namedBy: "chromium",
    verdict: "blocked",
  },
  MethodDisallowedByPreflightResponse: {
    title: "Access-Control-Allow-Methods does not list the request's method.",
    namedBy: "chromium",
    verdict: "blocked",
  },
  HeaderDisallowedByPreflightResponse: {
    title: "Access-Control-Allow-Headers does not list a header of the request.",
    namedBy: "chromium",
    verdict: "blocked",
  },

  // The answer itself, and redirects.
  MissingAllowOriginHeader: {
    title: "The answer has no Access-Control-Allow-Origin.",
    namedBy: "chromium",
    verdict: "blocked",
  },
  WildcardOriginNotAllowed: {
    title: "The answer allows * as origin, which is not enough for a request with credentials.",
    namedBy: "chromium",
    verdict: "blocked",
  },
  MultipleAllowOriginValues: {
    title: "Access-Control-Allow-Origin has more than one value.",
    namedBy: "chromium",
    verdict: "blocked",
  },
  InvalidAllowOriginValue: {
    title: "Access-Control-Allow-Origin is no origin.",
    namedBy: "chromium",
    verdict: "blocked",
  },
  AllowOriginMismatch: {
    title: "The answer allows another origin than the page's.",
    namedBy: "chromium",
    verdict: "blocked",
  },
  InvalidAllowCredentials: {
    title: "Access-Control-Allow-Credentials is not exactly true.",
    namedBy: "chromium",
    verdict: "blocked",
  },
  RedirectContainsCredentials: {
    title: "The server redirects to a URL with user name and password, which is not followed to another origin.",
    namedBy: "chromium",
    verdict: "blocked",
  },
  RedirectNotAllowed: {
    title: "The server redirects, and the request's redirect mode is error.",
    namedBy: "crossorigin",
    verdict: "blocked",
  },
  InvalidRedirectLocation: {
    title: "The Location of a redirect is no URL, or there are several.",
    namedBy: "crossorigin",
    verdict: "blocked",
  },
  UnsafeRedirect: {
    title: "The server redirects to a data: URL, which is not followed.",
    namedBy: "crossorigin",
    verdict: "blocked",
  },
  TooManyRedirects: {
    title: "The servers redirected more than twenty times.",
    namedBy: "crossorigin",
    verdict: "blocked",
  },
  RedirectedStreamBody: {
    title: "The server redirects a request whose body is a stream, which cannot be sent a second time.",
    namedBy: "crossorigin",
    verdict: "blocked",
  },
  ResourcePolicyNotSameOrigin: {
    title: "Cross-Origin-Resource-Policy keeps the answer for pages of its own origin.",
    namedBy: "crossorigin",
    verdict: "blocked",
  },
  ResourcePolicyNotSameSite: {
    title: "Cross-Origin-Resource-Policy keeps the answer for pages of its own site.",
    namedBy: "crossorigin",
    verdict: "blocked",
  },
  UnrequestedRange: {
    title: "An opaque answer is a part of a resource, and no part was asked for.",
    namedBy: "crossorigin",
    verdict: "blocked",
  },

  // No answer.
  NotInCache: {
    title: "The request wants an answer that is kept, and none is.",
    namedBy: "crossorigin",
    verdict: "network-error",
  },
  RequestBodyFailed: {
    title: "The stream that the page sends as body failed, or did not end in time.",
    namedBy: "crossorigin",
    verdict: "network-error",
  },
  NameNotResolved: {
    title: "The host's name has no address.",
    namedBy: "crossorigin",
    verdict: "network-error",
  },
  ConnectionRefused: {
    title: "Nothing listens at the address and port.",
    namedBy: "crossorigin",
    verdict: "network-error",
  },
  ConnectionReset: {
    title: "The connection was closed before the answer was complete.",
    namedBy: "crossorigin",
    verdict: "network-error",
  },
  TlsFailed: {
    title: "No secure connection could be made.",
    namedBy: "crossorigin",
    verdict: "network-error",
  },
  TimedOut: {
    title: "The server did not answer in time.",
    namedBy: "crossorigin",
    verdict: "network-error",
  },
  MalformedResponse: {
    title: "What the server sent is not HTTP.",
    namedBy: "crossorigin",
    verdict: "network-error",
  },
  ResponseTooLarge: {
    title: "The answer is larger than this browser takes.",
    namedBy: "crossorigin",
    verdict: "network-error",
  },
  NoAnswer: {
    title: "No answer came.",
    namedBy: "crossorigin",
    verdict: "network-error",
  },
} as const satisfies Record<string, ReasonRow>;

/** The name of a reason. */
export type ReasonCode = keyof typeof REASONS;
