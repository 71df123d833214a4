import { missingLine, probeLine, requestLine, statusLine, toldLines } from "./evidence.ts";
import type { ExchangeView } from "./exchange-view.ts";
import type { Finder } from "./finder.ts";
import { looksLikeLogin, redirectInWords, redirectOf } from "./redirect-kind.ts";

const ALLOW_ORIGIN = "Access-Control-Allow-Origin";

function isBare({ exchange, answered }: ExchangeView): boolean {
  return exchange.code === "MissingAllowOriginHeader" && answered !== undefined;
}

const toLogin: Finder = (view) => {
  const { answered, hop } = view;
  if (!isBare(view) || answered === undefined) return undefined;
  const redirect = redirectOf(answered);
  const led = hop > 0 && looksLikeLogin(new URL(answered.request.url)) && !startsAtLogin(view);
  if (redirect?.kind !== "login" && !led) return undefined;
  return {
    code: "RedirectedToLogin",
    cause:
      "The request is redirected to what reads like a login. Somebody without a session is sent there, which helps in a tab and not in a script: an API answers 401.",
    certainty: "likely",
    evidence: [...requestLine(view), ...statusLine(view), ...toldLines(view, "location")],
  };
};

function startsAtLogin({ exchange: { wire } }: ExchangeView): boolean {
  const [first] = wire;
  return first === undefined || looksLikeLogin(new URL(first.request.url));
}

const redirect: Finder = (view) => {
  const { answered } = view;
  if (!isBare(view) || answered === undefined || view.phase !== "redirect") return undefined;
  const leads = redirectOf(answered);
  return {
    code: "RedirectWithoutHeaders",
    cause: `The server redirects ${leads === undefined ? "" : `${redirectInWords(leads)} `}and this answer has no ${ALLOW_ORIGIN}. Every answer on the way needs it, not the last one alone.`,
    certainty: "certain",
    evidence: [...requestLine(view), ...missingLine(view, ALLOW_ORIGIN), ...toldLines(view, "location")],
  };
};

const error: Finder = (view) => {
  const { status } = view;
  if (!isBare(view) || status < 400) return undefined;
  const plain = view.observation("without-origin");
  const fails = plain?.response?.status === status;
  return {
    code: "ErrorWithoutHeaders",
    cause: `The answer is a ${status}, made by something that adds no headers of CORS; the browser shows the page the missing header in place of the error.${fails ? " Without Origin the same URL fails the same way, so CORS is not what is wrong." : " First find out why it fails."}`,
    certainty: "certain",
    evidence: [
      ...requestLine(view),
      ...missingLine(view, ALLOW_ORIGIN),
      ...toldLines(view, "server"),
      ...(fails ? [probeLine(view, plain, "fails without Origin too")] : []),
    ],
  };
};

const preflightOnly: Finder = (view) => {
  if (!isBare(view) || view.allowedPreflight === undefined) return undefined;
  return {
    code: "PreflightAllowedOnly",
    cause:
      "The preflight was answered as it should be, the request after it was not: two places in the server speak for CORS, and one of them leaves it out.",
    certainty: "certain",
    evidence: [...requestLine(view), ...missingLine(view, ALLOW_ORIGIN)],
  };
};

/** Types of what pages load by elements: fonts, images, scripts, styles, sounds and films. */
const ASSET =
  /^(font|image|audio|video)\/|^text\/(css|javascript)\b|^application\/(javascript|font-woff|vnd\.ms-fontobject)\b/i;

const asset: Finder = (view) => {
  const type = view.told("content-type") ?? "";
  if (!isBare(view) || !ASSET.test(type)) return undefined;
  return {
    code: "AssetWithoutHeaders",
    cause:
      "The answer is a file that pages load by elements, and elements often need no CORS. A fetch does, and so do fonts, module scripts, and whatever has a crossorigin attribute.",
    certainty: "certain",
    evidence: [...toldLines(view, "content-type"), ...missingLine(view, ALLOW_ORIGIN)],
  };
};

/** In the order of weight. */
export const ANSWER_FINDERS: readonly Finder[] = [toLogin, redirect, error, preflightOnly, asset];
