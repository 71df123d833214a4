import type { Step, WireEntry } from "./exchange.ts";
import type { Phase } from "./reason.ts";
import { STEPS, type StepName } from "./step-registry.ts";

/** What was compared at a step. */
interface Compared {
  readonly found?: string | null | undefined;
  readonly expected?: string;
}

/** Longest text that a step repeats, in characters: what servers send has no limit worth trusting. */
const LONGEST_TEXT = 1024;

/** What an exchange writes down while it runs. */
export class Trace {
  readonly steps: Step[] = [];
  readonly wire: WireEntry[] = [];
  /** Which of the redirected requests is under way. */
  hop = 0;
  phase: Phase = "request";

  note(name: StepName, compared: Compared = {}): void {
    this.#add(name, "noted", compared);
  }

  /** Writes down a comparison, and hands its outcome on. */
  check(name: StepName, passed: boolean, compared: Compared = {}): boolean {
    this.#add(name, passed ? "passed" : "failed", compared);
    return passed;
  }

  #add(name: StepName, result: Step["result"], { found, expected }: Compared): void {
    const { title, section } = STEPS[name];
    this.steps.push({
      name,
      title,
      section,
      phase: this.phase,
      hop: this.hop,
      result,
      ...(found === undefined ? {} : { found: found === null ? null : found.slice(0, LONGEST_TEXT) }),
      ...(expected === undefined ? {} : { expected: expected.slice(0, LONGEST_TEXT) }),
    });
  }
}
