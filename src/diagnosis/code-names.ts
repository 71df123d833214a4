import type { EngineName } from "./console-text.ts";
import type { FailureCode } from "./failure-code.ts";
import { FINDINGS, type FindingCode } from "./finding-registry.ts";

/** What somebody means by the name of a failure. */
export interface NamedFailure {
  /** Whose name it is; `null`: Chromium's, or ours. */
  readonly browser: EngineName | null;
  /** What it may mean, the likeliest first. */
  readonly codes: readonly FindingCode[];
}

/** What Firefox calls its reasons, without the digit at their end: its documentation has a page for each. */
const OF_FIREFOX: Readonly<Record<string, readonly FailureCode[]>> = {
  CORSDidNotSucceed: ["NoAnswer"],
  CORSExternalRedirectNotAllowed: ["PreflightDisallowedRedirect"],
  CORSRequestNotHttp: ["CorsDisabledScheme"],
  CORSMissingAllowOrigin: ["MissingAllowOriginHeader", "PreflightMissingAllowOriginHeader"],
  CORSMultipleAllowOriginNotAllowed: ["MultipleAllowOriginValues", "PreflightMultipleAllowOriginValues"],
  CORSAllowOriginNotMatchingOrigin: [
    "AllowOriginMismatch",
    "PreflightAllowOriginMismatch",
    "MultipleAllowOriginValues",
    "PreflightMultipleAllowOriginValues",
    "InvalidAllowOriginValue",
    "PreflightInvalidAllowOriginValue",
  ],
  CORSNotSupportingCredentials: ["WildcardOriginNotAllowed", "PreflightWildcardOriginNotAllowed"],
  CORSMissingAllowCredentials: ["InvalidAllowCredentials", "PreflightInvalidAllowCredentials"],
  CORSPreflightDidNotSucceed: ["PreflightInvalidStatus", "PreflightDisallowedRedirect"],
  CORSInvalidAllowMethod: ["InvalidAllowMethodsPreflightResponse"],
  CORSInvalidAllowHeader: ["InvalidAllowHeadersPreflightResponse"],
  CORSMethodNotFound: ["MethodDisallowedByPreflightResponse"],
  CORSMissingAllowHeaderFromPreflight: ["HeaderDisallowedByPreflightResponse"],
};

/** What Chromium called some of its reasons before. */
const OF_THE_PAST: Readonly<Record<string, readonly FailureCode[]>> = {
  InsecurePrivateNetwork: ["InsecureLocalNetwork"],
  InvalidPrivateNetworkAccess: ["InvalidLocalNetworkAccess"],
  UnexpectedPrivateNetworkAccess: ["InvalidLocalNetworkAccess"],
  PreflightMissingAllowExternal: ["PreflightMissingAllowPrivateNetwork"],
  PreflightInvalidAllowExternal: ["PreflightInvalidAllowPrivateNetwork"],
};

const NAMES: ReadonlyMap<string, NamedFailure> = new Map<string, NamedFailure>([
  ...Object.entries(OF_FIREFOX).map(([name, codes]) => named(name, "firefox", codes)),
  ...Object.entries(OF_THE_PAST).map(([name, codes]) => named(name, "chromium", codes)),
  ...(Object.keys(FINDINGS) as FindingCode[]).map((code) => named(code, null, [code])),
]);

function named(
  name: string,
  browser: EngineName | null,
  codes: readonly FindingCode[],
): readonly [key: string, failure: NamedFailure] {
  return [name.toLowerCase(), { browser, codes }];
}

/**
 * What a name means: one of Chromium's, of Firefox's, or of ours, in any case of letters.
 *
 * @returns `undefined` for a name that nobody here knows
 * @example
 * failureNamed("corsmissingalloworigin2"); // { browser: "firefox", codes: ["MissingAllowOriginHeader", ...] }
 */
export function failureNamed(name: string): NamedFailure | undefined {
  const key = name.trim().toLowerCase();
  return NAMES.get(key) ?? NAMES.get(key.replace(/\d$/, ""));
}
