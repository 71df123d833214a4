import type { OptionName } from "./options.ts";
import type { Fault, Mistake } from "./problem.ts";

/** How the entries of a list are judged, and which two of them are the same. */
export interface EntryRule {
  readonly fault: (entry: string) => Fault | undefined;
  /** Of what is no text, where there is more to say than that. */
  readonly noTextFault?: (entry: unknown) => Fault | undefined;
  /** Whether two entries that differ in the case of letters alone are the same. Default: they are not. */
  readonly anyCase?: boolean;
}

/** The problems of a list, entry by entry: what is no text, what the rule finds, and what stands there twice. */
export function checkEntries(name: OptionName, entries: readonly unknown[], rule: EntryRule): Mistake[] {
  const problems: Mistake[] = [];
  const report = (fault: Fault, index: number, value: unknown): void => {
    problems.push({ ...fault, path: [name, index], value });
  };
  const seen = new Set<string>();
  for (const [index, entry] of entries.entries()) {
    if (typeof entry !== "string") {
      report(rule.noTextFault?.(entry) ?? { code: "WrongType" }, index, entry);
      continue;
    }
    const { size } = seen;
    seen.add(rule.anyCase === true ? entry.toLowerCase() : entry);
    const fault = rule.fault(entry);
    if (fault !== undefined) report(fault, index, entry);
    else if (seen.size === size) report({ code: "DuplicateEntry" }, index, entry);
  }
  return problems;
}
