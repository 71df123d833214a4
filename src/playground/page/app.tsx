import type { JSX } from "preact";
import "./app.css";
import { Explained, Meaning } from "./explained.tsx";
import { FindingDialog } from "./finding-dialog.tsx";
import { Origins } from "./origins.tsx";
import { PicturePanel } from "./picture-panel.tsx";
import { ScenarioList } from "./scenario-list.tsx";
import { Course, ScenarioPanel, Workbench } from "./scenario-panel.tsx";
import { IS_LIVE } from "./setup.ts";
import { draft, selected } from "./state.ts";
import { TakeHomePanel } from "./take-home-panel.tsx";
import { ThemeSwitch } from "./theme-switch.tsx";
import { WireLog } from "./wire-log.tsx";

const ABOUT =
  "What may a page do with a server of another origin? Here are both, and a browser between them: yours. First comes an article of 2012, whose title this page keeps, then what its readers asked, then the failures that people meet, each with what mends it.";

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
    <div class={`page ${IS_LIVE ? "" : "page--alone"}`}>
      <header class="page__head">
        <a class="skip" href="#scenario-title" onClick={skip}>
          Skip the list of scenarios
        </a>
        <h1>Cross-Origin Resource Sharing (CORS) With jQuery And Node.js</h1>
        <ThemeSwitch />
        <p class="page__about">
          <Explained text={ABOUT} />
        </p>
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
      {IS_LIVE && (
        <aside class="page__wire" aria-label="What the servers saw">
          <WireLog />
        </aside>
      )}
      <FindingDialog />
      <Meaning />
    </div>
  );
}
