import { REASONS, type ReasonCode } from "./reason-registry.ts";

/**
 * Where an exchange failed: before its request was sent (`request`), at its preflight, at a response that redirects, or
 * at the response that was meant for the page.
 */
export type Phase = "request" | "preflight" | "redirect" | "response";

/** Why a page does not get its answer. Plain data, but for `cause`. */
export interface Reason {
  readonly code: ReasonCode;
  readonly phase: Phase;
  /** Which of the redirected requests failed; the first is 0. */
  readonly hop: number;
  /** The value, method, header name or port that decided, as Chromium gives it; absent when it would be empty. */
  readonly parameter?: string;
  /** What the transport reported when there was no answer. */
  readonly cause?: unknown;
}

/** The doublets: what the CORS check of a preflight's answer is called. */
const PREFLIGHT_NAMES: Partial<Record<ReasonCode, ReasonCode>> = Object.fromEntries(
  Object.keys(REASONS)
    .filter((code) => `Preflight${code}` in REASONS)
    .map((code) => [code, `Preflight${code}`]),
);

/** The name that a failed CORS check has at a preflight's answer. */
export function preflightName(code: ReasonCode): ReasonCode {
  return PREFLIGHT_NAMES[code] ?? code;
}
