import type { Outcome } from "./decider.ts";

/** What is to be written on a response when it is committed. Shared with other adapters and other copies of this package. */
export interface Pending {
  decision: Outcome["decision"];
  policy: Outcome["policy"];
  report: Outcome["report"];
  /** Every policy that has decided about this response was able to change it, so each has a say here. */
  vary: readonly string[];
}

/** What one policy has to say, before it meets another. */
export function createPending({ decision, policy, report }: Outcome): Pending {
  return { decision, policy, report, vary: decision.vary };
}

/** A later policy has decided too: its decision stands, also where it takes away what the earlier one granted. */
export function addOutcome(pending: Pending, later: Outcome, vary: readonly string[] = later.decision.vary): void {
  if (pending.policy !== later.policy) later.report?.({ type: "two-policies", decision: later.decision });
  pending.decision = later.decision;
  pending.policy = later.policy;
  pending.report = later.report;
  // The same frozen list more often than not.
  if (pending.vary !== vary) pending.vary = [...new Set([...pending.vary, ...vary])];
}

/** Whether a header belongs to the policy. The name is in lower case. */
export function isAccessControl(name: string): boolean {
  return name.startsWith("access-control-");
}

/** Tells that a header which somebody else set is replaced, unless it says what the policy says too. */
export function reportReplaced({ decision, report }: Pending, name: string, value: string): void {
  if (report === undefined) return;
  const same = decision.headers.some(([own, ours]) => own.toLowerCase() === name && ours === value);
  if (!same) report({ type: "replaced-header", decision, name });
}
