import type { ReasonCode } from "../../src/browser/index.ts";
import { PAGE } from "./reason-scenarios.ts";

/** What one browser's console shows, line by line; `null`: not measured. */
type Lines = readonly string[] | null;

interface Messages {
  readonly chromium: Lines;
  readonly firefox: Lines;
  readonly webkit: Lines;
}

const NOTHING: Lines = [];

// Chromium. In front of these stands "Access to fetch at 'URL' from origin 'ORIGIN' has been".
const blocked = (text: string): Lines => [`blocked by CORS policy: ${text}`];
const atPreflight = (text: string): Lines =>
  blocked(`Response to preflight request doesn't pass access control check: ${text}`);
const netError = (name: string): Lines => [`Failed to load resource: net::${name}`];

// Firefox. In front: "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at URL."
const reason = (text: string, status = ""): string =>
  `(Reason: ${text}).${status === "" ? "" : ` Status code: ${status}.`}`;
const NO_SUCCESS = reason("CORS request did not succeed", "(null)");
/** Every failed preflight has a second line, and so has a redirect that is not followed. */
const twice = (line: string): Lines => [line, NO_SUCCESS];

// WebKit. After each of these comes "Fetch API cannot load URL due to access control checks."
const notAllowed = (status: number): Lines => [
  `Origin ${PAGE} is not allowed by Access-Control-Allow-Origin. Status code: ${status}`,
];
const notFollowed = (url: string, text: string): Lines => [
  `Cross-origin redirection to ${url} denied by Cross-Origin Resource Sharing policy: ${text}`,
];
const NO_SCHEME = "not allowed to follow a cross-origin CORS redirection with non CORS scheme";

const ALLOW_ORIGIN = "CORS header ‘Access-Control-Allow-Origin’";
const MISSING = "No 'Access-Control-Allow-Origin' header is present on the requested resource.";
const WILDCARD =
  "The value of the 'Access-Control-Allow-Origin' header in the response must not be the wildcard '*' when the request's credentials mode is 'include'.";
const SEVERAL = "Access-Control-Allow-Origin cannot contain more than one origin.";
const WITH_WILDCARD = "Cannot use wildcard in Access-Control-Allow-Origin when credentials flag is true.";
const NO_CREDENTIALS = 'Credentials flag is true, but Access-Control-Allow-Credentials is not "true".';
const SEND = "Have the server send the header with a valid value.";
const multiple = (value: string): string =>
  `The 'Access-Control-Allow-Origin' header contains multiple values '${value}', but only one is allowed. ${SEND}`;
const invalid = (value: string): string =>
  `The 'Access-Control-Allow-Origin' header contains the invalid value '${value}'. ${SEND}`;
const mismatch = (value: string): string =>
  `The 'Access-Control-Allow-Origin' header has a value '${value}' that is not equal to the supplied origin. ${SEND}`;
const credentials = (value: string): string =>
  `The value of the 'Access-Control-Allow-Credentials' header in the response is '${value}' which must be 'true' when the request's credentials mode is 'include'.`;

const SCOPED: Pick<Messages, "firefox" | "webkit"> = {
  firefox: [
    "The resource at “https://api.example.com/orders/1” was blocked due to its Cross-Origin-Resource-Policy header (or lack thereof).",
  ],
  webkit: [
    "Cancelled load to https://api.example.com/orders/1 because it violates the resource's Cross-Origin-Resource-Policy response header.",
  ],
};

/** What is shown when nothing came back: WebKit has a word for it only when it was a preflight. */
const lost = (name: string): Messages => ({ chromium: netError(name), firefox: [NO_SUCCESS], webkit: NOTHING });

/**
 * What the engines print for each scenario: Chromium 156.0.8078.79, Firefox ESR 153.7.0, WebKitGTK 2.50.6, seen on
 * 2026-11-25 with other names of hosts.
 */
export const MESSAGES: Readonly<Record<ReasonCode, Messages>> = {
  DisallowedByMode: {
    chromium: [
      `Fetch API cannot load https://api.example.com/orders/1. Request mode is "same-origin" but the URL's origin is not same as the request origin ${PAGE}.`,
    ],
    firefox: [`Security Error: Content at ${PAGE}/ may not load data from https://api.example.com/orders/1.`],
    webkit: ["Fetch API cannot load https://api.example.com/orders/1."],
  },
  CorsDisabledScheme: {
    chromium: ['Fetch API cannot load localhost:8080/orders/1. URL scheme "localhost" is not supported.'],
    firefox: [reason("CORS request not http")],
    webkit: ["Cross origin requests are only supported for HTTP."],
  },
  NoCorsRedirectModeNotFollow: {
    chromium: [
      'Fetch API cannot load https://api.example.com/orders/1. Request mode is "no-cors" but the redirect mode is not "follow".',
    ],
    firefox: NOTHING,
    webkit: ["No-Cors mode requires follow redirect mode", "Not allowed to request resource"],
  },
  BlockedPort: {
    chromium: netError("ERR_UNSAFE_PORT"),
    firefox: NOTHING,
    webkit: ["Not allowed to use restricted network port 6000: http://localhost:6000/orders/1"],
  },
  MixedContent: {
    chromium: [
      `Mixed Content: The page at '${PAGE}/' was loaded over HTTPS, but requested an insecure resource 'http://api.example.com/orders/1'. This request has been blocked; the content must be served over HTTPS.`,
    ],
    firefox: ["Blocked loading mixed active content “http://api.example.com/orders/1”"],
    webkit: [
      `[blocked] The page at ${PAGE}/ requested insecure content from http://api.example.com/orders/1. This content was blocked and must be served over HTTPS.`,
    ],
  },
  KeepaliveBodyTooLarge: {
    chromium: NOTHING,
    firefox: NOTHING,
    webkit: ["Reached maximum amount of queued data of 64Kb for keepalive requests"],
  },

  PreflightMissingAllowOriginHeader: {
    chromium: atPreflight(MISSING),
    firefox: twice(reason(`${ALLOW_ORIGIN} missing`, "200")),
    webkit: notAllowed(200),
  },
  PreflightWildcardOriginNotAllowed: {
    chromium: atPreflight(WILDCARD),
    firefox: twice(reason(`Credential is not supported if the ${ALLOW_ORIGIN} is ‘*’`)),
    webkit: [WITH_WILDCARD],
  },
  PreflightMultipleAllowOriginValues: {
    chromium: atPreflight(multiple(`${PAGE}, https://admin.example.com`)),
    firefox: twice(reason(`${ALLOW_ORIGIN} does not match ‘${PAGE}, https://admin.example.com’`)),
    webkit: [SEVERAL],
  },
  PreflightInvalidAllowOriginValue: {
    chromium: atPreflight(invalid("app.example.com")),
    firefox: twice(reason(`${ALLOW_ORIGIN} does not match ‘app.example.com’`)),
    webkit: notAllowed(204),
  },
  PreflightAllowOriginMismatch: {
    chromium: atPreflight(mismatch("https://www.example.com")),
    firefox: twice(reason(`${ALLOW_ORIGIN} does not match ‘https://www.example.com’`)),
    webkit: notAllowed(204),
  },
  PreflightInvalidAllowCredentials: {
    chromium: atPreflight(credentials("")),
    firefox: twice(reason("expected ‘true’ in CORS header ‘Access-Control-Allow-Credentials’")),
    webkit: [NO_CREDENTIALS],
  },
  PreflightInvalidStatus: {
    chromium: atPreflight("It does not have HTTP ok status."),
    firefox: twice(reason("CORS preflight response did not succeed", "401")),
    webkit: ["Preflight response is not successful. Status code: 401"],
  },
  PreflightDisallowedRedirect: {
    chromium: atPreflight("Redirect is not allowed for a preflight request."),
    firefox: [
      reason("CORS request external redirect not allowed"),
      reason("CORS preflight response did not succeed", "308"),
      NO_SUCCESS,
    ],
    webkit: ["Preflight response is not successful. Status code: 308"],
  },
  InvalidAllowMethodsPreflightResponse: {
    chromium: blocked("Cannot parse Access-Control-Allow-Methods response header field in preflight response."),
    firefox: twice(reason("invalid token ‘GET; DELETE’ in CORS header ‘Access-Control-Allow-Methods’")),
    webkit: ["Header Access-Control-Allow-Methods has an invalid value: GET; DELETE"],
  },
  InvalidAllowHeadersPreflightResponse: {
    chromium: blocked("Cannot parse Access-Control-Allow-Headers response header field in preflight response."),
    firefox: twice(reason("invalid token ‘content-type x-request-id’ in CORS header ‘Access-Control-Allow-Headers’")),
    webkit: ["Header Access-Control-Allow-Headers has an invalid value: content-type x-request-id"],
  },
  MethodDisallowedByPreflightResponse: {
    chromium: blocked("Method DELETE is not allowed by Access-Control-Allow-Methods in preflight response."),
    firefox: twice(reason("Did not find method in CORS header ‘Access-Control-Allow-Methods’")),
    webkit: ["Method DELETE is not allowed by Access-Control-Allow-Methods."],
  },
  HeaderDisallowedByPreflightResponse: {
    chromium: blocked(
      "Request header field content-type is not allowed by Access-Control-Allow-Headers in preflight response.",
    ),
    firefox: twice(
      reason(
        "header ‘content-type’ is not allowed according to header ‘Access-Control-Allow-Headers’ from CORS preflight response",
      ),
    ),
    webkit: ["Request header field Content-Type is not allowed by Access-Control-Allow-Headers."],
  },

  MissingAllowOriginHeader: {
    chromium: blocked(MISSING),
    firefox: [reason(`${ALLOW_ORIGIN} missing`, "200")],
    webkit: notAllowed(200),
  },
  WildcardOriginNotAllowed: {
    chromium: blocked(WILDCARD),
    firefox: [reason(`Credential is not supported if the ${ALLOW_ORIGIN} is ‘*’`)],
    webkit: [WITH_WILDCARD],
  },
  MultipleAllowOriginValues: {
    chromium: blocked(multiple("*, *")),
    firefox: [reason("Multiple CORS header ‘Access-Control-Allow-Origin’ not allowed")],
    webkit: [SEVERAL],
  },
  InvalidAllowOriginValue: {
    chromium: blocked(invalid("*.example.com")),
    firefox: [reason(`${ALLOW_ORIGIN} does not match ‘*.example.com’`)],
    webkit: notAllowed(200),
  },
  AllowOriginMismatch: {
    chromium: blocked(mismatch(`${PAGE}/`)),
    firefox: [reason(`${ALLOW_ORIGIN} does not match ‘${PAGE}/’`)],
    webkit: notAllowed(200),
  },
  InvalidAllowCredentials: {
    chromium: blocked(credentials("True")),
    firefox: [reason("expected ‘true’ in CORS header ‘Access-Control-Allow-Credentials’")],
    webkit: [NO_CREDENTIALS],
  },
  RedirectContainsCredentials: {
    chromium: blocked(
      "Redirect location '' contains a username and password, which is disallowed for cross-origin requests.",
    ),
    firefox: [NO_SUCCESS],
    webkit: notFollowed(
      "https://files.example.com/1",
      "redirection URL https://user:secret@files.example.com/1 has credentials",
    ),
  },
  RedirectNotAllowed: {
    chromium: netError("ERR_FAILED"),
    firefox: NOTHING,
    webkit: ["Not allowed to follow a redirection while loading https://api.example.com/orders/1"],
  },
  InvalidRedirectLocation: {
    chromium: netError("ERR_INVALID_REDIRECT"),
    firefox: [NO_SUCCESS],
    webkit: notFollowed("https://<host>/orders/1", NO_SCHEME),
  },
  UnsafeRedirect: {
    chromium: netError("ERR_UNSAFE_REDIRECT"),
    firefox: twice("Redirecting to data: URI not allowed (Blocked loading of: “data:text/plain,hello”)"),
    webkit: notFollowed("data:text/plain,hello", NO_SCHEME),
  },
  TooManyRedirects: {
    chromium: netError("ERR_TOO_MANY_REDIRECTS"),
    firefox: [NO_SUCCESS],
    webkit: ["Load cannot follow more than 20 redirections"],
  },
  RedirectedStreamBody: { chromium: netError("ERR_INVALID_ARGUMENT"), firefox: NOTHING, webkit: NOTHING },
  ResourcePolicyNotSameOrigin: { chromium: netError("ERR_BLOCKED_BY_RESPONSE.NotSameOrigin"), ...SCOPED },
  ResourcePolicyNotSameSite: {
    chromium: netError("ERR_BLOCKED_BY_RESPONSE.NotSameSite"),
    firefox: [
      "The resource at “https://api.example.net/orders/1” was blocked due to its Cross-Origin-Resource-Policy header (or lack thereof).",
    ],
    webkit: [
      "Cancelled load to https://api.example.net/orders/1 because it violates the resource's Cross-Origin-Resource-Policy response header.",
    ],
  },
  UnrequestedRange: { chromium: NOTHING, firefox: null, webkit: null },

  NotInCache: { chromium: netError("ERR_CACHE_MISS"), firefox: null, webkit: null },
  RequestBodyFailed: { chromium: null, firefox: null, webkit: null },
  NameNotResolved: lost("ERR_NAME_NOT_RESOLVED"),
  ConnectionRefused: lost("ERR_CONNECTION_REFUSED"),
  ConnectionReset: lost("ERR_CONNECTION_RESET"),
  TlsFailed: lost("ERR_CERT_AUTHORITY_INVALID"),
  TimedOut: lost("ERR_CONNECTION_TIMED_OUT"),
  MalformedResponse: {
    ...lost("ERR_INVALID_HTTP_RESPONSE"),
    firefox: [reason(`${ALLOW_ORIGIN} missing`, "200")],
  },
  ResponseTooLarge: { ...lost("ERR_RESPONSE_HEADERS_TOO_BIG"), firefox: NOTHING },
  NoAnswer: lost("ERR_ADDRESS_UNREACHABLE"),
};
