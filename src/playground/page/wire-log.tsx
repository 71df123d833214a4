import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { HeaderLine, WireEntry } from "../server/wire-entry.ts";
import { marks } from "./run.ts";
import { API_ORIGIN } from "./setup.ts";
import { clear, connected, hiddenCount, preflightCache, showEarlier, shownEntries } from "./wire.ts";
import "./wire-log.css";

/** What passed between browsers and the API, as the server saw it. */
export function WireLog(): JSX.Element {
  const list = useRef<HTMLOListElement>(null);
  const entries = shownEntries.value;
  useLayoutEffect(() => {
    list.current?.scrollTo({ top: list.current.scrollHeight });
  }, [entries]);
  return (
    <section class="wire" aria-labelledby="wire-title">
      <div class="wire__head">
        <h2 id="wire-title">On the wire, as the API saw it</h2>
        <span class="wire__buttons">
          {hiddenCount.value > 0 && (
            <button class="wire__button" type="button" onClick={showEarlier}>{`${hiddenCount.value} earlier`}</button>
          )}
          <button class="wire__button" type="button" onClick={clear}>
            Clear
          </button>
        </span>
      </div>
      <CacheNote />
      {entries.length === 0 && (
        <p class="wire__mark">Nothing yet. Run a scenario, or send a request of your own to the API.</p>
      )}
      {/* A region that scrolls has to be reachable by keyboard. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <ol class="wire__entries" ref={list} tabIndex={0} aria-label="Requests">
        {entries.map((entry, index) => (
          <li key={`${entry.time}/${entry.id}`}>
            <Mark after={entries[index - 1]} before={entry} />
            <Entry entry={entry} />
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Where a run began, between two entries. */
function Mark({
  after,
  before,
}: {
  readonly after: WireEntry | undefined;
  readonly before: WireEntry;
}): JSX.Element | null {
  const mark = marks.value.findLast(({ time }) => time <= before.time && time > (after?.time ?? 0));
  return mark === undefined ? null : <p class="wire__mark">{`${clock(mark.time)} ${mark.title}`}</p>;
}

/** What is known of the browser's preflight cache, with the time that is left. */
function CacheNote(): JSX.Element {
  if (!connected.value) {
    return (
      <p class="wire__note wire__note--warning">
        The server cannot be heard. Is it still running? The page connects again by itself.
      </p>
    );
  }
  const cache = preflightCache.value;
  if (cache === undefined || cache.secondsLeft === 0) {
    return (
      <p class="wire__note">No preflight is remembered: a request that needs permission sends an OPTIONS first.</p>
    );
  }
  if (cache.entry.preflightCache?.note === "early") {
    return (
      <p class="wire__note wire__note--warning">
        A second OPTIONS came although the first answer was still good. Is DevTools open with “Disable cache” on? That
        also switches off the preflight cache. (Another browser and a private window have caches of their own.)
      </p>
    );
  }
  return (
    <p class="wire__note">
      The preflight for <code>{cache.entry.path}</code> is remembered for another{" "}
      <strong>{`${cache.secondsLeft} s`}</strong>. Run again now, and no OPTIONS is sent.
    </p>
  );
}

function Entry({ entry }: { readonly entry: WireEntry }): JSX.Element {
  const { kind, method, path, status, time, credentials, preflightCache: note } = entry;
  return (
    <article class={`entry entry--${kind}`} aria-label={`${method} ${path}`}>
      <div class="entry__line">
        <span class="entry__method">{method}</span>
        <span class="entry__path">{path}</span>
        <span class={`entry__status ${status === undefined || status >= 400 ? "entry__status--bad" : ""}`}>
          {status ?? "no answer"}
        </span>
      </div>
      <div class="entry__line">
        <time class="entry__time" dateTime={new Date(time).toISOString()}>
          {clock(time)}
        </time>
        {kind === "preflight" && <span class="badge">preflight</span>}
        {note?.note === "hit" && <span class="badge">preflight from the browser's cache</span>}
        {credentials.map((name) => (
          <span class="badge badge--quiet" key={name}>
            {name}
          </span>
        ))}
      </div>
      <Headers label="asked" lines={entry.requestHeaders.filter(isWorthShowing)} />
      <Headers label="told" lines={entry.responseHeaders} />
    </article>
  );
}

/** The host is the API's as a rule; only its other name is news. */
function isWorthShowing([name, value]: HeaderLine): boolean {
  return name !== "Host" || `http://${value}` !== API_ORIGIN;
}

function Headers({ label, lines }: { readonly label: string; readonly lines: readonly HeaderLine[] }): JSX.Element {
  return (
    <div class="entry__headers">
      <span class="entry__label">{label}</span>
      {lines.length === 0 ? (
        <span class="entry__label">no CORS header</span>
      ) : (
        <dl>
          {lines.map(([name, value]) => (
            <div key={name}>
              <dt>{name}: </dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}

/** Hours, minutes, seconds and tenths: the order of things within a second matters here. */
function clock(time: number): string {
  const date = new Date(time);
  const seconds = `${date.getSeconds()}.${Math.floor(date.getMilliseconds() / 100)}`;
  return `${pad(date.getHours())}:${pad(date.getMinutes())}:${seconds.padStart(4, "0")}`;
}

function pad(number: number): string {
  return String(number).padStart(2, "0");
}
