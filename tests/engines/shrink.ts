import type { Answer, Hop, Scenario, Step } from "./scenario.ts";

/**
 * Scenarios that are one piece smaller: a step, a server, a member or a line less, or something ordinary in place of
 * something odd.
 */
function smaller(scenario: Scenario): Scenario[] {
  const results: Scenario[] = [];
  const { opaque: _, ...withOrigin } = scenario;
  const { secure: __, ...plain } = scenario;
  if (scenario.opaque === true) results.push(withOrigin);
  if (scenario.secure === true) results.push(plain);
  if (scenario.steps.length > 1) {
    for (const index of scenario.steps.keys()) results.push({ ...scenario, steps: without(scenario.steps, index) });
  }
  for (const [index, step] of scenario.steps.entries()) {
    for (const less of smallerSteps(step)) {
      results.push({ ...scenario, steps: scenario.steps.map((old, place) => (place === index ? less : old)) });
    }
  }
  return results;
}

const MEMBERS = [
  "wait",
  "upload",
  "withCredentials",
  "method",
  "headers",
  "body",
  "mode",
  "credentials",
  "redirect",
  "cache",
  "referrerPolicy",
  "keepalive",
  "suffix",
] as const;

function smallerSteps(step: Step): Step[] {
  const results: Step[] = [];
  for (const member of MEMBERS) {
    if (step[member] === undefined) continue;
    const { [member]: _, ...rest } = step;
    results.push(rest);
  }
  if (step.api === "xhr" && step.upload === undefined && step.withCredentials === undefined) {
    results.push({ ...step, api: "fetch" });
  }
  for (const index of step.headers?.keys() ?? [])
    results.push({ ...step, headers: without(step.headers ?? [], index) });
  if (step.hops.length > 1) {
    for (const index of step.hops.keys()) results.push({ ...step, hops: without(step.hops, index) });
  }
  for (const [index, hop] of step.hops.entries()) {
    for (const less of smallerHops(hop)) {
      results.push({ ...step, hops: step.hops.map((old, place) => (place === index ? less : old)) });
    }
  }
  return results;
}

function smallerHops(hop: Hop): Hop[] {
  return [
    ...smallerAnswers(hop.preflight).map((preflight) => ({ ...hop, preflight })),
    ...smallerAnswers(hop.main).map((main) => ({ ...hop, main })),
  ];
}

function smallerAnswers(answer: Answer): Answer[] {
  const results: Answer[] = [...answer.headers.keys()].map((index) => ({
    ...answer,
    headers: without(answer.headers, index),
  }));
  if (answer.body !== undefined) {
    const { body: _, ...rest } = answer;
    results.push(rest);
  }
  if (answer.status !== 200) results.push({ ...answer, status: 200 });
  for (const [index, [name, value]] of answer.headers.entries()) {
    const ordinary = ORDINARY[name.toLowerCase()];
    if (ordinary === undefined || ordinary === value) continue;
    const headers = answer.headers.map((line, place) => (place === index ? ([name, ordinary] as const) : line));
    results.push({ ...answer, headers });
  }
  return results;
}

/** What an odd value is replaced by, to see whether its oddness matters. */
const ORDINARY: Readonly<Record<string, string>> = {
  "access-control-allow-origin": "{origin}",
  "access-control-allow-credentials": "true",
  "access-control-allow-methods": "{method}",
  "access-control-allow-headers": "{headers}",
  location: "{next}",
};

function without<Value>(values: readonly Value[], index: number): Value[] {
  return values.filter((_, place) => place !== index);
}

/**
 * The smallest scenario that still does the same, found step by step: of all that are one piece smaller, the first that
 * does takes the place of the one before.
 *
 * @param still tells for each whether it does
 */
export async function shrink(
  scenario: Scenario,
  still: (candidates: readonly Scenario[]) => Promise<readonly boolean[]>,
): Promise<Scenario> {
  let best = scenario;
  for (;;) {
    const candidates = smaller(best);
    const holds = await still(candidates);
    const found = candidates.find((_, index) => holds[index] === true);
    if (found === undefined) return best;
    best = found;
  }
}
