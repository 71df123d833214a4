import type { Certainty, Evidence } from "./diagnosis.ts";
import type { ExchangeView } from "./exchange-view.ts";
import type { FindingCode } from "./finding-registry.ts";

/** A finding without what its code says of it. */
export interface Found {
  readonly code: FindingCode;
  readonly cause: string;
  readonly certainty: Certainty;
  readonly evidence: readonly Evidence[];
}

/** Looks for one thing. It says nothing about what it did not see. */
export type Finder = (view: ExchangeView) => Found | undefined;
