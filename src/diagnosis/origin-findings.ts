import { schemeOf } from "../standard/origin.ts";
import { cacheMark, layersIn } from "./answered-by.ts";
import { askedLines, missingLine, probeLine, requestLine, toldLines, toldOrMissing } from "./evidence.ts";
import type { ExchangeView } from "./exchange-view.ts";
import type { Finder, Found } from "./finder.ts";
import type { ObservationName } from "./observation.ts";
import { differenceInWords, isDetail, originDifferences } from "./origin-difference.ts";
import { printable } from "./printable.ts";

const ALLOW_ORIGIN = "Access-Control-Allow-Origin";
const ALLOW_CREDENTIALS = "Access-Control-Allow-Credentials";

/** The name of a reason without `Preflight`, for what the CORS check finds. */
function checked({ exchange: { code } }: ExchangeView): string {
  if (code === undefined) return "";
  return code.startsWith("Preflight") ? code.slice("Preflight".length) : code;
}

const twice: Finder = (view) => {
  const code = checked(view);
  const name = code === "MultipleAllowOriginValues" ? ALLOW_ORIGIN : ALLOW_CREDENTIALS;
  if (code !== "MultipleAllowOriginValues" && code !== "InvalidAllowCredentials") return undefined;
  const lines = view.lines(name.toLowerCase());
  if (lines.length < 2) return undefined;
  const layers = layersIn(view.answered?.response.headers ?? []).map((layer) => layer.name);
  const who = layers.length === 0 ? "" : ` The answer bears the marks of ${layers.join(" and ")}.`;
  return {
    code: "HeadersTwice",
    cause: `${name} comes ${lines.length} times: the server and something in front of it, or two middlewares, each set it. Browsers join the lines to "${printable(lines.join(", "))}", which is no ${name === ALLOW_ORIGIN ? "origin" : "true"}, even where the lines are the same.${who}`,
    certainty: "certain",
    evidence: [...toldLines(view, name.toLowerCase()), ...toldLines(view, "server"), ...toldLines(view, "via")],
  };
};

const list: Finder = (view) => {
  const [value = "", ...others] = view.lines("access-control-allow-origin");
  if (checked(view) !== "MultipleAllowOriginValues" || others.length > 0) return undefined;
  return {
    code: "OriginList",
    cause: `${ALLOW_ORIGIN} is one line with several values, "${printable(value)}". It may hold one origin: the server has to keep the list, compare the request's Origin with it, and answer with that one.`,
    certainty: "certain",
    evidence: [...toldLines(view, "access-control-allow-origin"), ...askedLines(view, "origin")],
  };
};

const ORIGIN_CODES: ReadonlySet<string> = new Set([
  "MissingAllowOriginHeader",
  "AllowOriginMismatch",
  "InvalidAllowOriginValue",
]);

/** Whether the request told no origin, and the answer does not allow that. */
function saysNull(view: ExchangeView): boolean {
  return view.sentOrigin === "null" && ORIGIN_CODES.has(checked(view));
}

const lostInRedirect: Finder = (view) => {
  const { origin, hop, exchange } = view;
  if (!saysNull(view) || hop === 0 || origin === "null") return undefined;
  const chain = exchange.wire.filter(({ preflight }) => !preflight).map(({ request }) => new URL(request.url).origin);
  return {
    code: "OriginLostInRedirect",
    cause: `The request went from ${[...new Set(chain)].join(" to ")}. After such a redirect between two foreign origins the browser says Origin: null, so no server can tell which page asks.`,
    certainty: "certain",
    evidence: [...requestLine(view), ...askedLines(view, "origin"), ...toldOrMissing(view, ALLOW_ORIGIN)],
  };
};

const withoutOrigin: Finder = (view) => {
  if (!saysNull(view) || view.origin !== "null") return undefined;
  return {
    code: "PageWithoutOrigin",
    cause:
      "The page is a file, in a sandboxed frame, or a data: URL: it has no origin that a server could allow, and its requests say Origin: null.",
    certainty: "certain",
    evidence: [...askedLines(view, "origin"), ...toldOrMissing(view, ALLOW_ORIGIN)],
  };
};

const application: Finder = (view) => {
  const { origin } = view;
  const scheme = origin === undefined ? undefined : schemeOf(origin);
  if (scheme === undefined || scheme === "http" || scheme === "https" || !ORIGIN_CODES.has(checked(view)))
    return undefined;
  return {
    code: "AppOriginNotAllowed",
    cause: `The page is part of an application and its origin is ${origin}. The server has to allow this text as it stands; lists that take only http and https refuse it.`,
    certainty: "certain",
    evidence: [...askedLines(view, "origin"), ...toldOrMissing(view, ALLOW_ORIGIN)],
  };
};

const pattern: Finder = (view) => {
  const value = view.told("access-control-allow-origin") ?? "";
  const code = checked(view);
  if ((code !== "AllowOriginMismatch" && code !== "InvalidAllowOriginValue") || !value.includes("*")) return undefined;
  return {
    code: "PatternSent",
    cause: `${ALLOW_ORIGIN} is "${printable(value)}". A pattern is for the server to compare with: what it sends has to be the one origin that asked, or * alone.`,
    certainty: "certain",
    evidence: toldLines(view, "access-control-allow-origin"),
  };
};

const detail: Finder = (view) => {
  const value = view.told("access-control-allow-origin");
  const code = checked(view);
  const wanted = view.sentOrigin;
  if (code !== "AllowOriginMismatch" && code !== "InvalidAllowOriginValue") return undefined;
  if (value === undefined || value === "" || value === "null" || wanted === undefined || wanted === "null")
    return undefined;
  const differences = originDifferences(value, wanted);
  if (!isDetail(differences)) return undefined;
  return {
    code: "OriginDiffersInDetail",
    cause: `${ALLOW_ORIGIN} has ${differences.map((one) => printable(differenceInWords(one))).join(", and ")}. Browsers compare byte by byte: it has to be ${wanted}.`,
    certainty: "certain",
    evidence: [...toldLines(view, "access-control-allow-origin"), ...askedLines(view, "origin")],
  };
};

const cached: Finder = (view) => {
  const code = checked(view);
  const mark = cacheMark(view.answered?.response.headers ?? []);
  const fresh = view.observation("past-cache");
  if (mark === undefined || variesByOrigin(view) || view.status >= 400) return undefined;
  const isFresh = fresh !== undefined && allows(view, "past-cache");
  // Files without any CORS are kept by caches too: without a look past the cache, only another page's origin is a sign.
  if (code !== "AllowOriginMismatch" && !(code === "MissingAllowOriginHeader" && isFresh)) return undefined;
  if (fresh?.response !== undefined && !isFresh) return undefined;
  return {
    code: "AnswerForAnotherOrigin",
    cause: `A cache kept this answer (${printable(`${mark[0]}: ${mark[1]}`)}), and it does not say Vary: Origin, so the cache hands what it made for ${code === "AllowOriginMismatch" ? "one page" : "a request without Origin"} to all.${isFresh ? " Past the cache, the server allows the page." : ""}`,
    certainty: isFresh ? "certain" : "likely",
    evidence: [
      ...toldLines(view, mark[0].toLowerCase()),
      ...toldOrMissing(view, ALLOW_ORIGIN),
      ...toldOrMissing(view, "Vary"),
      ...askedLines(view, "origin"),
      ...(isFresh ? [probeLine(view, fresh, "allowed")] : []),
    ],
  };
};

/** Whether the answer says that it depends on `Origin`. */
export function variesByOrigin(view: ExchangeView): boolean {
  const members = view.lines("vary").flatMap((line) => line.split(",").map((name) => name.trim().toLowerCase()));
  return members.includes("origin") || members.includes("*");
}

const NEAR = ["other-scheme", "with-www", "without-www", "without-port", "other-loopback"] as const;

const nearAllowed: Finder = (view) => {
  if (!ORIGIN_CODES.has(checked(view))) return undefined;
  // Where a stranger is allowed as well, the detail is not what decides.
  if (allows(view, "other-origin")) return undefined;
  const name = NEAR.find((one) => allows(view, one));
  const seen = name === undefined ? undefined : view.observation(name);
  if (seen === undefined) return undefined;
  const allowed = originAskedBy(view, seen.name) ?? "";
  return {
    code: "NearOriginAllowed",
    cause: `The server allows ${allowed}, and not ${view.origin}: its list or pattern is for another ${partOf(seen.name)}.`,
    certainty: "certain",
    evidence: [...toldOrMissing(view, ALLOW_ORIGIN), probeLine(view, seen, `${ALLOW_ORIGIN}: ${printable(allowed)}`)],
  };
};

function originAskedBy(view: ExchangeView, name: ObservationName): string | undefined {
  return view.observation(name)?.request.headers.find(([key]) => key === "Origin")?.[1];
}

/** Whether a follow-up was allowed by the name of its own origin. */
export function allows(view: ExchangeView, name: ObservationName): boolean {
  const asked = originAskedBy(view, name);
  const lines = (view.observation(name)?.response?.headers ?? []).filter(
    ([key]) => key.toLowerCase() === "access-control-allow-origin",
  );
  return asked !== undefined && lines.length === 1 && lines[0]?.[1] === asked;
}

function partOf(name: string): string {
  if (name === "other-scheme") return "scheme";
  return name === "without-port" ? "port" : "host";
}

/** In the order of weight. */
export const ORIGIN_FINDERS: readonly Finder[] = [
  twice,
  list,
  lostInRedirect,
  withoutOrigin,
  application,
  pattern,
  detail,
  nearAllowed,
  cached,
];

/** What can be said of the CORS check, when nothing more is known. */
export function plainCheck(view: ExchangeView): Found | undefined {
  const { code } = view.exchange;
  const named = checked(view);
  if (code === undefined) return undefined;
  const value = printable(view.told("access-control-allow-origin") ?? "");
  const wanted = view.sentOrigin ?? view.origin ?? "the page's origin";
  const answer = view.phase === "preflight" ? "The answer to the preflight" : "The answer";
  const causes: Readonly<Record<string, string>> = {
    WildcardOriginNotAllowed: `${answer} allows * and the request's credentials mode is include: then the server has to name ${wanted}, and add ${ALLOW_CREDENTIALS}: true. Or the page leaves credentials out, if it needs none.`,
    InvalidAllowOriginValue: `${answer} says ${ALLOW_ORIGIN}: "${value}", which is no origin. It has to be ${wanted}.`,
    AllowOriginMismatch: `${answer} allows ${value}, and the page is ${wanted}: a fixed value, a list without this origin, or an answer that was made for another page.`,
    InvalidAllowCredentials: credentialsCause(view, answer),
  };
  const cause = causes[named];
  if (cause === undefined) return undefined;
  const header = named === "InvalidAllowCredentials" ? ALLOW_CREDENTIALS : ALLOW_ORIGIN;
  return {
    code,
    cause,
    certainty: "certain",
    evidence: [...toldOrMissing(view, header), ...askedLines(view, "origin")],
  };
}

function credentialsCause(view: ExchangeView, answer: string): string {
  const value = view.told("access-control-allow-credentials");
  if (value === undefined) return `${answer} lacks ${ALLOW_CREDENTIALS}: true, which a request with credentials needs.`;
  const isCase = value.toLowerCase() === "true";
  return `${answer} says ${ALLOW_CREDENTIALS}: ${printable(value)}, and only true counts${isCase ? ", in lower case" : ""}.`;
}

/** What can be said of an answer without the header, when nothing more is known. */
export function silentAnswer(view: ExchangeView): Found {
  const page = view.sentOrigin ?? view.origin ?? "the page's origin";
  const plain = view.observation("without-origin");
  const looks = variesByOrigin(view)
    ? ` Its Vary says that something there looks at origins, so most likely the list lacks ${page}.`
    : "";
  const works = plain?.response !== undefined && plain.response.status < 400;
  return {
    code: "MissingAllowOriginHeader",
    cause: `The server answers with ${view.status} and without ${ALLOW_ORIGIN}: either CORS has no part in this answer, or its policy does not name ${page}.${looks}${works ? " Without Origin, as curl and servers ask, it answers too: only browsers want the header." : ""}`,
    certainty: "certain",
    evidence: [
      ...requestLine(view),
      ...askedLines(view, "origin"),
      ...missingLine(view, ALLOW_ORIGIN),
      ...(works ? [probeLine(view, plain, "answered")] : []),
    ],
  };
}
