import type { CheckResult } from "./run-check.ts";
import { exitOf } from "./exit-of.ts";
import { EXIT } from "./exit-code.ts";
import { requestWords, reportLines, type ReportOptions } from "./check-report.ts";

/** A test, with how long it took in seconds. */
export interface Timed {
  readonly result: CheckResult;
  readonly seconds: number;
}

/** The results as a CI server reads them: one test for each request; blocked is a failure, no answer an error. */
export function checkJunit(timed: readonly Timed[], options: ReportOptions): string {
  const cases = timed.map((one) => testCase(one, options));
  const count = (code: number): number => timed.filter(({ result }) => exitOf(result) === code).length;
  const seconds = timed.reduce((sum, one) => sum + one.seconds, 0).toFixed(3);
  const counts = `tests="${timed.length}" failures="${count(EXIT.findings)}" errors="${count(EXIT.failed)}" time="${seconds}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="crossorigin check" ${counts}>`,
    `  <testsuite name="crossorigin check" ${counts}>`,
    ...cases,
    "  </testsuite>",
    "</testsuites>",
    "",
  ].join("\n");
}

function testCase({ result, seconds }: Timed, options: ReportOptions): string {
  const { request, deciding } = result;
  const line = request.line === undefined ? "" : `line ${request.line}: `;
  const name = `${line}${requestWords(request, options)}`;
  const open = `    <testcase classname="crossorigin.check" name="${escaped(name)}" time="${seconds.toFixed(3)}"`;
  const code = exitOf(result);
  if (code === EXIT.fine) return `${open}/>`;
  const kind = code === EXIT.failed ? "error" : "failure";
  const type = escaped(deciding.exchange.code ?? deciding.exchange.verdict);
  const message = escaped(deciding.diagnosis?.cause ?? `expected ${request.expect ?? "allowed"}`);
  const text = escaped(reportLines(result, options).join("\n"));
  return [`${open}>`, `      <${kind} type="${type}" message="${message}">${text}</${kind}>`, "    </testcase>"].join(
    "\n",
  );
}

/** A text in XML; what no XML can hold becomes a question mark. */
function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, "?")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
