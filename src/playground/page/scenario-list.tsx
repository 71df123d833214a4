import { signal } from "@preact/signals";
import type { JSX } from "preact";
import { running } from "./run.ts";
import type { Scenario } from "./scenario.ts";
import { findScenarios, GROUPS } from "./scenarios.ts";
import { runAgain, selected } from "./state.ts";
import "./scenario-list.css";

const search = signal("");

/** Every scenario by its group, those that a search finds, and the way to a case of one's own. */
export function ScenarioList(): JSX.Element {
  const found = findScenarios(search.value);
  return (
    <nav class="page__list" aria-label="Scenarios">
      <input
        class="control list__search"
        type="search"
        placeholder="Search"
        aria-label="Search the scenarios"
        value={search.value}
        maxLength={100}
        onInput={({ currentTarget }) => (search.value = currentTarget.value)}
      />
      <output class="visually-hidden">{search.value === "" ? "" : `${found.length} scenarios`}</output>
      <div class="list__groups">
        <p class="list__entries">
          <Entry id="own" label="Your own request" isCurrent={selected.value.group === "own"} />
        </p>
        {GROUPS.map(([group, title]) => {
          const scenarios = found.filter((scenario) => scenario.group === group);
          return (
            scenarios.length > 0 && (
              <div key={group} class="list__group">
                <p class="label">{title}</p>
                <ul class={`list__entries ${group === "failures" ? "" : "list"}`}>
                  {scenarios.map(({ id, label }) => (
                    <li key={id}>
                      <Entry id={id} label={label} isCurrent={selected.value.id === id} />
                    </li>
                  ))}
                </ul>
              </div>
            )
          );
        })}
        {found.length === 0 && (
          <p class="list__none">
            No scenario has these words.{" "}
            <button class="small-button" type="button" onClick={() => (search.value = "")}>
              Show all
            </button>
          </p>
        )}
      </div>
    </nav>
  );
}

function Entry({
  id,
  label,
  isCurrent,
}: Pick<Scenario, "id" | "label"> & { readonly isCurrent: boolean }): JSX.Element {
  return (
    <a
      href={`#${id}`}
      aria-current={isCurrent}
      ref={(link) => {
        if (isCurrent && link !== null) showInList(link);
      }}
      onClick={() => {
        // The address stays the same, so nothing else would notice.
        if (location.hash === `#${id}` && !running.value) runAgain();
      }}
    >
      {label}
    </a>
  );
}

/** Scrolls the list, which is a column or a row, and not the page: a scenario begins at its beginning. */
function showInList(link: HTMLElement): void {
  const { left, right, top, bottom } = link.getBoundingClientRect();
  const column = link.closest(".page__list");
  const row = link.closest(".list__groups");
  if (column === null || row === null) return;
  const [around, beside] = [column.getBoundingClientRect(), row.getBoundingClientRect()];
  const search = column.querySelector(".list__search")?.getBoundingClientRect().bottom ?? around.top;
  const end = Math.min(around.bottom, innerHeight);
  if (top < search || bottom > end) column.scrollTop += top - (search + end) / 2;
  if (left < beside.left || right > beside.right)
    row.scrollLeft += left - (beside.left + beside.right - right + left) / 2;
}
