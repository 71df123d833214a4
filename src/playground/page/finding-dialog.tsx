import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { endReading, goBack, readBefore, reading, type Reading } from "./finding.ts";
import { FindingLink } from "./finding-link.tsx";
import type { Block, Inline } from "./markdown.ts";
import "./finding-dialog.css";

/** The page about a finding, over everything else. It belongs on the page once. */
export function FindingDialog(): JSX.Element | null {
  const { value } = reading;
  return value === undefined ? null : <OpenDialog reading={value} />;
}

function OpenDialog({ reading: { code, ...rest } }: { readonly reading: Reading }): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  const text = useRef<HTMLElement>(null);
  useEffect(() => {
    const { current: opened } = dialog;
    opened?.showModal();
    // Closed, it gives the focus back to what it was opened by.
    return () => opened?.close();
  }, []);
  useEffect(() => {
    text.current?.scrollTo(0, 0);
    text.current?.focus();
  }, [code]);
  return (
    <dialog class="finding" ref={dialog} aria-labelledby="finding-title" onClose={endReading}>
      <div class="finding__head">
        <h2 id="finding-title">{code}</h2>
        <span class="finding__buttons">
          {readBefore.value.length > 0 && (
            <button class="small-button" type="button" onClick={goBack}>
              ← Back
            </button>
          )}
          <button class="small-button" type="button" onClick={endReading}>
            Close
          </button>
        </span>
      </div>
      {/* A region that scrolls has to be reachable by keyboard. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <section class="finding__text" ref={text} tabIndex={0} aria-label={`About ${code}`}>
        {rest.state === "loading" && <p>Loading …</p>}
        {rest.state === "failed" && <Failed code={code} />}
        {rest.state === "ready" && rest.blocks.map((block, index) => <BlockView key={index} block={block} />)}
      </section>
    </dialog>
  );
}

function Failed({ code }: { readonly code: string }): JSX.Element {
  return (
    <p>
      This text cannot be loaded. Is the playground's server still running? Then load the page again. The package has
      the text too, as <code>{`docs/findings/${code}.md`}</code>.
    </p>
  );
}

function BlockView({ block }: { readonly block: Block }): JSX.Element {
  switch (block.kind) {
    case "heading":
      return (
        <h3>
          <Line content={block.content} />
        </h3>
      );
    case "paragraph":
      return (
        <p>
          <Line content={block.content} />
        </p>
      );
    case "list":
      return (
        <ul>
          {block.items.map((item, index) => (
            <li key={index}>
              <Line content={item} />
            </li>
          ))}
        </ul>
      );
    case "code":
      return <pre class="finding__code">{block.text}</pre>;
  }
}

function Line({ content }: { readonly content: readonly Inline[] }): JSX.Element {
  return <>{content.map((part, index) => (typeof part === "string" ? part : <Piece key={index} part={part} />))}</>;
}

function Piece({ part }: { readonly part: Exclude<Inline, string> }): JSX.Element {
  if ("code" in part) return <code>{part.code}</code>;
  const code = /^(\w+)\.md$/.exec(part.href)?.[1];
  if (code !== undefined) return <FindingLink code={code}>{part.text}</FindingLink>;
  return (
    <a href={part.href} target="_blank" rel="noreferrer">
      {part.text}
    </a>
  );
}
