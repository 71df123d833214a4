import type { Decision } from "../policy/decision.ts";

/** One header line. */
export type HeaderLine = Decision["headers"][number];

/** A value as it stands in a header; the entries of a list with commas between them. */
export function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  const entries: readonly unknown[] = Array.isArray(value) ? value : [value];
  return entries.join(",");
}

/** Adds a line, if there is anything to say in it. */
export function addLine(lines: HeaderLine[], name: string, value: unknown): void {
  const text = value || typeof value === "number" ? textOf(value) : "";
  if (text !== "") lines.push([name, text]);
}
