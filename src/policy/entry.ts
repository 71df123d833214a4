import type { Propose } from "./check-origins.ts";
import type { decide } from "./decide.ts";
import type { PublicSuffixOf } from "./pattern-fault.ts";
import type { Mistake, Problem } from "./problem.ts";

/** What one entry of the package binds to the engine, and another leaves out. */
export interface Entry {
  /** Its list of public suffixes; one among the options goes before it. */
  readonly publicSuffixOf: PublicSuffixOf | undefined;
  /** Puts a mistake into words. */
  readonly describe: (mistake: Mistake) => Problem;
  /** Says in patterns what a regular expression was meant to say. */
  readonly propose?: Propose;
  /** Decides, with hints on refusals or without. */
  readonly decide: typeof decide;
}
