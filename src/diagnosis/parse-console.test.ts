import { describe, expect, it } from "vitest";
import type { FailureCode } from "./failure-code.ts";
import { parseConsole, type ConsoleFailure } from "./parse-console.ts";

const APP = "https://app.example.com";
const API = "https://api.example.com/orders/1";
const CHROMIUM = `Access to fetch at '${API}' from origin '${APP}' has been blocked by CORS policy: `;
const PREFLIGHT = "Response to preflight request doesn't pass access control check: ";
const FIREFOX = `Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at ${API}. (Reason: `;
const CLOSING = `Fetch API cannot load ${API} due to access control checks.`;
const VALUE = " Have the server send the header with a valid value.";

/** What a line says: the code that is named, and the parameter; a list where it may be several things. */
type Row = readonly [text: string, code: FailureCode | readonly FailureCode[] | null, parameter?: string];

/** Those that stand in the answer to a preflight under a name of their own. */
const DOUBLETS: readonly Row[] = [
  ["No 'Access-Control-Allow-Origin' header is present on the requested resource.", "MissingAllowOriginHeader"],
  [
    "The value of the 'Access-Control-Allow-Origin' header in the response must not be the wildcard '*' when the request's credentials mode is 'include'.",
    "WildcardOriginNotAllowed",
  ],
  [
    `The 'Access-Control-Allow-Origin' header contains multiple values '*, *', but only one is allowed.${VALUE}`,
    "MultipleAllowOriginValues",
    "*, *",
  ],
  [
    `The 'Access-Control-Allow-Origin' header contains the invalid value 'app.example.com'.${VALUE}`,
    "InvalidAllowOriginValue",
    "app.example.com",
  ],
  [`The 'Access-Control-Allow-Origin' header contains the invalid value ''.${VALUE}`, "InvalidAllowOriginValue"],
  [
    `The 'Access-Control-Allow-Origin' header has a value '${APP}/' that is not equal to the supplied origin.${VALUE}`,
    "AllowOriginMismatch",
    `${APP}/`,
  ],
  [
    "The value of the 'Access-Control-Allow-Credentials' header in the response is 'True' which must be 'true' when the request's credentials mode is 'include'.",
    "InvalidAllowCredentials",
    "True",
  ],
  [
    "The value of the 'Access-Control-Allow-Credentials' header in the response is '' which must be 'true' when the request's credentials mode is 'include'.",
    "InvalidAllowCredentials",
  ],
];

const CHROMIUM_ROWS: readonly Row[] = [
  ...DOUBLETS.map(([text, ...rest]): Row => [`${CHROMIUM}${text}`, ...rest]),
  ...DOUBLETS.map(([text, code, parameter]): Row => [
    `${CHROMIUM}${PREFLIGHT}${text}`,
    `Preflight${String(code)}` as FailureCode,
    ...(parameter === undefined ? ([] as const) : ([parameter] as const)),
  ]),
  [`${CHROMIUM}${PREFLIGHT}It does not have HTTP ok status.`, "PreflightInvalidStatus"],
  [`${CHROMIUM}${PREFLIGHT}Redirect is not allowed for a preflight request.`, "PreflightDisallowedRedirect"],
  [
    `${CHROMIUM}Cannot parse Access-Control-Allow-Methods response header field in preflight response.`,
    "InvalidAllowMethodsPreflightResponse",
  ],
  [
    `${CHROMIUM}Cannot parse Access-Control-Allow-Headers response header field in preflight response.`,
    "InvalidAllowHeadersPreflightResponse",
  ],
  [
    `${CHROMIUM}Method PUT is not allowed by Access-Control-Allow-Methods in preflight response.`,
    "MethodDisallowedByPreflightResponse",
    "PUT",
  ],
  [
    `${CHROMIUM}Request header field x-b is not allowed by Access-Control-Allow-Headers in preflight response.`,
    "HeaderDisallowedByPreflightResponse",
    "x-b",
  ],
  [
    `${CHROMIUM}Redirect location '' contains a username and password, which is disallowed for cross-origin requests.`,
    "RedirectContainsCredentials",
  ],
  [
    `${CHROMIUM}Cross origin requests are only supported for protocol schemes: chrome, chrome-extension, data, http, https.`,
    "CorsDisabledScheme",
  ],
  [
    `${CHROMIUM}Permission was denied for this request to access the \`loopback\` address space.`,
    "LocalNetworkAccessPermissionDenied",
    "loopback",
  ],
  [
    `${CHROMIUM}Request had a target IP address space of \`local\` yet the resource is in address space \`loopback\`.`,
    "InvalidLocalNetworkAccess",
    "local",
  ],
  [
    `${CHROMIUM}The request client is not a secure context and the resource is in more-private address space \`loopback\`.`,
    "InsecureLocalNetwork",
    "loopback",
  ],
  [
    `Fetch API cannot load ${API}. Request mode is "same-origin" but the URL's origin is not same as the request origin ${APP}.`,
    "DisallowedByMode",
  ],
  [
    `Fetch API cannot load ${API}. Request mode is "no-cors" but the redirect mode is not "follow".`,
    "NoCorsRedirectModeNotFollow",
  ],
  ['Fetch API cannot load ftp://api.example.com/. URL scheme "ftp" is not supported.', "CorsDisabledScheme", "ftp"],
  [`GET ${API} net::ERR_CONNECTION_REFUSED`, "ConnectionRefused"],
  [`GET ${API} net::ERR_NAME_NOT_RESOLVED`, "NameNotResolved"],
  [`GET ${API} net::ERR_CERT_AUTHORITY_INVALID`, "TlsFailed"],
  [`GET ${API} net::ERR_EMPTY_RESPONSE`, "ConnectionReset"],
  [`GET ${API} net::ERR_CONNECTION_TIMED_OUT`, "TimedOut"],
  [`GET ${API} net::ERR_BLOCKED_BY_CLIENT`, "BlockedByClient"],
  [`GET ${API} net::ERR_UNSAFE_PORT`, "BlockedPort"],
  [`GET ${API} net::ERR_BLOCKED_BY_RESPONSE.NotSameOrigin 200 (OK)`, "ResourcePolicyNotSameOrigin"],
  [`GET ${API} net::ERR_BLOCKED_BY_RESPONSE.NotSameSite 200 (OK)`, "ResourcePolicyNotSameSite"],
  [
    `Mixed Content: The page at '${APP}/' was loaded over HTTPS, but requested an insecure resource 'http://api.example.com/'. This request has been blocked; the content must be served over HTTPS.`,
    "MixedContent",
  ],
  [
    `Refused to connect to '${API}' because it violates the following Content Security Policy directive: "connect-src 'self'".`,
    "BlockedByContentSecurityPolicy",
  ],
];

/** Firefox does not say whether it was the preflight. */
function either(code: FailureCode): readonly FailureCode[] {
  return [code, `Preflight${code}` as FailureCode];
}

const FIREFOX_ROWS: readonly Row[] = [
  [
    `${FIREFOX}CORS header ‘Access-Control-Allow-Origin’ missing). Status code: 200.`,
    either("MissingAllowOriginHeader"),
  ],
  [`${FIREFOX}Multiple CORS header ‘Access-Control-Allow-Origin’ not allowed).`, either("MultipleAllowOriginValues")],
  [
    `${FIREFOX}CORS header ‘Access-Control-Allow-Origin’ does not match ‘${APP}/’).`,
    either("AllowOriginMismatch"),
    `${APP}/`,
  ],
  [
    `${FIREFOX}CORS header ‘Access-Control-Allow-Origin’ does not match ‘${APP}, *’).`,
    either("MultipleAllowOriginValues"),
    `${APP}, *`,
  ],
  [
    `${FIREFOX}CORS header ‘Access-Control-Allow-Origin’ does not match ‘app’).`,
    either("InvalidAllowOriginValue"),
    "app",
  ],
  [
    `Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at ‘${API}’. (Reason: Credential is not supported if the CORS header ‘Access-Control-Allow-Origin’ is ‘*’).`,
    either("WildcardOriginNotAllowed"),
  ],
  [`${FIREFOX}expected ‘true’ in CORS header ‘Access-Control-Allow-Credentials’).`, either("InvalidAllowCredentials")],
  [`${FIREFOX}CORS preflight response did not succeed). Status code: 404.`, "PreflightInvalidStatus"],
  [`${FIREFOX}CORS request external redirect not allowed).`, "PreflightDisallowedRedirect"],
  [
    `${FIREFOX}invalid token ‘PUT; GET’ in CORS header ‘Access-Control-Allow-Methods’).`,
    "InvalidAllowMethodsPreflightResponse",
    "PUT; GET",
  ],
  [
    `${FIREFOX}invalid token ‘x-b x-c’ in CORS header ‘Access-Control-Allow-Headers’).`,
    "InvalidAllowHeadersPreflightResponse",
    "x-b x-c",
  ],
  [
    `${FIREFOX}Did not find method in CORS header ‘Access-Control-Allow-Methods’).`,
    "MethodDisallowedByPreflightResponse",
  ],
  [
    `${FIREFOX}header ‘x-b’ is not allowed according to header ‘Access-Control-Allow-Headers’ from CORS preflight response).`,
    "HeaderDisallowedByPreflightResponse",
    "x-b",
  ],
  [`${FIREFOX}CORS request not http).`, "CorsDisabledScheme"],
  [`${FIREFOX}CORS disabled).`, null],
  [`${FIREFOX}CORS header ‘Origin’ cannot be added).`, null],
  [`Security Error: Content at ${APP}/ may not load data from ${API}.`, "DisallowedByMode"],
  [
    `The resource at “${API}” was blocked due to its Cross-Origin-Resource-Policy header (or lack thereof). See https://developer.mozilla.org/docs/Web/HTTP/Cross-Origin_Resource_Policy_(CORP)#`,
    ["ResourcePolicyNotSameOrigin", "ResourcePolicyNotSameSite"],
  ],
  ["Redirecting to data: URI not allowed (Blocked loading of: “data:text/plain,hello”)", "UnsafeRedirect"],
];

const WEBKIT_ROWS: readonly Row[] = [
  [
    `Origin ${APP} is not allowed by Access-Control-Allow-Origin. Status code: 500`,
    ["MissingAllowOriginHeader", "AllowOriginMismatch", "InvalidAllowOriginValue", "MultipleAllowOriginValues"],
  ],
  ["Access-Control-Allow-Origin cannot contain more than one origin.", either("MultipleAllowOriginValues")],
  [
    "Cannot use wildcard in Access-Control-Allow-Origin when credentials flag is true.",
    either("WildcardOriginNotAllowed"),
  ],
  ['Credentials flag is true, but Access-Control-Allow-Credentials is not "true".', either("InvalidAllowCredentials")],
  ["Preflight response is not successful. Status code: 404", "PreflightInvalidStatus"],
  [
    "Header Access-Control-Allow-Methods has an invalid value: PUT; GET",
    "InvalidAllowMethodsPreflightResponse",
    "PUT; GET",
  ],
  [
    "Header Access-Control-Allow-Headers has an invalid value: x-b x-c",
    "InvalidAllowHeadersPreflightResponse",
    "x-b x-c",
  ],
  ["Method PUT is not allowed by Access-Control-Allow-Methods.", "MethodDisallowedByPreflightResponse", "PUT"],
  [
    "Request header field X-B is not allowed by Access-Control-Allow-Headers.",
    "HeaderDisallowedByPreflightResponse",
    "X-B",
  ],
  [
    `Cross-origin redirection to https://other.example.com/ denied by Cross-Origin Resource Sharing policy: Origin ${APP} is not allowed by Access-Control-Allow-Origin. Status code: 302`,
    ["MissingAllowOriginHeader", "AllowOriginMismatch", "InvalidAllowOriginValue", "MultipleAllowOriginValues"],
  ],
  [
    "Cross-origin redirection to https://other.example.com/ denied by Cross-Origin Resource Sharing policy: redirection URL https://other.example.com/ has credentials",
    "RedirectContainsCredentials",
  ],
  [
    "Cross-origin redirection to data:text/plain,hello denied by Cross-Origin Resource Sharing policy: not allowed to follow a cross-origin CORS redirection with non CORS scheme",
    ["UnsafeRedirect", "InvalidRedirectLocation", "CorsDisabledScheme"],
  ],
  [`Not allowed to follow a redirection while loading ${API}`, "RedirectNotAllowed"],
  ["No-Cors mode requires follow redirect mode", "NoCorsRedirectModeNotFollow"],
  ["Cross origin requests are only supported for HTTP.", "CorsDisabledScheme"],
  ["FTP URLs are disabled", "CorsDisabledScheme"],
  [
    `Unsafe attempt to load URL ${API} from origin ${APP}. Domains, protocols and ports must match.`,
    "DisallowedByMode",
  ],
  [
    `Cancelled load to ${API} because it violates the resource's Cross-Origin-Resource-Policy response header.`,
    ["ResourcePolicyNotSameOrigin", "ResourcePolicyNotSameSite"],
  ],
  ["Not allowed to use restricted network port 6000: http://localhost:6000/", "BlockedPort", "6000"],
  ["Could not connect to api.example.com: Connection refused", "ConnectionRefused"],
];

const BROWSERS = { chromium: CHROMIUM_ROWS, firefox: FIREFOX_ROWS, webkit: WEBKIT_ROWS };
const CASES = Object.entries(BROWSERS).flatMap(([browser, rows]) =>
  rows.map(([text, code, parameter]) => [browser, text, code, parameter] as const),
);

function only(text: string): ConsoleFailure {
  const [failure, ...others] = parseConsole(text);
  if (failure === undefined || others.length > 0) throw new Error(`${text}: ${others.length + 1} failures`);
  return failure;
}

describe("parseConsole", () => {
  it.each(CASES)("%s: reads %s", (browser, text, code, parameter) => {
    const failure = only(text);
    expect(failure).toMatchObject({ browser, known: true });
    expect(failure.parameter).toBe(parameter);
    if (typeof code === "string") expect(failure.code).toBe(code);
    else if (code === null) expect(failure).toMatchObject({ code: null, alternatives: [] });
    else for (const one of code) expect([failure.code, ...failure.alternatives]).toContain(one);
  });

  it.each(CASES)("%s: is not sure of more than it can know: %s", (_browser, text, code) => {
    const { certain, alternatives } = only(text);
    if (typeof code !== "string" && code !== null) expect(certain).toBe(false);
    if (certain) expect(alternatives).toEqual([]);
  });

  it.each(CASES)(
    "%s: reads it in straight and in typographic quotes, wrapped, and quoted in a mail: %s",
    (_b, text) => {
      const expected = only(text);
      const straight = text.replaceAll(/[‘’]/g, "'").replaceAll(/[“”]/g, '"');
      expect(only(straight)).toEqual(expected);
      // Where a value is the last of a line, the line's end is the value's.
      if (!text.includes("invalid value: ")) expect(only(`> ${text.replaceAll(" ", "\n> ")}`)).toEqual(expected);
      expect(only(`app.js:12 Uncaught (in promise)   ${text.replaceAll(" ", "\u00a0")}\r\n`)).toEqual(expected);
    },
  );

  it("names origin, URL and where redirects began", () => {
    const text =
      "Access to XMLHttpRequest at 'https://b.example/2' (redirected from 'https://a.example/1') from origin 'https://app.example.com' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.";
    expect(only(text)).toEqual({
      browser: "chromium",
      code: "MissingAllowOriginHeader",
      alternatives: [],
      origin: APP,
      url: "https://b.example/2",
      redirectedFrom: "https://a.example/1",
      certain: true,
      known: true,
    });
  });

  it.each(["XMLHttpRequest", "script", "image", "font", "CSS stylesheet", "resource"])("reads of a %s", (api) => {
    const text = `Access to ${api} at '${API}' from origin '${APP}' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.`;
    expect(only(text)).toMatchObject({ code: "MissingAllowOriginHeader", certain: true, url: API, origin: APP });
  });

  it("takes Firefox's second line, which says that nothing came, for a sign that it was the preflight", () => {
    const first = `${FIREFOX}CORS header ‘Access-Control-Allow-Origin’ missing). Status code: 200.`;
    const second = `${FIREFOX}CORS request did not succeed). Status code: (null).`;
    expect(only(`${first}\n${second}`)).toMatchObject({ code: "PreflightMissingAllowOriginHeader", status: 200 });
  });

  it("says of a Firefox line without an answer what it may be, and that there was none", () => {
    const failure = only(`${FIREFOX}CORS request did not succeed). Status code: (null).`);
    expect(failure).toMatchObject({ code: null, status: null, certain: false, url: API });
    expect(failure.alternatives).toEqual(
      expect.arrayContaining(["ConnectionRefused", "NameNotResolved", "TlsFailed", "BlockedByClient"]),
    );
  });

  it("says of Firefox's warning about Authorization that nothing was blocked", () => {
    const text = `Cross-Origin Request Warning: The Same Origin Policy will disallow reading the remote resource at ${API} soon. (Reason: When the \`Access-Control-Allow-Headers\` is \`*\`, the \`Authorization\` header is not covered. To include the \`Authorization\` header, it must be explicitly listed in CORS header \`Access-Control-Allow-Headers\`).`;
    const failure = only(text);
    expect(failure).toMatchObject({ browser: "firefox", code: null, alternatives: [], url: API });
    expect(failure.note).toContain("not blocked");
  });

  it.each(["Fetch API", "XMLHttpRequest", "EventSource"])(
    "adds to Safari's reason the URL of its line about %s",
    (api) => {
      const reason = `Origin ${APP} is not allowed by Access-Control-Allow-Origin. Status code: 200`;
      const closing = `${api} cannot load ${API} due to access control checks.`;
      expect(only(`${reason}\n${closing}`)).toMatchObject({ browser: "webkit", url: API, origin: APP, status: 200 });
    },
  );

  it.each([
    "TypeError: Failed to fetch",
    "NetworkError when attempting to fetch resource.",
    "TypeError: Load failed",
    CLOSING,
  ])("says of %s that it names no reason", (text) => {
    const failure = only(text);
    expect(failure).toMatchObject({ code: null, alternatives: [], certain: false, known: true });
    expect(failure.note).toContain("not why");
  });

  it("finds each of several failures, of several browsers, whatever stands between them", () => {
    const texts = [CHROMIUM_ROWS[0], CHROMIUM_ROWS.at(-2), FIREFOX_ROWS[3], WEBKIT_ROWS[8]].map(
      (row) => row?.[0] ?? "",
    );
    const failures = parseConsole(texts.join("\n\nUnderstand this error\nsetState app.js:3\n"));
    expect(failures.map(({ browser, code }) => [browser, code])).toEqual([
      ["chromium", "MissingAllowOriginHeader"],
      ["chromium", "MixedContent"],
      ["firefox", null],
      ["webkit", "HeaderDisallowedByPreflightResponse"],
    ]);
  });

  it("tells the same failure once, however often it was printed", () => {
    const [text = ""] = CHROMIUM_ROWS[0] ?? [];
    expect(parseConsole(`${text}\n${text}\nGET ${API} net::ERR_FAILED 200 (OK)\n${text}`)).toHaveLength(1);
  });

  it.each([
    "Hello",
    "404 Not Found",
    "CORS is broken, please help",
    "Error: connect ECONNREFUSED",
    "{}",
    "🦊".repeat(50),
  ])("does not guess at %s", (text) => {
    expect(parseConsole(text)).toEqual([{ browser: null, code: null, alternatives: [], certain: false, known: false }]);
  });

  it.each(["", " ", "\n\t\r\n", "\ufeff"])("has nothing to say about %j", (text) => {
    expect(parseConsole(text)).toEqual([]);
  });

  it("says that Chromium blocked something where the reason is not known", () => {
    const failure = only(`${CHROMIUM}A rule of the year 2040.`);
    expect(failure).toMatchObject({ browser: "chromium", code: null, alternatives: [], known: false, url: API });
  });

  it("takes the method from the line in which Chrome's network repeats the failure", () => {
    const text =
      "Access to fetch at 'https://api.example.com/x' from origin 'https://app.example.com' has been blocked by CORS policy: " +
      "Response to preflight request doesn't pass access control check: It does not have HTTP ok status.\n" +
      "app.js:3 POST https://api.example.com/x net::ERR_FAILED";
    expect(parseConsole(text)).toMatchObject([{ code: "PreflightInvalidStatus", method: "POST" }]);
  });
});
