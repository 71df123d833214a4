import type { FetchInit, HeaderLine, ProfileName } from "../../src/browser/index.ts";
import { allows, always, except } from "../lab/lab-case.ts";
import type { Behaviour } from "../lab/lab-server.ts";

/** What a reader of the article asked, as it shows in a browser. */
export interface Story {
  /** In the reader's words. */
  readonly title: string;
  /** What is going on, for the guide. */
  readonly text: string;
  readonly page: string;
  readonly url: string;
  readonly init?: FetchInit;
  /** `undefined`: nobody is there. */
  readonly behave: Behaviour | undefined;
  /** Whose console. */
  readonly browser: Exclude<ProfileName, "standard">;
  /** What the code must come to. */
  readonly finding: string;
  readonly stack?: string;
}

const PAGE = "http://localhost:8081";
const API = "http://localhost:8080/orders/1";
const JSON_BODY = { headers: { "Content-Type": "application/json" }, body: '{"name":"Tricia"}' };
const DELETE: FetchInit = { method: "DELETE", ...JSON_BODY };

function origin(value: string): HeaderLine {
  return ["Access-Control-Allow-Origin", value];
}

/** The problems of the article's readers, and of whoever comes after them. */
export const STORIES: readonly Story[] = [
  {
    title: "It is the same host. Is this even cross-origin?",
    text: "Two ports are two origins.",
    page: PAGE,
    url: API,
    behave: always(200),
    browser: "chromium",
    finding: "MissingAllowOriginHeader",
    stack: "express",
  },
  {
    title: "My DELETE reaches the server as OPTIONS",
    text: "The policy lists PUT alone.",
    page: PAGE,
    url: API,
    init: DELETE,
    behave: allows({ origins: [PAGE], methods: "PUT" }),
    browser: "chromium",
    finding: "MethodDisallowedByPreflightResponse",
  },
  {
    title: "The server says 404 to OPTIONS, and the DELETE never comes",
    text: "No route answers OPTIONS. Firefox names the status.",
    page: PAGE,
    url: API,
    init: DELETE,
    behave: except("preflight", () => ({ status: 404 })),
    browser: "firefox",
    finding: "PreflightNotRouted",
  },
  {
    title: "My handler runs for the OPTIONS, and the browser still refuses",
    text: "It answered 200, and allowed nothing.",
    page: PAGE,
    url: API,
    init: DELETE,
    behave: always(200),
    browser: "webkit",
    finding: "MissingAllowOriginHeader",
  },
  {
    title: "Since I send Authorization, everything fails",
    text: "The header needs permission by name.",
    page: PAGE,
    url: API,
    init: { headers: { Authorization: "Bearer s3cret" } },
    behave: allows({ origins: [PAGE] }),
    browser: "chromium",
    finding: "HeaderDisallowedByPreflightResponse",
  },
  {
    title: "Cookies are not sent, so I set credentials, and now it fails",
    text: "The server answers * to everybody.",
    page: PAGE,
    url: API,
    init: { credentials: "include" },
    behave: always(200, origin("*"), ["Access-Control-Allow-Credentials", "true"]),
    browser: "firefox",
    finding: "WildcardOriginNotAllowed",
  },
  {
    title: "JSON fails, and a form works",
    text: "Content-Type: application/json needs permission.",
    page: PAGE,
    url: API,
    init: { method: "POST", ...JSON_BODY },
    behave: allows({ origins: [PAGE], headers: "accept" }),
    browser: "webkit",
    finding: "ContentTypeNotAllowed",
  },
  {
    title: "It worked until the login expired",
    text: "A login in front of CORS answers the preflight.",
    page: "https://app.example.com",
    url: "https://api.example.com/me",
    init: { method: "PUT", ...JSON_BODY },
    behave: except("preflight", () => ({ status: 401 })),
    browser: "chromium",
    finding: "PreflightMissingAllowOriginHeader",
  },
  {
    title: "It is a CORS error, but only sometimes",
    text: "The server fails, and its error page has no headers.",
    page: "https://app.example.com",
    url: "https://api.example.com/orders",
    behave: always(500),
    browser: "firefox",
    finding: "ErrorWithoutHeaders",
  },
  {
    title: "The header is there, I can see it",
    text: "Twice: nginx and the application both add it.",
    page: "https://app.example.com",
    url: "https://api.example.com/orders",
    behave: always(200, origin("https://app.example.com"), origin("https://app.example.com")),
    browser: "chromium",
    finding: "MultipleAllowOriginValues",
    stack: "nginx",
  },
  {
    title: "I allowed exactly my page",
    text: "With a slash at its end.",
    page: "https://app.example.com",
    url: "https://api.example.com/orders",
    behave: always(200, origin("https://app.example.com/")),
    browser: "chromium",
    finding: "OriginDiffersInDetail",
  },
  {
    title: "It redirects, and then it fails",
    text: "To the same address with a slash behind it, before CORS has its turn.",
    page: "https://app.example.com",
    url: "https://api.example.com/orders",
    init: { method: "PUT", ...JSON_BODY },
    behave: always(301, ["Location", "https://api.example.com/orders/"], origin("https://app.example.com")),
    browser: "chromium",
    finding: "PreflightDisallowedRedirect",
  },
  {
    title: "Nothing arrives at my server at all",
    text: "It is not running.",
    page: PAGE,
    url: API,
    behave: undefined,
    browser: "firefox",
    finding: "ConnectionRefused",
  },
];
