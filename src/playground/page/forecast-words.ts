import type { Prediction } from "./model.ts";

/** What will come of it, in few words. */
export function verdictOf({ verdict, status, type }: Prediction): string {
  const words = {
    allowed: `✓ readable, ${status}`,
    opaque: `unreadable (${type})`,
    blocked: "✗ blocked",
    "network-error": "✗ no answer",
    refused: "✗ not sent",
  };
  return words[verdict];
}

/** Why, after the code where there is one. */
export function whyOf({ code, parameter, why, wire }: Prediction): string {
  if (code !== undefined) return `${parameter === undefined ? "" : ` (${parameter})`}: ${why}`;
  if (why !== "") return why;
  const kept = wire.some(({ fromCache }) => fromCache);
  if (kept) return "The permission is kept from before, so there is no preflight.";
  return wire.some(({ preflight }) => preflight) ? "After a preflight." : "Without a preflight.";
}

/** Good, bad, or neither. */
export function toneOf({ verdict }: Prediction): "none" | "good" | "bad" {
  return verdict === "allowed" ? "good" : verdict === "opaque" ? "none" : "bad";
}

/** Browsers of which the same is said, together. */
export function grouped(predictions: readonly Prediction[]): readonly [Prediction, ...Prediction[]][] {
  const groups: [Prediction, ...Prediction[]][] = [];
  for (const prediction of predictions) {
    const group = groups.find(([first]) => saidOf(first) === saidOf(prediction));
    if (group === undefined) groups.push([prediction]);
    else group.push(prediction);
  }
  return groups;
}

function saidOf(prediction: Prediction): string {
  return [prediction.code, verdictOf(prediction), whyOf(prediction)].join();
}
