import type { RefusalCode } from "./refusal-registry.ts";

/** Why a decision says no. Plain data. */
export interface Refusal {
  readonly code: RefusalCode;
  /** The origin (of `PolicyFailed` too), method or header name that is refused, at most 128 characters of it. A stranger's text: escape it where it is shown. */
  readonly parameter?: string;
  /** What the operator probably wants to change; worked out when it is read. Never there from `crossorigin/slim`. */
  readonly hint?: string | undefined;
}

/** Longest part of a stranger's text that is handed on, in characters. */
const PARAMETER_LENGTH = 128;

/** A refusal that repeats no more of what it refuses than anybody needs. */
export function refusal(code: RefusalCode, parameter: string): Refusal {
  return {
    code,
    parameter: parameter.length > PARAMETER_LENGTH ? parameter.slice(0, PARAMETER_LENGTH) : parameter,
  };
}
