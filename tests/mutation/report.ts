import type { Fault } from "./fault.ts";
import { isOperator } from "./operators.ts";
import type { Outcome } from "./try-fault.ts";

/** A fault and what came of it. */
export interface Trial {
  readonly fault: Fault;
  readonly outcome: Outcome;
}

/** The share of faults that has to be caught. */
const ENOUGH = 0.95;

const WORDS: Readonly<Record<Outcome["kind"], string>> = {
  caught: "caught",
  "too-slow": "caught by the time limit or a crash",
  survived: "survived",
  unread: "never read by a test",
};

/** A fault as a person wants to see it: where it is, what it does, what came of it. */
export function describeFault({ file, line, name, was, becomes }: Fault, { kind }: Outcome): string {
  const shown = [
    ...was.split("\n").map((text) => `  - ${text.trim()}`),
    ...becomes.split("\n").map((text) => `  + ${text.trim()}`),
  ];
  return [`${WORDS[kind]}: ${file}:${line}: ${name}`, ...shown].join("\n");
}

/** The last line, and the exit code that it means. */
export function summarize(trials: readonly Trial[], seconds: number, seed: number): { text: string; code: number } {
  const count = (kind: Outcome["kind"]): number => trials.filter(({ outcome }) => outcome.kind === kind).length;
  const generated = trials.filter(({ fault }) => isOperator(fault.name));
  const written = trials.filter((trial) => !generated.includes(trial));
  const notes = [
    `${caughtOf(written)} written down, ${caughtOf(generated)} generated`,
    count("too-slow") > 0 ? `${count("too-slow")} of them by the time limit or a crash` : "",
    count("unread") > 0 ? `${count("unread")} never read by a test` : "",
    `${seconds.toFixed(0)} s`,
    `seed ${seed}`,
  ].filter((note) => note !== "");
  return {
    text: `\n${caughtOf(trials)} caught (${notes.join(", ")})`,
    code: countCaught(trials) >= ENOUGH * trials.length && count("unread") === 0 ? 0 : 1,
  };
}

function caughtOf(trials: readonly Trial[]): string {
  return `${countCaught(trials)} of ${trials.length}`;
}

function countCaught(trials: readonly Trial[]): number {
  return trials.filter(({ outcome: { kind } }) => kind === "caught" || kind === "too-slow").length;
}
