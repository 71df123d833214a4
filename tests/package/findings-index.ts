import { readFileSync } from "node:fs";
import { HAZARDS, type HazardCode } from "../../src/compat/hazard-registry.ts";
import { FINDINGS as DIAGNOSES, type FindingCode } from "../../src/diagnosis/index.ts";
import { PROBLEMS, type ProblemCode } from "../../src/policy/problem-registry.ts";
import { REFUSALS, type RefusalCode } from "../../src/policy/refusal-registry.ts";

/** Where the pages are. */
export const FINDINGS: URL = new URL("../../docs/findings/", import.meta.url);

/** A code of any family. */
type Code = ProblemCode | RefusalCode | HazardCode | FindingCode;

/** Every code, under the heading where somebody looks for it. */
const GROUPS: Readonly<Record<string, readonly Code[]>> = {
  "Options as a whole": ["WrongType", "UnreadableOption", "UnknownOption", "DuplicateEntry"],
  "Who is let in": [
    "MissingOrigins",
    "WildcardWithCredentials",
    "WildcardOriginInList",
    "NullOrigin",
    "InsecureOriginWithCredentials",
    "RegularExpressionAsOrigin",
    "FunctionAsOrigin",
    "OriginSourceFailed",
  ],
  "How an origin is written": [
    "SeveralOriginsInOneString",
    "OriginWithoutScheme",
    "OriginWithUserInfo",
    "OriginTrailingSlash",
    "OriginWithPath",
    "OriginUpperCase",
    "OriginNotAscii",
    "OriginDefaultPort",
    "OriginNotCanonical",
    "InvalidOrigin",
    "FileOrigin",
    "WebSocketOrigin",
    "SchemeWithoutOrigin",
  ],
  Patterns: [
    "TwoWildcards",
    "WildcardMisplaced",
    "WildcardTooWide",
    "WildcardUnderPublicSuffix",
    "PublicSuffixListMissing",
    "ShadowedOrigin",
  ],
  "Methods and max-age": [
    "InvalidMethod",
    "ForbiddenMethod",
    "MethodNotNormalized",
    "LowerCaseMethod",
    "MaxAgeOutOfRange",
  ],
  "Header names": [
    "InvalidHeaderName",
    "ForbiddenRequestHeader",
    "ResponseHeaderAsRequestHeader",
    "ForbiddenResponseHeader",
    "ProtocolHeaderExposed",
    "ExposedWildcardWithCredentials",
  ],
  "Refusals of a request": [
    "OriginNotAllowed",
    "MethodNotAllowed",
    "HeaderNotAllowed",
    "TooManyRequestHeaders",
    "PolicyFailed",
  ],
  "Told by a drop-in for another library": [
    "ReflectionWithCredentials",
    "CredentialsForStrangers",
    "UnanchoredExpression",
    "OptionsSwallowed",
    "PatternIsText",
    "OptionUndefined",
    "OriginFunctionFailed",
  ],
  "A browser refused: before anything was sent": [
    "DisallowedByMode",
    "CorsDisabledScheme",
    "NoCorsRedirectModeNotFollow",
    "BlockedPort",
    "MixedContent",
    "KeepaliveBodyTooLarge",
  ],
  "A browser refused: the preflight": [
    "PreflightMissingAllowOriginHeader",
    "PreflightWildcardOriginNotAllowed",
    "PreflightMultipleAllowOriginValues",
    "PreflightInvalidAllowOriginValue",
    "PreflightAllowOriginMismatch",
    "PreflightInvalidAllowCredentials",
    "PreflightInvalidStatus",
    "PreflightDisallowedRedirect",
    "InvalidAllowMethodsPreflightResponse",
    "InvalidAllowHeadersPreflightResponse",
    "MethodDisallowedByPreflightResponse",
    "HeaderDisallowedByPreflightResponse",
  ],
  "A browser refused: the answer": [
    "MissingAllowOriginHeader",
    "WildcardOriginNotAllowed",
    "MultipleAllowOriginValues",
    "InvalidAllowOriginValue",
    "AllowOriginMismatch",
    "InvalidAllowCredentials",
    "ResourcePolicyNotSameOrigin",
    "ResourcePolicyNotSameSite",
    "UnrequestedRange",
  ],
  "A browser refused: a redirect": [
    "RedirectContainsCredentials",
    "RedirectNotAllowed",
    "InvalidRedirectLocation",
    "UnsafeRedirect",
    "TooManyRedirects",
    "RedirectedStreamBody",
  ],
  "A browser got no answer": [
    "NotInCache",
    "RequestBodyFailed",
    "NameNotResolved",
    "ConnectionRefused",
    "ConnectionReset",
    "TlsFailed",
    "TimedOut",
    "MalformedResponse",
    "ResponseTooLarge",
    "NoAnswer",
  ],
  "Behind a refusal: the preflight": [
    "PreflightNeedsLogin",
    "PreflightRejected",
    "PreflightNotRouted",
    "PreflightServerError",
    "PreflightAnsweredByGateway",
    "PreflightDropped",
    "ClientCertificateWanted",
    "MethodCaseDiffers",
    "WildcardIsLiteral",
    "AuthorizationUnderWildcard",
    "ContentTypeNotAllowed",
    "TracingHeader",
  ],
  "Behind a refusal: the answer": [
    "ErrorWithoutHeaders",
    "PreflightAllowedOnly",
    "AssetWithoutHeaders",
    "RedirectWithoutHeaders",
    "RedirectedToLogin",
    "NearOriginAllowed",
  ],
  "Behind a refusal: the origin": [
    "HeadersTwice",
    "OriginList",
    "OriginDiffersInDetail",
    "PatternSent",
    "AnswerForAnotherOrigin",
    "OriginLostInRedirect",
    "PageWithoutOrigin",
    "AppOriginNotAllowed",
  ],
  "Nothing was refused, and yet": [
    "OpaqueAnswer",
    "HeaderNotExposed",
    "CookieNotStored",
    "CredentialsLeftOut",
    "MissingVary",
    "AnyOriginReflected",
    "LocalNetworkPrompt",
  ],
  "What only a real browser refuses": [
    "LocalNetworkAccessPermissionDenied",
    "InvalidLocalNetworkAccess",
    "InsecureLocalNetwork",
    "PreflightMissingAllowPrivateNetwork",
    "PreflightInvalidAllowPrivateNetwork",
    "InvalidResponse",
    "BlockedByContentSecurityPolicy",
    "BlockedByClient",
  ],
};

const INTRODUCTION = `# Findings

Every code has a page here, which comes with the package: \`node_modules/crossorigin/docs/findings/<Code>.md\`. Codes are
public: they are added, never renamed, never used again. There are five families.

**Problems** of options, the groups down to "Header names": \`definePolicy\` throws all of them at once, \`checkPolicy\`
returns them. What is marked as advice stops nothing and is in \`policy.warnings\`.

**Refusals** of a request, in \`decision.refusals\` and in the adapters' events: why the answer to a request is no.

**Hazards**, which the drop-ins of \`crossorigin/compat\` tell of by \`process.emitWarning\`, or throw with \`strict: true\`: what is
dangerous, or means nothing, in the options of another library. They tell of problems too.

**Reasons** why a page got nothing, the groups that begin with "A browser": the \`code\` of a \`CorsError\` and of an exchange
of \`crossorigin/browser\`. The names are Chromium's where it has one. Their pages quote what browsers print, as seen in
Chromium 156, Firefox ESR 153 and WebKitGTK 2.50, and leave out what is the same every time:

- Chromium: \`Access to fetch at 'URL' from origin 'ORIGIN' has been\` stands before \`blocked by CORS policy:\`.
- Firefox: \`Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at URL.\` stands
  before \`(Reason: …)\`.
- WebKit: mostly \`Fetch API cannot load URL due to access control checks.\` follows as a second line.

**Causes**, the groups after these: what \`diagnose\` of \`crossorigin/diagnosis\` finds behind a reason, or in an exchange that
was allowed and hides a mistake. The last group has what \`parseConsole\` knows of real browsers and the simulated one never says.
`;

/** The text of a page about one code. */
export function pageOf(code: string): string {
  return readFileSync(new URL(`${code}.md`, FINDINGS), "utf8");
}

/** The sentence that a page begins with, in one line. */
export function sentenceOf(page: string): string {
  const [, sentence = ""] = page.split("\n\n");
  return sentence.replaceAll("\n", " ");
}

/** What `docs/findings/README.md` is to hold: every code by its group, with the first sentence of its page. */
export function findingsIndex(): string {
  const groups = Object.entries(GROUPS).map(([heading, codes]) => `## ${heading}\n\n${codes.map(lineOf).join("\n")}\n`);
  return [INTRODUCTION, ...groups].join("\n");
}

function lineOf(code: Code): string {
  const advice = isProblem(code) && PROBLEMS[code].severity === "advice" ? " Advice." : "";
  return `- [${code}](${code}.md): ${sentenceOf(pageOf(code))}${advice}`;
}

function isProblem(code: string): code is ProblemCode {
  return Object.hasOwn(PROBLEMS, code);
}

/** Codes that stand in no group, or in more than one. */
export function codesOutOfPlace(): string[] {
  const grouped = Object.values(GROUPS).flat();
  const codes = [PROBLEMS, REFUSALS, HAZARDS, DIAGNOSES].flatMap((family) => Object.keys(family));
  return codes.filter((code) => grouped.filter((one) => one === code).length !== 1);
}
