import type { JSX } from "preact";
import type { WireEntry } from "../server/wire-entry.ts";
import type { AjaxRequest, Outcome } from "./ajax.ts";
import { panes, runAgain, running, selected, type Pane } from "./run.ts";
import type { Result, Step } from "./scenario.ts";
import "./scenario-panel.css";

/** The selected scenario: what it is about, and what came of each of its requests. */
export function ScenarioPanel(): JSX.Element {
  const { title, text } = selected.value;
  return (
    <section class="scenario" aria-labelledby="scenario-title">
      <div class="scenario__head">
        <h2 id="scenario-title" tabIndex={-1}>
          {title}
        </h2>
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
  const look = outcome === undefined || isMeant(step, outcome) ? "" : outcome.ok ? "pane--readable" : "pane--failed";
  return (
    <section class={`pane ${look}`} data-state={state} aria-label={step.title}>
      <div class="pane__head">
        <h3>{step.title}</h3>
        <span class="pane__verdict">{verdict(step, state, outcome)}</span>
      </div>
      <code class="pane__request">{request === undefined ? "\u00a0" : describeRequest(request)}</code>
      <pre class="pane__answer">{outcome === undefined ? "" : answer(outcome)}</pre>
      <p class="pane__says">{result === undefined ? "" : explain(step, result)}</p>
      {outcome?.ok === false && step.mend !== undefined && (
        <p class="pane__mend">
          What mends it: <code>{step.mend}</code>
        </p>
      )}
      <p class="pane__seen">{result === undefined ? "\u00a0" : describeSeen(result.seen, request)}</p>
    </section>
  );
}

/** What the step says, unless the API was not there at all. */
function explain(step: Step, result: Result): string {
  const isUnreachable = result.outcome.status === 0 && result.seen.length === 0 && step.whileApiIsStopped !== true;
  return isUnreachable ? "Nothing arrived at the API, so this is not CORS. Is the server running?" : step.says(result);
}

function isMeant(step: Step, outcome: Outcome): boolean {
  return step.isMeantToFail === true && !outcome.ok && outcome.status !== 0;
}

function verdict(step: Step, state: Pane["state"], outcome: Outcome | undefined): string {
  if (outcome === undefined) return state === "running" ? "waiting for the answer" : "not sent yet";
  if (outcome.ok) return `✓ ${outcome.status}`;
  if (isMeant(step, outcome)) return `${outcome.status}, as meant, and readable`;
  return outcome.status === 0 ? "✗ blocked or not sent" : `✗ ${outcome.status}, readable`;
}

function answer({ ok, status, text }: Outcome): string {
  if (ok) return text;
  return status === 0
    ? "ERROR: status 0\n\nA page is told no more than that. The browser's console names the reason."
    : `ERROR: status ${status}.\n\n${text}`;
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
