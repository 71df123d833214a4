import { REASONS, type Exchange, type ReasonCode } from "../../src/browser/index.ts";

import type { EngineName, Reason } from "./engine.ts";
import type { Scenario, Step } from "./scenario.ts";
import type { Simulated } from "./simulate.ts";

/** What an engine is expected to say. */
export interface ExpectedReason {
  readonly code: string;
  /** Any of these; absent: none is given. */
  readonly parameters?: readonly string[];
  /** It may be missing, and any other may stand in its place. */
  readonly optional?: boolean;
}

/** What an engine should have said about a scenario that was simulated, in order. */
export function expectedReasons(engine: EngineName, scenario: Scenario, model: Simulated): ExpectedReason[] {
  return model.exchanges.flatMap((exchange, index) => {
    if (exchange?.code === undefined) return [];
    const step = scenario.steps[index];
    return step === undefined ? [] : SPEAKERS[engine](exchange as Failed, step);
  });
}

/** Whether what was said is what was expected. */
export function sameReason(real: readonly Omit<Reason, "id">[], expected: readonly ExpectedReason[]): boolean {
  const [wanted, ...others] = expected;
  const [said, ...rest] = real;
  if (wanted === undefined) return said === undefined;
  if (wanted.optional === true && sameReason(real, others)) return true;
  if (said === undefined) return false;
  return (wanted.optional === true || matches(said, wanted)) && sameReason(rest, others);
}

function matches({ code, parameter }: Omit<Reason, "id">, wanted: ExpectedReason): boolean {
  if (wanted.code !== code) return false;
  return wanted.parameters === undefined ? parameter === undefined : wanted.parameters.includes(parameter ?? "");
}

type Failed = Exchange & { readonly code: ReasonCode };

/** What Chromium calls a failure that has no name of CORS. */
const NET_ERRORS: Partial<Record<ReasonCode, string>> = {
  BlockedPort: "net::ERR_UNSAFE_PORT",
  InvalidRedirectLocation: "net::ERR_INVALID_REDIRECT",
  UnsafeRedirect: "net::ERR_UNSAFE_REDIRECT",
  RedirectNotAllowed: "net::ERR_FAILED",
  RedirectedStreamBody: "net::ERR_FAILED",
  NoAnswer: "net::ERR_ALPN_NEGOTIATION_FAILED",
  TooManyRedirects: "net::ERR_TOO_MANY_REDIRECTS",
  ResourcePolicyNotSameOrigin: "blocked:corp-not-same-origin",
  ResourcePolicyNotSameSite: "blocked:corp-not-same-site",
  ConnectionRefused: "net::ERR_CONNECTION_REFUSED",
};

const SPEAKERS: Record<EngineName, (exchange: Failed, step: Step) => ExpectedReason[]> = {
  chromium: (exchange, step) => {
    const { code, phase, parameter } = exchange;
    const target = locationOf(exchange);
    if (phase === "redirect" && code === "CorsDisabledScheme" && target.startsWith("about:")) {
      return [{ code: "net::ERR_UNSAFE_REDIRECT" }];
    }
    if ((step.mode === "same-origin" && LEADS_AWAY.has(code) && isRedirect(exchange)) || isLeftByMode(exchange)) {
      // What outlives its page is told by two.
      const first = step.keepalive === true ? [{ code: "DisallowedByMode", optional: true }] : [];
      return [...first, { code: "blocked:origin" }];
    }
    if (phase === "redirect" && code === "CorsDisabledScheme") {
      // What outlives its page is told by two.
      const again = step.keepalive === true ? [{ code, optional: true }] : [];
      return [{ code: step.mode === "no-cors" ? "net::ERR_UNKNOWN_URL_SCHEME" : code }, ...again];
    }
    if (code === "InvalidRedirectLocation" && target.includes("\n")) {
      return [{ code: "net::ERR_RESPONSE_HEADERS_MULTIPLE_LOCATION" }];
    }
    const withoutCors = step.mode === "no-cors" || leadsHome(exchange);
    if (code === "RedirectContainsCredentials" && withoutCors) return [{ code: "blocked:origin" }];
    // What leads nowhere is no redirect.
    if (code === "PreflightDisallowedRedirect" && target === "") return [{ code: "PreflightInvalidStatus" }];
    if (REASONS[code].namedBy !== "chromium") {
      const name = NET_ERRORS[code];
      return name === undefined ? [] : [{ code: name }];
    }
    if (code === "HeaderDisallowedByPreflightResponse") return [{ code, parameters: missingNames(exchange) }];
    // It leaves out what is no ASCII.
    const told = parameter?.replaceAll(/[\u0080-\uffff]/g, "") ?? "";
    return [{ code, ...(told === "" ? {} : { parameters: [told] }) }];
  },

  // A second line follows a preflight or a redirect that failed, except to what no CORS was asked for.
  firefox: (exchange, step) => {
    const { code, phase, hop, parameter } = exchange;
    const plain = exchange.steps.every(({ name }) => name !== "allow-origin") && step.mode !== "cors";
    if (step.mode === "same-origin" && LEADS_AWAY.has(code) && isRedirect(exchange)) {
      return locationOf(exchange).startsWith("javascript:") ? [] : [{ code: "SOP" }];
    }
    if (code === "RedirectContainsCredentials") return [{ code: FOLLOWS }];
    if (code === "InvalidRedirectLocation") {
      if (step.mode === "no-cors") return [];
      if (phase === "preflight") return [{ code: FOLLOWS }, { code: FOLLOWS }];
      return plain && locationOf(exchange) === "" ? [] : tainted(exchange) ? [{ code: FOLLOWS }] : [];
    }
    if (code === "BlockedPort" || code === "TooManyRedirects") {
      const crossed = hop !== 0 && (code === "BlockedPort" || tainted(exchange));
      return crossed && step.mode !== "no-cors" ? [{ code: FOLLOWS }] : [];
    }
    if (phase === "redirect" && follows(step) && locationOf(exchange).startsWith("data:")) {
      const beside = tainted(exchange) && step.mode !== "no-cors" ? [{ code: FOLLOWS, optional: true }] : [];
      // Which of the two comes first is chance.
      return [...beside, { code: "DATA_URI_BLOCKED" }, ...beside];
    }
    if (code === "CorsDisabledScheme" && step.mode === "no-cors") return [];
    if (phase === "redirect" && locationOf(exchange).startsWith("javascript:")) {
      return tainted(exchange) && follows(step) ? [{ code: FOLLOWS }] : [];
    }
    const category = firefoxCategory(exchange);
    if (category === undefined) return [];
    // What outlives its page is seldom told.
    if (category === "COEP" && step.keepalive === true) return [{ code: category, optional: true }];
    const said: ExpectedReason = {
      code: category,
      // Behind a long URL its text is cut off.
      ...(code === "HeaderDisallowedByPreflightResponse" ? { parameters: [parameter ?? "", ""] } : {}),
    };
    if (phase === "preflight") {
      const redirected = exchange.steps.some(
        ({ name, found }) => name === "response-received" && /^30[12378]$/.test(found ?? ""),
      );
      // What leads nowhere is no redirect, nor is any to a request that would not follow it.
      if (code === "PreflightDisallowedRedirect" && (linesOf(exchange, "location").length === 0 || !follows(step))) {
        return [{ code: "CORSPreflightDidNotSucceed3" }, { code: FOLLOWS }];
      }
      return [said, ...(redirected ? [{ code: FOLLOWS, optional: true }] : []), { code: FOLLOWS }];
    }
    const wouldFollow =
      follows(step) && linesOf(exchange, "location").length > 0 && (tainted(exchange) || code !== "CorsDisabledScheme");
    return phase === "redirect" && wouldFollow && category !== "COEP" ? [said, { code: FOLLOWS }] : [said];
  },

  webkit: (exchange, step) => {
    const { code, phase, parameter } = exchange;
    if (code === "NoCorsRedirectModeNotFollow") return [{ code: "NoCorsMustFollow" }, { code: "NotAllowedToRequest" }];
    if (code === "MixedContent") {
      return exchange.hop === 0 ? [{ code }, { code: "NotAllowedToRequest" }] : [{ code }];
    }
    if (code === "BlockedPort" && exchange.hop !== 0) return BLOCKED_ON_THE_WAY;
    const target = locationOf(exchange);
    if (phase === "redirect") {
      const denied = webkitDenial(exchange, step, target);
      if (denied !== undefined) return denied;
    }
    if (code === "DisallowedByMode" && exchange.hop !== 0) return [{ code: "UnsafeAttempt" }];
    const name = webkitName(exchange);
    if (name === undefined) return [{ code: "CannotLoad" }];
    if (code === "HeaderDisallowedByPreflightResponse") {
      // One of them, in the author's spelling; a body brings its own.
      const names = [...(step.headers ?? []).map(([given]) => given), "Content-Type"];
      const missing = missingNames(exchange);
      return [{ code: name, parameters: names.filter((given) => missing.includes(given.toLowerCase())) }];
    }
    if (phase === "redirect" && target !== "" && DENIALS.has(name))
      return [{ code: "RedirectDenied", parameters: [name] }];
    const named = code === "MethodDisallowedByPreflightResponse";
    return [{ code: name, ...(named ? { parameters: [parameter ?? ""] } : {}) }];
  },
};

/** WebKit, of a redirect to a port that is closed to it: nothing, or one line for each time that it tries a preflight there. */
const BLOCKED_ON_THE_WAY: ExpectedReason[] = [
  ...Array.from({ length: 6 }, () => "RestrictedPort"),
  "CouldNotConnect",
  "PreflightBlocked",
].map((code) => ({ code, optional: true }));

/** What Firefox adds to a failure before or between responses. */
const FOLLOWS = "CORSDidNotSucceed2";

/** What a request to the page's own origin alone is not told about where a redirect leads. */
const LEADS_AWAY: ReadonlySet<ReasonCode> = new Set([
  "BlockedPort",
  "CorsDisabledScheme",
  "RedirectContainsCredentials",
]);

function isRedirect({ phase, hop }: Failed): boolean {
  return phase === "redirect" || hop !== 0;
}

/** Whether a redirect has led a request to where its mode does not let it go. */
function isLeftByMode({ code, hop }: Failed): boolean {
  return code === "DisallowedByMode" && hop !== 0;
}

function follows({ redirect }: Step): boolean {
  return redirect === undefined || redirect === "follow";
}

/** Whether the request was one of CORS when it failed, and not one to the page's own origin. */
function tainted({ steps }: Exchange): boolean {
  return steps.some(({ name, found, expected }) => name === "response-tainting" && found !== expected);
}

/** Whether a request that stayed with the page's own origin was led to user name and password there. */
function leadsHome(exchange: Exchange): boolean {
  const home = exchange.steps.find(({ name }) => name === "response-tainting")?.expected;
  const target = exchange.steps.find(({ name }) => name === "redirect-credentials")?.found ?? "";
  return !tainted(exchange) && target.startsWith(`${home} `);
}

const FIREFOX: Partial<Record<ReasonCode, string>> = {
  MissingAllowOriginHeader: "CORSMissingAllowOrigin2",
  WildcardOriginNotAllowed: "CORSNotSupportingCredentials",
  MultipleAllowOriginValues: "CORSAllowOriginNotMatchingOrigin",
  InvalidAllowOriginValue: "CORSAllowOriginNotMatchingOrigin",
  AllowOriginMismatch: "CORSAllowOriginNotMatchingOrigin",
  InvalidAllowCredentials: "CORSMissingAllowCredentials",
  PreflightInvalidStatus: "CORSPreflightDidNotSucceed3",
  PreflightDisallowedRedirect: "CORSExternalRedirectNotAllowed",
  InvalidAllowMethodsPreflightResponse: "CORSInvalidAllowMethod",
  InvalidAllowHeadersPreflightResponse: "CORSInvalidAllowHeader",
  MethodDisallowedByPreflightResponse: "CORSMethodNotFound",
  HeaderDisallowedByPreflightResponse: "CORSMissingAllowHeaderFromPreflight2",
  RedirectContainsCredentials: "CORSDidNotSucceed2",
  CorsDisabledScheme: "CORSRequestNotHttp",
  UnsafeRedirect: "DATA_URI_BLOCKED",
  DisallowedByMode: "SOP",
  ResourcePolicyNotSameOrigin: "COEP",
  ResourcePolicyNotSameSite: "COEP",
};

function firefoxCategory(exchange: Failed): string | undefined {
  const code = plainCode(exchange.code);
  // It counts the lines that are written so.
  const several = linesOf(exchange, "Access-Control-Allow-Origin", true).length > 1;
  if (several && ORIGIN_CODES.has(code)) return "CORSMultipleAllowOriginNotAllowed";
  return FIREFOX[code];
}

const WEBKIT: Partial<Record<ReasonCode, string>> = {
  MissingAllowOriginHeader: "OriginNotAllowed",
  WildcardOriginNotAllowed: "WildcardWithCredentials",
  InvalidAllowOriginValue: "OriginNotAllowed",
  AllowOriginMismatch: "OriginNotAllowed",
  InvalidAllowCredentials: "AllowCredentialsNotTrue",
  PreflightInvalidStatus: "PreflightNotSuccessful",
  PreflightDisallowedRedirect: "PreflightNotSuccessful",
  InvalidAllowMethodsPreflightResponse: "InvalidMethods",
  InvalidAllowHeadersPreflightResponse: "InvalidHeaders",
  MethodDisallowedByPreflightResponse: "MethodNotAllowed",
  HeaderDisallowedByPreflightResponse: "HeaderNotAllowed",
  RedirectContainsCredentials: "TargetHasCredentials",
  UnsafeRedirect: "TargetNotHttp",
  RedirectNotAllowed: "RedirectNotAllowed",
  BlockedPort: "RestrictedPort",
  TooManyRedirects: "TooManyRedirects",
  ResourcePolicyNotSameOrigin: "ResourcePolicy",
  ResourcePolicyNotSameSite: "ResourcePolicy",
};

/** What WebKit says of a redirect that leads where none may lead. */
function webkitDenial({ code, steps, wire }: Failed, step: Step, target: string): ExpectedReason[] | undefined {
  const crossed = steps.some(({ name, found, expected }) => name === "response-tainting" && found !== expected);
  if (code === "InvalidRedirectLocation" && (target === "" || !crossed || step.mode === "no-cors")) return [];
  const nowhere = code === "InvalidRedirectLocation" || code === "UnsafeRedirect" || code === "CorsDisabledScheme";
  if (nowhere && target.startsWith("ftp:")) return [{ code: "FtpDisabled" }];
  if (step.mode === "same-origin" && code !== "RedirectNotAllowed") return [{ code: "UnsafeAttempt" }];
  if (!nowhere) return undefined;
  // Without CORS, a page at https is sent to what is no secure scheme.
  if ((!crossed || step.mode === "no-cors") && isAtHttps(wire) && /^(?:mailto|javascript):/.test(target))
    return [{ code: "MixedContent" }];
  return [
    step.mode === "no-cors"
      ? { code: "RedirectionNotHttp" }
      : { code: "RedirectDenied", parameters: ["TargetNotHttp"] },
  ];
}

/** Whether the first request went to https. */
function isAtHttps([first]: Failed["wire"]): boolean {
  return first?.request.url.startsWith("https:") === true;
}

/** What WebKit says inside of the sentence about a redirect. */
const DENIALS: ReadonlySet<string> = new Set([
  "OriginNotAllowed",
  "MoreThanOneOrigin",
  "WildcardWithCredentials",
  "AllowCredentialsNotTrue",
  "TargetHasCredentials",
  "TargetNotHttp",
  "ResourcePolicy",
]);

function webkitName(exchange: Failed): string | undefined {
  const code = plainCode(exchange.code);
  if (code === "MultipleAllowOriginValues") {
    return allowOriginLines(exchange).join(",").includes(",") ? "MoreThanOneOrigin" : "OriginNotAllowed";
  }
  return WEBKIT[code];
}

const ORIGIN_CODES: ReadonlySet<ReasonCode> = new Set([
  "MissingAllowOriginHeader",
  "WildcardOriginNotAllowed",
  "MultipleAllowOriginValues",
  "InvalidAllowOriginValue",
  "AllowOriginMismatch",
]);

/** A doublet's name without the word that tells where it happened. */
function plainCode(code: ReasonCode): ReasonCode {
  const plain = code.replace(/^Preflight/, "");
  return plain in REASONS ? (plain as ReasonCode) : code;
}

/** The lines of the answer that failed. */
function allowOriginLines(exchange: Exchange): string[] {
  return linesOf(exchange, "access-control-allow-origin");
}

/** Where the answer that failed leads; several targets stand in a line each. */
function locationOf(exchange: Exchange): string {
  return linesOf(exchange, "location").join("\n");
}

function linesOf({ wire, phase, hop }: Exchange, name: string, asWritten = false): string[] {
  const judged = wire.findLast(
    (entry) => entry.response !== undefined && (phase !== "redirect" || (entry.hop === hop && !entry.preflight)),
  );
  const headers = judged?.response?.headers ?? [];
  return headers.filter((line) => (asWritten ? line[0] : line[0].toLowerCase()) === name).map((line) => line[1]);
}

/** The names that the last preflight asked for and that its answer does not list. */
function missingNames({ wire }: Exchange): string[] {
  const { request, response } = wire.findLast(({ preflight }) => preflight) ?? {};
  const asked = valueOf(request?.headers, "access-control-request-headers");
  const listed = valueOf(response?.headers, "access-control-allow-headers").map((name) => name.toLowerCase());
  return asked.filter((name) => !listed.includes(name));
}

function valueOf(headers: readonly (readonly [string, string])[] | undefined, name: string): string[] {
  return (headers ?? [])
    .filter((line) => line[0].toLowerCase() === name)
    .flatMap((line) => line[1].split(","))
    .map((part) => part.trim());
}
