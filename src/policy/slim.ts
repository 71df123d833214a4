import { briefProblem } from "./brief-problem.ts";
import { decide } from "./decide.ts";
import { checkOptions, compileOptions, type Policy } from "./define-policy.ts";
import type { Entry } from "./entry.ts";
import type { PolicyOptions } from "./options.ts";
import type { Problem } from "./problem.ts";

/** What safety needs, and nothing besides. */
const SLIM: Entry = { publicSuffixOf: undefined, describe: briefProblem, decide };

/**
 * As in `crossorigin`, with two differences. There is no list of public suffixes: a pattern with a `*` in the host needs
 * `publicSuffixOf` among the options, and is an error without it. And there are fewer words: every mistake has the same code,
 * path, value and page, but `message` and `fix` are short, and refusals carry no `hint`.
 *
 * @throws PolicyError with every mistake at once
 * @example
 * const policy = definePolicy({ origins: ["https://app.example.com"], methods: ["PUT", "DELETE"] });
 */
export function definePolicy(options: PolicyOptions): Policy {
  return compileOptions(options, SLIM);
}

/**
 * As in `crossorigin`, without the list of public suffixes and in fewer words.
 *
 * @returns the problems; the policy is sound when none has severity `error`. Never throws.
 */
export function checkPolicy(options: unknown): readonly Problem[] {
  return checkOptions(options, SLIM);
}
