import { publicSuffixOf } from "../standard/public-suffix.ts";
import { checkOptions, compileOptions, type Policy } from "./define-policy.ts";
import type { Entry } from "./entry.ts";
import { fullProblem } from "./full-problem.ts";
import { proposePatterns } from "./meant-patterns.ts";
import type { PolicyOptions } from "./options.ts";
import type { Problem } from "./problem.ts";
import { decideWithHints } from "./refusal-hints.ts";

/** Everything there is: the list of public suffixes, sentences, proposals, hints. */
const FULL: Entry = {
  publicSuffixOf,
  describe: fullProblem,
  propose: proposePatterns,
  decide: decideWithHints,
};

/**
 * Makes a policy from options: checks all of them, compiles them, and freezes the result.
 *
 * @param options copied; later changes to them change nothing
 * @throws PolicyError with every mistake at once
 * @example
 * const policy = definePolicy({
 *   origins: ["https://app.example.com", "https://*.preview.example.com", "http://localhost:*"],
 *   methods: ["PUT", "DELETE"],
 *   allowHeaders: ["Content-Type"],
 *   credentials: true,
 *   maxAge: 7200,
 * });
 */
export function definePolicy(options: PolicyOptions): Policy {
  return compileOptions(options, FULL);
}

/**
 * Everything that is wrong with a policy's options, and everything that could be better, at once.
 *
 * @param options anything: what comes from a file or from untyped JavaScript is checked too
 * @returns the problems; the policy is sound when none has severity `error`. Never throws.
 * @example
 * checkPolicy({ origins: ["https://app.example.com/"] })[0]?.fix; // 'Write "https://app.example.com".'
 */
export function checkPolicy(options: unknown): readonly Problem[] {
  return checkOptions(options, FULL);
}
