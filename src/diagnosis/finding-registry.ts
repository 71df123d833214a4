import { REASONS } from "../browser/reason-registry.ts";
import { CAUSES, type CauseCode } from "./cause-registry.ts";
import { OUTSIDE_REASONS, type FailureCode } from "./failure-code.ts";

/** The name of what a diagnosis found: why a browser refused, or what lies behind it. */
export type FindingCode = FailureCode | CauseCode;

/** Every finding with its title: one sentence. */
export const FINDINGS: Readonly<Record<FindingCode, { readonly title: string }>> = {
  ...REASONS,
  ...OUTSIDE_REASONS,
  ...CAUSES,
};

/** Where a finding is explained, within this package. */
export function docsOf(code: FindingCode): string {
  return `docs/findings/${code}.md`;
}
