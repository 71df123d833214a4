import type { WireEntry } from "../server/wire-entry.ts";
import { wireMethod, type PageRequest } from "./page-request.ts";
import type { Prediction } from "./model.ts";
import type { Result } from "./scenario.ts";

/** Whether the model and the browser say the same. */
export interface Agreement {
  readonly agrees: boolean;
  /** One sentence. */
  readonly says: string;
}

/** Compares what the model said with what the browser did: what the page got, and what arrived at the server. */
export function compare(prediction: Prediction, { outcome, seen }: Result, request: PageRequest): Agreement {
  const expected = pageSees(
    prediction.status,
    prediction.type,
    prediction.verdict !== "allowed" && prediction.verdict !== "opaque",
  );
  const got = pageSees(outcome.status, outcome.type, outcome.status === 0 && outcome.type === undefined);
  if (expected !== got) return { agrees: false, says: `The model said: ${expected}. This browser: ${got}.` };
  const foretold = arrivalsOf(prediction);
  const arrived = seen.map(nameOf);
  const isGone = arrived.length === 0 && prediction.wire.every(({ response }) => response === undefined);
  if (isGone || foretold.join() === arrived.join()) return { agrees: true, says: "The model and this browser agree." };
  const without = (names: readonly string[]): string => names.filter((name) => name !== "preflight").join();
  if (without(foretold) === without(arrived)) {
    const says =
      arrived.length < foretold.length
        ? "They agree; only, this browser still remembered a permission, so no OPTIONS was sent."
        : "They agree; only, this browser asked more often: its cache is switched off, or it tried again.";
    return { agrees: true, says };
  }
  const list = (names: readonly string[]): string => (names.length === 0 ? "nothing" : names.join(", "));
  return {
    agrees: false,
    says: `The model said that ${list(foretold)} would arrive for ${wireMethod(request)}; at the server arrived: ${list(arrived)}.`,
  };
}

/** What a page sees, in words that are the same for both. */
function pageSees(status: number, type: string | undefined, isError: boolean): string {
  if (isError) return "an error without a reason";
  if (type === "opaque" || type === "opaqueredirect") return `an answer that it cannot read (${type})`;
  return `an answer with status ${status}`;
}

/** What the model sent, as the server would see it. */
function arrivalsOf({ wire }: Prediction): string[] {
  return wire
    .filter((entry) => !entry.fromCache && new URL(entry.request.url).origin !== location.origin)
    .map(({ preflight, request }) => (preflight ? "preflight" : request.method));
}

function nameOf(entry: WireEntry): string {
  return entry.kind === "preflight" ? "preflight" : entry.method;
}

/** A disagreement as a scenario of tests/engines, so that it can become a test. */
export function asEngineScenario(prediction: Prediction, request: PageRequest): string {
  const answers = prediction.wire.filter(({ response }) => response !== undefined);
  const hops = [...new Set(answers.map(({ hop }) => hop))].map((hop) => {
    const of = (isPreflight: boolean): unknown => {
      const response = answers.find((entry) => entry.hop === hop && entry.preflight === isPreflight)?.response;
      const headers = response?.headers.map(([name, value]) => [name, value.replaceAll(location.origin, "{page}")]);
      return { status: response?.status ?? 404, headers: headers ?? [] };
    };
    const url = new URL(answers.find((entry) => entry.hop === hop)?.request.url ?? request.url);
    const host = url.origin === location.origin ? "S" : url.hostname === location.hostname ? "X" : "Y";
    return { host, preflight: of(true), main: of(false) };
  });
  const { client, method, headers, body, credentials, mode, redirect } = request;
  const isFetch = client === "fetch";
  const step = {
    api: isFetch ? "fetch" : "xhr",
    method: isFetch ? method : wireMethod(request),
    headers,
    ...(body === undefined ? {} : { body: { kind: "text", value: body } }),
    ...(isFetch ? { mode, credentials, redirect } : { withCredentials: credentials === "include" }),
    hops,
  };
  return JSON.stringify({ steps: [step] }, undefined, 2);
}
