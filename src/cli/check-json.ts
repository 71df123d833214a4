import type { Exchange, ProfileName } from "../browser/index.ts";
import { notesOf } from "./check-report.ts";
import { isAsExpected } from "./exit-of.ts";
import type { CheckResult, Outcome } from "./run-check.ts";
import type { Redactor } from "./secrets.ts";

/** The document of one check, or a list of several. */
export function checkJson(results: readonly CheckResult[], isList: boolean, redactor: Redactor): string {
  const documents = results.map((result) => checkDocument(result, redactor));
  const text = JSON.stringify(isList ? documents : documents[0], undefined, 2);
  // What JSON leaves as it is and a terminal would follow.
  return text.replace(/[\u007f-\u009f\p{Cf}\u2028\u2029]/gu, escaped);
}

function escaped(character: string): string {
  return [...Array(character.length).keys()]
    .map((index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, "0")}`)
    .join("");
}

function checkDocument(result: CheckResult, redactor: Redactor): object {
  const { request, outcomes, deciding } = result;
  const { exchange, diagnosis, exchanges } = deciding;
  const expected = isAsExpected(result);
  return {
    ...verdictOf(exchange, redactor),
    ...(diagnosis === undefined ? {} : { diagnosis }),
    profiles: Object.fromEntries(outcomes.map((one) => [one.profile, profileOf(one, redactor)])) as Partial<
      Record<ProfileName, object>
    >,
    wire: wireOf(exchange, redactor),
    steps: exchange.steps.map((step) => redactor.step(step)),
    request: {
      ...(request.line === undefined ? {} : { line: request.line }),
      method: request.method,
      url: redactor.text(request.url),
      from: request.from,
    },
    ...(exchanges.length < 2
      ? {}
      : { times: exchanges.map((one) => ({ ...verdictOf(one, redactor), wire: wireOf(one, redactor) })) }),
    ...(expected === undefined ? {} : { asExpected: expected }),
    notes: notesOf(result),
  };
}

function profileOf({ exchange, diagnosis }: Outcome, redactor: Redactor): object {
  return { ...verdictOf(exchange, redactor), ...(diagnosis === undefined ? {} : { finding: diagnosis.code }) };
}

/** What an exchange came to; members that it does not have are left out. */
function verdictOf({ verdict, code, phase, hop, parameter }: Exchange, redactor: Redactor): object {
  const shown = parameter === undefined ? undefined : redactor.text(parameter);
  // JSON leaves out what is undefined.
  return { verdict, code, phase, hop, parameter: shown };
}

function wireOf({ wire }: Exchange, redactor: Redactor): object[] {
  return wire.map(({ request, response, ...entry }) => ({
    ...entry,
    request: {
      ...request,
      url: redactor.text(request.url),
      headers: request.headers.map((line) => redactor.line(line)),
    },
    ...(response === undefined
      ? {}
      : { response: { ...response, headers: response.headers.map((line) => redactor.line(line)) } }),
  }));
}
