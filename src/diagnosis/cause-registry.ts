interface CauseRow {
  /** One sentence about what was found. */
  readonly title: string;
}

/**
 * What lies behind a reason, or behind an exchange that was allowed and still hides a mistake. Where none of these is
 * found, the reason stands for itself.
 */
export const CAUSES = {
  // The preflight.
  PreflightNeedsLogin: { title: "Something asks the preflight for a login, which no preflight carries." },
  PreflightRejected: { title: "Something refuses the preflight: a policy, a filter, or a limit." },
  PreflightNotRouted: { title: "Nobody answers OPTIONS for CORS at this URL." },
  PreflightServerError: { title: "The server fails at the preflight." },
  PreflightAnsweredByGateway: { title: "A gateway or firewall answers the preflight in place of the server." },
  PreflightDropped: { title: "The preflight gets no answer, and other requests do." },
  ClientCertificateWanted: { title: "The server wants a certificate of the client, which no preflight carries." },
  MethodCaseDiffers: { title: "The method is allowed in other letters than the page's: case counts." },
  WildcardIsLiteral: { title: "In a request with credentials, * in a list allows nothing but *." },
  AuthorizationUnderWildcard: { title: "Access-Control-Allow-Headers: * does not cover Authorization." },
  ContentTypeNotAllowed: { title: "The type of the request's body needs permission, and has none." },
  TracingHeader: { title: "A script for tracing or monitoring adds a header that the server does not allow." },

  // The answer.
  ErrorWithoutHeaders: { title: "The server answers with an error, and the error lacks the headers of CORS." },
  PreflightAllowedOnly: { title: "The preflight is allowed, and the answer after it lacks the headers of CORS." },
  AssetWithoutHeaders: { title: "A file that only needs CORS when a page reads it is served without its headers." },
  RedirectWithoutHeaders: { title: "The server redirects, and the redirect lacks the headers of CORS." },
  RedirectedToLogin: { title: "The request is sent to a login page, which a script cannot use." },
  NearOriginAllowed: {
    title: "The server allows an origin that differs from the page's in a detail, and not the page's.",
  },

  // The origin.
  HeadersTwice: { title: "Two layers send the same header of CORS, and browsers take one alone." },
  OriginList: { title: "Access-Control-Allow-Origin holds a list, and browsers take one origin alone." },
  OriginDiffersInDetail: {
    title: "Access-Control-Allow-Origin names the page's origin, but not as browsers write it.",
  },
  PatternSent: { title: "Access-Control-Allow-Origin holds a pattern, and browsers know none." },
  AnswerForAnotherOrigin: { title: "A cache serves an answer that was made for another origin." },
  OriginLostInRedirect: { title: "A redirect from one foreign origin to another makes the request's origin null." },
  PageWithoutOrigin: { title: "The page has no origin of its own, so its requests say null." },
  AppOriginNotAllowed: { title: "The page belongs to an application, whose origin is not allowed." },

  // Nothing was refused, and yet.
  OpaqueAnswer: { title: "The mode no-cors gets the page an answer that it cannot read." },
  HeaderNotExposed: { title: "The page may read the answer, but not all of its headers." },
  CookieNotStored: { title: "The answer sets a cookie that the browser does not keep." },
  CredentialsLeftOut: { title: "The server wants a login, and the request went without credentials." },
  MissingVary: { title: "The answer depends on Origin and does not say so, which lets a cache mix up pages." },
  AnyOriginReflected: { title: "The server allows whatever origin asks, with credentials." },
  LocalNetworkPrompt: { title: "A public page asks a private address, for which Chromium asks the user." },
} as const satisfies Record<string, CauseRow>;

/** The name of a cause. */
export type CauseCode = keyof typeof CAUSES;
