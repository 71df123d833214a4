import type { Step } from "../browser/exchange.ts";
import type { Phase } from "../browser/reason.ts";
import { printable } from "./printable.ts";
import { withoutUserInfo } from "./secrets.ts";

const WHERE: Readonly<Record<Phase, string>> = {
  request: "before anything was sent",
  preflight: "in the answer to the preflight",
  redirect: "in the answer that redirects",
  response: "in the answer",
};

const ANSWERS: Readonly<Record<Step["result"], string>> = { passed: " Yes", failed: " No", noted: "" };

/** Most characters of a value that was compared. */
const LONGEST_VALUE = 400;

/** A step of the algorithm for a reader: the question, its answer, and what was compared. */
export function stepLines(step: Step): string[] {
  const { title, section, result, found, expected } = step;
  return [
    `${title}${ANSWERS[result]}, ${placeOf(step)}.`,
    ...(found === undefined ? [] : [`  found     ${valueText(found)}`]),
    ...(expected === undefined ? [] : [`  expected  ${valueText(expected)}`]),
    `  see       ${section}`,
  ];
}

/** A header that let the request through, by the step that looked at it. */
export function permissionLine(step: Step): string {
  // allow-origin looks at Access-Control-Allow-Origin, and so for all of these steps.
  const name = `access-control-${step.name}`.replace(/(^|-)[a-z]/g, (start) => start.toUpperCase());
  return `  ${name}: ${valueText(step.found ?? null)} (${placeOf(step)})`;
}

function placeOf({ phase, hop }: Step): string {
  if (hop === 0) return WHERE[phase];
  return `${WHERE[phase]}, ${hop === 1 ? "after a redirect" : `after ${hop} redirects`}`;
}

function valueText(value: string | null): string {
  if (value === null) return "nothing";
  return value === "" ? "an empty value" : printable(withoutUserInfo(value), LONGEST_VALUE);
}
