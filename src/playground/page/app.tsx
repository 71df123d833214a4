import type { JSX } from "preact";
import "./app.css";
import { Origins } from "./origins.tsx";
import { PicturePanel } from "./picture-panel.tsx";
import { ScenarioList } from "./scenario-list.tsx";
import { Course, ScenarioPanel, Workbench } from "./scenario-panel.tsx";
import { draft, selected } from "./state.ts";
import { TakeHomePanel } from "./take-home-panel.tsx";
import { ThemeSwitch } from "./theme-switch.tsx";
import { WireLog } from "./wire-log.tsx";

/** The address belongs to the scenarios, so this link only moves the focus. */
function skip(event: MouseEvent): void {
  event.preventDefault();
  document.getElementById("scenario-title")?.focus();
}

/** The origin of a URL, when it has one. */
function targetOf(url: string | undefined): string | undefined {
  return url !== undefined && URL.canParse(url) && /^https?:/.test(url) ? new URL(url).origin : undefined;
}

export function App(): JSX.Element {
  return (
    <div class="page">
      <header class="page__head">
        <a class="skip" href="#scenario-title" onClick={skip}>
          Skip the list of scenarios
        </a>
        <div>
          <h1>Cross-Origin Resource Sharing (CORS) With jQuery And Node.js</h1>
          <p class="page__about">
            The playground of crossorigin. The first scenario is an article's of 2012, whose title this page keeps; then
            come its readers' questions, and the failures that people meet, each with what mends it.
          </p>
        </div>
        <ThemeSwitch />
      </header>
      <ScenarioList />
      <main class="page__main">
        <div class="page__column">
          <Origins target={targetOf(draft.value?.request.url) ?? selected.value.target} />
          <ScenarioPanel />
          <PicturePanel />
          {selected.value.lesson !== undefined && <Workbench />}
          <TakeHomePanel />
          <Course />
        </div>
      </main>
      <aside class="page__wire" aria-label="What the servers saw">
        <WireLog />
      </aside>
    </div>
  );
}
