import { isOkStatus, isRedirectStatus } from "../browser/fetch-response.ts";
import { layersIn } from "./answered-by.ts";
import {
  missingLine,
  probeLine,
  requestLine,
  statusLine,
  toldLines,
  toldOrMissing,
  transportLine,
} from "./evidence.ts";
import type { Evidence } from "./diagnosis.ts";
import type { ExchangeView } from "./exchange-view.ts";
import type { Finder, Found } from "./finder.ts";
import type { Observation } from "./observation.ts";
import { allows } from "./origin-findings.ts";
import { redirectInWords, redirectOf } from "./redirect-kind.ts";

/** Codes that a preflight's answer gets when CORS had no part in it, or not all of it. */
const FOREIGN: ReadonlySet<string> = new Set([
  "PreflightMissingAllowOriginHeader",
  "PreflightInvalidStatus",
  "PreflightDisallowedRedirect",
]);

/** Whether the answer to the preflight looks like somebody else's. */
function isForeign({ exchange, phase, answered }: ExchangeView): boolean {
  return phase === "preflight" && answered !== undefined && FOREIGN.has(exchange.code ?? "");
}

const redirected: Finder = (view) => {
  const { answered } = view;
  if (!isForeign(view) || answered === undefined || !isRedirectStatus(view.status)) return undefined;
  const redirect = redirectOf(answered);
  if (redirect === undefined) return undefined;
  return {
    code: "PreflightDisallowedRedirect",
    cause: `The server redirects the preflight ${redirectInWords(redirect)}, and no browser follows that.`,
    certainty: "certain",
    evidence: [...requestLine(view), ...statusLine(view), ...toldLines(view, "location")],
  };
};

/** Statuses with which gateways keep out what they take for a machine. */
const GATEWAY_STATUSES: ReadonlySet<number> = new Set([403, 429, 503]);

const answeredByGateway: Finder = (view) => {
  const { answered, status } = view;
  if (!isForeign(view) || answered === undefined || isOkStatus(status)) return undefined;
  const { headers } = answered.response;
  const layer = layersIn(headers).find(({ gateway }) => gateway);
  const named = ["cf-mitigated", "x-amzn-errortype"].find((name) => view.told(name) !== undefined);
  if (layer === undefined || (named === undefined && !GATEWAY_STATUSES.has(status))) return undefined;
  const isPage = view.told("content-type")?.startsWith("text/html") === true;
  if (named === undefined && !isPage) return undefined;
  return {
    code: "PreflightAnsweredByGateway",
    cause:
      named === undefined
        ? `The preflight is answered with ${status} and a page, as ${layer.name} does with what it keeps out; the server behind it need not have seen it.`
        : `${capital(layer.name)} answers the preflight with ${status}${isPage ? " and a page" : ""}, before the server behind it can.`,
    certainty: named === undefined ? "likely" : "certain",
    evidence: [
      ...statusLine(view),
      ...toldLines(view, named ?? layer.header),
      ...(isPage ? toldLines(view, "content-type") : []),
    ],
  };
};

const needsLogin: Finder = (view) => {
  const challenge = view.told("www-authenticate") ?? view.told("proxy-authenticate");
  const { status } = view;
  if (!isForeign(view) || isOkStatus(status)) return undefined;
  if (status !== 401 && status !== 407 && challenge === undefined) return undefined;
  return {
    code: "PreflightNeedsLogin",
    cause: `The preflight is answered with ${status}: something wants a login before CORS comes. Browsers send no cookie and no Authorization with a preflight, so the page cannot help it.`,
    certainty: "certain",
    evidence: [
      ...requestLine(view),
      ...statusLine(view),
      ...toldLines(view, "www-authenticate"),
      ...toldLines(view, "proxy-authenticate"),
    ],
  };
};

const notRouted: Finder = (view) => {
  const { status } = view;
  if (!isForeign(view)) return undefined;
  const knowsOptions =
    isOkStatus(status) && view.told("allow") !== undefined && view.told("access-control-allow-methods") === undefined;
  if (status !== 404 && status !== 405 && status !== 501 && !knowsOptions) return undefined;
  const cause = knowsOptions
    ? `Something answers OPTIONS on its own, with ${status} and Allow, and CORS has no part in it.`
    : `OPTIONS is answered with ${status}: ${status === 404 ? "nothing is registered for it at this path" : "the server does not know it here"}.`;
  const get = sameForGet(view);
  return {
    code: "PreflightNotRouted",
    cause: get === undefined ? cause : `${cause} A GET gets the same: look at the URL first.`,
    certainty: status === 404 || knowsOptions ? "likely" : "certain",
    evidence: [...requestLine(view), ...statusLine(view), ...toldLines(view, "allow"), ...fails(view, get)],
  };
};

const serverError: Finder = (view) => {
  if (!isForeign(view) || view.status < 500) return undefined;
  const get = sameForGet(view);
  return {
    code: "PreflightServerError",
    cause: `The preflight is answered with ${view.status}: look into the server's log for what failed.${get === undefined ? "" : " A GET without Origin fails the same way, so CORS is not what is wrong."}`,
    certainty: "certain",
    evidence: [...requestLine(view), ...statusLine(view), ...toldLines(view, "server"), ...fails(view, get)],
  };
};

/** The follow-up by GET, where it was answered as the preflight was. */
function sameForGet(view: ExchangeView): Observation | undefined {
  const plain = view.observation("without-origin");
  return plain?.response?.status === view.status && view.status >= 400 ? plain : undefined;
}

function fails(view: ExchangeView, seen: Observation | undefined): Evidence[] {
  return seen === undefined ? [] : [probeLine(view, seen, "fails the same way")];
}

/** What a refusing status says, where it says something. */
const REFUSALS: Readonly<Record<number, string>> = {
  400: "what it is sent is not what it expects",
  403: "a policy that does not name this origin, a firewall, or a check against forged requests",
  429: "too many requests, preflights counted among them",
};

const rejected: Finder = (view) => {
  const { status, origin } = view;
  if (!isForeign(view) || status < 400 || status > 499) return undefined;
  const why = REFUSALS[status];
  return {
    code: "PreflightRejected",
    cause: `The preflight is answered with ${status}${why === undefined ? "" : `: ${why}`}.${status === 403 && origin !== undefined ? ` If it is a policy, add ${origin} to it.` : ""}`,
    certainty: "certain",
    evidence: [
      ...requestLine(view),
      ...(view.told("access-control-allow-origin") === undefined ? [] : statusLine(view)),
      ...toldOrMissing(view, "Access-Control-Allow-Origin"),
    ],
  };
};

const dropped: Finder = (view) => {
  const { exchange, phase } = view;
  if (phase !== "preflight" || exchange.verdict !== "network-error") return undefined;
  const answered = view.observation("with-origin") ?? view.observation("without-origin");
  if (answered?.response === undefined) return undefined;
  return {
    code: "PreflightDropped",
    cause:
      "A GET of the same URL is answered, the OPTIONS before it is not: something on the way or in front of the server drops it.",
    certainty: "likely",
    evidence: [...requestLine(view, "no answer"), ...transportLine(view), probeLine(view, answered, "answered")],
  };
};

/** How TLS says that a certificate of the client is wanted. */
const WANTS_CERTIFICATE = /CERTIFICATE_REQUIRED|certificate of the client|certificate required/i;

const clientCertificate: Finder = (view) => {
  const { exchange } = view;
  const words = exchange.cause instanceof Error ? exchange.cause.message : "";
  const tls = exchange.code === "TlsFailed" && WANTS_CERTIFICATE.test(words);
  if (!tls) return undefined;
  return {
    code: "ClientCertificateWanted",
    cause:
      "The server ends the connection because it wants a certificate of the client. Browsers send none with a preflight, and follow-ups here have none.",
    certainty: "certain",
    evidence: [...requestLine(view), ...transportLine(view)],
  };
};

/** In the order of weight. */
export const PREFLIGHT_FINDERS: readonly Finder[] = [
  clientCertificate,
  dropped,
  redirected,
  answeredByGateway,
  needsLogin,
  notRouted,
  serverError,
  rejected,
];

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** What can be said of a preflight's answer without the header, when nothing more is known. */
export function silentPreflight(view: ExchangeView): Found {
  const page = view.origin ?? "the page's origin";
  const get = allows(view, "with-origin") ? view.observation("with-origin") : undefined;
  const why =
    get === undefined
      ? `either CORS has no part in this answer, or its policy does not name ${page}.`
      : `a GET from the page is allowed, so CORS is there, and preflights do not reach it.`;
  return {
    code: "PreflightMissingAllowOriginHeader",
    cause: `The preflight is answered with ${view.status} and without Access-Control-Allow-Origin: ${why}`,
    certainty: "certain",
    evidence: [
      ...requestLine(view),
      ...missingLine(view, "Access-Control-Allow-Origin"),
      ...(get === undefined ? [] : [probeLine(view, get, "allowed")]),
    ],
  };
}
