import type { JSX } from "preact";
import { Explained } from "./explained.tsx";
import { FindingLink } from "./finding-link.tsx";
import { ForecastPanel } from "./forecast-panel.tsx";
import { RequestForm } from "./request-form.tsx";
import { PaneView } from "./pane-view.tsx";
import { panes, running } from "./run.ts";
import type { Lesson } from "./scenario.ts";
import { SCENARIOS } from "./scenarios.ts";
import { ServerForm } from "./server-form.tsx";
import { IS_LIVE } from "./setup.ts";
import { draft, isAddressBroken, isMended, isSound, runAgain, selected, toggleMended } from "./state.ts";
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
        <div class="scenario__text">
          {text.map((paragraph, index) => (
            <p key={paragraph}>
              <Explained text={paragraph} before={text.slice(0, index).join(" ")} />
            </p>
          ))}
          {lesson?.code !== undefined && (
            <p>
              More: <FindingLink code={lesson.code} />
            </p>
          )}
        </div>
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
      <dd>
        <Explained text={see} />
      </dd>
      <dt>Why</dt>
      <dd>
        <Explained text={why} before={see} />
      </dd>
      <dt>What mends it</dt>
      <dd>
        <Explained text={mend} before={`${see} ${why}`} />{" "}
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
            <FindingLink code={code} />
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
