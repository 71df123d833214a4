import { readdirSync, readFileSync } from "node:fs";
import {
  browserMessages,
  diagnoseCode,
  failureNamed,
  FINDINGS,
  parseConsole,
  type FailureCode,
  type FindingCode,
} from "../diagnosis/index.ts";
import { docsFile } from "./diagnosis-text.ts";
import type { ExplainFlags } from "./explain.ts";
import { explained, mergedFixes, type Explanation } from "./explained.ts";

/** Where the pages about codes lie. */
const PAGES = "docs/findings/";

/** What stands in a message where a value would be. */
const SAMPLES: Partial<Record<FindingCode, string>> = {
  MethodDisallowedByPreflightResponse: "PUT",
  HeaderDisallowedByPreflightResponse: "x-api-key",
  AllowOriginMismatch: "https://other.example",
  PreflightAllowOriginMismatch: "https://other.example",
  MultipleAllowOriginValues: "https://app.example.com, *",
  PreflightMultipleAllowOriginValues: "https://app.example.com, *",
  InvalidAllowOriginValue: "*.example.com",
  PreflightInvalidAllowOriginValue: "*.example.com",
  InvalidAllowCredentials: "True",
  PreflightInvalidAllowCredentials: "True",
  BlockedPort: "6000",
};

/**
 * What a name means: one of Chromium's, of Firefox's, or of ours.
 *
 * @returns `undefined` when nobody here knows it
 */
export function explainCode(name: string, flags: ExplainFlags, from: string | undefined): Explanation | undefined {
  const found = failureNamed(name) ?? networkName(name);
  if (found === undefined) return ofPage(name);
  const { codes, browser } = found;
  const [first, second] = codes;
  if (first === undefined) return undefined;
  const isCertain = codes.length === 1;
  const diagnosis = diagnoseCode({ code: first, ...(from === undefined ? {} : { origin: from }) });
  const entry = explained({
    browser: browser ?? flags.browser ?? null,
    code: isCertain ? first : null,
    alternatives: isCertain ? [] : codes,
    phase: codes.every((code) => code.startsWith("Preflight") || code.endsWith("PreflightResponse"))
      ? "preflight"
      : null,
    origin: from ?? null,
    certain: isCertain,
    diagnosis: {
      ...diagnosis,
      certainty: isCertain ? diagnosis.certainty : "possible",
      fixes:
        second === undefined ? diagnosis.fixes : mergedFixes(diagnosis.fixes, diagnoseCode({ code: second }).fixes),
      messages: messagesOf(first),
    },
    notes: [
      ...(isCertain || browser === null ? [] : ["It has one name for several failures."]),
      ...(from === undefined && flags.stack !== undefined ? [SAMPLE_PAGE] : []),
    ],
  });
  return { entries: [entry], summary: [], remarks: [] };
}

const SAMPLE_PAGE = "Where code is shown, https://app.example.com stands for your page: say it with --from.";

/** `net::ERR_NAME_NOT_RESOLVED`, with or without what stands before it. */
function networkName(name: string): ReturnType<typeof failureNamed> {
  const upper = name.toUpperCase();
  if (!/^(NET::)?ERR_\w+(\.\w+)?$/.test(upper)) return undefined;
  const [told] = parseConsole(`net::${name.replace(/^net::/i, "")}`);
  return told?.code == null ? undefined : { browser: "chromium", codes: [told.code] };
}

function messagesOf(code: FindingCode): ReturnType<typeof browserMessages> {
  const parameter = SAMPLES[code];
  return browserMessages({
    // A cause has none, and comes to an empty object.
    code: code as FailureCode,
    url: "https://api.example.com/",
    origin: "https://app.example.com",
    ...(parameter === undefined ? {} : { parameter, allowOrigin: parameter.split(", ") }),
    status: 200,
  });
}

/** Codes that are no failures of a request, such as mistakes in a policy, have a page of their own all the same. */
function ofPage(name: string): Explanation | undefined {
  const code = pageNames().find((one) => one.toLowerCase() === name.toLowerCase());
  if (code === undefined) return undefined;
  const page = readFileSync(docsFile(`${PAGES}${code}.md`), "utf8");
  return { entries: [], summary: [], remarks: [], page: page.trimEnd() };
}

function pageNames(): string[] {
  return readdirSync(docsFile(PAGES))
    .filter((file) => file.endsWith(".md") && file !== "README.md")
    .map((file) => file.slice(0, -3));
}

/** Names that are spelt nearly so, the nearest first. */
export function nearNames(name: string): string[] {
  const wanted = name.toLowerCase();
  return [...new Set([...Object.keys(FINDINGS), ...pageNames()])]
    .map((one) => ({ one, distance: distanceOf(wanted, one.toLowerCase()) }))
    .filter(({ one, distance }) => distance <= Math.max(2, one.length / 4) || one.toLowerCase().includes(wanted))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map(({ one }) => one);
}

/** How many letters have to be changed, put in or taken away. */
function distanceOf(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (one.charAt(i - 1) === other.charAt(j - 1) ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
