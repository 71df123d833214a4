import { isForbiddenResponseHeaderName } from "../standard/header-name.ts";
import { isLoopbackHost } from "../standard/origin.ts";
import { isPrivateHost } from "./private-host.ts";
import { askedLines, pageLine, probeLine, requestLine, statusLine, toldLines, toldOrMissing } from "./evidence.ts";
import type { ExchangeView } from "./exchange-view.ts";
import type { Finder } from "./finder.ts";
import { tokens } from "./list-findings.ts";
import { allows, variesByOrigin } from "./origin-findings.ts";
import { printable } from "./printable.ts";

const EXPOSE = "Access-Control-Expose-Headers";

/** Whether the page may read an answer that is of another origin. */
function isShared({ exchange, sentOrigin }: ExchangeView): boolean {
  return exchange.verdict === "allowed" && exchange.response?.type !== "basic" && sentOrigin !== undefined;
}

const opaque: Finder = (view) => {
  if (view.exchange.verdict !== "opaque" || view.exchange.response?.type === "opaqueredirect") return undefined;
  return {
    code: "OpaqueAnswer",
    cause:
      "The page asked with mode no-cors. The request goes out and its answer comes, but the page sees no status, no header and no body of it. This mode does not get around CORS.",
    certainty: "certain",
    evidence: [pageLine(view, 'mode: "no-cors"'), ...requestLine(view), ...statusLine(view)],
  };
};

/** Headers that a server sends for the page's program to read. */
const MEANT_TO_BE_READ: ReadonlySet<string> = new Set([
  "content-disposition",
  "content-range",
  "link",
  "x-next-page",
  "x-page",
  "x-pagination",
  "x-per-page",
  "x-total",
  "x-total-count",
  "x-total-pages",
]);

/** A `Link` to further pages of a list, rather than one that tells browsers what to load. */
const PAGES = /rel="?(next|prev|last)\b/;

/** Headers of the answer that the page wants, or is meant to have, and cannot read; in lower case. */
export function hiddenHeaders(view: ExchangeView): string[] {
  const wanted = new Set((view.options.reads ?? []).map((name) => name.toLowerCase()));
  const isMeant = (name: string): boolean =>
    MEANT_TO_BE_READ.has(name) && (name !== "link" || PAGES.test(view.told("link") ?? ""));
  return unreadable(view).filter((name) => wanted.has(name) || isMeant(name));
}

/** Headers of the answer that the page cannot read, though no rule keeps every page from them. */
function unreadable(view: ExchangeView): string[] {
  const { response } = view.exchange;
  if (!isShared(view) || response === undefined) return [];
  const names = new Set((view.answered?.response.headers ?? []).map(([name]) => name.toLowerCase()));
  return [...names].filter((name) => !response.headers.has(name) && !isForbiddenResponseHeaderName(name));
}

const notExposed: Finder = (view) => {
  const wanted = new Set((view.options.reads ?? []).map((name) => name.toLowerCase()));
  const hidden = unreadable(view);
  const missed = hiddenHeaders(view);
  const misspelt = hidden.includes("access-control-expose-header");
  const literal = view.credentialed && tokens(view, "access-control-expose-headers").includes("*");
  if (missed.length === 0 && !misspelt && !(literal && hidden.length > 0)) return undefined;
  const why = misspelt
    ? "The server sends Access-Control-Expose-Header; the name ends in an s."
    : literal
      ? `${EXPOSE}: * holds only for requests without credentials.`
      : `${EXPOSE} does not list ${missed.length === 1 ? "it" : "them"}.`;
  const isSure = misspelt || literal || missed.some((name) => wanted.has(name));
  return {
    code: "HeaderNotExposed",
    cause: `${missed.length === 0 ? "" : `The answer has ${missed.slice(0, 10).map(printable).join(", ")}, and the page cannot read ${missed.length === 1 ? "it" : "them"}. `}${why}`,
    certainty: isSure ? "certain" : "possible",
    evidence: [
      ...missed.slice(0, 10).flatMap((name) => toldLines(view, name)),
      ...toldLines(view, "access-control-expose-header"),
      ...toldOrMissing(view, EXPOSE),
    ],
  };
};

/** The attributes of a `Set-Cookie` line, in lower case. */
function attributesOf(line: string): Map<string, string> {
  const pairs = line.split(";").slice(1, 20);
  return new Map(
    pairs.map((pair) => {
      const [name = "", value = ""] = pair.split("=", 2);
      return [name.trim().toLowerCase(), value.trim().toLowerCase()];
    }),
  );
}

/** Cookies of load balancers and firewalls, which set them on every answer and do without them. */
const NOT_MEANT = /^(AWSALB|__cf|_cfuvid|ARRAffinity|BIGipServer|incap_ses|nlbi_|visid_incap)/;

/** Why a browser does not keep a cookie, going on from "The cookie is not kept". */
function cookieFault(view: ExchangeView, line: string): string | undefined {
  if (NOT_MEANT.test(line)) return undefined;
  if (view.step("credentials")?.found === "left out") {
    return "since the request went without credentials: with fetch set credentials to include, with XMLHttpRequest withCredentials";
  }
  const attributes = attributesOf(line);
  const sameSite = attributes.get("samesite");
  if (sameSite === "none" && !attributes.has("secure")) return "since SameSite=None needs Secure beside it";
  // What browsers say of it themselves; over http, where they say nothing, it is not known.
  if (view.asked("sec-fetch-site") !== "cross-site") return undefined;
  if (sameSite === "lax" || sameSite === "strict") {
    return `since page and server are of different sites and SameSite is ${sameSite}`;
  }
  return sameSite === undefined
    ? "by Chromium, since page and server are of different sites, and SameSite is Lax where it is not given"
    : undefined;
}

const cookieNotStored: Finder = (view) => {
  if (!isShared(view)) return undefined;
  const faults = view.lines("set-cookie").map((line) => cookieFault(view, line));
  const fault = faults.find((one) => one !== undefined);
  if (fault === undefined) return undefined;
  return {
    code: "CookieNotStored",
    cause: `The cookie is not kept, ${fault}.`,
    certainty: "certain",
    evidence: [...toldLines(view, "set-cookie"), ...askedLines(view, "sec-fetch-site")],
  };
};

const credentialsLeftOut: Finder = (view) => {
  const { status } = view;
  if (!isShared(view) || status !== 401 || view.step("credentials")?.found !== "left out") return undefined;
  if (view.asked("authorization") !== undefined) return undefined;
  return {
    code: "CredentialsLeftOut",
    cause:
      "The server answers 401, and the request carried neither a cookie nor Authorization: by default browsers send cookies to the page's own origin alone.",
    certainty: "likely",
    evidence: [...requestLine(view, "no Cookie, no Authorization"), ...statusLine(view)],
  };
};

const missingVary: Finder = (view) => {
  const allowed = view.told("access-control-allow-origin");
  if (!isShared(view) || allowed === undefined || allowed === "*" || variesByOrigin(view)) return undefined;
  // Nothing else is kept by caches.
  if (view.entry?.request.method !== "GET" && view.entry?.request.method !== "HEAD") return undefined;
  const other = ["other-origin", "without-origin"] as const;
  const seen = other.map((name) => view.observation(name)).find((one) => one?.response !== undefined);
  const told = seen?.response?.headers.find(([name]) => name.toLowerCase() === "access-control-allow-origin")?.[1];
  // A server that says the same to all needs no Vary.
  if (seen?.response === undefined || told === allowed || seen.response.status >= 400) return undefined;
  return {
    code: "MissingVary",
    cause: `The server answers ${seen.name === "other-origin" ? "another origin" : "a request without Origin"} differently, and none of it says Vary: Origin. A cache in the browser or on the way hands one page's answer to another, whose browser then refuses it.`,
    certainty: "certain",
    evidence: [
      ...toldLines(view, "access-control-allow-origin"),
      ...toldOrMissing(view, "Vary"),
      probeLine(view, seen, told === undefined ? "no Access-Control-Allow-Origin" : printable(told)),
    ],
  };
};

const reflected: Finder = (view) => {
  const seen = view.observation("other-origin");
  const headers = seen?.response?.headers ?? [];
  const credentials = headers.some(
    ([name, value]) => name.toLowerCase() === "access-control-allow-credentials" && value === "true",
  );
  // Without credentials it says no more than * does.
  if (!isShared(view) || seen === undefined || !credentials || !allows(view, "other-origin")) return undefined;
  return {
    code: "AnyOriginReflected",
    cause:
      "An origin that nobody can have configured is allowed as well, with credentials: the server repeats whatever Origin says, so every page on the web can read and act as whoever is logged in.",
    certainty: "certain",
    evidence: [...toldLines(view, "access-control-allow-origin"), probeLine(view, seen, "allowed, with credentials")],
  };
};

const authorizationUnderWildcard: Finder = (view) => {
  const { exchange, hop } = view;
  const preflight = exchange.wire.findLast((entry) => entry.hop === hop && entry.preflight);
  if (!isShared(view) || preflight?.response === undefined) return undefined;
  const covers = exchange.steps.find(
    ({ name, expected, found }) => name === "allow-headers" && expected === "authorization" && isWildcardAlone(found),
  );
  if (covers === undefined) return undefined;
  return {
    code: "AuthorizationUnderWildcard",
    cause:
      "The request with Authorization was let through by Access-Control-Allow-Headers: *. By the standard * does not cover Authorization, and Chromium and Firefox have announced that they will follow it.",
    certainty: "certain",
    evidence: [
      pageLine(
        view,
        `Access-Control-Allow-Headers: ${printable(covers.found ?? "")}`,
        "in the answer to the preflight",
      ),
    ],
  };
};

function isWildcardAlone(list: string | null | undefined): boolean {
  const names = (list ?? "").split(",").map((name) => name.trim().toLowerCase());
  return names.includes("*") && !names.includes("authorization");
}

const localNetwork: Finder = (view) => {
  const { origin, url, exchange } = view;
  if (exchange.verdict !== "allowed" || origin === undefined || url === undefined || !URL.canParse(origin))
    return undefined;
  const page = new URL(origin).hostname;
  const target = new URL(url).hostname;
  if (page === "" || isPrivateHost(page) || !page.includes(".") || !isPrivateHost(target)) return undefined;
  return {
    code: "LocalNetworkPrompt",
    cause: `${target} is ${isLoopbackHost(target) ? "the user's own machine" : "an address of a private network"}, and the page is a public one. Before anything is sent, Chromium since version 142 asks the user, and pages over http are refused at once. That is not simulated here.`,
    certainty: "likely",
    evidence: [pageLine(view, `page ${origin}`), ...requestLine(view)],
  };
};

/** Of exchanges that were not refused, in the order of weight. */
export const HIDDEN_FINDERS: readonly Finder[] = [
  opaque,
  reflected,
  missingVary,
  credentialsLeftOut,
  cookieNotStored,
  notExposed,
  authorizationUnderWildcard,
  localNetwork,
];
