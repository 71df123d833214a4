import type { JSX } from "preact";
import type { WireEntry } from "../server/wire-entry.ts";
import type { AjaxRequest, Outcome } from "./ajax.ts";
import { panes, runAgain, running, selected, type Pane } from "./run.ts";
import "./scenario-panel.css";

/** The selected scenario: what it is about, and what came of each of its requests. */
export function ScenarioPanel(): JSX.Element {
  const { title, text } = selected.value;
  return (
    <section class="scenario" aria-labelledby="scenario-title">
      <div class="scenario__head">
        <h2 id="scenario-title">{title}</h2>
        <button
          class="button"
          type="button"
          aria-disabled={running.value}
          onClick={() => {
            if (!running.value) runAgain();
          }}
        >
          {running.value ? "Running …" : "Run again"}
        </button>
      </div>
      <p class="scenario__text">{text.join(" ")}</p>
      <div class="scenario__panes" aria-live="polite" aria-busy={running.value}>
        {panes.value.map((pane) => (
          <PaneView key={pane.step.title} pane={pane} />
        ))}
      </div>
    </section>
  );
}

function PaneView({ pane: { step, state, request, result } }: { readonly pane: Pane }): JSX.Element {
  const outcome = result?.outcome;
  const look = outcome === undefined ? "" : outcome.ok ? "pane--readable" : "pane--failed";
  return (
    <section class={`pane ${look}`} data-state={state} aria-label={step.title}>
      <div class="pane__head">
        <h3>{step.title}</h3>
        <span class="pane__verdict">{verdict(state, outcome)}</span>
      </div>
      <code class="pane__request">{request === undefined ? "\u00a0" : describeRequest(request)}</code>
      <pre class="pane__answer">{outcome === undefined ? "" : answer(outcome)}</pre>
      <p class="pane__says">{result === undefined ? "" : step.says(result)}</p>
      <p class="pane__seen">{result === undefined ? "\u00a0" : describeSeen(result.seen, request)}</p>
    </section>
  );
}

function verdict(state: Pane["state"], outcome: Outcome | undefined): string {
  if (outcome === undefined) return state === "running" ? "waiting for the answer" : "not sent yet";
  if (outcome.ok) return `✓ ${outcome.status}`;
  return outcome.status === 0 ? "✗ no reason given" : `✗ ${outcome.status}, readable`;
}

function answer({ ok, status, text }: Outcome): string {
  if (ok) return text;
  return status === 0 ? "ERROR: status 0, and no text." : `ERROR: status ${status}.\n\n${text}`;
}

function describeRequest({ method, url, headers, withCredentials }: AjaxRequest): string {
  const names = Object.keys(headers ?? {}).join(", ");
  const address = url.startsWith(`${selected.value.target}/`) ? url.slice(selected.value.target.length) : url;
  return `${method} ${address}${names === "" ? "" : ` with ${names}`}${withCredentials === true ? " withCredentials" : ""}`;
}

function describeSeen(seen: readonly WireEntry[], request: AjaxRequest | undefined): string {
  if (request !== undefined && new URL(request.url).origin === location.origin)
    return "This one went to the page's own server.";
  if (seen.length === 0) return "At the API: nothing arrived.";
  return `At the API: ${seen.map(({ method, status }) => `${method} ${status ?? "(no answer)"}`).join(", ")}.`;
}
