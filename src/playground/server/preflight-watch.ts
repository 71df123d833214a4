import type { PreflightCacheNote, WireEntry } from "./wire-entry.ts";

/** What browsers use when the answer names no `Access-Control-Max-Age`, in seconds. */
const DEFAULT_MAX_AGE = 5;

/** Preflights kept in mind; the oldest goes first. */
const MOST_REMEMBERED = 500;

/** Methods for which no browser asks. */
const UNASKED_METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "POST"]);

/** As `node:http` gives them. */
type RequestHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

interface Remembered {
  readonly expires: number;
  readonly methods: readonly string[];
  readonly headers: readonly string[];
  /** The request that this preflight asked for has not arrived yet. */
  awaited: boolean;
}

/**
 * The method and the headers that a preflight asked for and did not get. What the answer's status and origin say is not
 * looked at.
 */
export function refusedBy(entry: WireEntry): string[] {
  if (entry.kind !== "preflight") return [];
  const method = valueOf(entry.requestHeaders, "access-control-request-method");
  const answer = answerOf(entry);
  const headers = members(valueOf(entry.requestHeaders, "access-control-request-headers"));
  return [
    ...(UNASKED_METHODS.has(method) || lists(answer.methods, method) ? [] : [method]),
    ...headers.filter((name) => !lists(answer.headers, name.toLowerCase())),
  ];
}

/**
 * Infers from what arrives at a server what a browser's preflight cache did. The server cannot see the cache, but a
 * request that needs a preflight and arrives without one proves a hit.
 */
export class PreflightWatch {
  readonly #remembered = new Map<string, Remembered>();

  /**
   * @param entry the request with its answer
   * @param headers all headers of the request, names in lower case. `User-Agent` tells browsers apart, though not two
   *   windows of one.
   * @param now milliseconds since 1970
   */
  observe(entry: WireEntry, headers: RequestHeaders, now: number): PreflightCacheNote | undefined {
    const key = JSON.stringify([headers["user-agent"], headers["origin"], headers["host"], entry.path]);
    if (entry.kind === "preflight") return this.#preflight(key, entry, now);
    // Programs that only say they have an origin have no cache.
    const isBrowser = headers["sec-fetch-mode"] !== undefined;
    return isBrowser && entry.kind === "actual" ? this.#actual(key, entry, headers, now) : undefined;
  }

  #preflight(key: string, entry: WireEntry, now: number): PreflightCacheNote | undefined {
    const before = this.#remembered.get(key);
    this.#remembered.delete(key);
    if (refusedBy(entry).length > 0 || valueOf(entry.responseHeaders, "access-control-allow-origin") === "")
      return undefined;
    const { status = 0 } = entry;
    if (status < 200 || status > 299) return undefined;
    const expires = now + maxAge(entry) * 1000;
    this.#remember(key, { ...answerOf(entry), expires, awaited: true });
    const early = before !== undefined && now < before.expires && covers(before, entry);
    return { note: early ? "early" : "stored", expires };
  }

  #actual(key: string, entry: WireEntry, headers: RequestHeaders, now: number): PreflightCacheNote | undefined {
    const remembered = this.#remembered.get(key);
    if (remembered === undefined) return undefined;
    const needsPreflight =
      !UNASKED_METHODS.has(entry.method) || remembered.headers.some((name) => isAskedFor(name, headers));
    if (!needsPreflight) return undefined;
    if (remembered.awaited) {
      remembered.awaited = false;
      return undefined;
    }
    return now < remembered.expires ? { note: "hit", expires: remembered.expires } : undefined;
  }

  #remember(key: string, answer: Remembered): void {
    this.#remembered.set(key, answer);
    const oldest = this.#remembered.keys().next();
    if (this.#remembered.size > MOST_REMEMBERED && oldest.done !== true) this.#remembered.delete(oldest.value);
  }
}

/** `accept` is on every request, asked for or not. */
function isAskedFor(name: string, headers: RequestHeaders): boolean {
  return name !== "accept" && headers[name] !== undefined;
}

/** Whether what was granted before would have been enough. */
function covers(before: Remembered, entry: WireEntry): boolean {
  const method = valueOf(entry.requestHeaders, "access-control-request-method");
  const headers = members(valueOf(entry.requestHeaders, "access-control-request-headers"));
  const isMethodCovered = UNASKED_METHODS.has(method) || lists(before.methods, method);
  return isMethodCovered && headers.every((name) => lists(before.headers, name.toLowerCase()));
}

/** What an answer grants: methods as they are, names of headers in lower case. */
function answerOf(entry: WireEntry): Pick<Remembered, "methods" | "headers"> {
  return {
    methods: members(valueOf(entry.responseHeaders, "access-control-allow-methods")),
    headers: members(valueOf(entry.responseHeaders, "access-control-allow-headers").toLowerCase()),
  };
}

/** Whether a list grants a name. `*` grants all of them; that it grants nothing with credentials, a server cannot see. */
function lists(granted: readonly string[], name: string): boolean {
  return granted.includes(name) || granted.includes("*");
}

/** What is no number is as if it were not there; less than nothing is nothing. In seconds. */
function maxAge(entry: WireEntry): number {
  const written = valueOf(entry.responseHeaders, "access-control-max-age");
  if (!/^-?\d{1,9}$/.test(written)) return DEFAULT_MAX_AGE;
  return Math.max(0, Number(written));
}

function members(list: string): string[] {
  return list
    .split(",")
    .map((member) => member.trim())
    .filter((member) => member !== "");
}

function valueOf(headers: WireEntry["requestHeaders"], name: string): string {
  return headers.find(([header]) => header.toLowerCase() === name)?.[1] ?? "";
}
