import { headerOf } from "./answer.ts";
import type { EngineName } from "./engine.ts";
import { expectedReasons, sameReason } from "./expected-reasons.ts";
import type { Origins, Scenario } from "./scenario.ts";
import type { LoggedRequest, PageOutcome } from "./scenario-server.ts";
import type { Observed } from "./runner.ts";
import type { Simulated } from "./simulate.ts";
import { leftOut } from "./unmodelled.ts";

/** One thing in which browser and simulation differ. */
export interface Difference {
  readonly what: string;
  readonly browser: unknown;
  readonly simulated: unknown;
}

/** Everything in which they differ; empty when they agree. */
export function compare(engine: EngineName, scenario: Scenario, real: Observed, model: Simulated): Difference[] {
  const differences: Difference[] = [];
  const same = (what: string, browser: unknown, simulated: unknown): void => {
    if (JSON.stringify(browser) !== JSON.stringify(simulated)) differences.push({ what, browser, simulated });
  };
  for (const [index, step] of scenario.steps.entries()) {
    const outcome = (of: Observed | Simulated): unknown => describeOutcome(of.outcomes[index], of);
    const excused = leftOut(engine, scenario, step, model.exchanges[index]);
    if (excused === "all") return differences;
    same(`outcome of step ${index}`, outcome(real), outcome(model));
    const wire = (of: Observed | Simulated): Described[] =>
      of.log
        .filter((request) => request.step === index)
        .map((request) => describeRequest(engine, request, scenario, of, excused));
    const [browser, simulated] = [wire(real), wire(model)];
    same(
      `requests of step ${index}`,
      browser.map(({ request }) => request),
      simulated.map(({ request }) => request),
    );
    for (const [place, { request, lines }] of browser.entries()) {
      const others = simulated[place];
      if (others === undefined || others.request !== request) break;
      const only = (these: readonly string[], those: readonly string[]): string[] =>
        these.filter((line) => !those.includes(line));
      same(`lines of ${request}, step ${index}`, only(lines, others.lines), only(others.lines, lines));
    }
  }
  const said = real.reasons.map(({ parameter, ...reason }) =>
    parameter === undefined ? reason : { ...reason, parameter: neutral(parameter, real) },
  );
  const expected = expectedReasons(engine, scenario, model).map(({ parameters, ...reason }) =>
    parameters === undefined ? reason : { ...reason, parameters: parameters.map((text) => neutral(text, model)) },
  );
  if (!sameReason(said, expected)) differences.push({ what: "reasons", browser: said, simulated: expected });
  return differences;
}

type Run = { readonly id: string; readonly origins: Origins };

/** What a page saw, without what changes from run to run. */
function describeOutcome(outcome: PageOutcome | undefined, run: Run): unknown {
  if (outcome === undefined) return undefined;
  const { verdict, type, status, url, redirected, headers, body } = outcome;
  const lines = headers?.map(([name, value]) => `${name}: ${neutral(value, run)}`).sort();
  return {
    verdict,
    type,
    status,
    url: url === undefined ? undefined : neutral(url, run),
    redirected,
    headers: lines,
    body,
  };
}

/** Lines that are compared besides those the page set. */
const COMPARED = [
  "origin",
  "access-control-request-method",
  "access-control-request-headers",
  "authorization",
  "cookie",
  "content-type",
  "referer",
  "cache-control",
  "pragma",
  "content-length",
  "sec-fetch-site",
  "sec-fetch-mode",
  "sec-fetch-dest",
];

/** The names of the lines of a request that are compared. */
export function comparedNames({ steps }: Scenario): string[] {
  const own = steps.flatMap(({ headers = [] }) => headers.map(([name]) => name.toLowerCase()));
  return [...new Set([...COMPARED, ...own])].sort();
}

/** A request, and what it said, without what changes from run to run. */
interface Described {
  readonly request: string;
  readonly lines: readonly string[];
}

function describeRequest(
  engine: EngineName,
  request: LoggedRequest,
  scenario: Scenario,
  run: Run,
  excused: readonly string[],
): Described {
  const { host, method, target, body } = request;
  const lines = comparedNames(scenario).flatMap((name) => {
    const value = headerOf(request, name);
    if (excused.includes(name)) return [];
    // The length of a form is that of its boundary.
    if (!hasLine(request, name) || (name === "content-length" && body.includes("form-data"))) return [];
    // WebKit judges a frame without an origin by the page around it, of which the simulation knows nothing.
    if (engine === "webkit" && scenario.opaque === true && (name === "referer" || name === "cookie")) return [];
    // Whether an empty body is said to be empty differs by method and kind, and concerns nobody here.
    if (name === "content-length" && value === "0") return [];
    // Firefox says so of its own preflights.
    if (name === "priority" && value === "u=4") return [];
    // White space around a value is not part of it, and never arrives.
    return [`${name}: ${ofTheBrowser(name, value) ? "(the browser's)" : neutral(value.trim(), run)}`];
  });
  return { request: `${method} ${host}${neutral(target, run)}`, lines: [...lines, `(body) ${withoutBoundary(body)}`] };
}

/** Whether a value is one that every browser has of its own. */
function ofTheBrowser(name: string, value: string): boolean {
  return (
    (name === "user-agent" && value.startsWith("Mozilla/")) ||
    (name === "accept-language" && (value.startsWith("en-US,") || value === "C"))
  );
}

function hasLine({ headers }: LoggedRequest, name: string): boolean {
  return headers.some((line) => line[0].toLowerCase() === name);
}

/** A text with the addresses, the identifier and the boundary of one run taken out. */
export function neutral(text: string, { id, origins }: Run): string {
  let result = withoutBoundary(text.replaceAll(`/s/${id}/`, "/s/ID/").replace(/\/page\?k=\w*/, "/page"));
  for (const [name, origin] of Object.entries(origins)) {
    result = result.replaceAll(origin, `{${name}}`).replaceAll(new URL(origin).host, `{${name}-host}`);
  }
  return result;
}

function withoutBoundary(text: string): string {
  return text.replaceAll(/-{2,}(?:WebKitFormBoundary|geckoformboundary|formdata-undici-)\w+/g, "BOUNDARY");
}
