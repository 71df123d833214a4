import { disposeBody } from "../browser/dispose-body.ts";
import type { Exchange, WireEntry } from "../browser/exchange.ts";
import { REASONS, type ReasonCode } from "../browser/reason-registry.ts";
import type { HeaderLine, Transport, WireResponse } from "../browser/wire.ts";
import { LOOPBACK_HOSTS } from "../standard/origin.ts";
import { cacheMark } from "./answered-by.ts";
import { ExchangeView, type DiagnoseOptions } from "./exchange-view.ts";
import type { Observation, ObservationName } from "./observation.ts";

/** How follow-ups are made. */
export interface ProbeOptions extends Pick<DiagnoseOptions, "origin"> {
  /** Milliseconds that each may take. Default: 5000. */
  readonly timeout?: number;
  /** A number from 0 to 1, for a URL that no cache knows. Default: `Math.random`. */
  readonly random?: () => number;
  /** Ends all of them: what was seen until then is handed back. */
  readonly signal?: AbortSignal;
}

/** An origin that nobody can have: its name is reserved for that. */
const STRANGER = "https://crossorigin-probe.invalid";

const DEFAULT_TIMEOUT = 5000;

/**
 * Asks a server a few more questions, which tell apart what looks alike in one exchange: does the URL fail without
 * `Origin` too, does it answer a GET where the preflight gets none, whom does it allow instead, what does it tell others.
 *
 * At most eight requests, one after the other: GET or HEAD, or a preflight where the page's request needs one. No cookie,
 * no `Authorization`, no body, no header of the page's own goes with them, and no redirect is followed.
 *
 * @param exchange of the simulated browser
 * @param transport the way to the server, such as `network()` of `crossorigin/transport`
 * @returns what was seen, for `diagnose(exchange, { observations })`; nothing where no question would help
 * @example
 * const observations = await probe(exchange, transport);
 * const diagnosis = diagnose(exchange, { observations });
 */
export async function probe(
  exchange: Exchange,
  transport: Transport,
  options: ProbeOptions = {},
): Promise<Observation[]> {
  const view = new ExchangeView(exchange, options);
  const { entry } = view;
  const observations: Observation[] = [];
  if (entry === undefined) return observations;
  for (const name of questions(view)) {
    const request = questionOf(name, entry, view, options.random ?? Math.random);
    if (request === undefined) continue;
    if (options.signal?.aborted === true) break;
    // One after the other: a server in trouble is not to be flooded.
    // oxlint-disable-next-line no-await-in-loop
    observations.push({ name, request, ...(await ask(request, transport, options)) });
  }
  return observations;
}

/** What would help, in the order in which it is asked. */
function questions(view: ExchangeView): readonly ObservationName[] {
  const { exchange, phase } = view;
  if (exchange.verdict === "opaque" || exchange.response?.type === "basic") return [];
  if (exchange.verdict === "network-error") return phase === "preflight" ? ["with-origin"] : [];
  if (exchange.verdict === "allowed") return ["other-origin", "without-origin"];
  const code = exchange.code ?? "";
  if (code.endsWith("MissingAllowOriginHeader") || code.endsWith("AllowOriginMismatch")) {
    const kept = phase === "response" && cacheMark(view.answered?.response.headers ?? []) !== undefined;
    return [
      ...(kept ? (["past-cache"] as const) : []),
      ...(phase === "preflight" ? (["with-origin"] as const) : []),
      "without-origin",
      "other-origin",
      "other-scheme",
      "with-www",
      "without-www",
      "without-port",
      "other-loopback",
    ];
  }
  return phase === "preflight" || phase === "response" ? ["without-origin"] : [];
}

/** Headers of the page's request that a follow-up has too: who asks, and for what kind of answer. */
const KEPT: ReadonlySet<string> = new Set(["accept", "accept-language", "user-agent"]);

/** What makes a request a preflight. */
const PREFLIGHT: ReadonlySet<string> = new Set(["access-control-request-method", "access-control-request-headers"]);

function questionOf(
  name: ObservationName,
  entry: WireEntry,
  view: ExchangeView,
  random: () => number,
): WireEntry["request"] | undefined {
  const { method, url } = entry.request;
  const plain = name === "without-origin" || name === "with-origin" || name === "past-cache";
  const origin = originFor(name, view.origin);
  if (origin === undefined && name !== "without-origin") return undefined;
  // Never what could change something: a request that needs a preflight is asked for, not made.
  const preflight = entry.preflight ? entry : view.allowedPreflight;
  const asks = !plain && preflight !== undefined && method !== "GET" && method !== "HEAD";
  const source = asks ? preflight.request : entry.request;
  const kept = source.headers.filter(([key]) => isKept(key, asks));
  const headers: HeaderLine[] = origin === undefined ? kept : [...kept, ["Origin", origin]];
  const plainMethod = method === "HEAD" ? "HEAD" : "GET";
  return {
    method: asks ? "OPTIONS" : plainMethod,
    url: name === "past-cache" ? unknownUrl(url, random) : url,
    headers,
  };
}

/** The same resource, for servers that pass over parameters that they do not know, under a URL that is in no cache. */
function unknownUrl(url: string, random: () => number): string {
  const unknown = new URL(url);
  unknown.searchParams.append("crossorigin-probe", random().toString(36).slice(2));
  return unknown.href;
}

function isKept(name: string, asks: boolean): boolean {
  const key = name.toLowerCase();
  return KEPT.has(key) || (asks && PREFLIGHT.has(key));
}

/** The origin that a follow-up says; `undefined` when it says none, or there is none of this kind. */
function originFor(name: ObservationName, origin: string | undefined): string | undefined {
  if (name === "other-origin") return STRANGER;
  if (name === "without-origin" || origin === undefined || !URL.canParse(origin)) return undefined;
  if (name === "with-origin" || name === "past-cache") return origin;
  const { protocol, hostname, port } = new URL(origin);
  if (protocol !== "http:" && protocol !== "https:") return undefined;
  const end = port === "" ? "" : `:${port}`;
  switch (name) {
    case "other-scheme":
      return `${protocol === "http:" ? "https:" : "http:"}//${hostname}${end}`;
    case "with-www":
      return hasLabels(hostname) && !hostname.startsWith("www.") ? `${protocol}//www.${hostname}${end}` : undefined;
    case "without-www":
      return hostname.startsWith("www.") ? `${protocol}//${hostname.slice(4)}${end}` : undefined;
    case "without-port":
      return port === "" ? undefined : `${protocol}//${hostname}`;
    case "other-loopback": {
      if (!LOOPBACK_HOSTS.includes(hostname)) return undefined;
      return `${protocol}//${hostname === "localhost" ? "127.0.0.1" : "localhost"}${end}`;
    }
  }
}

/** Whether a host is a name of several labels, and no address. */
function hasLabels(host: string): boolean {
  return /^[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z][a-z0-9-]*$/.test(host);
}

type Answer = Pick<Observation, "response" | "failure">;

async function ask(
  request: WireEntry["request"],
  transport: Transport,
  { timeout = DEFAULT_TIMEOUT, signal }: ProbeOptions,
): Promise<Answer> {
  const controller = new AbortController();
  const end = (): void => controller.abort(new Error("The follow-up was given up."));
  const timer = setTimeout(end, timeout);
  signal?.addEventListener("abort", end, { once: true });
  // A transport that ignores its signal does not hold it up.
  const givenUp = new Promise<Answer>((resolve) => {
    controller.signal.addEventListener("abort", () => resolve({ failure: "TimedOut" }), { once: true });
  });
  const answered = (async () => transport({ ...request, signal: controller.signal }))().then(toAnswer, toFailure);
  try {
    return await Promise.race([answered, givenUp]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", end);
  }
}

function toAnswer({ status, statusText, headers, body }: WireResponse): Answer {
  disposeBody(body);
  return { response: { status, statusText, headers: headers.map(([name, value]) => [name, value.trim()] as const) } };
}

/** Why there was no answer: what follow-ups learn from it is that there was none. */
function toFailure(error: unknown): Answer {
  const code: unknown = typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
  return { failure: typeof code === "string" && Object.hasOwn(REASONS, code) ? (code as ReasonCode) : "NoAnswer" };
}
