import type { JSX } from "preact";
import type { WireEntry } from "../server/wire-entry.ts";
import { asEngineScenario, compare } from "./agreement.ts";
import { CopyButton } from "./copy-button.tsx";
import { ForecastPanel } from "./forecast-panel.tsx";
import { wireMethod, type PageRequest } from "./page-request.ts";
import { RequestForm } from "./request-form.tsx";
import { panes, running, type Pane } from "./run.ts";
import type { Lesson, Result, Step } from "./scenario.ts";
import { SCENARIOS } from "./scenarios.ts";
import type { Outcome } from "./send.ts";
import { ServerForm } from "./server-form.tsx";
import { IS_LIVE, setup } from "./setup.ts";
import { draft, isAddressBroken, isMended, isSound, openAsOwn, runAgain, selected, toggleMended } from "./state.ts";
import "./scenario-panel.css";

/** The selected scenario: what it is about, what can be changed, and what came of each of its requests. */
export function ScenarioPanel(): JSX.Element {
  const { title, text, lesson } = selected.value;
  const one = draft.value;
  return (
    <section class="scenario" aria-labelledby="scenario-title">
      <div class="scenario__head">
        <h2 id="scenario-title" tabIndex={-1}>
          {title}
        </h2>
        {IS_LIVE && (
          <button
            class="button"
            type="button"
            aria-disabled={running.value || !isSound.value}
            onClick={() => {
              if (!running.value) runAgain();
            }}
          >
            {running.value ? "Running …" : "Run again"}
          </button>
        )}
      </div>
      {!IS_LIVE && (
        <p class="scenario__notice">
          No server stands behind this page, so it only says what would happen. <code>npx crossorigin play</code> starts
          one.
        </p>
      )}
      {isAddressBroken.value && (
        <p class="scenario__notice" role="alert">
          The address holds a case that nobody can read: it was cut off, or comes from another version. This is the
          usual one.
        </p>
      )}
      {lesson === undefined || one === undefined ? (
        <p class="scenario__text">{text.join(" ")}</p>
      ) : (
        <LessonView lesson={lesson} />
      )}
      {one !== undefined && lesson === undefined && <Workbench />}
      <ForecastPanel />
      <div class="scenario__panes" aria-live="polite" aria-busy={running.value}>
        {panes.value.map((pane) => (
          <PaneView key={pane.step.title} pane={pane} />
        ))}
      </div>
    </section>
  );
}

/** The request and the server of a case, to be changed. */
export function Workbench(): JSX.Element | null {
  const { value: one } = draft;
  if (one === undefined) return null;
  return (
    <div class="workbench">
      <RequestForm value={one} />
      <ServerForm value={one} />
    </div>
  );
}

function LessonView({ lesson: { see, why, mend, mended, code } }: { readonly lesson: Lesson }): JSX.Element {
  return (
    <dl class="lesson">
      <dt>What one sees</dt>
      <dd>{see}</dd>
      <dt>Why</dt>
      <dd>{why}</dd>
      <dt>What mends it</dt>
      <dd>
        {mend}{" "}
        {mended !== undefined && (
          <button
            class="small-button"
            type="button"
            aria-pressed={isMended.value}
            aria-disabled={running.value}
            onClick={toggleMended}
          >
            {isMended.value ? "Break it again" : "Mend it"}
          </button>
        )}
      </dd>
      {code !== undefined && (
        <>
          <dt>More</dt>
          <dd>
            <code>{`docs/findings/${code}.md`}</code>
          </dd>
        </>
      )}
    </dl>
  );
}

/** The scenario before this one, and the one after it. */
export function Course(): JSX.Element | null {
  const index = SCENARIOS.findIndex(({ id }) => id === selected.value.id);
  if (index === -1) return null;
  const [before, after] = [SCENARIOS[index - 1], SCENARIOS[index + 1]];
  return (
    <p class="course">
      {before !== undefined && <a href={`./#${before.id}`}>{`← ${before.label}`}</a>}
      <span class="course__place">{`${index + 1} of ${SCENARIOS.length}`}</span>
      {after !== undefined && <a href={`./#${after.id}`}>{`${after.label} →`}</a>}
    </p>
  );
}

function PaneView({ pane }: { readonly pane: Pane }): JSX.Element {
  const { step, state, request, result } = pane;
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
      {agreement === undefined
        ? "The model makes no prediction here."
        : `${agreement.agrees ? "✓" : "✗"} ${agreement.says} `}
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

function isMeant(step: Step, outcome: Outcome): boolean {
  return step.isMeantToFail === true && !outcome.ok && outcome.status !== 0;
}

function verdict(step: Step, state: Pane["state"], outcome: Outcome | undefined): string {
  if (outcome === undefined) return state === "running" ? "waiting for the answer" : "not sent yet";
  if (outcome.ok) return `✓ ${outcome.status}`;
  if (outcome.error === undefined && outcome.status === 0) return `${outcome.type ?? "opaque"}, unreadable`;
  if (isMeant(step, outcome)) return `${outcome.status}, as meant, and readable`;
  return outcome.status === 0 ? "✗ blocked or not sent" : `✗ ${outcome.status}, readable`;
}

function answer({ ok, status, text, type, error, headers }: Outcome): string {
  if (error === undefined && status === 0) return `A response of type ${type}: status 0, no headers, no body.`;
  if (status === 0)
    return "ERROR: status 0\n\nA page is told no more than that. The browser's console names the reason.";
  // Of a case of one's own it matters which headers can be read.
  const readable =
    draft.value === undefined ? "" : `\n\nReadable headers: ${headers.map(([name]) => name).join(", ") || "none"}`;
  return `${ok ? text : `ERROR: status ${status}.\n\n${text}`}${readable}`;
}

function describeRequest(request: PageRequest): string {
  const { url, headers, credentials, client } = request;
  const names = headers
    .map(([name]) => name)
    .filter((name) => client !== "jquery" || name.toLowerCase() !== "content-type")
    .join(", ");
  const { target } = selected.value;
  const address = url.startsWith(`${target}/`) ? url.slice(target.length) : url;
  const flag = client === "fetch" ? " with credentials" : " withCredentials";
  return `${wireMethod(request)} ${address}${names === "" ? "" : ` with ${names}`}${credentials === "include" ? flag : ""}`;
}

function describeSeen(seen: readonly WireEntry[], request: PageRequest | undefined): string {
  const origin = request === undefined ? "" : new URL(request.url, location.href).origin;
  if (origin === location.origin) return "This one went to the page's own server.";
  const where = setup.labOrigins.includes(origin) ? "At the lab" : "At the API";
  if (seen.length === 0) return `${where}: nothing arrived.`;
  return `${where}: ${seen.map(({ method, status }) => `${method} ${status ?? "(no answer)"}`).join(", ")}.`;
}
