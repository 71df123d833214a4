import type { JSX } from "preact";
import "./app.css";
import { Origins } from "./origins.tsx";
import { selected } from "./run.ts";
import { ScenarioPanel } from "./scenario-panel.tsx";
import { SCENARIOS } from "./scenarios.ts";
import { ThemeSwitch } from "./theme-switch.tsx";
import { WireLog } from "./wire-log.tsx";

export function App(): JSX.Element {
  return (
    <div class="page">
      <header class="page__head">
        <h1>Cross-Origin Resource Sharing (CORS) With jQuery And Node.js</h1>
        <ThemeSwitch />
      </header>
      <nav class="page__list" aria-label="Scenarios">
        <p class="label">Scenarios</p>
        <ul class="list">
          {SCENARIOS.map(({ id, label }) => (
            <li key={id}>
              <a href={`#${id}`} aria-current={selected.value.id === id}>
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
