import type { WireEntry } from "../server/wire-entry.ts";
import type { PageRequest } from "./page-request.ts";
import type { Outcome } from "./send.ts";
import type { Case, ServerSpec } from "./server-spec.ts";

/** What came of a step: what the page learned, and what the servers saw. */
export interface Result {
  readonly outcome: Outcome;
  readonly seen: readonly WireEntry[];
}

/** One request of a scenario. */
export interface Step {
  /** The heading of its pane. */
  readonly title: string;
  /**
   * @param before the results of the steps before this one
   * @param run a name that no other run has
   */
  readonly request: (before: readonly Result[], run: string) => PageRequest;
  /** What the server does with it, for the model to predict; absent where the model cannot know. */
  readonly server?: () => ServerSpec;
  /** One or two sentences on what has just happened, from what was observed. */
  readonly says: (result: Result) => string;
  /** What mends it, where it fails: options of `definePolicy`, or what else to write. */
  readonly mend?: string;
  /** Whether an answer that is no success is what the step is about. */
  readonly isMeantToFail?: boolean;
  /** Whether the API is stopped while this step runs. */
  readonly whileApiIsStopped?: boolean;
  /** A page of another origin that asks for the same address just before. */
  readonly visitedBefore?: string;
}

/** What is to be learned from a failure. */
export interface Lesson {
  /** What one sees. */
  readonly see: string;
  readonly why: string;
  readonly mend: string;
  /** What it is like when it is mended; absent where there is nothing to change here. */
  readonly mended?: Case;
  /** The page about its code, such as `MissingAllowOriginHeader`. */
  readonly code?: string;
  /** Further words that the search finds it by. */
  readonly words?: string;
}

export type Group = "article" | "readers" | "failures" | "own";

/** A case that one click runs. */
export interface Scenario {
  /** Its name in the address. */
  readonly id: string;
  /** Its name in the list. */
  readonly label: string;
  readonly group: Group;
  readonly title: string;
  /** What happens, and why. */
  readonly text: readonly string[];
  /** The origin that is called. */
  readonly target: string;
  readonly steps: readonly Step[];
  /** A request and a server that can be changed. */
  readonly case?: Case;
  readonly lesson?: Lesson;
}
