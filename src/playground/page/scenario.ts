import type { WireEntry } from "../server/wire-entry.ts";
import type { AjaxRequest, Outcome } from "./ajax.ts";

/** What came of a step: what the page learned, and what the API saw. */
export interface Result {
  readonly outcome: Outcome;
  readonly seen: readonly WireEntry[];
}

/** One request of a scenario. */
export interface Step {
  /** The heading of its pane. */
  readonly title: string;
  /** @param before the results of the steps before this one */
  readonly request: (before: readonly Result[]) => AjaxRequest;
  /** One or two sentences on what has just happened, from what was observed. */
  readonly says: (result: Result) => string;
  /** What mends it, where it fails: options of `definePolicy`, or what else to write. */
  readonly mend?: string;
  /** Whether an answer that is no success is what the step is about. */
  readonly isMeantToFail?: boolean;
  /** Whether the API is stopped while this step runs. */
  readonly whileApiIsStopped?: boolean;
}

/** A case that one click runs. */
export interface Scenario {
  /** Its name in the address. */
  readonly id: string;
  /** Its name in the list. */
  readonly label: string;
  readonly title: string;
  /** What happens, and why. */
  readonly text: readonly [what: string, why: string];
  /** The origin that is called. */
  readonly target: string;
  readonly steps: readonly Step[];
}
