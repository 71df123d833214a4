import type { Policy } from "./define-policy.ts";
import { compileOptions } from "./define-policy.ts";
import { checkRead } from "./check-policy.ts";
import type { PolicyOptions } from "./options.ts";
import type { Problem } from "./problem.ts";
import { readOptions } from "./read-options.ts";

/**
 * As in `crossorigin`, without the list of public suffixes: a pattern with a `*` in the host needs `publicSuffixOf` among
 * the options, and is an error without it.
 *
 * @throws PolicyError with every mistake at once
 * @example
 * const policy = definePolicy({ origins: ["https://app.example.com"], methods: ["PUT", "DELETE"] });
 */
export function definePolicy(options: PolicyOptions): Policy {
  return compileOptions(options, undefined);
}

/**
 * As in `crossorigin`, without the list of public suffixes.
 *
 * @returns the problems; the policy is sound when none has severity `error`. Never throws.
 */
export function checkPolicy(options: unknown): readonly Problem[] {
  return checkRead(readOptions(options), undefined);
}
