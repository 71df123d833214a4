import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { HeaderLine, WireEntry } from "../server/wire-entry.ts";
import { HEADERS } from "./glossary.ts";
import { marks, panes } from "./run.ts";
import { API_ORIGIN, LAB_ORIGIN } from "./setup.ts";
import { clear, connected, followsEnd, hiddenCount, rememberedPreflight, showEarlier, shownEntries } from "./wire.ts";
import "./wire-log.css";

/** What passed between browsers and the servers, as those saw it. */
export function WireLog(): JSX.Element {
  const list = useRef<HTMLOListElement>(null);
  const entries = shownEntries.value;
  useLayoutEffect(() => {
    if (followsEnd.value) list.current?.scrollTo({ top: list.current.scrollHeight });
  }, [entries]);
  return (
    <section class="wire" aria-labelledby="wire-title">
      <div class="wire__head">
        <h2 id="wire-title">On the wire</h2>
        <span class="wire__buttons">
          {hiddenCount.value > 0 && (
            <button
              class="wire__button"
              type="button"
              onClick={showEarlier}
            >{`Show ${hiddenCount.value} earlier`}</button>
          )}
          <button class="wire__button" type="button" onClick={clear}>
            Clear
          </button>
        </span>
      </div>
      <CacheNote />
      {entries.length === 0 && (
        <p class="wire__mark">
          {hiddenCount.value > 0
            ? "Nothing since then."
            : "Nothing yet. Run a scenario, or send a request of your own to the API."}
        </p>
      )}
      <ol
        class="wire__entries"
        ref={list}
        // A region that scrolls has to be reachable by keyboard.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        aria-label="Requests"
        onScroll={({ currentTarget: { scrollTop, clientHeight, scrollHeight } }) => {
          followsEnd.value = scrollTop + clientHeight > scrollHeight - 8;
        }}
      >
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
        The playground's server does not answer. Start it again with npm start; this page connects again by itself.
      </p>
    );
  }
  const paths = panes.value.flatMap(({ request }) =>
    request === undefined ? [] : [new URL(request.url, location.href).pathname],
  );
  const remembered = rememberedPreflight(paths);
  if (remembered === undefined || remembered.secondsLeft === 0) {
    return (
      <p class="wire__note">
        The browser remembers no permission for these addresses: what needs one is preceded by an OPTIONS.
      </p>
    );
  }
  if (remembered.isEarly) {
    return (
      <p class="wire__note wire__note--warning">
        A second OPTIONS came although the first answer was still good. Is DevTools open with “Disable cache” on? That
        also switches off the preflight cache. (Another browser and a private window have caches of their own.)
      </p>
    );
  }
  return (
    <p class="wire__note">
      The browser remembers the permission for <code>{remembered.entry.path}</code> for another{" "}
      <strong>{`${remembered.secondsLeft} s`}</strong>: run again now, and no OPTIONS is sent for it.
    </p>
  );
}

function Entry({ entry }: { readonly entry: WireEntry }): JSX.Element {
  const { kind, method, path, status, time, credentials, refused, preflightCache: note } = entry;
  const isBad = status === undefined || status >= 400 || refused.length > 0;
  return (
    <article class={`entry entry--${kind}`} aria-label={`${method} ${path}`}>
      <div class="entry__line">
        <span class="entry__method">{method}</span>
        <span class="entry__path">{path}</span>
        <span class={`entry__status ${isBad ? "entry__status--bad" : ""}`}>{status ?? "no answer"}</span>
      </div>
      <div class="entry__line">
        <time class="entry__time" dateTime={new Date(time).toISOString()}>
          {clock(time)}
        </time>
        {entry.server === "lab" && <span class="entry__time">answered by hand</span>}
        {kind === "preflight" && <span class="badge">preflight</span>}
        {refused.length > 0 && <span class="badge badge--bad">{`does not allow ${refused.join(", ")}`}</span>}
        {note?.note === "hit" && <span class="badge">preflight from the browser's cache</span>}
        {credentials.map((name) => (
          <span class="badge badge--quiet" key={name}>
            {name}
          </span>
        ))}
      </div>
      <Headers label="sent" lines={entry.requestHeaders.filter(isWorthShowing)} />
      <Headers label="answered" lines={entry.responseHeaders} />
    </article>
  );
}

/** The host is the API's as a rule; only its other name is news. */
function isWorthShowing([name, value]: HeaderLine): boolean {
  return name !== "Host" || ![API_ORIGIN, LAB_ORIGIN].includes(`http://${value}`);
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
              <dt title={HEADERS[name.toLowerCase()]}>{name}: </dt>
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
