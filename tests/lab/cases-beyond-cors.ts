import type { HeaderLine } from "../../src/browser/index.ts";
import { allows, always, labCase, PAGE, type LabCase } from "./lab-case.ts";

const INCLUDE = { credentials: "include" } as const;
const WITH_CREDENTIALS = { credentials: true } as const;
const COUNT: HeaderLine = ["X-Total-Count", "100"];

/** What the browser lets through and is a mistake all the same, and what only looks like CORS. */
export const OTHER_CASES: readonly LabCase[] = [
  labCase({
    name: "a header that is not exposed",
    failure: "F13",
    broken: allows({ lines: [COUNT] }),
    sound: allows({ lines: [COUNT, ["Access-Control-Expose-Headers", "X-Total-Count"]] }),
    finding: "HeaderNotExposed",
    certainty: "possible",
    evidence: [/^X-Total-Count: 100$/],
  }),
  labCase({
    name: "a name without its last letter",
    failure: "F13",
    broken: allows({ lines: [COUNT, ["Access-Control-Expose-Header", "X-Total-Count"]] }),
    sound: allows({ lines: [COUNT, ["Access-Control-Expose-Headers", "x-total-count"]] }),
    finding: "HeaderNotExposed",
    cause: /the name ends in an s/,
  }),
  labCase({
    name: "any header exposed, and credentials",
    failure: "F13",
    init: INCLUDE,
    broken: allows({ ...WITH_CREDENTIALS, lines: [COUNT, ["Access-Control-Expose-Headers", "*"]] }),
    sound: allows({ ...WITH_CREDENTIALS, lines: [COUNT, ["Access-Control-Expose-Headers", "X-Total-Count"]] }),
    finding: "HeaderNotExposed",
  }),
  labCase({
    name: "a cookie set on a request without credentials",
    failure: "F14",
    soundInit: INCLUDE,
    broken: allows({ ...WITH_CREDENTIALS, lines: [["Set-Cookie", "id=secret; Path=/"]] }),
    sound: allows({ ...WITH_CREDENTIALS, lines: [["Set-Cookie", "id=secret; Path=/"]] }),
    finding: "CookieNotStored",
    evidence: [/^Set-Cookie: id=\(hidden\); Path=\/$/],
  }),
  labCase({
    name: "SameSite=None without Secure",
    failure: "F14",
    init: INCLUDE,
    broken: allows({ ...WITH_CREDENTIALS, lines: [["Set-Cookie", "id=1; SameSite=None"]] }),
    sound: allows({ ...WITH_CREDENTIALS, lines: [["Set-Cookie", "id=1; SameSite=None; Secure"]] }),
    finding: "CookieNotStored",
    cause: /needs Secure/,
  }),
  labCase({
    name: "a login that is asked for, and no cookie sent",
    failure: "F14",
    soundInit: INCLUDE,
    broken: (request) => withStatus(401, allows(WITH_CREDENTIALS)(request)),
    sound: allows(WITH_CREDENTIALS),
    finding: "CredentialsLeftOut",
    certainty: "likely",
  }),
  labCase({
    name: "Authorization let through by *",
    failure: "F15",
    init: { headers: { Authorization: "Bearer 1" } },
    broken: allows({ headers: "*" }),
    sound: allows({ headers: "Authorization" }),
    finding: "AuthorizationUnderWildcard",
    profiles: ["chromium", "firefox", "webkit"],
  }),
  labCase({
    name: "an answer that depends on Origin and does not say so",
    failure: "F17",
    broken: (request) => withoutVary(allows()(request)),
    finding: "MissingVary",
    probed: true,
  }),
  labCase({
    name: "whatever asks is allowed",
    failure: "F28",
    init: INCLUDE,
    broken: ({ origin = "*" }) => ({
      status: 200,
      headers: [
        ["Access-Control-Allow-Origin", origin],
        ["Access-Control-Allow-Credentials", "true"],
        ["Vary", "Origin"],
      ],
    }),
    sound: allows(WITH_CREDENTIALS),
    finding: "AnyOriginReflected",
    cause: /every page on the web/,
    probed: true,
  }),
  labCase({
    name: "no-cors as a way around",
    failure: "F27",
    init: { mode: "no-cors" },
    soundInit: {},
    broken: allows(),
    finding: "OpaqueAnswer",
  }),
  labCase({
    name: "no-cors, and a resource policy",
    failure: "F27",
    init: { mode: "no-cors" },
    soundInit: {},
    page: "http://app.example.net",
    broken: always(200, ["Cross-Origin-Resource-Policy", "same-origin"]),
    sound: allows({ origins: ["http://app.example.net"] }),
    finding: "ResourcePolicyNotSameOrigin",
  }),
  labCase({
    name: "mode same-origin",
    failure: "F27",
    init: { mode: "same-origin" },
    soundInit: {},
    broken: allows(),
    finding: "DisallowedByMode",
  }),
  labCase({
    name: "no-cors that wants to see redirects",
    failure: "F27",
    init: { mode: "no-cors", redirect: "manual" },
    soundInit: {},
    broken: allows(),
    finding: "NoCorsRedirectModeNotFollow",
  }),
  labCase({
    name: "a public page that asks this machine",
    failure: "F19",
    url: "http://127.0.0.1:{port}/",
    soundPage: "http://localhost:3000",
    broken: allows(),
    sound: allows({ origins: ["http://localhost:3000"] }),
    finding: "LocalNetworkPrompt",
    certainty: "likely",
  }),
  labCase({
    name: "https asks http",
    failure: "F20",
    page: "https://app.example.com",
    soundPage: PAGE,
    broken: allows(),
    finding: "MixedContent",
    cause: /not CORS/,
  }),
  labCase({
    name: "a URL without http before it",
    failure: "F22",
    url: "localhost:{port}/orders/1",
    soundUrl: "http://api.example.com:{port}/orders/1",
    broken: allows(),
    finding: "CorsDisabledScheme",
    cause: /localhost:8080 is a URL with the scheme localhost/,
  }),
  labCase({
    name: "a name that nobody knows",
    failure: "F23",
    url: "http://unknown.invalid:{port}/",
    soundUrl: "http://api.example.com:{port}/",
    broken: allows(),
    finding: "NameNotResolved",
    cause: /not CORS/,
  }),
  labCase({
    name: "a port that browsers send nothing to",
    failure: "F23",
    url: "http://api.example.com:1/",
    soundUrl: "http://api.example.com:{port}/",
    broken: allows(),
    finding: "BlockedPort",
  }),
  labCase({
    name: "a server that closes the connection",
    failure: "F23",
    broken: () => "reset",
    finding: "ConnectionReset",
    cause: /not CORS/,
  }),
  labCase({
    name: "https for a port that speaks http",
    failure: "F23",
    url: "https://api.example.com:{port}/",
    soundUrl: "http://api.example.com:{port}/",
    broken: allows(),
    finding: "TlsFailed",
    cause: /is it http\?.*not CORS/s,
  }),
  labCase({
    name: "a server that never answers",
    failure: "F23",
    broken: () => "silent",
    finding: "TimedOut",
    cause: /not CORS/,
  }),
];

function withStatus(status: number, reply: ReturnType<ReturnType<typeof allows>>): typeof reply {
  return typeof reply === "string" ? reply : { ...reply, status };
}

function withoutVary(reply: ReturnType<ReturnType<typeof allows>>): typeof reply {
  if (typeof reply === "string") return reply;
  return { ...reply, headers: (reply.headers ?? []).filter(([name]) => name !== "Vary") };
}
