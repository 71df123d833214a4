import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import { PreflightWatch, refusedBy } from "./preflight-watch.ts";
import type { HeaderLine, WireEntry } from "./wire-entry.ts";

/** Entries kept for whoever opens the page later. */
const MOST_ENTRIES = 500;

/** Longest path and longest header value that an entry repeats, in characters. */
const LONGEST_TEXT = 2000;

/** Lines of one head that an entry repeats. */
const MOST_LINES = 60;

/** Request headers that CORS is about, as they are shown. */
const SHOWN_REQUEST_HEADERS = ["Host", "Origin", "Access-Control-Request-Method", "Access-Control-Request-Headers"];

/** Response headers that CORS is about, as they are shown. */
const SHOWN_RESPONSE_HEADERS = [
  "Access-Control-Allow-Origin",
  "Access-Control-Allow-Credentials",
  "Access-Control-Allow-Methods",
  "Access-Control-Allow-Headers",
  "Access-Control-Max-Age",
  "Access-Control-Expose-Headers",
  "Location",
  "Vary",
  "Age",
  "X-Cache",
];

/** Request headers that say who the user is. Only that they are there is told. */
const CREDENTIALS = ["Cookie", "Authorization", "X-Api-Key"];

type Subscriber = (entry: WireEntry) => void;

/** A request and its answer, whichever server they passed. */
export interface SeenExchange {
  readonly server: WireEntry["server"];
  readonly method: string;
  readonly target: string;
  /** As they arrived, in their spelling. */
  readonly requestLines: readonly HeaderLine[];
  readonly status: number | undefined;
  readonly responseLines: readonly HeaderLine[];
}

/** What has passed between browsers and the two servers: the last 500 exchanges, and word of each new one. */
export class WireLog {
  readonly #entries: WireEntry[] = [];
  readonly #subscribers = new Set<Subscriber>();
  readonly #watch = new PreflightWatch();
  readonly #now: () => number;
  #count = 0;

  /** @param now milliseconds since 1970 */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** The entries so far, oldest first. */
  get entries(): readonly WireEntry[] {
    return this.#entries;
  }

  /** @returns ends the subscription */
  subscribe(subscriber: Subscriber): () => void {
    this.#subscribers.add(subscriber);
    return () => this.#subscribers.delete(subscriber);
  }

  /** Follows one request to the API until its answer is sent or its connection is gone, and then logs it. */
  follow(request: IncomingMessage, response: ServerResponse): void {
    const log = this.begin();
    const given = givenHeaders(response);
    response.once("close", () =>
      log({
        server: "api",
        method: request.method ?? "",
        target: request.url ?? "",
        requestLines: pairs(request.rawHeaders),
        status: response.writableFinished ? response.statusCode : undefined,
        responseLines: linesOf(response, given()),
      }),
    );
  }

  /**
   * A request has arrived.
   *
   * @returns to be called when its answer has been sent, or none will be
   */
  begin(): (exchange: SeenExchange) => void {
    this.#count += 1;
    const id = this.#count;
    const time = this.#now();
    return (exchange) => {
      const entry = describe(exchange, id, time);
      const names = Object.fromEntries(exchange.requestLines.map(([name, value]) => [name.toLowerCase(), value]));
      const preflightCache = this.#watch.observe(entry, names, this.#now());
      this.#log({ ...entry, refused: refusedBy(entry), preflightCache });
    };
  }

  #log(entry: WireEntry): void {
    this.#entries.push(entry);
    if (this.#entries.length > MOST_ENTRIES) this.#entries.shift();
    for (const subscriber of this.#subscribers) subscriber(entry);
  }
}

function describe(exchange: SeenExchange, id: number, time: number): WireEntry {
  const { server, method, target, requestLines, status, responseLines } = exchange;
  const has = (name: string): boolean => requestLines.some(([written]) => written.toLowerCase() === name.toLowerCase());
  return {
    id,
    server,
    time,
    method: method.slice(0, LONGEST_TEXT),
    path: target.slice(0, LONGEST_TEXT),
    kind: kindOf(exchange),
    requestHeaders: SHOWN_REQUEST_HEADERS.flatMap((name) => lines(name, requestLines)),
    requestLines: requestLines.slice(0, MOST_LINES).map(withoutSecret),
    credentials: CREDENTIALS.filter(has),
    status,
    responseHeaders: [...SHOWN_RESPONSE_HEADERS, "Set-Cookie"].flatMap((name) => lines(name, responseLines)),
    responseLines: responseLines.slice(0, MOST_LINES).map(withoutSecret),
    refused: [],
    preflightCache: undefined,
  };
}

function kindOf({ method, requestLines }: SeenExchange): WireEntry["kind"] {
  if (lines("Origin", requestLines).length === 0) return "not-cors";
  const asks = lines("Access-Control-Request-Method", requestLines).length > 0;
  return method === "OPTIONS" && asks ? "preflight" : "actual";
}

/** The lines of one name, under the name as it is shown: two of them are two. */
function lines(name: string, all: readonly HeaderLine[]): HeaderLine[] {
  return all
    .filter(([written]) => written.toLowerCase() === name.toLowerCase())
    .map(([, value]) => withoutSecret([name, value]));
}

/** Who the user is, is nobody's business: of a cookie that is set, the name and the attributes stay. */
function withoutSecret([name, value]: HeaderLine): HeaderLine {
  if (CREDENTIALS.some((secret) => secret.toLowerCase() === name.toLowerCase())) return [name, "…"];
  const shown = name.toLowerCase() === "set-cookie" ? value.replace(/=[^;]*/, "=…") : value;
  return [name, shown.slice(0, LONGEST_TEXT)];
}

function pairs(raw: readonly string[]): HeaderLine[] {
  return raw.flatMap((name, index) => (index % 2 === 0 ? [[name, raw[index + 1] ?? ""] as const] : []));
}

/**
 * Listens to what is handed to `writeHead`, since Node.js does not tell it afterwards.
 *
 * @returns the headers that were handed over so far
 */
function givenHeaders(response: ServerResponse): () => OutgoingHttpHeaders {
  let given: OutgoingHttpHeaders = {};
  const writeHead = response.writeHead.bind(response) as (...head: readonly unknown[]) => ServerResponse;
  response.writeHead = (...head: readonly unknown[]): ServerResponse => {
    const last = head.at(-1);
    if (typeof last === "object" && last !== null && !Array.isArray(last)) given = last as OutgoingHttpHeaders;
    return writeHead(...head);
  };
  return () => given;
}

/** What was sent as head of a response, a line for each value; what was handed to `writeHead` wins over what was set. */
function linesOf(response: ServerResponse, given: OutgoingHttpHeaders): HeaderLine[] {
  // Node.js has this method since 15.4; its types know it on requests only.
  const rawNames = (response as ServerResponse & { getRawHeaderNames(): string[] }).getRawHeaderNames();
  const names = new Set(Object.keys(given).map((name) => name.toLowerCase()));
  const set = rawNames.filter((name) => !names.has(name.toLowerCase()));
  const all = [...set.map((name) => [name, response.getHeader(name)] as const), ...Object.entries(given)];
  return all.flatMap(([name, value]) => [value ?? []].flat().map((one): HeaderLine => [name, String(one)]));
}
