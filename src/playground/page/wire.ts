import { computed, signal, type ReadonlySignal, type Signal } from "@preact/signals";
import type { WireEntry } from "../server/wire-entry.ts";
import { wireMethod, type PageRequest } from "./page-request.ts";
import { IS_LIVE, setup } from "./setup.ts";

/** Entries that the page keeps. */
const MOST_ENTRIES = 200;

/** How often the countdown is looked at, in milliseconds. */
const TICK = 200;

/** What the servers saw, oldest first. */
const entries = signal<readonly WireEntry[]>([]);

/** Whether the server that serves this page can still be heard. */
export const connected = signal(true);

/** What happened before is another visit's: the page opens with an empty log. */
const OPENED = Date.now();

/** Entries before this time are not shown. */
const shownSince = signal(OPENED);

/** What is shown of the log. */
export const shownEntries: ReadonlySignal<readonly WireEntry[]> = computed(() =>
  entries.value.filter((entry) => entry.time >= shownSince.value),
);

/** Whether the newest entry is scrolled to; not when the reader has gone back to an older one. */
export const followsEnd: Signal<boolean> = signal(true);

/** How many entries are kept and not shown. */
export const hiddenCount: ReadonlySignal<number> = computed(() => entries.value.length - shownEntries.value.length);

/** The time, as often as something on the page counts down. */
const now: Signal<number> = signal(Date.now());

/** A permission that the browser remembers. */
export interface RememberedPreflight {
  /** What the newest entry about it tells. */
  readonly entry: WireEntry;
  readonly isEarly: boolean;
  /** 0 when it has expired. */
  readonly secondsLeft: number;
}

/**
 * What is known about the browser's preflight cache.
 *
 * @param paths only permissions for one of these
 */
export function rememberedPreflight(paths: readonly string[]): RememberedPreflight | undefined {
  const entry = entries.value.findLast(
    ({ preflightCache, time, path }) =>
      preflightCache !== undefined && time >= OPENED && paths.includes(path.split("?", 1)[0] ?? ""),
  );
  if (entry?.preflightCache === undefined) return undefined;
  const { note, expires } = entry.preflightCache;
  return { entry, isEarly: note === "early", secondsLeft: Math.max(0, Math.ceil((expires - now.value) / 1000)) };
}

/**
 * Listens to what the servers see, while the page can be seen: a browser keeps only six connections to one host, and a
 * hidden tab would hold one of them. What was missed is told again.
 */
export function connect(): void {
  if (!IS_LIVE) return;
  document.addEventListener("visibilitychange", listen);
  listen();
  setInterval(() => {
    now.value = Date.now();
    // The browser gives up for good when it is answered by something that is no stream of events.
    if (source?.readyState === EventSource.CLOSED) listen();
  }, TICK);
}

let source: EventSource | undefined;

function listen(): void {
  source?.close();
  source = undefined;
  if (document.hidden) return;
  source = new EventSource("./control/log");
  source.addEventListener("open", () => {
    connected.value = true;
  });
  source.addEventListener("error", () => {
    connected.value = false;
  });
  source.addEventListener("message", (message: MessageEvent<string>) => add(JSON.parse(message.data) as WireEntry));
}

/** Empties the log on this page. */
export function clear(): void {
  shownSince.value = Date.now();
}

/** Shows what was hidden. */
export function showEarlier(): void {
  shownSince.value = 0;
}

/**
 * What the servers have seen of one request of this page since a moment: the request itself, its preflight, and at the
 * lab what redirects made of it.
 *
 * @param since milliseconds since 1970
 */
export function seenOf(request: PageRequest, since: number): readonly WireEntry[] {
  const { host, origin, pathname, search } = new URL(request.url, location.href);
  const isAtLab = setup.labOrigins.includes(origin);
  return entries.value.filter((entry) => {
    if (entry.time < since) return false;
    // Runs come one after the other, and but for other programs nothing else asks the lab.
    if (isAtLab) return entry.server === "lab" && headerOf(entry.requestLines, "user-agent") === navigator.userAgent;
    const from = headerOf(entry.requestHeaders, "origin");
    const meant =
      entry.kind === "preflight" ? headerOf(entry.requestHeaders, "access-control-request-method") : entry.method;
    return (
      entry.path === pathname + search &&
      headerOf(entry.requestHeaders, "host") === host &&
      (from === undefined || from === location.origin) &&
      meant === wireMethod(request)
    );
  });
}

/** The first value of a header. */
function headerOf(lines: WireEntry["requestHeaders"], name: string): string | undefined {
  return lines.find(([written]) => written.toLowerCase() === name)?.[1];
}

function add(entry: WireEntry): void {
  // After a lost connection the server tells everything again.
  if (entries.value.some(({ id, time }) => id === entry.id && time === entry.time)) return;
  now.value = Date.now();
  entries.value = [...entries.value, entry].slice(-MOST_ENTRIES);
}
