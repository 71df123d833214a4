import type { JSX } from "preact";
import { choose, theme, THEMES, type Theme } from "./theme.ts";
import "./theme-switch.css";

export function ThemeSwitch(): JSX.Element {
  return (
    <label class="theme">
      Theme
      <select value={theme.value} onChange={(event) => choose(event.currentTarget.value as Theme)}>
        {THEMES.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
