import type { Decision } from "../policy/decision.ts";

/** One header line. */
export type HeaderLine = Decision["headers"][number];

/** A value as it stands in a header; the entries of a list with commas between them. */
export function textOf(value: unknown): string {
  const entries: readonly unknown[] = Array.isArray(value) ? value : [value];
  return entries.join(",");
}

/** A line, if there is anything to say in it. */
export function lineOf(name: string, value: unknown): HeaderLine[] {
  const text = value || typeof value === "number" ? textOf(value) : "";
  return text === "" ? [] : [[name, text]];
}
