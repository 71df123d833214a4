import type { Phase } from "../browser/reason.ts";
import { originOf } from "../standard/origin.ts";
import { consoleEvents, type ConsoleEvent } from "./console-events.ts";
import { meaningOf } from "./console-meaning.ts";
import type { EngineName } from "./console-text.ts";
import type { FailureCode } from "./failure-code.ts";
import type { Filling } from "./text-template.ts";

/** A failure that a console told of. */
export interface ConsoleFailure {
  /** Whose words these are; `null` when several browsers say it so. */
  readonly browser: EngineName | null;
  /** `null`: the text names none, or several may be meant. */
  readonly code: FailureCode | null;
  /** Everything that it may be, the likeliest first; empty when `code` is certain, or nothing is known. */
  readonly alternatives: readonly FailureCode[];
  readonly phase?: Phase;
  /** The value, method, header name, port or address space that the text names. */
  readonly parameter?: string;
  /** The page's origin, as the text has it; in Safari the one that was sent, which is `null` after some redirects. */
  readonly origin?: string;
  /** The URL that failed. */
  readonly url?: string;
  /** Where the chain of redirects began. */
  readonly redirectedFrom?: string;
  readonly method?: string;
  /** Status of the answer that failed; `null` when the text says that there was none. */
  readonly status?: number | null;
  readonly certain: boolean;
  /** Whether these are words of a browser at all. */
  readonly known: boolean;
  /** What there is to say beside the code. */
  readonly note?: string;
}

/** A failure while later lines may still add to it. */
interface Draft {
  readonly event: ConsoleEvent;
  url: string | undefined;
  /** The method, where a later line names it. */
  method: string | undefined;
  /** Firefox said next that the request had no answer. */
  followed: boolean;
  /** Safari has named its URL, or somebody else's line came between. */
  closed: boolean;
}

const UNKNOWN: ConsoleFailure = { browser: null, code: null, alternatives: [], certain: false, known: false };

const SILENT =
  "This text says that a request failed, not why: browsers tell that on another line of the console, and never to the page.";

/**
 * Reads what was pasted from a console of Chrome, Edge, Firefox or Safari: any number of lines, whatever stands around
 * them, with quotes, spaces and line ends as the paste has left them. Never throws; of more than a million characters the
 * rest is left out.
 *
 * @returns each failure once; for a text in no browser's words one that says so, for an empty text nothing
 * @example
 * parseConsole(
 *   "Access to fetch at 'https://api.example.com/' from origin 'https://app.example.com' has been blocked by CORS policy: " +
 *     "No 'Access-Control-Allow-Origin' header is present on the requested resource.",
 * ); // [{ browser: "chromium", code: "MissingAllowOriginHeader", certain: true, ... }]
 */
export function parseConsole(text: string): ConsoleFailure[] {
  const drafts: Draft[] = [];
  const byUrl = new Map<string, Draft>();
  const said = new Set<string>();
  const silent: ConsoleEvent[] = [];
  for (const event of consoleEvents(text)) {
    if (event.row?.role === "silent") {
      silent.push(event);
      nameMethod(event, byUrl);
    } else if (!joins(event, drafts.at(-1), byUrl, said, silent)) drafts.push(begin(event, byUrl, said));
  }
  const failures = unique(drafts.map(finish));
  if (failures.length > 0) return failures;
  const [first] = silent;
  if (first !== undefined) {
    const { row } = first;
    return [{ ...UNKNOWN, known: true, browser: row?.engine ?? null, ...addressOf(first), note: SILENT }];
  }
  return text.trim() === "" ? [] : [UNKNOWN];
}

/** Whether this only adds to what another line has said. */
function joins(
  event: ConsoleEvent,
  last: Draft | undefined,
  byUrl: ReadonlyMap<string, Draft>,
  said: ReadonlySet<string>,
  silent: ConsoleEvent[],
): boolean {
  const { row, filling, words } = event;
  if (row?.role === "closing") {
    const open = last !== undefined && !last.closed && last.event.row?.engine === "webkit" ? last : undefined;
    if (open === undefined) silent.push(event);
    else {
      open.url = urlOf(filling) ?? open.url;
      open.closed = true;
    }
    return true;
  }
  if (row?.role === "following") return last?.event.row?.engine === "webkit";
  if (event.echo && row?.engine === "webkit" && said.has(words)) return true;
  if (words.startsWith("net::")) return repeatsFailure(event, last, byUrl);
  return row?.engine === "firefox" && followsInFirefox(event, last, byUrl);
}

/** Chromium's network names a failure after CORS has named it better, and then a second time. */
function repeatsFailure(
  { filling, words }: ConsoleEvent,
  last: Draft | undefined,
  byUrl: ReadonlyMap<string, Draft>,
): boolean {
  const url = urlOf(filling);
  const earlier = url === undefined ? last : byUrl.get(url);
  if (earlier === undefined || earlier.event.row?.engine !== "chromium") return false;
  const repeats = !earlier.event.words.startsWith("net::") || earlier.event.words === words;
  if (repeats) earlier.method ??= filling.name;
  return repeats;
}

/** `POST https://api.example.com/ net::ERR_FAILED` tells nothing of the reason, and the method. */
function nameMethod({ row, filling }: ConsoleEvent, byUrl: ReadonlyMap<string, Draft>): void {
  const earlier = byUrl.get(urlOf(filling) ?? "");
  if (earlier !== undefined && row?.text.startsWith("net::") === true) earlier.method ??= filling.name;
}

/** Firefox has more lines after the one that says why, about the same URL or about the one that redirected to it. */
function followsInFirefox(
  { row, filling, status }: ConsoleEvent,
  last: Draft | undefined,
  byUrl: ReadonlyMap<string, Draft>,
): boolean {
  const url = urlOf(filling);
  const same = url === undefined ? undefined : byUrl.get(url);
  const earlier =
    same ?? (last?.event.row?.engine === "firefox" && REDIRECTS.has(codeOf(last) ?? "") ? last : undefined);
  if (earlier === undefined || earlier.event.row?.engine !== "firefox") return false;
  if (row?.codes.includes("NoAnswer") === true && status === null) {
    earlier.followed = true;
    earlier.url ??= url;
    return true;
  }
  return same !== undefined && codeOf(same) === "PreflightDisallowedRedirect" && row?.codes.length !== 0;
}

/** Of these Firefox names another URL than the one that redirects, or none, and then that one. */
const REDIRECTS: ReadonlySet<string> = new Set<FailureCode>(["CorsDisabledScheme", "UnsafeRedirect"]);

function codeOf({ event }: Draft): FailureCode | undefined {
  return event.row?.codes[0];
}

function begin(event: ConsoleEvent, byUrl: Map<string, Draft>, said: Set<string>): Draft {
  const url = urlOf(event.filling);
  const draft = { event, url, method: undefined, followed: false, closed: url !== undefined };
  if (url !== undefined) byUrl.set(url, draft);
  said.add(event.words);
  return draft;
}

function finish({ event, url, method, followed }: Draft): ConsoleFailure {
  const { row, frame, filling, status } = event;
  const { codes, likely, certain, phase } = meaningOf(event, followed);
  const parameter = parameterOf(event);
  const warns = row?.role === "warning";
  return {
    // What old versions of several browsers said alike is nobody's.
    browser: frame?.engine === null && row?.engine === "webkit" ? null : (row?.engine ?? frame?.engine ?? null),
    code: likely ? (codes[0] ?? null) : null,
    alternatives: certain ? [] : codes,
    ...(phase === undefined ? {} : { phase }),
    ...(parameter === undefined ? {} : { parameter }),
    ...(method === undefined ? {} : { method }),
    ...addressOf(event),
    ...(url === undefined ? {} : { url: url }),
    ...(filling.redirectedFrom === undefined ? {} : { redirectedFrom: filling.redirectedFrom }),
    ...(status === undefined ? {} : { status }),
    certain: certain || warns,
    known: row !== undefined,
    ...(row?.note === undefined ? {} : { note: row.note }),
  };
}

function addressOf({ row, filling }: ConsoleEvent): Pick<ConsoleFailure, "origin" | "url" | "method"> {
  const url = urlOf(filling);
  const origin = filling.origin ?? (filling.page === undefined ? undefined : originOf(filling.page));
  const method = row?.text.startsWith("net::") === true ? filling.name : undefined;
  return {
    ...(origin === undefined ? {} : { origin }),
    ...(url === undefined ? {} : { url: url }),
    ...(method === undefined ? {} : { method }),
  };
}

function urlOf({ url, address }: Filling): string | undefined {
  const found = url ?? address;
  return found === undefined ? undefined : withoutQuotes(found);
}

function parameterOf({ row, filling }: ConsoleEvent): string | undefined {
  const { value, line, port, space } = filling;
  const name = row?.text.startsWith("net::") === true ? undefined : filling.name;
  const parameter =
    value ?? line ?? name ?? port ?? (space === undefined ? undefined : withoutQuotes(space.replace(/\.$/, "")));
  return parameter === undefined || parameter === "" ? undefined : parameter;
}

/** Firefox quotes a URL in one of its lines, and Chromium an address space; pastes lose the quotes or change them. */
function withoutQuotes(text: string): string {
  return text.replace(/^["'`‘’“”]/, "").replace(/["'`‘’“”]$/, "");
}

/** Each failure once; one of which no line named the method is the same as one of which a line did. */
function unique(failures: readonly ConsoleFailure[]): ConsoleFailure[] {
  const keyOf = ({ method: _method, ...rest }: ConsoleFailure): string => JSON.stringify(rest);
  const named = new Set(failures.filter(({ method }) => method !== undefined).map(keyOf));
  const told = failures.filter((failure) => failure.method !== undefined || !named.has(keyOf(failure)));
  return [...new Map(told.map((failure) => [JSON.stringify(failure), failure])).values()];
}
