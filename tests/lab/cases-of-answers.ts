import type { HeaderLine } from "../../src/browser/index.ts";
import { allows, always, except, labCase, PAGE, type LabCase } from "./lab-case.ts";

const INCLUDE = { credentials: "include" } as const;
const VARY: HeaderLine = ["Vary", "Origin"];

function origin(value: string): HeaderLine {
  return ["Access-Control-Allow-Origin", value];
}

function credentials(value: string): HeaderLine {
  return ["Access-Control-Allow-Credentials", value];
}

/** What goes wrong with the answer itself. */
export const ANSWER_CASES: readonly LabCase[] = [
  labCase({
    name: "no headers at all",
    failure: "F1",
    broken: always(200),
    finding: "MissingAllowOriginHeader",
    evidence: [/^200 OK$/, /^Origin: http:\/\/app\.example\.com$/],
  }),
  labCase({
    name: "it works in curl",
    failure: "F16",
    broken: always(200),
    finding: "MissingAllowOriginHeader",
    cause: /as curl and servers ask/,
    probed: true,
  }),
  labCase({
    name: "an error without headers",
    failure: "F2",
    broken: always(500),
    finding: "ErrorWithoutHeaders",
    cause: /a 500/,
  }),
  labCase({
    name: "a proxy's own error page",
    failure: "F2",
    broken: always(502, ["Server", "nginx/1.22.1"], ["Content-Type", "text/html"]),
    finding: "ErrorWithoutHeaders",
    cause: /fails the same way/,
    evidence: [/^Server: nginx/, / -> 502$/],
    probed: true,
  }),
  labCase({
    name: "any origin, and credentials",
    failure: "F6",
    init: INCLUDE,
    broken: always(200, origin("*"), credentials("true")),
    sound: allows({ credentials: true }),
    finding: "WildcardOriginNotAllowed",
    evidence: [/^Access-Control-Allow-Origin: \*$/],
  }),
  labCase({
    name: "credentials that are not allowed",
    failure: "F7",
    init: INCLUDE,
    broken: always(200, origin(PAGE), VARY),
    sound: allows({ credentials: true }),
    finding: "InvalidAllowCredentials",
    cause: /lacks Access-Control-Allow-Credentials/,
  }),
  labCase({
    name: "True as a language prints it",
    failure: "F7",
    init: INCLUDE,
    broken: always(200, origin(PAGE), credentials("True"), VARY),
    sound: allows({ credentials: true }),
    finding: "InvalidAllowCredentials",
    cause: /in lower case/,
    evidence: [/^Access-Control-Allow-Credentials: True$/],
  }),
  labCase({
    name: "credentials allowed twice",
    failure: "F7",
    init: INCLUDE,
    broken: always(200, origin(PAGE), credentials("true"), credentials("true"), VARY),
    sound: allows({ credentials: true }),
    finding: "HeadersTwice",
    cause: /"true, true"/,
  }),
  labCase({
    name: "proxy and application both allow",
    failure: "F8",
    broken: always(200, origin("*"), ["Server", "nginx/1.22.1"], ["X-Powered-By", "Express"], origin("*")),
    finding: "HeadersTwice",
    cause: /comes 2 times.*marks of nginx and Express/s,
    evidence: [/^Access-Control-Allow-Origin: \*$/, /^Server: nginx/],
  }),
  ...(
    [
      ["a slash at the end", `${PAGE}/`, /a slash at its end/],
      ["a path", `${PAGE}/app`, /a path, \/app/],
      ["no scheme", "app.example.com", /no scheme/],
      ["https in place of http", "https://app.example.com", /the scheme https in place of http/],
      ["another port", `${PAGE}:8080`, /the port 8080, where the page's origin has none/],
      ["the default port", `${PAGE}:80`, /the port 80, which browsers leave out/],
      ["letters in upper case", "http://App.example.com", /App\.example\.com in place of app\.example\.com: case/],
      ["www before the host", "http://www.app.example.com", /the host www\.app\.example\.com/],
      ["quotes", `"${PAGE}"`, /quotes around it/],
    ] as const
  ).map(([what, value, cause]) =>
    labCase({
      name: `an origin with ${what}`,
      failure: "F9",
      broken: always(200, origin(value), VARY),
      finding: "OriginDiffersInDetail",
      cause,
    }),
  ),
  labCase({
    name: "localhost for 127.0.0.1",
    failure: "F9",
    page: "http://127.0.0.1:3000",
    broken: always(200, origin("http://localhost:3000"), VARY),
    sound: allows({ origins: ["http://127.0.0.1:3000"] }),
    finding: "OriginDiffersInDetail",
    cause: /the host localhost in place of 127\.0\.0\.1/,
  }),
  labCase({
    name: "another origin altogether",
    failure: "F9",
    broken: always(200, origin("https://shop.example.net"), VARY),
    finding: "AllowOriginMismatch",
  }),
  labCase({
    name: "an origin that is none",
    failure: "F9",
    broken: always(200, origin("true"), VARY),
    finding: "InvalidAllowOriginValue",
  }),
  labCase({
    name: "a pattern in place of an origin",
    failure: "F28",
    broken: always(200, origin("http://*.example.com"), VARY),
    finding: "PatternSent",
  }),
  labCase({
    name: "a list that knows the origin with www alone",
    failure: "F28",
    broken: allows({ origins: ["http://www.app.example.com"] }),
    finding: "NearOriginAllowed",
    cause: /another host/,
    probed: true,
  }),
  labCase({
    name: "a list that knows the origin over https alone",
    failure: "F28",
    broken: allows({ origins: ["https://app.example.com"] }),
    finding: "NearOriginAllowed",
    cause: /another scheme/,
    probed: true,
  }),
  labCase({
    name: "a list in one line",
    failure: "F26",
    broken: always(200, origin(`${PAGE}, https://admin.example.com`), VARY),
    finding: "OriginList",
  }),
  labCase({
    name: "a list with spaces",
    failure: "F26",
    broken: always(200, origin(`${PAGE} https://admin.example.com`), VARY),
    finding: "OriginList",
  }),
  labCase({
    name: "an answer that a cache made for another page",
    failure: "F17",
    broken: always(200, origin("https://shop.example.net"), ["Age", "30"]),
    sound: allows({ lines: [["Age", "0"]] }),
    finding: "AnswerForAnotherOrigin",
    certainty: "likely",
    evidence: [/^Age: 30$/],
  }),
  labCase({
    name: "an answer that a cache made for an image",
    failure: "F17",
    broken: (request) =>
      request.path === "/orders/1"
        ? { status: 200, headers: [["X-Cache", "Hit from cloudfront"]] }
        : { status: 200, headers: [origin(PAGE), ["X-Cache", "Miss from cloudfront"]] },
    finding: "AnswerForAnotherOrigin",
    cause: /Past the cache, the server allows the page/,
    evidence: [/^X-Cache: Hit/],
    probed: true,
  }),
  labCase({
    name: "a file that a cache has, of a server that knows no CORS",
    failure: "look-alike",
    broken: always(200, ["X-Cache", "HIT"], ["Age", "30"]),
    finding: "MissingAllowOriginHeader",
    probed: true,
  }),
  labCase({
    name: "a fixed origin that a cache has",
    failure: "look-alike",
    broken: always(200, origin("https://shop.example.net"), ["Age", "30"]),
    finding: "AllowOriginMismatch",
    probed: true,
  }),
  labCase({
    name: "a good preflight, and an answer without headers",
    failure: "F18",
    init: { method: "PUT" },
    broken: except("answer", () => ({ status: 200 })),
    finding: "PreflightAllowedOnly",
  }),
  labCase({
    name: "a redirect without headers",
    failure: "F18",
    broken: ({ path }) =>
      path === "/orders/1" ? { status: 302, headers: [["Location", "/orders/2"]] } : { status: 200 },
    finding: "RedirectWithoutHeaders",
    evidence: [/^Location: \/orders\/2$/],
  }),
  labCase({
    name: "a session that has ended",
    failure: "F18",
    broken: always(302, ["Location", "https://sso.example.com/login"]),
    finding: "RedirectedToLogin",
    certainty: "likely",
  }),
  labCase({
    name: "a page without an origin",
    failure: "F21",
    page: "null",
    soundPage: PAGE,
    broken: allows(),
    finding: "PageWithoutOrigin",
  }),
  labCase({
    name: "a redirect from one foreign origin to another",
    failure: "F21",
    url: "http://api.example.com:{port}/moved",
    broken: ({ path, port, origin: asked }) =>
      path === "/moved"
        ? { status: 307, headers: [origin(asked ?? ""), ["Location", `http://api.example.net:${port}/orders/1`]] }
        : { status: 200, headers: [origin(PAGE)] },
    finding: "OriginLostInRedirect",
    cause: /from http:\/\/api\.example\.com:\d+ to http:\/\/api\.example\.net:\d+/,
  }),
  labCase({
    name: "a page of an application",
    failure: "F22",
    page: "capacitor://localhost",
    broken: allows({ origins: ["http://localhost"] }),
    sound: allows({ origins: ["capacitor://localhost"] }),
    finding: "AppOriginNotAllowed",
  }),
  labCase({
    name: "a font without headers",
    failure: "F25",
    broken: always(200, ["Content-Type", "font/woff2"]),
    sound: allows({ lines: [["Content-Type", "font/woff2"]] }),
    finding: "AssetWithoutHeaders",
  }),
  labCase({
    name: "an image without headers",
    failure: "F25",
    broken: always(200, ["Content-Type", "image/png"]),
    finding: "AssetWithoutHeaders",
  }),
];
