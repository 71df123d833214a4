import { extractTokens } from "../browser/header-value.ts";
import { askedLines, toldOrMissing } from "./evidence.ts";
import type { ExchangeView } from "./exchange-view.ts";
import type { Finder, Found } from "./finder.ts";
import { printable } from "./printable.ts";
import { vendorOf } from "./vendor-headers.ts";

/** Names that the page asked for and the answer does not list, in lower case. */
function missingNames(view: ExchangeView): string[] {
  const asked = (view.asked("access-control-request-headers") ?? "")
    .split(",")
    .map((name) => name.trim().toLowerCase());
  const listed = new Set(tokens(view, "access-control-allow-headers").map((name) => name.toLowerCase()));
  const wildcard = listed.has("*") && !view.credentialed;
  return asked.filter((name) => name !== "" && !listed.has(name) && !(wildcard && name !== "authorization"));
}

/** The members of a list in the answer; none when it cannot be read. */
export function tokens(view: ExchangeView, name: string): readonly string[] {
  const list = extractTokens(view.answered?.response.headers ?? [], name);
  return list === null || list === "failure" ? [] : list;
}

const HEADERS = "Access-Control-Allow-Headers";
const METHODS = "Access-Control-Allow-Methods";

function refusesHeader(view: ExchangeView): boolean {
  return view.exchange.code === "HeaderDisallowedByPreflightResponse";
}

/** Question and answer about header names. */
function headerEvidence(view: ExchangeView): Found["evidence"] {
  return [...askedLines(view, "access-control-request-headers"), ...toldOrMissing(view, HEADERS)];
}

const wildcardIsLiteral: Finder = (view) => {
  const { code } = view.exchange;
  const isMethod = code === "MethodDisallowedByPreflightResponse";
  if (!view.credentialed || (!isMethod && !refusesHeader(view))) return undefined;
  const name = isMethod ? METHODS : HEADERS;
  if (!tokens(view, name.toLowerCase()).includes("*")) return undefined;
  return {
    code: "WildcardIsLiteral",
    cause: `${name} is *, and the request's credentials mode is include: then * is a name like any other, and ${isMethod ? (view.exchange.parameter ?? "the method") : listed(missingNames(view))} has to be listed.`,
    certainty: "certain",
    evidence: isMethod
      ? [...askedLines(view, "access-control-request-method"), ...toldOrMissing(view, METHODS)]
      : headerEvidence(view),
  };
};

const authorization: Finder = (view) => {
  if (!refusesHeader(view) || view.credentialed) return undefined;
  const missing = missingNames(view);
  if (missing.join() !== "authorization" || !tokens(view, "access-control-allow-headers").includes("*"))
    return undefined;
  return {
    code: "AuthorizationUnderWildcard",
    cause: "The page sends Authorization, which * has never covered: it has to be listed by its name.",
    certainty: "certain",
    evidence: headerEvidence(view),
  };
};

const methodCase: Finder = (view) => {
  const { code, parameter } = view.exchange;
  if (code !== "MethodDisallowedByPreflightResponse" || parameter === undefined) return undefined;
  const near = tokens(view, "access-control-allow-methods").find(
    (method) => method.toLowerCase() === parameter.toLowerCase(),
  );
  if (near === undefined) return undefined;
  const isPages = parameter !== parameter.toUpperCase();
  return {
    code: "MethodCaseDiffers",
    cause: `The page asks for ${parameter}, the server allows ${printable(near)}. ${isPages ? `Browsers write only DELETE, GET, HEAD, OPTIONS, POST and PUT in upper case by themselves, so the page has to write ${parameter.toUpperCase()}.` : `The server has to write ${parameter}.`}`,
    certainty: "certain",
    evidence: [...askedLines(view, "access-control-request-method"), ...toldOrMissing(view, METHODS)],
  };
};

const contentType: Finder = (view) => {
  if (!refusesHeader(view) || !missingNames(view).includes("content-type")) return undefined;
  const others = missingNames(view).filter((name) => name !== "content-type");
  const method = view.asked("access-control-request-method") ?? "";
  const isEmpty = method === "GET" || method === "HEAD";
  const why = isEmpty
    ? `The page sends Content-Type with a ${method}, which has no body: leave it out, and it is one header less to ask for.`
    : "A body as JSON, or of any other type than a form's, needs permission for Content-Type.";
  return {
    code: "ContentTypeNotAllowed",
    cause: `${why} ${HEADERS} does not list it.${others.length === 0 ? "" : ` It lacks ${listed(others)} too.`}`,
    certainty: "certain",
    evidence: headerEvidence(view),
  };
};

const tracing: Finder = (view) => {
  const missing = refusesHeader(view) ? missingNames(view) : [];
  const vendors = new Set(missing.map(vendorOf));
  if (missing.length === 0 || vendors.has(undefined)) return undefined;
  return {
    code: "TracingHeader",
    cause: `${listed(missing)} ${missing.length === 1 ? "is a header" : "are headers"} that a script adds to every request (${[...vendors].join("; ")}), and the server does not allow ${missing.length === 1 ? "it" : "them"}.`,
    certainty: "certain",
    evidence: headerEvidence(view),
  };
};

/** In the order of weight. */
export const LIST_FINDERS: readonly Finder[] = [wildcardIsLiteral, authorization, methodCase, tracing, contentType];

/** What can be said of a list that refuses, when nothing more is known. */
export function plainList(view: ExchangeView): Found | undefined {
  const { code, parameter } = view.exchange;
  if (code === "MethodDisallowedByPreflightResponse") {
    return {
      code,
      cause: `The page wants to use ${parameter ?? "a method"}, and ${METHODS} does not list it. GET, HEAD and POST need no permission, every other method does.`,
      certainty: "certain",
      evidence: [...askedLines(view, "access-control-request-method"), ...toldOrMissing(view, METHODS)],
    };
  }
  if (code === "HeaderDisallowedByPreflightResponse") {
    return {
      code,
      cause: `${HEADERS} does not list ${listed(missingNames(view))}. Browsers name one of them only; all have to be there.`,
      certainty: "certain",
      evidence: headerEvidence(view),
    };
  }
  if (code !== "InvalidAllowMethodsPreflightResponse" && code !== "InvalidAllowHeadersPreflightResponse")
    return undefined;
  const name = code === "InvalidAllowMethodsPreflightResponse" ? METHODS : HEADERS;
  const value = view.told(name.toLowerCase()) ?? "";
  const mark = value.includes(";") ? "a semicolon" : value.includes(" ") ? "a space" : "something else";
  return {
    code,
    cause: `${name} has to be a list of names with commas between them, and has ${mark}${mark === "something else" ? " than names" : " between two names"}. Then nothing of it counts.`,
    certainty: "certain",
    evidence: toldOrMissing(view, name),
  };
}

/** Names as a sentence has them. */
function listed(names: readonly string[]): string {
  const shown = names.slice(0, 10).map(printable);
  const rest = names.length - shown.length;
  if (rest > 0) return `${shown.join(", ")} and ${rest} more`;
  return shown.length < 2 ? shown.join("") : `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}`;
}
