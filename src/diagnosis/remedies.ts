import type { ReasonCode } from "../browser/reason-registry.ts";
import type { CauseCode } from "./cause-registry.ts";
import type { OutsideCode } from "./failure-code.ts";
import type { FindingCode } from "./finding-registry.ts";

/** What to do about a finding. */
export interface Remedy {
  /** In the page's own code, in one sentence. */
  readonly page?: string;
  /** At the server, in one sentence. */
  readonly server?: string;
  /** Whether a policy that lets the page in is what mends it: then there is code for every stack. */
  readonly policy?: true;
}

const ANSWER: Remedy = {
  server: "Let one layer, the outermost that knows the route, send the headers of CORS on every answer of it.",
  policy: true,
};
const CREDENTIALED: Remedy = {
  page: "If the request needs no cookie and no login of the browser, leave credentials out.",
  server: "Answer with the page's origin in place of *, with Access-Control-Allow-Credentials: true and Vary: Origin.",
  policy: true,
};
const ONE_ORIGIN: Remedy = {
  server: "Send one origin, the one that asked, as it stands in Origin; take what other layers send away.",
  policy: true,
};
const EXACT_TRUE: Remedy = {
  server:
    "Send Access-Control-Allow-Credentials: true in these letters, once, on preflights and on answers; or not at all.",
  policy: true,
};
const EARLY: Remedy = {
  server:
    "Let CORS answer preflights (OPTIONS with Origin and Access-Control-Request-Method) before routes, logins, filters and limits; let any other OPTIONS through.",
  policy: true,
};
const EXPOSED_FILE: Remedy = {
  page: "Ask with mode cors, which is the default of fetch.",
  server: "Serve the answer with the headers of CORS, or with Cross-Origin-Resource-Policy: cross-origin.",
};

/** What mends what a browser names. */
const OF_REASONS: Readonly<Record<ReasonCode, Remedy>> = {
  DisallowedByMode: { page: "Leave mode out, or set it to cors; the server then has to allow the page." },
  CorsDisabledScheme: { page: "Write the URL with http:// or https:// before it." },
  NoCorsRedirectModeNotFollow: { page: "Leave mode out, and let redirect be follow." },
  BlockedPort: { server: "Listen on another port, such as 8080." },
  MixedContent: {
    page: "Ask the server over https.",
    server: "Serve the API over https; for the same machine, http://localhost is let through by Chromium and Firefox.",
  },
  KeepaliveBodyTooLarge: { page: "Send less than 64 KiB, or leave keepalive out." },
  NotInCache: { page: "Ask with another cache mode than only-if-cached." },

  PreflightMissingAllowOriginHeader: EARLY,
  PreflightWildcardOriginNotAllowed: CREDENTIALED,
  PreflightMultipleAllowOriginValues: ONE_ORIGIN,
  PreflightInvalidAllowOriginValue: ONE_ORIGIN,
  PreflightAllowOriginMismatch: ONE_ORIGIN,
  PreflightInvalidAllowCredentials: EXACT_TRUE,
  PreflightInvalidStatus: EARLY,
  PreflightDisallowedRedirect: {
    page: "Ask for the address that the redirect leads to.",
    server: "Let CORS answer preflights before anything redirects.",
    policy: true,
  },
  InvalidAllowMethodsPreflightResponse: { server: "Put commas between the methods, and nothing else.", policy: true },
  InvalidAllowHeadersPreflightResponse: { server: "Put commas between the names, and nothing else.", policy: true },
  MethodDisallowedByPreflightResponse: { server: "List the method in Access-Control-Allow-Methods.", policy: true },
  HeaderDisallowedByPreflightResponse: {
    page: "Leave out headers that the server does not need.",
    server: "List every header that the page sends in Access-Control-Allow-Headers.",
    policy: true,
  },

  MissingAllowOriginHeader: ANSWER,
  WildcardOriginNotAllowed: CREDENTIALED,
  MultipleAllowOriginValues: ONE_ORIGIN,
  InvalidAllowOriginValue: ONE_ORIGIN,
  AllowOriginMismatch: ONE_ORIGIN,
  InvalidAllowCredentials: EXACT_TRUE,
  RedirectContainsCredentials: { server: "Redirect to a URL without user name and password." },
  RedirectNotAllowed: { page: "Let redirect be follow, or ask for the address that the redirect leads to." },
  InvalidRedirectLocation: { server: "Send one Location, which is a URL." },
  UnsafeRedirect: { server: "Send the data as the answer itself." },
  TooManyRedirects: {
    server: "Find where the redirects turn in a circle: most often between http and https behind a proxy.",
  },
  RedirectedStreamBody: { page: "Ask for the final address, or send a body that is no stream." },
  ResourcePolicyNotSameOrigin: EXPOSED_FILE,
  ResourcePolicyNotSameSite: EXPOSED_FILE,
  UnrequestedRange: { server: "Answer 206 only to a request with Range." },
  RequestBodyFailed: { page: "Find out why the stream that is sent as body fails or does not end." },

  NameNotResolved: { page: "Look at the spelling of the host, and whether this network knows it (VPN, hosts file)." },
  ConnectionRefused: {
    page: "Look at host and port of the URL.",
    server: "Start the server, and let it listen on the address that is asked: 127.0.0.1, ::1 and 0.0.0.0 differ.",
  },
  ConnectionReset: { server: "Look into the logs of the server and of proxies before it: one closed the connection." },
  TlsFailed: {
    server:
      "Send a certificate that is valid for this host, with its chain, from an authority that the browser trusts.",
  },
  TimedOut: { server: "Look whether the request arrives, and what it waits for." },
  MalformedResponse: { page: "Look whether port and scheme are right: another protocol may live there." },
  ResponseTooLarge: { server: "Send less at once." },
  NoAnswer: { server: "Look whether the server is reached at all from this machine." },
};

const LOCAL_NETWORK: Remedy = {
  page: "Serve the page over https, and expect that Chromium asks the user; in a frame, allow local-network-access there.",
};

const OF_OTHERS: Readonly<Record<OutsideCode | CauseCode, Remedy>> = {
  LocalNetworkAccessPermissionDenied: LOCAL_NETWORK,
  InvalidLocalNetworkAccess: { page: "Leave targetAddressSpace out, or name the space that the address is of." },
  InsecureLocalNetwork: LOCAL_NETWORK,
  PreflightMissingAllowPrivateNetwork: { page: "Update the browser: this rule is gone." },
  PreflightInvalidAllowPrivateNetwork: { page: "Update the browser: this rule is gone." },
  InvalidResponse: { server: "Look at what the server sends: it is no answer that could be checked." },
  BlockedByContentSecurityPolicy: { page: "Add the server to connect-src of the page's own Content-Security-Policy." },
  BlockedByClient: { page: "Try without extensions, or rename what looks like advertising in the URL." },

  PreflightNeedsLogin: EARLY,
  PreflightRejected: EARLY,
  PreflightNotRouted: EARLY,
  PreflightServerError: { server: "Mend what fails; preflights need no more than the headers of CORS.", policy: true },
  PreflightAnsweredByGateway: {
    server: "Tell the gateway to let preflights pass, or to answer them itself with the headers of CORS.",
    policy: true,
  },
  PreflightDropped: { server: "Allow OPTIONS in firewalls, proxies and load balancers on the way.", policy: true },
  ClientCertificateWanted: {
    server:
      "Ask for a certificate without demanding it, let preflights pass, and refuse other requests that have none.",
  },
  MethodCaseDiffers: { page: "Write methods in upper case.", server: "List methods in upper case.", policy: true },
  WildcardIsLiteral: {
    page: "If the request needs no cookie and no login of the browser, leave credentials out.",
    server: "List methods and headers by their names.",
    policy: true,
  },
  AuthorizationUnderWildcard: { server: "List Authorization by its name beside *, or list all names.", policy: true },
  ContentTypeNotAllowed: { server: "List Content-Type in Access-Control-Allow-Headers.", policy: true },
  TracingHeader: {
    page: "Tell the script which servers are yours (its list of targets for trace propagation), so that others do not get the header.",
    server: "If the server is yours, list the headers.",
    policy: true,
  },

  ErrorWithoutHeaders: {
    server: "Find out why it fails; and let the headers of CORS stand on errors too, whichever layer makes them.",
    policy: true,
  },
  PreflightAllowedOnly: ANSWER,
  AssetWithoutHeaders: {
    server: "Send the headers of CORS where the files are served: a CDN, a bucket, or the location of static files.",
    policy: true,
  },
  RedirectWithoutHeaders: {
    page: "Ask for the address that the redirect leads to.",
    server: "Send the headers of CORS on redirects too.",
    policy: true,
  },
  RedirectedToLogin: {
    page: "Log in first, and send cookies or a token along.",
    server: "Answer requests of scripts with 401, with the headers of CORS, in place of a redirect.",
    policy: true,
  },
  NearOriginAllowed: { server: "Add the page's origin to the list, as browsers write it.", policy: true },

  HeadersTwice: {
    server:
      "Let one layer set the header: take it out of the others, or let the outermost replace what comes from within.",
    policy: true,
  },
  OriginList: ONE_ORIGIN,
  OriginDiffersInDetail: ONE_ORIGIN,
  PatternSent: ONE_ORIGIN,
  AnswerForAnotherOrigin: {
    page: "If an <img> or <script> loads the same URL, give it crossorigin, so that its answer can be used.",
    server: "Send Vary: Origin on every answer, also without Origin, and empty the cache once.",
    policy: true,
  },
  OriginLostInRedirect: {
    page: "Ask for the last address directly.",
    server: "Do not redirect to another host, or let * be allowed where nothing needs a login.",
  },
  PageWithoutOrigin: {
    page: "Serve the page over http from a server of your own, such as http://localhost; give a sandboxed frame allow-same-origin.",
    server: "Do not allow null: any site can make a page whose origin it is.",
  },
  AppOriginNotAllowed: { server: "Allow the application's origin, character by character.", policy: true },

  OpaqueAnswer: { page: "Leave mode out.", server: "Let the server allow the page.", policy: true },
  HeaderNotExposed: { server: "List the header in Access-Control-Expose-Headers of the answer itself.", policy: true },
  CookieNotStored: {
    page: "Set credentials to include on the request that sets the cookie and on those that send it.",
    server:
      "Between sites the cookie needs SameSite=None; Secure, and may be blocked still: one site for page and API is safer.",
  },
  CredentialsLeftOut: {
    page: "Set credentials to include, or send Authorization.",
    server: "Allow credentials for the page's origin.",
    policy: true,
  },
  MissingVary: {
    server: "Send Vary: Origin on every answer, also on those without Origin and to strangers.",
    policy: true,
  },
  AnyOriginReflected: {
    server: "Compare Origin with a list, and answer with * where nothing needs a login.",
    policy: true,
  },
  LocalNetworkPrompt: LOCAL_NETWORK,
};

/** What to do about a finding. */
export function remedyFor(code: FindingCode): Remedy {
  return { ...OF_REASONS, ...OF_OTHERS }[code];
}
