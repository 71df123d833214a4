import type { JSX, RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Actor, CheckRow, MessageRow, Row } from "./picture.ts";
import { layOut, type Drawing, type Placed } from "./sequence-layout.ts";
import "./sequence.css";

/** Width before the page has been measured, in pixels. */
const USUAL_WIDTH = 680;

/** Below this width there is no room for three names of origins, in pixels. */
const NARROW = 480;

/** What the words beside the browser's memory take, in pixels. */
const ROOM_FOR_WORDS = 170;

/** Up and down; the rows stand one above the other. */
const STRIDES: Readonly<Record<string, number>> = { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1 };

interface SequenceProps {
  readonly rows: readonly Row[];
  readonly names: Readonly<Record<Actor, readonly [title: string, origin: string]>>;
  /** What the browser keeps, in few words; absent when nothing. */
  readonly kept: string | undefined;
  readonly chosen: string | undefined;
  readonly choose: (id: string) => void;
}

/** The picture: who said what to whom, and what the browser compared. One thing in the order of Tab, arrows move within. */
export function Sequence({ rows, names, kept, chosen, choose }: SequenceProps): JSX.Element {
  const place = useRef<HTMLDivElement>(null);
  const width = useWidth(place);
  const drawing = layOut(rows, width);
  const current = rows.findIndex(({ id }) => id === chosen);
  const pointAt = ({ target }: Event): void => {
    const row = target instanceof Element ? target.closest<SVGGElement>("[data-row]")?.dataset["row"] : undefined;
    if (row !== undefined) choose(row);
  };
  const move = (event: KeyboardEvent): void => {
    const next = rows[current + (STRIDES[event.key] ?? 0)];
    if (next === undefined || STRIDES[event.key] === undefined) return;
    event.preventDefault();
    choose(next.id);
  };
  return (
    <div class="sequence" ref={place}>
      <svg
        class="sequence__svg"
        width={width}
        height={drawing.height}
        viewBox={`0 0 ${width} ${drawing.height}`}
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an input cannot hold a picture
        role="slider"
        tabIndex={0}
        aria-label="What passed between the page, the browser and the server. The list shows the same."
        aria-orientation="vertical"
        aria-valuemin={1}
        aria-valuemax={Math.max(1, rows.length)}
        aria-valuenow={current + 1}
        aria-valuetext={rows[current] === undefined ? "nothing yet" : describeRow(rows[current])}
        onClick={pointAt}
        onMouseOver={pointAt}
        onFocus={() => {
          if (current === -1 && rows[0] !== undefined) choose(rows[0].id);
        }}
        onKeyDown={move}
      >
        <Lifelines drawing={drawing} names={names} />
        {kept !== undefined && <CacheLane drawing={drawing} kept={kept} />}
        {drawing.rows.map((placed) => (
          <g
            key={placed.row.id}
            data-row={placed.row.id}
            class={`row row--${placed.row.kind} ${placed.row.id === chosen ? "row--chosen" : ""}`}
          >
            <rect class="row__back" x={4} y={placed.top} width={width - 8} height={placed.height} rx={6} />
            <Drawn placed={placed} drawing={drawing} />
          </g>
        ))}
      </svg>
    </div>
  );
}

/** How wide an element is, in pixels, whenever that changes. */
function useWidth(place: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(USUAL_WIDTH);
  useEffect(() => {
    if (place.current === null) return;
    const observer = new ResizeObserver(([entry]) =>
      setWidth(Math.max(300, Math.floor(entry?.contentRect.width ?? USUAL_WIDTH))),
    );
    observer.observe(place.current);
    return () => observer.disconnect();
  }, [place]);
  return width;
}

function Lifelines({ drawing, names }: { readonly drawing: Drawing } & Pick<SequenceProps, "names">): JSX.Element {
  return (
    <g>
      {(["page", "browser", "server"] as const).map((actor) => {
        const anchor = actor === "page" ? "start" : actor === "server" ? "end" : "middle";
        const x = actor === "page" ? 8 : actor === "server" ? drawing.width - 8 : drawing.x[actor];
        return (
          <g key={actor}>
            <text class="actor" x={x} y={16} text-anchor={anchor}>
              {names[actor][0]}
            </text>
            {(drawing.width >= NARROW || actor !== "browser") && (
              <text class="actor__origin" x={x} y={32} text-anchor={anchor}>
                {names[actor][1]}
              </text>
            )}
            <line class="lifeline" x1={drawing.x[actor]} x2={drawing.x[actor]} y1={40} y2={drawing.height - 4} />
          </g>
        );
      })}
    </g>
  );
}

/** The browser's memory of a permission: from the answer that gave it to where we are now. */
function CacheLane({ drawing, kept }: { readonly drawing: Drawing; readonly kept: string }): JSX.Element {
  // Beside what is compared; where there is room, its words stand outside.
  const x = drawing.checkX - 9;
  const isOutside = x > ROOM_FOR_WORDS;
  const top = drawing.keptFrom ?? 44;
  return (
    <g class="cache-lane">
      <title>{kept}</title>
      <rect x={x} y={top} width={5} height={Math.max(8, drawing.height - top - 4)} rx={2} />
      <text x={isOutside ? x - 6 : x + 11} y={drawing.height - 8} text-anchor={isOutside ? "end" : "start"}>
        {kept}
      </text>
    </g>
  );
}

function Drawn({ placed, drawing }: { readonly placed: Placed; readonly drawing: Drawing }): JSX.Element {
  const { row } = placed;
  switch (row.kind) {
    case "step":
      return (
        <text class="step" x={12} y={placed.top + 18}>
          {row.title}
        </text>
      );
    case "check":
      return <Check row={row} placed={placed} drawing={drawing} />;
    case "message":
      return <Message row={row} placed={placed} drawing={drawing} />;
  }
}

function Message({
  row,
  placed,
  drawing,
}: {
  readonly row: MessageRow;
  readonly placed: Placed;
  readonly drawing: Drawing;
}): JSX.Element {
  const [x1, x2] = [drawing.x[row.from], drawing.x[row.to]];
  const y = placed.top + 24;
  const direction = x2 >= x1 ? 1 : -1;
  const anchor = row.from === row.to ? "end" : "start";
  return (
    <g class={`message message--${row.tone} message--${row.state}`}>
      {row.from !== row.to && (
        <>
          <line x1={x1} x2={x2 - direction * 6} y1={y} y2={y} />
          <path d={`M ${x2} ${y} l ${-direction * 9} -4.5 v 9 z`} />
        </>
      )}
      <text class="message__title" x={placed.titleX} y={y - 7} text-anchor={anchor}>
        {placed.titles[0]}
      </text>
      {placed.lines.map((line, index) => (
        <text class="message__line" key={index} x={placed.linesX} y={y + 15 + index * 14} text-anchor={anchor}>
          {line}
        </text>
      ))}
    </g>
  );
}

const SIGNS = { passed: "✓", failed: "✗", noted: "·" } as const;

function Check({
  row,
  placed,
  drawing,
}: {
  readonly row: CheckRow;
  readonly placed: Placed;
  readonly drawing: Drawing;
}): JSX.Element {
  const width = drawing.checkWidth;
  const x = drawing.checkX;
  return (
    <g class={`check check--${row.result}`}>
      <rect x={x} y={placed.top + 3} width={width} height={placed.height - 6} rx={6} />
      <text class="check__sign" x={x + 11} y={placed.top + 20}>
        {SIGNS[row.result]}
      </text>
      {placed.titles.map((title, index) => (
        <text class="check__title" key={index} x={placed.titleX} y={placed.top + 20 + index * 15}>
          {title}
        </text>
      ))}
      {placed.lines.map((line, index) => (
        <text
          class="message__line"
          key={index}
          x={placed.linesX}
          y={placed.top + 20 + placed.titles.length * 15 + index * 14}
        >
          {line}
        </text>
      ))}
    </g>
  );
}

/** A row in words, for the list and for those who cannot see the picture. */
export function describeRow(row: Row): string {
  switch (row.kind) {
    case "step":
      return row.title;
    case "check":
      return `${{ passed: "Passed", failed: "Failed", noted: "Noted" }[row.result]}: ${row.title} ${row.lines.join("; ")}`;
    case "message": {
      const state = { expected: "foretold: ", seen: "", missing: "foretold, and not seen: " }[row.state];
      const lines = row.lines.length === 0 ? "" : `, ${row.lines.join("; ")}`;
      return `${state}${row.from} to ${row.to}: ${row.title}${lines}`;
    }
  }
}
