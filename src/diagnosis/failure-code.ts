import { REASONS, type ReasonCode } from "../browser/reason-registry.ts";

interface OutsideRow {
  /** One sentence about what happened. */
  readonly title: string;
  readonly namedBy: "chromium" | "crossorigin";
}

/**
 * What a real browser refuses on grounds that the simulated one does not have: local network access, and what looks like
 * CORS and is not. Chromium's names where it has one, or had one.
 */
export const OUTSIDE_REASONS = {
  LocalNetworkAccessPermissionDenied: {
    title: "The user, or a policy, does not let this page reach the local network.",
    namedBy: "chromium",
  },
  InvalidLocalNetworkAccess: {
    title: "The request named another address space than the one that its address belongs to.",
    namedBy: "chromium",
  },
  InsecureLocalNetwork: {
    title: "A page that is no secure context asked for an address of a more private network.",
    namedBy: "chromium",
  },
  PreflightMissingAllowPrivateNetwork: {
    title: "The answer to the preflight has no Access-Control-Allow-Private-Network. Chromium has dropped this rule.",
    namedBy: "chromium",
  },
  PreflightInvalidAllowPrivateNetwork: {
    title: "Access-Control-Allow-Private-Network is not true. Chromium has dropped this rule.",
    namedBy: "chromium",
  },
  InvalidResponse: {
    title: "There was no response that could have been checked.",
    namedBy: "chromium",
  },
  BlockedByContentSecurityPolicy: {
    title: "The page's own Content-Security-Policy does not let it ask this server.",
    namedBy: "crossorigin",
  },
  BlockedByClient: {
    title: "An extension, such as an ad blocker, or the browser's own protection refused the request.",
    namedBy: "crossorigin",
  },
} as const satisfies Record<string, OutsideRow>;

/** A reason that the simulated browser does not give. */
export type OutsideCode = keyof typeof OUTSIDE_REASONS;

/** The name of a failure, whoever observed it. */
export type FailureCode = ReasonCode | OutsideCode;

/** Whether the simulated browser can give this reason. */
export function isReasonCode(code: string): code is ReasonCode {
  return Object.hasOwn(REASONS, code);
}
