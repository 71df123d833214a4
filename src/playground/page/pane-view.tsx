import type { JSX } from "preact";
import type { WireEntry } from "../server/wire-entry.ts";
import { asEngineScenario, compare } from "./agreement.ts";
import { CopyButton } from "./copy-button.tsx";
import { Explained } from "./explained.tsx";
import { FindingLink } from "./finding-link.tsx";
import { toneOf, verdictOf, whyOf } from "./forecast-words.ts";
import type { PageRequest } from "./page-request.ts";
import { answerText, describeRequest, describeSeen, isMeant, verdict } from "./pane-words.ts";
import type { Pane } from "./run.ts";
import type { Result, Step } from "./scenario.ts";
import { IS_LIVE, setup } from "./setup.ts";
import { draft, openAsOwn, selected } from "./state.ts";
import "./pane-view.css";

/** A step: what was sent, what came of it, and whether the model foretold it. */
export function PaneView({ pane }: { readonly pane: Pane }): JSX.Element {
  return IS_LIVE ? <RunView pane={pane} /> : <ForetoldView pane={pane} />;
}

/** A step that was not run, since no server is there. */
function ForetoldView({ pane: { step, request, prediction } }: { readonly pane: Pane }): JSX.Element {
  const tone = prediction === undefined ? "none" : toneOf(prediction);
  return (
    <section class={`pane ${{ none: "", good: "pane--readable", bad: "pane--failed" }[tone]}`} aria-label={step.title}>
      <div class="pane__head">
        <h3>{step.title}</h3>
        <span class="pane__verdict">{prediction === undefined ? "not foretold" : verdictOf(prediction)}</span>
      </div>
      <code class="pane__request">
        {request === undefined ? "\u00a0" : describeRequest(request, selected.value.target)}
      </code>
      <p class="pane__says">
        {prediction?.code !== undefined && <FindingLink code={prediction.code} />}
        {prediction !== undefined && whyOf(prediction)}
      </p>
    </section>
  );
}

function RunView({ pane }: { readonly pane: Pane }): JSX.Element {
  const { step, state, request, result } = pane;
  const outcome = result?.outcome;
  const look = outcome === undefined || isMeant(step, outcome) ? "" : outcome.ok ? "pane--readable" : "pane--failed";
  return (
    <section class={`pane ${look}`} data-state={state} aria-label={step.title}>
      <div class="pane__head">
        <h3>{step.title}</h3>
        <span class="pane__verdict">{verdict(pane)}</span>
      </div>
      <code class="pane__request">
        {request === undefined ? "\u00a0" : describeRequest(request, selected.value.target)}
      </code>
      {/* Of a case of one's own it matters which headers can be read. */}
      <pre class="pane__answer">{outcome === undefined ? "" : answerText(outcome, draft.value !== undefined)}</pre>
      <p class="pane__says">{result === undefined ? "" : <Explained text={explain(step, result)} />}</p>
      {outcome?.ok === false && step.mend !== undefined && (
        <p class="pane__mend">
          What mends it: <code>{step.mend}</code>
        </p>
      )}
      <p class="pane__seen">{result === undefined ? "\u00a0" : whatArrived(result.seen, request)}</p>
      <AgreementView pane={pane} />
    </section>
  );
}

/** Whether the model had it right; where not, the case can become a test. */
function AgreementView({ pane: { prediction, result, request, server } }: { readonly pane: Pane }): JSX.Element {
  if (result === undefined || request === undefined) return <p class="pane__agreement">{"\u00a0"}</p>;
  const agreement = prediction === undefined ? undefined : compare(prediction, result, request);
  return (
    <p class={`pane__agreement ${agreement?.agrees === false ? "pane__agreement--bad" : ""}`}>
      {agreement === undefined ? (
        <span>
          <Explained text="The model makes no prediction here." />
        </span>
      ) : (
        <span>
          {agreement.agrees ? "✓" : "✗"} <Explained text={agreement.says} />
        </span>
      )}
      {agreement?.agrees === false && prediction !== undefined && (
        <CopyButton text={() => asEngineScenario(prediction, request)}>Copy as a test of the model</CopyButton>
      )}
      {server !== undefined && server.kind !== "gone" && draft.value === undefined && isOnServer(request) && (
        <button class="small-button" type="button" onClick={() => openAsOwn({ request, server })}>
          Change it
        </button>
      )}
    </p>
  );
}

function isOnServer({ url }: PageRequest): boolean {
  const { origin, pathname } = new URL(url, location.href);
  return [...setup.apiOrigins, ...setup.labOrigins].includes(origin) && !pathname.startsWith("/cached/");
}

/** What the step says, unless the server was not there at all. */
function explain(step: Step, result: Result): string {
  const { outcome, seen } = result;
  const isUnreachable = outcome.error !== undefined && outcome.status === 0 && seen.length === 0;
  return isUnreachable && step.whileApiIsStopped !== true && draft.value === undefined
    ? "Nothing arrived at the API, so this is not CORS. Is the server running?"
    : step.says(result);
}

function whatArrived(seen: readonly WireEntry[], request: PageRequest | undefined): string {
  const origin = request === undefined ? "" : new URL(request.url, location.href).origin;
  if (origin === location.origin) return "This one went to the page's own server.";
  return describeSeen(seen, setup.labOrigins.includes(origin) ? "At the lab" : "At the API");
}
