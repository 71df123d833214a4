import type { JSX } from "preact";
import { forecast } from "./forecast.ts";
import { OWN_PROFILE, PROFILE_NAMES, type Prediction } from "./predictor.ts";
import { draft, isSound } from "./state.ts";
import "./forecast-panel.css";

/** What the model says of what stands in the forms, for this browser and the others. */
export function ForecastPanel(): JSX.Element | null {
  if (draft.value === undefined) return null;
  return (
    <section class="forecast" aria-labelledby="forecast-title">
      <h3 id="forecast-title">The model says</h3>
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
            <span class="forecast__why">{whyOf(alike[0])}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Browsers of which the same is said, together. */
function grouped(predictions: readonly Prediction[]): readonly [Prediction, ...Prediction[]][] {
  const groups: [Prediction, ...Prediction[]][] = [];
  for (const prediction of predictions) {
    const said = verdictOf(prediction) + whyOf(prediction);
    const group = groups.find(([first]) => verdictOf(first) + whyOf(first) === said);
    if (group === undefined) groups.push([prediction]);
    else group.push(prediction);
  }
  return groups;
}

function toneOf(prediction: Prediction): "none" | "good" | "bad" {
  return prediction.verdict === "allowed" ? "good" : prediction.verdict === "opaque" ? "none" : "bad";
}

function verdictOf(prediction: Prediction): string {
  const { verdict, status, type } = prediction;
  const words = {
    allowed: `✓ readable, ${status}`,
    opaque: `unreadable (${type})`,
    blocked: "✗ blocked",
    "network-error": "✗ no answer",
    refused: "✗ not sent",
  };
  return words[verdict];
}

function whyOf(prediction: Prediction): string {
  const { code, parameter, why, wire } = prediction;
  if (code !== undefined) return `${code}${parameter === undefined ? "" : ` (${parameter})`}: ${why}`;
  if (why !== "") return why;
  const kept = wire.some(({ fromCache }) => fromCache);
  if (kept) return "The permission is kept from before, so there is no preflight.";
  return wire.some(({ preflight }) => preflight) ? "After a preflight." : "Without a preflight.";
}
