import type { JSX } from "preact";
import "./app.css";
import { Origins } from "./origins.tsx";
import { runAgain, selected } from "./run.ts";
import { ScenarioPanel } from "./scenario-panel.tsx";
import { SCENARIOS } from "./scenarios.ts";
import { ThemeSwitch } from "./theme-switch.tsx";
import { WireLog } from "./wire-log.tsx";

/** The address belongs to the scenarios, so this link only moves the focus. */
function skip(event: MouseEvent): void {
  event.preventDefault();
  document.getElementById("scenario-title")?.focus();
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
            The playground of crossorigin. The first scenario is an article's of 2012, whose title this page keeps; the
            others are what its readers asked about.
          </p>
        </div>
        <ThemeSwitch />
      </header>
      <nav class="page__list" aria-label="Scenarios">
        <p class="label">Scenarios</p>
        <ul class="list">
          {SCENARIOS.map(({ id, label }) => (
            <li key={id}>
              <a
                href={`#${id}`}
                aria-current={selected.value.id === id}
                ref={(link) => {
                  if (selected.value.id === id) link?.scrollIntoView({ block: "nearest", inline: "nearest" });
                }}
                onClick={() => {
                  // The address stays the same, so nothing else would notice.
                  if (location.hash === `#${id}`) runAgain();
                }}
              >
                {label}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <main class="page__main">
        <Origins target={selected.value.target} />
        <ScenarioPanel />
      </main>
      <aside class="page__wire" aria-label="What the API saw">
        <WireLog />
      </aside>
    </div>
  );
}
