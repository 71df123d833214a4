import type { JSX } from "preact";
import { Explained } from "./explained.tsx";
import { FindingLink } from "./finding-link.tsx";
import { forecast } from "./forecast.ts";
import { grouped, toneOf, verdictOf, whyOf } from "./forecast-words.ts";
import { OWN_PROFILE, PROFILE_NAMES } from "./predictor.ts";
import { draft, isSound } from "./state.ts";
import "./forecast-panel.css";

/** What the model says of what stands in the forms, for this browser and the others. */
export function ForecastPanel(): JSX.Element | null {
  if (draft.value === undefined) return null;
  return (
    <section class="forecast" aria-labelledby="forecast-title">
      <h3 id="forecast-title">
        <Explained text="The model says" />
      </h3>
      {!isSound.value && <p class="forecast__why">Nothing yet: what stands in the forms cannot be carried out.</p>}
      <ul aria-live="polite">
        {grouped(forecast.value).map((alike) => (
          <li key={alike[0].profile} class={`forecast__row forecast__row--${toneOf(alike[0])}`}>
            <span class="forecast__name">
              {alike.map(({ profile }) => PROFILE_NAMES[profile]).join(", ")}
              {alike[0].profile === OWN_PROFILE && (
                <span class="forecast__own">{alike.length > 1 ? " (the first is this one)" : " (this one)"}</span>
              )}
            </span>
            <span class="forecast__verdict">{verdictOf(alike[0])}</span>
            <span class="forecast__why">
              {alike[0].code !== undefined && <FindingLink code={alike[0].code} />}
              {whyOf(alike[0])}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
