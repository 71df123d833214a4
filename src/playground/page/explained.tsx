import { signal } from "@preact/signals";
import type { JSX } from "preact";
import { partsOf, WORDS, type ExplainedWord } from "./glossary.ts";
import "./explained.css";

/** Space between the window's edge and a meaning, and its greatest width, in pixels. */
const EDGE = 8;
const WIDEST = 320;

/** How long a meaning stays when the pointer leaves its word, so that it can be reached, in milliseconds. */
const STAY = 150;

/** What is explained now, and where. */
const shown = signal<Shown | undefined>(undefined);

interface Shown {
  readonly word: string;
  readonly meaning: string;
  readonly at: HTMLElement;
  readonly place: Place;
}

interface Place {
  readonly left: string;
  /** Of the meaning's edge that is near the word. */
  readonly top?: string;
  readonly bottom?: string;
}

let leaving: ReturnType<typeof setTimeout> | undefined;

/** A text in which the words that not everybody knows can be pointed at, unless they could be in the text before it. */
export function Explained({ text, before }: { readonly text: string; readonly before?: string }): JSX.Element {
  return (
    <>{partsOf(text, before).map((part) => (typeof part === "string" ? part : <Word key={part.name} {...part} />))}</>
  );
}

function Word({ name, word, after, meaning }: ExplainedWord): JSX.Element {
  const show = ({ currentTarget }: { readonly currentTarget: HTMLElement }): void => {
    clearTimeout(leaving);
    shown.value = { word, meaning, at: currentTarget, place: placeBeside(currentTarget.getBoundingClientRect()) };
  };
  return (
    <span class="word__whole">
      <button
        class="word"
        type="button"
        aria-describedby={idOf(name)}
        onClick={show}
        onFocus={show}
        onMouseEnter={show}
        onMouseLeave={leave}
        onBlur={hide}
        onKeyDown={({ key }) => {
          if (key === "Escape") hide();
        }}
      >
        {word}
      </button>
      {after}
    </span>
  );
}

/** The meaning of the word that is pointed at, and of all of them for screen readers. It belongs on the page once. */
export function Meaning(): JSX.Element {
  const { value } = shown;
  return (
    <>
      <div hidden>
        {Object.entries(WORDS).map(([name, meaning]) => (
          <span key={name} id={idOf(name)}>
            {meaning}
          </span>
        ))}
      </div>
      {value !== undefined && (
        <div
          class="meaning"
          aria-hidden="true"
          style={{ ...value.place }}
          onMouseEnter={() => clearTimeout(leaving)}
          onMouseLeave={leave}
        >
          <strong>{value.word}</strong> {value.meaning}
        </div>
      )}
    </>
  );
}

function idOf(name: string): string {
  return `meaning-${name.replaceAll(" ", "-")}`;
}

function leave(): void {
  clearTimeout(leaving);
  leaving = setTimeout(hide, STAY);
}

function hide(): void {
  shown.value = undefined;
}

/** It goes with its word, which a focus may have scrolled into view just now. */
function follow(): void {
  const { value } = shown;
  if (value !== undefined) shown.value = { ...value, place: placeBeside(value.at.getBoundingClientRect()) };
}

addEventListener("scroll", follow, { capture: true, passive: true });
addEventListener("resize", follow);

/** Under the word, or above it where there is no room. */
function placeBeside(word: DOMRect): Place {
  const left = Math.max(EDGE, Math.min(word.left, innerWidth - WIDEST - EDGE));
  return word.bottom > innerHeight * 0.7
    ? { left: `${left}px`, bottom: `${innerHeight - word.top}px` }
    : { left: `${left}px`, top: `${word.bottom}px` };
}
