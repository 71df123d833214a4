import { signal } from "@preact/signals";
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { downloadSvg } from "./export-svg.ts";
import { rows, type Row } from "./picture.ts";
import { OWN_PROFILE, PROFILE_NAMES } from "./predictor.ts";
import { panes } from "./run.ts";
import { describeRow, Sequence } from "./sequence.tsx";
import { PAGE_ORIGIN } from "./setup.ts";
import { draft, selected } from "./state.ts";
import { rememberedPreflight } from "./wire.ts";
import "./picture-panel.css";

const isList = signal(false);
const chosen = signal<string | undefined>(undefined);

/** What happened, as a picture or as a list, with the whole of what is pointed at. */
export function PicturePanel(): JSX.Element {
  const place = useRef<HTMLDivElement>(null);
  const drawn = rows.value;
  const isAnyMissing = drawn.some((one) => one.kind === "message" && one.state === "missing");
  const row = drawn.find(({ id }) => id === chosen.value) ?? telling(drawn);
  return (
    <section class="picture" aria-labelledby="picture-title">
      <div class="picture__head">
        <h2 id="picture-title">What happens</h2>
        <Buttons svg={() => place.current?.querySelector("svg")} />
      </div>
      <p class="picture__key">
        Dashed: the model foretells it. Solid: a server has seen it.{" "}
        {isAnyMissing && "Struck through: foretold, and not seen. "}✓ and ✗: what the browser compares. Point at a line,
        or walk with the arrow keys, to see the whole of it below.
      </p>
      <div ref={place}>
        {isList.value ? (
          <ol class="picture__list">
            {drawn.map((one) => (
              <li key={one.id}>
                <details>
                  <summary>{describeRow(one)}</summary>
                  <Detail row={one} />
                </details>
              </li>
            ))}
          </ol>
        ) : (
          <Sequence
            rows={drawn}
            names={{
              page: ["This page", hostOf(PAGE_ORIGIN)],
              browser: ["Browser", PROFILE_NAMES[OWN_PROFILE]],
              server: ["Server", hostOf(draft.value?.request.url ?? selected.value.target)],
            }}
            kept={keptWords()}
            chosen={row?.id}
            choose={(id) => (chosen.value = id)}
          />
        )}
      </div>
      {!isList.value && <div class="picture__detail">{row !== undefined && <Detail row={row} />}</div>}
    </section>
  );
}

function Buttons({ svg }: { readonly svg: () => SVGSVGElement | null | undefined }): JSX.Element {
  return (
    <span class="picture__buttons">
      <button class="small-button" type="button" aria-pressed={!isList.value} onClick={() => (isList.value = false)}>
        Picture
      </button>
      <button class="small-button" type="button" aria-pressed={isList.value} onClick={() => (isList.value = true)}>
        List
      </button>
      <button
        class="small-button"
        type="button"
        disabled={isList.value}
        onClick={() => {
          const found = svg();
          if (found) downloadSvg(found, `${selected.value.id}.svg`);
        }}
      >
        Save as SVG
      </button>
    </span>
  );
}

function Detail({ row }: { readonly row: Row }): JSX.Element {
  return (
    <>
      {/* A region that scrolls has to be reachable by keyboard. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre class="picture__full" tabIndex={0}>
        {row.full}
      </pre>
      {row.section !== undefined && (
        <p class="picture__section">
          <a href={row.section} target="_blank" rel="noreferrer">
            {`In the standard: ${row.section.slice(row.section.lastIndexOf("#"))}`}
          </a>
        </p>
      )}
    </>
  );
}

/** What decided; else what came of it. */
function telling(drawn: readonly Row[]): Row | undefined {
  return drawn.find((row) => row.kind === "check" && row.result === "failed") ?? drawn.at(-1);
}

/** What the browser remembers of the addresses on the screen. */
function keptWords(): string | undefined {
  const paths = panes.value.flatMap(({ request }) =>
    request === undefined ? [] : [new URL(request.url, PAGE_ORIGIN).pathname],
  );
  const remembered = rememberedPreflight(paths);
  return remembered === undefined || remembered.secondsLeft === 0
    ? undefined
    : `permission kept, ${remembered.secondsLeft} s left`;
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}
