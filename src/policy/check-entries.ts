import type { OptionName } from "./options.ts";
import { problem, type Fault, type Problem } from "./problem.ts";

/** How the entries of a list are judged, and which two of them are the same. */
export interface EntryRule {
  readonly fault: (entry: string) => Fault | undefined;
  /** What two entries that mean the same have in common. Default: the entry itself. */
  readonly sameAs?: (entry: string) => string;
}

/** The problems of a list, entry by entry: what is no text, what the rule finds, and what stands there twice. */
export function checkEntries(name: OptionName, entries: readonly unknown[], rule: EntryRule): Problem[] {
  const problems: Problem[] = [];
  const seen = new Set<string>();
  for (const [index, entry] of entries.entries()) {
    if (typeof entry !== "string") {
      problems.push(problem("WrongType", [name, index], entry, "a string"));
      continue;
    }
    const key = rule.sameAs === undefined ? entry : rule.sameAs(entry);
    const fault = rule.fault(entry);
    if (fault !== undefined) problems.push(problem(fault.code, [name, index], entry, fault.hint));
    else if (seen.has(key)) problems.push(problem("DuplicateEntry", [name, index], entry));
    seen.add(key);
  }
  return problems;
}
