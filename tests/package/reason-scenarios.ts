import type {
  FetchInit,
  HeaderLine,
  Phase,
  ProfileName,
  ReasonCode,
  TransportFailureCode,
} from "../../src/browser/index.ts";

/** The page that asks in all scenarios but those that say otherwise. */
export const PAGE = "https://app.example.com";

const API = "https://api.example.com/orders/1";

/** What a server answers, or why it does not. */
type Answer = TransportFailureCode | { readonly status: number; readonly headers: readonly HeaderLine[] };

/** A request of a page, and the answers with which it fails. */
export interface Scenario {
  readonly page: string;
  readonly url: string;
  /** Made anew for each run, as a stream can be read once. */
  readonly init: () => FetchInit;
  /** One for each request that goes out, in this order. */
  readonly answers: readonly Answer[];
  readonly phase: Phase;
  readonly hop: number;
  readonly parameter?: string;
  /** The profiles that come so far. */
  readonly profiles: readonly ProfileName[];
  /** Whether a request leaves: without an address, a connection or TLS none does. */
  readonly isSent: boolean;
  /** Whether a server could cure it by a policy, which the code's page then has. */
  readonly isCurable: boolean;
}

/** What a scenario says for itself. */
type Told = Partial<Scenario> & Pick<Scenario, "phase">;

function scenario(told: Told): Scenario {
  return {
    page: PAGE,
    url: API,
    init: () => ({}),
    answers: [],
    hop: 0,
    profiles: ["standard", "chromium", "firefox", "webkit"],
    isSent: true,
    isCurable: false,
    ...told,
  };
}

const ALLOW_ORIGIN: HeaderLine = ["Access-Control-Allow-Origin", PAGE];
const ALLOW_CREDENTIALS: HeaderLine = ["Access-Control-Allow-Credentials", "true"];
const ALLOW_DELETE: HeaderLine = ["Access-Control-Allow-Methods", "DELETE"];

const erase = (): FetchInit => ({ method: "DELETE" });
const eraseWithCookies = (): FetchInit => ({ method: "DELETE", credentials: "include" });
const withCookies = (): FetchInit => ({ credentials: "include" });

/** A page that wants to delete, and the answer to its preflight. */
function preflight(headers: readonly HeaderLine[], told: Partial<Scenario> = {}): Scenario {
  return scenario({
    init: erase,
    answers: [{ status: 204, headers }],
    phase: "preflight",
    isCurable: true,
    ...told,
  });
}

/** A page that wants to read, and the answer. */
function response(headers: readonly HeaderLine[], told: Partial<Scenario> = {}): Scenario {
  return scenario({ answers: [{ status: 200, headers }], phase: "response", ...told });
}

/** A page that wants to read, and the redirect. */
function redirect(location: string, told: Partial<Scenario> = {}): Scenario {
  const headers: HeaderLine[] = [ALLOW_ORIGIN, ["Location", location]];
  return scenario({ answers: [{ status: 302, headers }], phase: "redirect", ...told });
}

/** A page that wants to read, and nothing that comes back. */
function noAnswer(code: TransportFailureCode, told: Partial<Scenario> = {}): Scenario {
  return scenario({ answers: [code], phase: "response", ...told });
}

function brokenStream(): ReadableStream<Uint8Array> {
  return new ReadableStream({ start: (controller) => controller.error(new Error("The file was removed.")) });
}

/** For each reason the shortest exchange that ends with it; `null` where none can, which the page of the code explains. */
export const SCENARIOS: Readonly<Record<ReasonCode, Scenario | null>> = {
  // Before anything is sent.
  DisallowedByMode: scenario({ init: () => ({ mode: "same-origin" }), phase: "request" }),
  CorsDisabledScheme: scenario({ url: "localhost:8080/orders/1", phase: "request", parameter: "localhost" }),
  NoCorsRedirectModeNotFollow: scenario({ init: () => ({ mode: "no-cors", redirect: "manual" }), phase: "request" }),
  BlockedPort: scenario({
    page: "http://localhost:3000",
    url: "http://localhost:6000/orders/1",
    phase: "request",
    parameter: "6000",
  }),
  MixedContent: scenario({
    url: "http://api.example.com/orders/1",
    phase: "request",
    parameter: "http://api.example.com",
  }),
  KeepaliveBodyTooLarge: scenario({
    init: () => ({ method: "POST", keepalive: true, body: "x".repeat(65_537) }),
    phase: "request",
  }),

  // The preflight.
  PreflightMissingAllowOriginHeader: preflight([], {
    answers: [{ status: 200, headers: [["Allow", "GET, HEAD, DELETE"]] }],
  }),
  PreflightWildcardOriginNotAllowed: preflight(
    [["Access-Control-Allow-Origin", "*"], ALLOW_CREDENTIALS, ALLOW_DELETE],
    {
      init: eraseWithCookies,
    },
  ),
  PreflightMultipleAllowOriginValues: preflight(
    [["Access-Control-Allow-Origin", `${PAGE}, https://admin.example.com`], ALLOW_DELETE],
    { parameter: `${PAGE}, https://admin.example.com` },
  ),
  PreflightInvalidAllowOriginValue: preflight([["Access-Control-Allow-Origin", "app.example.com"], ALLOW_DELETE], {
    parameter: "app.example.com",
  }),
  PreflightAllowOriginMismatch: preflight([["Access-Control-Allow-Origin", "https://www.example.com"], ALLOW_DELETE], {
    parameter: "https://www.example.com",
  }),
  PreflightInvalidAllowCredentials: preflight([ALLOW_ORIGIN, ALLOW_DELETE], { init: eraseWithCookies }),
  PreflightInvalidStatus: preflight([], {
    answers: [{ status: 401, headers: [["WWW-Authenticate", "Bearer"], ALLOW_ORIGIN] }],
  }),
  PreflightDisallowedRedirect: preflight([], {
    answers: [{ status: 308, headers: [["Location", "/orders/1/"], ALLOW_ORIGIN] }],
  }),
  InvalidAllowMethodsPreflightResponse: preflight([ALLOW_ORIGIN, ["Access-Control-Allow-Methods", "GET; DELETE"]]),
  InvalidAllowHeadersPreflightResponse: preflight([
    ALLOW_ORIGIN,
    ALLOW_DELETE,
    ["Access-Control-Allow-Headers", "content-type x-request-id"],
  ]),
  MethodDisallowedByPreflightResponse: preflight([ALLOW_ORIGIN, ["Access-Control-Allow-Methods", "GET, POST"]], {
    parameter: "DELETE",
  }),
  HeaderDisallowedByPreflightResponse: preflight([ALLOW_ORIGIN, ["Access-Control-Allow-Headers", "authorization"]], {
    init: () => ({ method: "POST", headers: { "Content-Type": "application/json" }, body: "{}" }),
    parameter: "content-type",
  }),

  // The answer itself, and redirects.
  MissingAllowOriginHeader: response([["Content-Type", "application/json"]], { isCurable: true }),
  WildcardOriginNotAllowed: response([["Access-Control-Allow-Origin", "*"]], { init: withCookies, isCurable: true }),
  MultipleAllowOriginValues: response(
    [
      ["Access-Control-Allow-Origin", "*"],
      ["Access-Control-Allow-Origin", "*"],
    ],
    { parameter: "*, *", isCurable: true },
  ),
  InvalidAllowOriginValue: response([["Access-Control-Allow-Origin", "*.example.com"]], {
    parameter: "*.example.com",
    isCurable: true,
  }),
  AllowOriginMismatch: response([["Access-Control-Allow-Origin", `${PAGE}/`]], {
    parameter: `${PAGE}/`,
    isCurable: true,
  }),
  InvalidAllowCredentials: response([ALLOW_ORIGIN, ["Access-Control-Allow-Credentials", "True"]], {
    init: withCookies,
    parameter: "True",
    isCurable: true,
  }),
  RedirectContainsCredentials: redirect("https://user:secret@files.example.com/1"),
  RedirectNotAllowed: redirect("/orders/1/", { init: () => ({ redirect: "error" }) }),
  InvalidRedirectLocation: redirect("https://<host>/orders/1", { parameter: "https://<host>/orders/1" }),
  UnsafeRedirect: redirect("data:text/plain,hello"),
  TooManyRedirects: redirect("/login", {
    answers: Array.from({ length: 21 }, () => ({ status: 302, headers: [ALLOW_ORIGIN, ["Location", "/login"]] })),
    hop: 20,
  }),
  RedirectedStreamBody: scenario({
    init: () => ({ method: "POST", duplex: "half", body: new Blob(["hello"]).stream() }),
    answers: [
      { status: 204, headers: [ALLOW_ORIGIN] },
      { status: 307, headers: [ALLOW_ORIGIN, ["Location", "/orders/1/"]] },
    ],
    phase: "redirect",
    // The other two send no streams.
    profiles: ["standard", "chromium"],
  }),
  ResourcePolicyNotSameOrigin: response([["Cross-Origin-Resource-Policy", "same-origin"]], {
    init: () => ({ mode: "no-cors" }),
  }),
  ResourcePolicyNotSameSite: response([["Cross-Origin-Resource-Policy", "same-site"]], {
    url: "https://api.example.net/orders/1",
    init: () => ({ mode: "no-cors" }),
  }),
  // Only a service worker can give a page an answer that it did not ask for, and none is modelled.
  UnrequestedRange: null,

  // No answer.
  NotInCache: scenario({
    url: `${PAGE}/orders/1`,
    init: () => ({ mode: "same-origin", cache: "only-if-cached" }),
    phase: "request",
    isSent: false,
  }),
  RequestBodyFailed: scenario({
    init: () => ({ method: "POST", duplex: "half", body: brokenStream() }),
    answers: [{ status: 204, headers: [ALLOW_ORIGIN] }],
    phase: "request",
    // The other two send no streams.
    profiles: ["standard", "chromium"],
  }),
  NameNotResolved: noAnswer("NameNotResolved", { isSent: false }),
  ConnectionRefused: noAnswer("ConnectionRefused", { isSent: false }),
  ConnectionReset: noAnswer("ConnectionReset"),
  TlsFailed: noAnswer("TlsFailed", { isSent: false }),
  TimedOut: noAnswer("TimedOut"),
  MalformedResponse: noAnswer("MalformedResponse"),
  ResponseTooLarge: noAnswer("ResponseTooLarge"),
  NoAnswer: noAnswer("NoAnswer"),
};
