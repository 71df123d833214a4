import { hopPath, type Answer, type Line, type Origins, type ReceivedRequest, type Scenario } from "./scenario.ts";

/** A response with every line that goes over the wire. */
export interface FullAnswer {
  readonly status: number;
  readonly headers: readonly Line[];
  readonly body: string;
}

const WITHOUT_BODY: ReadonlySet<number> = new Set([204, 205, 304]);

/** What a server says where a scenario has no hop; a page never gets to read it. */
const NOTHING: Answer = { status: 404, headers: [] };

/**
 * What the servers of a scenario answer to one request. The real servers and the one in memory both ask here.
 *
 * @param step which call of the page is under way
 */
export function answerTo(
  scenario: Scenario,
  step: number,
  id: string,
  origins: Origins,
  request: ReceivedRequest,
): FullAnswer {
  const hop = hopOf(request.target);
  const place = scenario.steps[step]?.hops[hop];
  const preflight = request.method === "OPTIONS" && headerOf(request, "access-control-request-method") !== "";
  const answer = place === undefined ? NOTHING : preflight ? place.preflight : place.main;
  const next = scenario.steps[step]?.hops[hop + 1]?.host ?? "X";
  const values: Readonly<Record<string, string>> = {
    page: scenario.opaque === true ? "null" : origins.S,
    origin: headerOf(request, "origin"),
    method: headerOf(request, "access-control-request-method"),
    headers: headerOf(request, "access-control-request-headers"),
    next: `${origins[next]}${hopPath(id, hop + 1)}`,
    nextscheme: schemeOf(origins[next]),
    NEXTSCHEME: schemeOf(origins[next]).toUpperCase(),
    nexthost: new URL(origins[next]).host,
    // A URL without a scheme leads to the same one.
    nextauthority:
      schemeOf(origins[next]) === schemeOf(origins[request.host]) ? `//${new URL(origins[next]).host}` : origins[next],
    nextpath: hopPath(id, hop + 1),
    self: `${origins[request.host]}${hopPath(id, hop)}`,
    S: origins.S,
    X: origins.X,
    Y: origins.Y,
  };
  const fill = (text: string): string => text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
  const hasBody = !WITHOUT_BODY.has(answer.status);
  const body = hasBody ? (answer.body ?? "ok") : "";
  return {
    status: answer.status,
    headers: [
      ...answer.headers.map(([name, value]): Line => [name, fill(value)]),
      ["Cache-Control", "no-store"],
      ...(hasBody ? [["Content-Length", String(body.length)] as const] : []),
      ["Connection", "close"],
    ],
    body: request.method === "HEAD" ? "" : body,
  };
}

/** All values of a header, joined; empty when it is absent. */
export function headerOf({ headers }: Pick<ReceivedRequest, "headers">, name: string): string {
  return headers
    .filter((line) => line[0].toLowerCase() === name)
    .map((line) => line[1])
    .join(", ");
}

/** The identifier in a path or a URL. */
export function idOf(text: string): string | undefined {
  return /\/s\/([0-9a-z]{8})\//.exec(text)?.[1];
}

function hopOf(target: string): number {
  const digits = /^\/s\/[0-9a-z]{8}\/(\d{1,3})/.exec(target)?.[1];
  return digits === undefined ? -1 : Number(digits);
}

function schemeOf(origin: string): string {
  return origin.slice(0, origin.indexOf("://"));
}
