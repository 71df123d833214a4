import type { Phase } from "../browser/index.ts";
import type { Diagnosis, EngineName, FailureCode, FindingCode, Fix } from "../diagnosis/index.ts";

/** One thing that was explained. */
export interface Explained {
  /** Whose words, or whose file; `null` when it cannot be told. */
  readonly browser: EngineName | null;
  /** `null`: no verdict of CORS, or none that can be told. */
  readonly code: FindingCode | null;
  /** What it may be, the likeliest first. */
  readonly alternatives: readonly FindingCode[];
  readonly phase: Phase | null;
  readonly parameter: string | null;
  readonly origin: string | null;
  readonly url: string | null;
  readonly certain: boolean;
  readonly diagnosis: Diagnosis | null;
  /** The line that would settle it; `null` where nothing is left to settle, or there is no URL. */
  readonly check: string | null;
  /** For people: a heading, where the code is none. */
  readonly title: string | undefined;
  /** For people: what it is about, such as `PUT https://api.example.com/orders`. */
  readonly about: string | undefined;
  /** For people: sentences that belong above the cause. */
  readonly notes: readonly string[];
  /** For people: lines under headings of their own, each line as it is. */
  readonly sections: readonly ExplainedSection[];
}

/** Lines under a heading. */
export interface ExplainedSection {
  readonly title: string;
  /** Sentences, which are wrapped. */
  readonly sentences?: readonly string[];
  /** Lines of a message, which are not. */
  readonly lines?: readonly string[];
  /** Sentences behind the lines. */
  readonly remarks?: readonly string[];
}

/** What came of a text or a file. */
export interface Explanation {
  readonly entries: readonly Explained[];
  /** For people: what was read, before all else. */
  readonly summary: readonly string[];
  /** For people: what is to be known beside the entries, after all else. */
  readonly remarks: readonly string[];
  /** For people: a page about a code that is no failure of a request. */
  readonly page?: string;
}

/** An explanation with what most have in common. */
export function explained(told: Partial<Explained>): Explained {
  return {
    browser: null,
    code: null,
    alternatives: [],
    phase: null,
    parameter: null,
    origin: null,
    url: null,
    certain: false,
    diagnosis: null,
    check: null,
    title: undefined,
    about: undefined,
    notes: [],
    sections: [],
    ...told,
  };
}

/** What a request may meet, as far as it is known. */
export interface PossibleFailures {
  readonly preflight: { readonly method: boolean; readonly headers: boolean } | undefined;
  /** `undefined`: not known. */
  readonly credentials: boolean | undefined;
}

/** The names of all that a server's answers can fail a request with, in the order in which a browser looks. */
export function possibleCodes({ preflight, credentials }: PossibleFailures): FailureCode[] {
  const origin = [
    "MissingAllowOriginHeader",
    "AllowOriginMismatch",
    "MultipleAllowOriginValues",
    "InvalidAllowOriginValue",
  ] as const;
  const credentialed = credentials === false ? [] : (["WildcardOriginNotAllowed", "InvalidAllowCredentials"] as const);
  const answer = [...origin, ...credentialed];
  if (preflight === undefined) return answer;
  return [
    ...answer.map((code) => `Preflight${code}` as const),
    "PreflightInvalidStatus",
    "PreflightDisallowedRedirect",
    ...(preflight.method
      ? (["InvalidAllowMethodsPreflightResponse", "MethodDisallowedByPreflightResponse"] as const)
      : []),
    ...(preflight.headers
      ? (["InvalidAllowHeadersPreflightResponse", "HeaderDisallowedByPreflightResponse"] as const)
      : []),
    ...answer,
  ];
}

/** What mends either of two: the sentences of both, then the code, which is the same. */
export function mergedFixes(one: readonly Fix[], other: readonly Fix[]): readonly Fix[] {
  const isGeneral = ({ stack }: Fix): boolean => stack === "page" || stack === "server";
  const said = new Set(one.map(({ sentence }) => sentence));
  const further = other.filter((fix) => isGeneral(fix) && !said.has(fix.sentence));
  return [...one.filter(isGeneral), ...further, ...one.filter((fix) => !isGeneral(fix))];
}

/** Whether a failure is about the answer to a preflight. */
export function isOfPreflight(code: FindingCode): boolean {
  return code.startsWith("Preflight") || code.endsWith("PreflightResponse");
}

/** What a reader has to know before anything else: what was asked at all, and why it is across origins. */
export function firstThings(
  codes: readonly FindingCode[],
  origin: string | undefined,
  url: string | undefined,
): string[] {
  const isCors = codes.some((code) => isOfPreflight(code) || /AllowOrigin|AllowCredentials|Wildcard/.test(code));
  return [
    ...(codes.length > 0 && codes.every(isOfPreflight) ? [NEVER_SENT] : []),
    ...(isCors ? sameHost(origin, url) : []),
  ];
}

const NEVER_SENT =
  "This is about the preflight, the OPTIONS by which a browser asks for permission. The request itself was never sent.";

/** "Is this even cross-origin? It is the same host." */
function sameHost(origin: string | undefined, url: string | undefined): string[] {
  if (origin === undefined || url === undefined || !URL.canParse(origin) || !URL.canParse(url)) return [];
  const [page, target] = [new URL(origin), new URL(url)];
  if (page.hostname !== target.hostname || page.origin === target.origin) return [];
  const [one, other] = [portOf(page), portOf(target)];
  const what =
    page.protocol === target.protocol
      ? `ports, ${one} and ${other}`
      : `schemes, ${page.protocol} and ${target.protocol}`;
  return [`One host, and two ${what}: for a browser these are two origins.`];
}

function portOf({ port, protocol }: URL): string {
  if (port !== "") return port;
  return protocol === "https:" ? "443" : "80";
}
