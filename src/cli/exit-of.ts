import type { CheckResult } from "./run-check.ts";
import { EXIT } from "./exit-code.ts";

type Verdict = CheckResult["deciding"]["exchange"]["verdict"];

/** What a verdict exits with when nothing was expected. */
const EXITS: Readonly<Record<Verdict, number>> = {
  allowed: EXIT.fine,
  opaque: EXIT.fine,
  blocked: EXIT.findings,
  "network-error": EXIT.failed,
};

/** Whether every browser did what was expected; `undefined` when nothing was, or one of them had no answer. */
export function isAsExpected({ request, outcomes }: CheckResult): boolean | undefined {
  const verdicts = outcomes.map(({ exchange }) => exchange.verdict);
  if (request.expect === undefined || verdicts.includes("network-error")) return undefined;
  return verdicts.every((verdict) => (verdict === "blocked") === (request.expect === "blocked"));
}

/** The exit code of one request. */
export function exitOf(result: CheckResult): number {
  const expected = isAsExpected(result);
  if (expected === undefined) return EXITS[result.deciding.exchange.verdict];
  return expected ? EXIT.fine : EXIT.findings;
}
