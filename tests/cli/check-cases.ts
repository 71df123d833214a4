import type { HeaderLine } from "../../src/browser/index.ts";
import { allows, always, except } from "../lab/lab-case.ts";
import type { Behaviour } from "../lab/lab-server.ts";

/** The page that asks. */
const PAGE = "http://app.example.com";
const FROM = ["--from", PAGE];
const HERE = ["--resolve", "api.example.com:*:127.0.0.1"];
const URL_OF_ORDER = "http://api.example.com:{port}/orders/1";
const ALLOW: HeaderLine = ["Access-Control-Allow-Origin", PAGE];
const PUT_JSON = ["-X", "PUT", "-H", "Content-Type: application/json", "-d", '{"name":"Tricia"}'];

/** One call of `crossorigin check` that is kept as people see it. */
export interface CheckCase {
  /** Its file's name. */
  readonly name: string;
  /** What it shows, in a sentence. */
  readonly title: string;
  /** What stands behind `crossorigin check`; `{port}` is the server's, `{closed}` one where nobody listens. */
  readonly args: readonly string[];
  readonly behave?: Behaviour;
  /** What is given on standard input. */
  readonly input?: string;
}

/** Each of them is read at two widths. */
export const CHECK_CASES: readonly CheckCase[] = [
  {
    name: "allowed",
    title: "A PUT with JSON that the server allows",
    args: [URL_OF_ORDER, ...FROM, ...HERE, ...PUT_JSON],
    behave: allows(),
  },
  {
    name: "preflight-without-route",
    title: "OPTIONS is answered with 404, by a server that says who it is",
    args: [URL_OF_ORDER, ...FROM, ...HERE, ...PUT_JSON],
    behave: except("preflight", () => ({ status: 404, headers: [["Server", "nginx/1.22.1"]] })),
  },
  {
    name: "preflight-needs-login",
    title: "A login stands before CORS",
    args: [URL_OF_ORDER, ...FROM, ...HERE, "-X", "DELETE", "-H", "Authorization: Bearer s3cret", "--stack", "spring"],
    behave: except("preflight", () => ({ status: 401, headers: [["WWW-Authenticate", "Bearer"]] })),
  },
  {
    name: "method-not-listed",
    title: "The list of methods has no DELETE, as XMLHttpRequest finds out",
    args: [URL_OF_ORDER, ...FROM, ...HERE, "-X", "DELETE", "--xhr", "--stack", "express"],
    behave: allows({ methods: "PUT, PATCH" }),
  },
  {
    name: "error-without-headers",
    title: "The server fails, and its error page has no headers",
    args: [URL_OF_ORDER, ...FROM, ...HERE],
    behave: always(502, ["Server", "nginx/1.22.1"], ["Content-Type", "text/html"]),
  },
  {
    name: "slash-too-many",
    title: "The server names the page's origin with a slash",
    args: [URL_OF_ORDER, ...FROM, ...HERE, "--stack", "crossorigin"],
    behave: always(200, ["Access-Control-Allow-Origin", `${PAGE}/`]),
  },
  {
    name: "headers-twice",
    title: "Application and proxy both add the header",
    args: [URL_OF_ORDER, ...FROM, ...HERE],
    behave: always(200, ALLOW, ALLOW, ["Server", "nginx"], ["X-Powered-By", "Express"]),
  },
  {
    name: "cookies-and-wildcard",
    title: "The page sends a cookie, and the server answers with *",
    args: [
      URL_OF_ORDER,
      ...FROM,
      ...HERE,
      "--credentials",
      "include",
      "--cookie",
      "sid=s3cret; SameSite=None",
      "--stack",
      "django",
    ],
    behave: always(200, ["Access-Control-Allow-Origin", "*"]),
  },
  {
    name: "redirected-elsewhere",
    title: "A redirect to another host loses the origin",
    args: [URL_OF_ORDER, ...FROM, ...HERE],
    behave: ({ path, port, origin }) =>
      path === "/moved"
        ? { status: 200, headers: [["Access-Control-Allow-Origin", PAGE]] }
        : {
            status: 307,
            headers: [
              ["Access-Control-Allow-Origin", origin ?? "*"],
              ["Location", `http://127.0.0.1:${port}/moved`],
            ],
          },
  },
  {
    name: "header-not-exposed",
    title: "An answer that the page may read, but for a header that it wants",
    args: [URL_OF_ORDER, ...FROM, ...HERE, "--read", "X-Total-Count", "--stack", "express"],
    behave: allows({ lines: [["X-Total-Count", "42"]] }),
  },
  {
    name: "browsers-differ",
    title: "A header that Chromium drops and other browsers send",
    args: [URL_OF_ORDER, ...FROM, ...HERE, "-H", "User-Agent: my-page/1.0", "-H", "Cookie: a=b"],
    behave: allows(),
  },
  {
    name: "preflight-cache",
    title: "Four times, six seconds apart, where the permission is kept for ten",
    args: [URL_OF_ORDER, ...FROM, ...HERE, "-X", "PUT", "--repeat", "4", "--pause", "6", "--profile", "webkit"],
    behave: except("preflight", () => ({
      status: 204,
      headers: [ALLOW, ["Access-Control-Allow-Methods", "PUT"], ["Access-Control-Max-Age", "10"]],
    })),
  },
  {
    name: "opaque",
    title: "mode no-cors: an answer that nobody can read",
    args: [URL_OF_ORDER, ...FROM, ...HERE, "--mode", "no-cors"],
    behave: always(200),
  },
  {
    name: "page-without-origin",
    title: "A page that was opened from a file",
    args: [URL_OF_ORDER, "--from", "file:///home/tricia/index.html", ...HERE],
    behave: allows(),
  },
  {
    name: "nobody-listens",
    title: "A port where nobody listens, and a URL of the page where its origin is meant",
    args: ["http://127.0.0.1:{closed}/orders", "--from", "http://localhost:3000/cart?step=2"],
  },
  {
    name: "https-at-http",
    title: "https where the server speaks http",
    args: ["https://127.0.0.1:{port}/orders", "--from", "http://localhost:3000"],
    behave: always(200),
  },
  {
    name: "control-characters",
    title: "A server that tries to write on the terminal",
    args: [URL_OF_ORDER, ...FROM, ...HERE],
    behave: always(200, ["Access-Control-Allow-Origin", "http://evil.example/\u009b2J"], ["Server", "\u009b31mred"]),
  },
  {
    name: "expected-to-be-blocked",
    title: "A check that a stranger stays out",
    args: [URL_OF_ORDER, "--from", "http://stranger.example", ...HERE, "--expect", "blocked", "--profile", "standard"],
    behave: allows(),
  },
  {
    name: "a-file-of-requests",
    title: "Several requests from standard input, one of them not as expected",
    args: ["--file", "-", ...HERE, ...FROM],
    input: [
      "# What our pages ask",
      `${URL_OF_ORDER} --expect allowed`,
      `${URL_OF_ORDER} --from http://stranger.example --expect blocked`,
      `crossorigin check ${URL_OF_ORDER} -X LOCK --expect allowed # not yet`,
      "",
    ].join("\n"),
    behave: allows(),
  },
  {
    name: "verbose",
    title: "Everything that there is to see",
    args: [URL_OF_ORDER, ...FROM, ...HERE, "-X", "PUT", "--profile", "chromium", "--verbose", "--no-probe"],
    behave: allows(),
  },
  {
    name: "json",
    title: "The same for programs",
    args: [URL_OF_ORDER, ...FROM, ...HERE, "-H", "Authorization: Bearer s3cret", "--profile", "chromium", "--json"],
    behave: allows(),
  },
];
