import type { ConsoleFrame, ConsoleText } from "./console-text.ts";

export const WEBKIT_FRAMES: readonly ConsoleFrame[] = [
  {
    engine: "webkit",
    text: "Cross-origin redirection to {to} denied by Cross-Origin Resource Sharing policy: ",
    phase: "redirect",
  },
];

export const WEBKIT_TEXTS: readonly ConsoleText[] = [
  {
    engine: "webkit",
    text: "Origin {origin} is not allowed by Access-Control-Allow-Origin.",
    codes: ["MissingAllowOriginHeader", "AllowOriginMismatch", "InvalidAllowOriginValue", "MultipleAllowOriginValues"],
    alsoPreflight: true,
  },
  {
    engine: "webkit",
    text: "Access-Control-Allow-Origin cannot contain more than one origin.",
    codes: ["MultipleAllowOriginValues"],
    alsoPreflight: true,
  },
  {
    engine: "webkit",
    text: "Cannot use wildcard in Access-Control-Allow-Origin when credentials flag is true.",
    codes: ["WildcardOriginNotAllowed"],
    alsoPreflight: true,
  },
  {
    engine: "webkit",
    text: 'Credentials flag is true, but Access-Control-Allow-Credentials is not "true".',
    codes: ["InvalidAllowCredentials"],
    alsoPreflight: true,
  },
  {
    engine: "webkit",
    text: "Preflight response is not successful",
    codes: ["PreflightInvalidStatus", "PreflightDisallowedRedirect"],
    phase: "preflight",
  },
  {
    engine: "webkit",
    text: "Header Access-Control-Allow-Methods has an invalid value: {line}",
    codes: ["InvalidAllowMethodsPreflightResponse"],
    phase: "preflight",
  },
  {
    engine: "webkit",
    text: "Header Access-Control-Allow-Headers has an invalid value: {line}",
    codes: ["InvalidAllowHeadersPreflightResponse"],
    phase: "preflight",
  },
  {
    engine: "webkit",
    text: "Method {name} is not allowed by Access-Control-Allow-Methods.",
    codes: ["MethodDisallowedByPreflightResponse"],
    phase: "preflight",
  },
  {
    engine: "webkit",
    text: "Request header field {name} is not allowed by Access-Control-Allow-Headers.",
    codes: ["HeaderDisallowedByPreflightResponse"],
    phase: "preflight",
  },
  {
    engine: "webkit",
    text: "redirection URL {to} has credentials",
    codes: ["RedirectContainsCredentials"],
    phase: "redirect",
  },
  {
    engine: "webkit",
    text: "not allowed to follow a cross-origin CORS redirection with non CORS scheme",
    codes: ["UnsafeRedirect", "InvalidRedirectLocation", "CorsDisabledScheme"],
    phase: "redirect",
  },
  {
    engine: "webkit",
    text: "Not allowed to follow a redirection while loading {url}",
    codes: ["RedirectNotAllowed"],
    phase: "redirect",
  },
  {
    engine: "webkit",
    text: "Load cannot follow more than 20 redirections",
    codes: ["TooManyRedirects"],
    phase: "redirect",
  },
  {
    engine: "webkit",
    text: "No-Cors mode requires follow redirect mode",
    codes: ["NoCorsRedirectModeNotFollow"],
    phase: "request",
  },
  { engine: "webkit", text: "Not allowed to request resource", codes: [], role: "following" },
  {
    engine: "webkit",
    text: "Cross origin requests are only supported for HTTP.",
    codes: ["CorsDisabledScheme"],
    phase: "request",
  },
  { engine: "webkit", text: "FTP URLs are disabled", codes: ["CorsDisabledScheme"] },
  {
    engine: "webkit",
    text: "Unsafe attempt to load URL {url} from origin {origin}. Domains, protocols and ports must match.",
    codes: ["DisallowedByMode"],
    phase: "request",
    unsure: true,
  },
  {
    engine: "webkit",
    text: "Cancelled load to {url} because it violates the resource's Cross-Origin-Resource-Policy response header.",
    codes: ["ResourcePolicyNotSameOrigin", "ResourcePolicyNotSameSite"],
    phase: "response",
  },
  {
    engine: "webkit",
    text: "Not allowed to use restricted network port {port}: {url}",
    codes: ["BlockedPort"],
    phase: "request",
  },
  {
    engine: "webkit",
    text: "Could not connect to {host}: Connection refused",
    codes: ["ConnectionRefused"],
    phase: "preflight",
  },
  {
    // Only where it is the whole line: other lines go on with a reason.
    engine: "webkit",
    text: "Fetch API cannot load {address}.",
    codes: ["DisallowedByMode"],
    phase: "request",
    unsure: true,
    endsLine: true,
  },
  {
    engine: "webkit",
    text: "Fetch API cannot load {url} due to access control checks.",
    codes: [],
    role: "closing",
  },
  {
    engine: "webkit",
    text: "XMLHttpRequest cannot load {url} due to access control checks.",
    codes: [],
    role: "closing",
  },
  {
    engine: "webkit",
    text: "EventSource cannot load {url} due to access control checks.",
    codes: [],
    role: "closing",
  },
  { engine: "webkit", text: "Cannot load image {url} due to access control checks.", codes: [], role: "closing" },
  {
    engine: "webkit",
    text: "Cross-origin script load denied by Cross-Origin Resource Sharing policy.",
    codes: [],
    role: "closing",
  },
  {
    engine: "webkit",
    text: "was not allowed to run insecure content from {url}",
    codes: ["MixedContent"],
    phase: "request",
    readOnly: true,
  },
  {
    engine: "webkit",
    text: "Refused to connect to {url} because it does not appear in the connect-src directive of the Content Security Policy",
    codes: ["BlockedByContentSecurityPolicy"],
    phase: "request",
    readOnly: true,
  },
  { engine: "webkit", text: "TypeError: Load failed", codes: [], role: "silent" },
  { engine: null, text: "AxiosError: Network Error", codes: [], role: "silent" },
];
