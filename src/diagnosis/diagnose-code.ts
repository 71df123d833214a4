import type { Phase } from "../browser/reason.ts";
import type { Grant } from "../export/snippets.ts";
import { isSafelistedMethod } from "../standard/method.ts";
import { browserMessages } from "./browser-messages.ts";
import { CAUSES } from "./cause-registry.ts";
import type { Certainty, Diagnosis, Evidence } from "./diagnosis.ts";
import type { FailureCode } from "./failure-code.ts";
import { docsOf, FINDINGS, type FindingCode } from "./finding-registry.ts";
import { fixesFor } from "./fixes.ts";
import { differenceInWords, isDetail, originDifferences } from "./origin-difference.ts";
import { printable } from "./printable.ts";
import { vendorOf } from "./vendor-headers.ts";

/** A failure that somebody tells of; a `ConsoleFailure` with a code is one. */
export interface ToldFailure {
  readonly code: FindingCode;
  readonly phase?: Phase;
  /** The value, method, header name, port or address space that decided. */
  readonly parameter?: string;
  /** The page's origin. */
  readonly origin?: string;
  /** The URL that failed. */
  readonly url?: string;
  /** Where the chain of redirects began. */
  readonly redirectedFrom?: string;
  readonly method?: string;
  /** Status of the answer that failed; `null`: there was none. */
  readonly status?: number | null;
}

/** What a failure comes to by what was told of it. */
interface Reading {
  readonly code: FindingCode;
  readonly detail: string;
  readonly certainty: Certainty;
}

type Reader = (told: ToldFailure, plain: string) => Reading | undefined;

/** Stands for the page's origin where nobody said it. */
const SOME_PAGE = "https://app.example.com";

/**
 * Says in words what a code means, with what else is known of the failure: of a line that a console printed, or of a code
 * alone. Nothing was observed here, so the evidence is what was told; `diagnose()` of an exchange knows more.
 *
 * @example
 * const [failure] = parseConsole(text);
 * if (failure?.code != null) diagnoseCode({ ...failure, code: failure.code }).fixes;
 */
export function diagnoseCode(told: ToldFailure): Diagnosis {
  const plain = told.code.startsWith("Preflight") ? told.code.slice("Preflight".length) : told.code;
  const { code, detail, certainty } = read(told, plain);
  const { title } = FINDINGS[code];
  return {
    code,
    title,
    cause: detail === "" ? title : `${title} ${detail}`,
    certainty,
    evidence: evidenceOf(told, plain),
    docs: docsOf(code),
    fixes: fixesFor(code, grantFor(told, code), new Set()),
    also: [],
    messages: messagesOf(told),
  };
}

function read(told: ToldFailure, plain: string): Reading {
  for (const reader of READERS) {
    const reading = reader(told, plain);
    if (reading !== undefined) return reading;
  }
  return { code: told.code, detail: "", certainty: "certain" };
}

/** What finer cause the parts of a message show, in the order of weight. */
const READERS: readonly Reader[] = [
  ({ origin, redirectedFrom }, plain) => {
    if (origin !== "null" || (plain !== "AllowOriginMismatch" && plain !== "MissingAllowOriginHeader"))
      return undefined;
    const code = redirectedFrom === undefined ? "PageWithoutOrigin" : "OriginLostInRedirect";
    return { code, detail: "", certainty: "likely" };
  },
  ({ parameter = "", origin }, plain) => {
    if (plain !== "AllowOriginMismatch" && plain !== "InvalidAllowOriginValue") return undefined;
    if (parameter.includes("*")) return { code: "PatternSent", detail: "", certainty: "certain" };
    const differences = origin === undefined ? [] : originDifferences(parameter, origin);
    if (parameter === "" || parameter === "null" || !isDetail(differences)) return undefined;
    const words = differences.map((one) => printable(differenceInWords(one))).join(", and ");
    return { code: "OriginDiffersInDetail", detail: `It has ${words}.`, certainty: "certain" };
  },
  ({ parameter = "" }, plain) =>
    plain === "InvalidAllowCredentials" && /^true(, true)+$/.test(parameter)
      ? { code: "HeadersTwice", detail: "It came to true, true.", certainty: "certain" }
      : undefined,
  ({ parameter = "" }, plain) => {
    const name = parameter.toLowerCase();
    if (plain !== "HeaderDisallowedByPreflightResponse") return undefined;
    if (name === "content-type") return { code: "ContentTypeNotAllowed", detail: "", certainty: "certain" };
    const vendor = vendorOf(name);
    if (vendor === undefined) return undefined;
    return { code: "TracingHeader", detail: `${printable(name)} is one of ${vendor}.`, certainty: "likely" };
  },
  ({ parameter = "" }, plain) =>
    plain === "MethodDisallowedByPreflightResponse" && parameter !== parameter.toUpperCase()
      ? { code: "MethodCaseDiffers", detail: `The page writes ${printable(parameter)}.`, certainty: "likely" }
      : undefined,
  ({ code, parameter = "" }, plain) =>
    parameter !== "" &&
    (plain === "MethodDisallowedByPreflightResponse" || plain === "HeaderDisallowedByPreflightResponse")
      ? { code, detail: `It is ${printable(parameter)}.`, certainty: "certain" }
      : undefined,
  ({ code, status }, plain) => {
    if (typeof status !== "number" || status < 400) return undefined;
    const detail = `It was answered with ${status}.`;
    if (code === "MissingAllowOriginHeader") return { code: "ErrorWithoutHeaders", detail, certainty: "certain" };
    const isPreflight =
      code.startsWith("Preflight") && (plain === "MissingAllowOriginHeader" || plain === "InvalidStatus");
    return isPreflight ? { ...preflightCause(status), detail } : undefined;
  },
];

function preflightCause(status: number): Omit<Reading, "detail"> {
  if (status === 401 || status === 407) return { code: "PreflightNeedsLogin", certainty: "certain" };
  if (status === 404 || status === 405 || status === 501) return { code: "PreflightNotRouted", certainty: "likely" };
  return status >= 500
    ? { code: "PreflightServerError", certainty: "likely" }
    : { code: "PreflightRejected", certainty: "likely" };
}

/** What the parameter is, or the header whose value it is. */
const HEADERS: Readonly<Record<string, string>> = {
  MultipleAllowOriginValues: "Access-Control-Allow-Origin",
  InvalidAllowOriginValue: "Access-Control-Allow-Origin",
  AllowOriginMismatch: "Access-Control-Allow-Origin",
  InvalidAllowCredentials: "Access-Control-Allow-Credentials",
  InvalidAllowMethodsPreflightResponse: "Access-Control-Allow-Methods",
  InvalidAllowHeadersPreflightResponse: "Access-Control-Allow-Headers",
  MethodDisallowedByPreflightResponse: "Method",
  HeaderDisallowedByPreflightResponse: "Header",
  BlockedPort: "Port",
};

function evidenceOf({ phase = "response", parameter, url, origin, status }: ToldFailure, plain: string): Evidence[] {
  const quote = (line: string): Evidence => ({ phase, hop: 0, from: "console", line: printable(line) });
  const header = HEADERS[plain];
  return [
    ...(url === undefined ? [] : [quote(url)]),
    ...(typeof status === "number" ? [quote(`Status: ${status}`)] : []),
    ...(parameter === undefined ? [] : [quote(header === undefined ? parameter : `${header}: ${parameter}`)]),
    ...(origin === undefined ? [] : [quote(`Origin: ${origin}`)]),
  ];
}

/** Codes of requests with credentials. */
const CREDENTIALED: ReadonlySet<FindingCode> = new Set<FindingCode>([
  "WildcardOriginNotAllowed",
  "PreflightWildcardOriginNotAllowed",
  "InvalidAllowCredentials",
  "PreflightInvalidAllowCredentials",
  "WildcardIsLiteral",
  "CredentialsLeftOut",
]);

function grantFor(
  { origin = SOME_PAGE, parameter, method, code: told }: ToldFailure,
  code: FindingCode,
): Grant | undefined {
  if (origin === "null") return undefined;
  const asked = told === "MethodDisallowedByPreflightResponse" ? parameter : method;
  const name = told === "HeaderDisallowedByPreflightResponse" ? parameter : undefined;
  const isAsked = asked !== undefined && !isSafelistedMethod(asked);
  return {
    origin,
    methods: isAsked ? [code === "MethodCaseDiffers" ? asked.toUpperCase() : asked] : [],
    headerNames: name === undefined ? [] : [name.toLowerCase()],
    exposeHeaders: [],
    credentials: CREDENTIALED.has(told),
  };
}

function messagesOf({ code, url, origin, status, ...told }: ToldFailure): Diagnosis["messages"] {
  if (url === undefined || origin === undefined || !isFailure(code)) return {};
  return browserMessages({ ...told, code, url, origin, ...(typeof status === "number" ? { status } : {}) });
}

function isFailure(code: FindingCode): code is FailureCode {
  return !Object.hasOwn(CAUSES, code);
}
