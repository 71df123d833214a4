import type { IncomingMessage, ServerResponse } from "node:http";
import { PreflightWatch, refusedBy } from "./preflight-watch.ts";
import type { HeaderLine, WireEntry } from "./wire-entry.ts";

/** Entries kept for whoever opens the page later. */
const MOST_ENTRIES = 500;

/** Longest path and longest header value that an entry repeats, in characters. */
const LONGEST_TEXT = 2000;

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
  "Vary",
];

/** Request headers that say who the user is. Only that they are there is told. */
const CREDENTIALS = ["Cookie", "Authorization", "X-Api-Key"];

type Subscriber = (entry: WireEntry) => void;

/** What has passed between browsers and the API: the last 500 exchanges, and word of each new one. */
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

  /** Follows one request until its answer is sent or its connection is gone, and then logs it. */
  follow(request: IncomingMessage, response: ServerResponse): void {
    this.#count += 1;
    const id = this.#count;
    const time = this.#now();
    response.once("close", () => {
      const entry = describe(request, response, id, time);
      const preflightCache = this.#watch.observe(entry, request.headers, this.#now());
      this.#log({ ...entry, refused: refusedBy(entry), preflightCache });
    });
  }

  #log(entry: WireEntry): void {
    this.#entries.push(entry);
    if (this.#entries.length > MOST_ENTRIES) this.#entries.shift();
    for (const subscriber of this.#subscribers) subscriber(entry);
  }
}

function describe(request: IncomingMessage, response: ServerResponse, id: number, time: number): WireEntry {
  const { headers, method = "", url = "" } = request;
  return {
    id,
    time,
    method,
    path: url.slice(0, LONGEST_TEXT),
    kind: kindOf(request),
    requestHeaders: SHOWN_REQUEST_HEADERS.flatMap((name) => line(name, headers[name.toLowerCase()])),
    credentials: CREDENTIALS.filter((name) => headers[name.toLowerCase()] !== undefined),
    status: response.writableFinished ? response.statusCode : undefined,
    responseHeaders: [
      ...SHOWN_RESPONSE_HEADERS.flatMap((name) => line(name, response.getHeader(name))),
      ...[response.getHeader("set-cookie") ?? []]
        .flat()
        .map((cookie): HeaderLine => ["Set-Cookie", withoutValue(cookie)]),
    ],
    refused: [],
    preflightCache: undefined,
  };
}

/** A cookie with its name and attributes; the value is nobody's business. */
function withoutValue(cookie: string | number): string {
  return String(cookie).replace(/=[^;]*/, "=…");
}

function kindOf({ headers, method }: IncomingMessage): WireEntry["kind"] {
  if (headers.origin === undefined) return "not-cors";
  return method === "OPTIONS" && headers["access-control-request-method"] !== undefined ? "preflight" : "actual";
}

function line(name: string, value: number | string | readonly string[] | undefined): HeaderLine[] {
  return value === undefined ? [] : [[name, String(value).slice(0, LONGEST_TEXT)]];
}
