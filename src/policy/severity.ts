import type { PROBLEMS, ProblemCode, Severity } from "./problem-registry.ts";

type AdviceCode = {
  [Code in ProblemCode]: (typeof PROBLEMS)[Code]["severity"] extends "advice" ? Code : never;
}[ProblemCode];

/** The registry's advice by name alone, for whoever leaves its sentences out; the compiler holds the two together. */
const ADVICE: Readonly<Record<AdviceCode, true>> = {
  ShadowedOrigin: true,
  LowerCaseMethod: true,
  DuplicateEntry: true,
};

/** Whether a problem of this name stops `definePolicy`. */
export function severityOf(code: ProblemCode): Severity {
  return Object.hasOwn(ADVICE, code) ? "advice" : "error";
}
