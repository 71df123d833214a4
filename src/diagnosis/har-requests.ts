import { isRedirectStatus } from "../browser/fetch-response.ts";
import { getHeader } from "../browser/header-list.ts";
import type { Mode } from "../browser/init-types.ts";
import type { HeaderLine } from "../browser/wire.ts";
import { originOf } from "../standard/origin.ts";
import type { HarEntry, HarSummary } from "./har-reader.ts";

/** One message of a request to another origin, with the preflight that asked for it. */
export interface HarHop {
  /** Absent: only its preflight stands in the file. */
  readonly entry: HarEntry | undefined;
  readonly preflight: HarEntry | undefined;
}

/** A request that a page made to another origin, put together from the entries of a HAR file. */
export interface HarRequest {
  /** The page's origin; `undefined` where nothing in the file tells it. */
  readonly origin: string | undefined;
  readonly url: string;
  readonly method: string;
  /** What its program set itself, as far as it can be told from what the browser adds. */
  readonly headers: readonly HeaderLine[];
  readonly mode: Extract<Mode, "cors" | "no-cors">;
  /** The request itself, then what redirects led to. */
  readonly hops: readonly HarHop[];
  /** Whether cookies or a login went along where the file shows it; without, nothing is known. */
  readonly hasCredentials: boolean;
  /** Whether the browser noted that the page got its answer: `undefined` where it does not tell. */
  readonly succeeded: boolean | undefined;
  /** What it noted in place of an answer, such as `net::ERR_CONNECTION_REFUSED`. */
  readonly error: string | undefined;
}

/** What a HAR file holds of requests to other origins. */
export interface HarRequests {
  readonly requests: readonly HarRequest[];
  /** How many entries were no request of a page's program to another origin. */
  readonly others: number;
}

/** How far away, in entries, the preflight of a request is looked for. */
const FARTHEST = 64;

/** What a browser adds to a request by itself, or an extension or DevTools does; in lower case. */
const ADDED: ReadonlySet<string> = new Set([
  "accept",
  "accept-charset",
  "accept-encoding",
  "accept-language",
  "access-control-request-headers",
  "access-control-request-method",
  "cache-control",
  "connection",
  "content-length",
  "cookie",
  "dnt",
  "host",
  "origin",
  "pragma",
  "priority",
  "referer",
  "te",
  "upgrade-insecure-requests",
  "user-agent",
]);

/** A value that needs permission under any name, where the file does not have the real one. */
const UNKNOWN_VALUES: Readonly<Record<string, string>> = { "content-type": "application/json" };

/**
 * Puts the entries of a HAR file together: each request with its preflight and with what redirects led to. The work grows
 * with the number of entries.
 *
 * @param entries in the order of the file
 * @param summary of the same file
 * @param from the page's origin where an entry does not tell it
 */
export function harRequests(entries: readonly HarEntry[], summary: HarSummary, from?: string): HarRequests {
  const preflights = pairPreflights(entries);
  const followed = followRedirects(entries);
  const continued = new Set(followed.values());
  const requests: HarRequest[] = [];
  for (const entry of entries) {
    if (continued.has(entry)) continue;
    if (isPreflight(entry)) {
      if (!preflights.taken.has(entry)) add([{ entry: undefined, preflight: entry }]);
      continue;
    }
    const hops: HarHop[] = [];
    for (let at: HarEntry | undefined = entry; at !== undefined; at = followed.get(at)) {
      hops.push({ entry: at, preflight: preflights.of.get(at) });
    }
    add(hops);
  }
  function add(hops: readonly HarHop[]): void {
    const request = toRequest(hops, summary, from);
    if (request !== undefined) requests.push(request);
  }
  const used = requests.flatMap(({ hops }) => hops.flatMap(({ entry, preflight }) => [entry, preflight]));
  return { requests, others: entries.length - used.filter((entry) => entry !== undefined).length };
}

/** Whether an entry asks for permission. */
function isPreflight({ request }: HarEntry): boolean {
  return request.method === "OPTIONS" && getHeader(request.headers, "access-control-request-method") !== null;
}

interface Pairs {
  readonly of: ReadonlyMap<HarEntry, HarEntry>;
  readonly taken: ReadonlySet<HarEntry>;
}

/** Each preflight belongs to the nearest request for which it asks: Chrome writes it before or after, Firefox after. */
function pairPreflights(entries: readonly HarEntry[]): Pairs {
  const of = new Map<HarEntry, HarEntry>();
  const taken = new Set<HarEntry>();
  for (const [index, preflight] of entries.entries()) {
    if (!isPreflight(preflight)) continue;
    const method = getHeader(preflight.request.headers, "access-control-request-method");
    const fits = (entry: HarEntry | undefined): entry is HarEntry =>
      entry !== undefined &&
      entry.request.url === preflight.request.url &&
      entry.request.method === method &&
      !of.has(entry);
    for (let distance = 1; distance <= FARTHEST; distance += 1) {
      const [after, before] = [entries[index + distance], entries[index - distance]];
      const found = fits(before) ? before : fits(after) ? after : undefined;
      if (found === undefined) continue;
      of.set(found, preflight);
      taken.add(preflight);
      break;
    }
  }
  return { of, taken };
}

/** From each redirect to the request that followed it. */
function followRedirects(entries: readonly HarEntry[]): Map<HarEntry, HarEntry> {
  const next = new Map<HarEntry, HarEntry>();
  const taken = new Set<HarEntry>();
  for (const [index, entry] of entries.entries()) {
    const target = isPreflight(entry) ? undefined : redirectTarget(entry);
    if (target === undefined) continue;
    const later = entries.slice(index + 1, index + 1 + FARTHEST);
    const found = later.find((one) => !taken.has(one) && !isPreflight(one) && hrefOf(one.request.url) === target);
    if (found === undefined) continue;
    next.set(entry, found);
    taken.add(found);
  }
  return next;
}

function redirectTarget({ request, response, redirectUrl }: HarEntry): string | undefined {
  if (response === undefined || !isRedirectStatus(response.status)) return undefined;
  const location = getHeader(response.headers, "location") ?? redirectUrl;
  return location === "" ? undefined : hrefOf(location, request.url);
}

function hrefOf(text: string, base?: string): string | undefined {
  if (!URL.canParse(text, base)) return undefined;
  const url = new URL(text, base);
  url.hash = "";
  return url.href;
}

/** Types of requests that a page's program makes, as Chrome names them. */
const OF_PROGRAMS: ReadonlySet<string> = new Set(["fetch", "xhr", "preflight", "eventsource", "beacon", "ping"]);

/** @returns `undefined` when it is none to another origin, or none of a kind that CORS is about */
function toRequest(hops: readonly HarHop[], summary: HarSummary, from: string | undefined): HarRequest | undefined {
  const [first] = hops;
  const leading = first?.entry ?? first?.preflight;
  if (first === undefined || leading === undefined || !URL.canParse(leading.request.url)) return undefined;
  const url = new URL(leading.request.url);
  if (url.protocol !== "http:" && url.protocol !== "https:") return undefined;
  const origin = pageOrigin(first, summary) ?? from;
  const isCross = hops.some(({ entry, preflight }) => originOf((entry ?? preflight)?.request.url ?? "") !== origin);
  const mode = modeOf(first);
  if (mode === undefined || !isCross) return undefined;
  const last = hops.at(-1)?.entry;
  const succeeded = outcomeOf(last, hops.at(-1)?.preflight, summary);
  // What an image or a script was refused is no matter of CORS, but for what a server says about who may embed it.
  if (mode === "no-cors" && succeeded !== false) return undefined;
  const asked = getHeader(first.preflight?.request.headers ?? [], "access-control-request-method");
  return {
    origin,
    url: url.href,
    method: first.entry?.request.method ?? asked ?? "GET",
    headers: authorHeaders(first),
    mode,
    hops,
    hasCredentials: hops.some(({ entry }) => getHeader(entry?.request.headers ?? [], "cookie") !== null),
    succeeded,
    error: last?.error ?? undefined,
  };
}

function pageOrigin({ entry, preflight }: HarHop, { pages }: HarSummary): string | undefined {
  const told = [preflight, entry].map((one) => getHeader(one?.request.headers ?? [], "origin")).find(isText);
  if (told !== undefined) return told;
  const referrer = getHeader(entry?.request.headers ?? [], "referer");
  const page = pages.get(entry?.pageref ?? preflight?.pageref ?? "");
  return [referrer, page].map((text) => originOf(text ?? "")).find(isText);
}

function isText(text: string | null | undefined): text is string {
  return typeof text === "string" && text !== "";
}

/** @returns `undefined` for what is neither: a page that is opened, a socket */
function modeOf({ entry, preflight }: HarHop): HarRequest["mode"] | undefined {
  if (preflight !== undefined || entry === undefined) return "cors";
  const { request, resourceType } = entry;
  const told = getHeader(request.headers, "sec-fetch-mode");
  if (told === "cors" || told === "no-cors") return told;
  if (told !== null) return undefined;
  // Over http, and of requests that were never sent, nothing tells but who asked, and whether an origin was named.
  if (getHeader(request.headers, "origin") !== null) return resourceType === "document" ? undefined : "cors";
  return resourceType !== undefined && OF_PROGRAMS.has(resourceType) && entry.response === undefined
    ? "cors"
    : undefined;
}

/** Whether the page got its answer. Chrome writes an error beside an answer that it kept from the page; Firefox does not. */
function outcomeOf(
  entry: HarEntry | undefined,
  preflight: HarEntry | undefined,
  { creator }: HarSummary,
): boolean | undefined {
  if (entry === undefined) return preflight?.error === undefined ? undefined : false;
  if (entry.error !== undefined) return false;
  const tells = creator === "WebInspector" || creator === "Playwright";
  // Without an answer and without an error: Chrome still waited when the file was written.
  if (entry.response === undefined) return tells ? undefined : false;
  return tells ? true : undefined;
}

/** The headers that the page's program set. What a preflight asked for is certainly its own. */
function authorHeaders({ entry, preflight }: HarHop): HeaderLine[] {
  const asked = (getHeader(preflight?.request.headers ?? [], "access-control-request-headers") ?? "")
    .split(",")
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== "");
  const lines = (entry?.request.headers ?? []).filter(([name]) => {
    const key = name.toLowerCase();
    return asked.includes(key) || (!ADDED.has(key) && !key.startsWith("sec-"));
  });
  const known = new Set(lines.map(([name]) => name.toLowerCase()));
  const missing = asked.filter((name) => !known.has(name));
  return [...lines, ...missing.map((name): HeaderLine => [name, UNKNOWN_VALUES[name] ?? "unknown"])];
}
