import { isOptionName, MAX_AGE_LIMIT, OPTION_KINDS, type OptionKind } from "./options.ts";
import type { Mistake } from "./problem.ts";

/** What a value of each kind is called in a message. */
const KIND_NAMES: Readonly<Record<OptionKind, string>> = {
  origins: '"*" or a list of origins',
  names: '"*" or a list of names',
  boolean: "true or false",
  number: "a number of seconds",
  function: "a function",
};

/** What a message says of the right value: what the check found out, unless nobody but the message needs to know. */
export function rightValue(mistake: Mistake): string {
  if (mistake.code === "WrongType") return rightKind(mistake);
  if (mistake.code === "MaxAgeOutOfRange") return String(nearestSeconds(mistake.value));
  return mistake.hint ?? "";
}

function rightKind({ path: [name, index], value, hint = "https://app.example.com" }: Mistake): string {
  if (typeof name !== "string" || !isOptionName(name)) return "an object of options";
  if (index !== undefined) return "a string";
  const kind = KIND_NAMES[OPTION_KINDS[name]];
  // A single string is a mistake whose cure is a pair of brackets.
  return name === "origins" && typeof value === "string" ? `${kind}, as in [${JSON.stringify(hint)}]` : kind;
}

function nearestSeconds(value: unknown): number {
  if (typeof value !== "number" || Number.isNaN(value)) return 0;
  return Math.min(Math.max(Math.floor(value), 0), MAX_AGE_LIMIT);
}
