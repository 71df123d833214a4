import type { ProfileName } from "../browser/departures.ts";
import type { Exchange, Step } from "../browser/exchange.ts";
import { REASONS, type ReasonCode } from "../browser/reason-registry.ts";
import type { Attempt, ProfileExchange } from "./attempt.ts";
import { printable } from "./printable.ts";
import { withoutUserInfo } from "./secrets.ts";
import { stepLines } from "./step-lines.ts";
import { transcript } from "./transcript.ts";

/** What a message is made of, in the order in which it is read. Parts that are empty are left out. */
interface Parts {
  /** Who could not do what, and the code. */
  readonly sentence: string;
  /** What that means, line by line; `undefined` is none. */
  readonly details?: readonly (string | undefined)[];
  /** The step that decided. */
  readonly step?: Step | undefined;
  readonly hint?: string | undefined;
  /** The exchanges whose wire is shown. */
  readonly exchanges: readonly Exchange[];
  /** What relative URLs of the wire are relative to. */
  readonly base: string;
  /** The code whose page says more. */
  readonly code?: ReasonCode | undefined;
}

/** Where the pages of the codes are for whoever has installed the package. */
const FINDINGS = "node_modules/crossorigin/docs/findings";

/** Most characters of what a transport said. */
const LONGEST_CAUSE = 500;

/** The message of a failed assertion. */
export function failureMessage({ sentence, details = [], step, hint, exchanges, base, code }: Parts): string {
  const blocks: (readonly string[])[] = [
    [sentence, ...details.filter((line) => line !== undefined)],
    step === undefined ? [] : stepLines(step),
    hint === undefined ? [] : [`Hint: ${hint}`],
    ["On the wire:", ...transcript(exchanges, base).map((line) => (line === "" ? "" : `  ${line}`))],
    code === undefined ? [] : [`More: ${FINDINGS}/${code}.md`],
  ];
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n");
}

/** The page, as the subject of a sentence. */
export function pageOf({ origin }: Attempt): string {
  return origin === "null" ? 'A page without an origin of its own ("null")' : `A page on ${origin}`;
}

/** Method and URL. */
export function requestOf({ method, url }: Attempt): string {
  return printable(`${method} ${withoutUserInfo(url)}`);
}

/** ` in the profile webkit`, for those of the profiles that a sentence is about; empty when there is only the standard. */
export function inProfiles(about: readonly ProfileExchange[], { exchanges }: Attempt): string {
  const [only] = exchanges;
  if (exchanges.length === 1) return only.profile === "standard" ? "" : ` in the profile ${only.profile}`;
  if (about.length === exchanges.length) return " in every profile";
  return ` in the ${about.length === 1 ? "profile" : "profiles"} ${listed(about.map(({ profile }) => profile))}`;
}

/** How each profile fared, when they did not all fare the same. */
export function differences({ exchanges }: Attempt): string | undefined {
  const byOutcome = new Map<string, ProfileName[]>();
  for (const { profile, exchange } of exchanges) {
    const outcome = exchange.code ?? exchange.verdict;
    byOutcome.set(outcome, [...(byOutcome.get(outcome) ?? []), profile]);
  }
  if (byOutcome.size === 1) return undefined;
  const outcomes = [...byOutcome].map(([outcome, profiles]) => `${listed(profiles)}: ${outcome}`);
  return `The profiles do not agree: ${outcomes.join("; ")}.`;
}

/** The step that ended an exchange, if it was a comparison: that no answer came is told without one. */
export function failedStep({ steps }: Exchange): Step | undefined {
  return steps.findLast(({ name, result }) => result === "failed" && name !== "no-response");
}

/** What a code means, or what the transport said. */
export function meaningOf({ cause }: Exchange, code: ReasonCode): string {
  return cause instanceof Error ? printable(cause.message, LONGEST_CAUSE) : REASONS[code].title;
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
