import { computed, signal, type ReadonlySignal } from "@preact/signals";
import type { WireEntry } from "../server/wire-entry.ts";

/** Entries that the page keeps. */
const MOST_ENTRIES = 200;

/** How often the countdown is looked at, in milliseconds. */
const TICK = 200;

/** What the API saw, oldest first. */
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

/** How many entries are kept and not shown. */
export const hiddenCount: ReadonlySignal<number> = computed(() => entries.value.length - shownEntries.value.length);

/** The time, as often as something on the page counts down. */
const now = signal(Date.now());

/** The newest thing that is known about this browser's preflight cache. */
const newestCacheNote = computed(() =>
  entries.value.findLast((entry) => entry.preflightCache !== undefined && entry.time >= OPENED),
);

/** What is known about the browser's preflight cache: the entry that tells of it, and how long it is still good, in seconds. */
export const preflightCache: ReadonlySignal<{ entry: WireEntry; secondsLeft: number } | undefined> = computed(() => {
  const entry = newestCacheNote.value;
  if (entry?.preflightCache === undefined) return undefined;
  return { entry, secondsLeft: Math.max(0, Math.ceil((entry.preflightCache.expires - now.value) / 1000)) };
});

/** Listens to what the API sees. The browser connects again by itself when the server was away. */
export function connect(): void {
  const source = new EventSource("./control/log");
  source.addEventListener("open", () => {
    connected.value = true;
  });
  source.addEventListener("error", () => {
    connected.value = false;
  });
  source.addEventListener("message", (message: MessageEvent<string>) => add(JSON.parse(message.data) as WireEntry));
  setInterval(() => {
    now.value = Date.now();
  }, TICK);
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
 * What the API has seen of one URL since a moment.
 *
 * @param url absolute
 * @param since milliseconds since 1970
 */
export function seenOf(url: string, since: number): readonly WireEntry[] {
  const { host, pathname, search } = new URL(url);
  return entries.value.filter(
    (entry) =>
      entry.time >= since &&
      entry.path === pathname + search &&
      entry.requestHeaders.some(([name, value]) => name === "Host" && value === host),
  );
}

function add(entry: WireEntry): void {
  // After a lost connection the server tells everything again.
  if (entries.value.some(({ id, time }) => id === entry.id && time === entry.time)) return;
  entries.value = [...entries.value, entry].slice(-MOST_ENTRIES);
}
