/** What the answer to a preflight is judged by. */
export type PreflightCheck =
  | "redirect"
  | "origin"
  | "credentials"
  | "status"
  | "methods-syntax"
  | "headers-syntax"
  | "method"
  | "headers";
