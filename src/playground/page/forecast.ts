import { effect, signal, type Signal } from "@preact/signals";
import { OTHER_PROFILES, OWN_PROFILE, predictNow, type Prediction } from "./predictor.ts";
import { running } from "./run.ts";
import { draft, isSound } from "./state.ts";

/** How long nothing is typed before the model is asked, in milliseconds. */
const PAUSE = 150;

/** What each browser will do with what stands in the forms, this one first. */
export const forecast: Signal<readonly Prediction[]> = signal([]);

let newest = 0;

/** Asks the model again whenever the forms change, and after each run, since a browser remembers. */
export function keepForecast(): void {
  effect(() => {
    const one = draft.value;
    const isRunning = running.value;
    newest += 1;
    const id = newest;
    if (one === undefined || !isSound.value) {
      forecast.value = [];
      return undefined;
    }
    // What was said before a run stays while it runs.
    if (isRunning) return undefined;
    const timer = setTimeout(() => {
      void Promise.all([OWN_PROFILE, ...OTHER_PROFILES].map((profile) => predictNow(one, profile)))
        .then((predictions) => {
          if (id === newest) forecast.value = predictions;
        })
        .catch((error: unknown) => console.log("ERROR: no prediction:", error));
    }, PAUSE);
    return () => clearTimeout(timer);
  });
}
