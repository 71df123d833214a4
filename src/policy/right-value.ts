import { NAME_RULES } from "./check-policy.ts";
import { isOptionName, MAX_AGE_LIMIT, OPTION_KINDS, type OptionKind, type OptionName } from "./options.ts";
import { quote, type Mistake } from "./problem.ts";

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
  if (typeof name !== "string" || !isOptionName(name)) {
    return 'an object of options, as in { origins: ["https://app.example.com"] }';
  }
  if (index !== undefined) return "a string";
  const kind = KIND_NAMES[OPTION_KINDS[name]];
  if (typeof value !== "string") return kind;
  // A single string is a mistake whose cure is a pair of brackets.
  const entries = name === "origins" ? [hint] : namesIn(value, name);
  return entries.length === 0 ? kind : `${kind}, as in [${entries.map(quote).join(", ")}]`;
}

/** Longest text in which names are looked for, in characters. */
const LONGEST_LIST = 200;

/** The names in a text with commas, as other libraries take it, when each is a sound one. */
function namesIn(text: string, option: OptionName): string[] {
  const rule = NAME_RULES[option];
  if (rule === undefined || text.length > LONGEST_LIST) return [];
  const names = text.split(/[\s,]+/).filter((name) => name !== "");
  return names.every((name) => name !== "*" && rule.fault(name) === undefined) ? names : [];
}

function nearestSeconds(value: unknown): number {
  if (typeof value !== "number" || Number.isNaN(value)) return 0;
  return Math.min(Math.max(Math.floor(value), 0), MAX_AGE_LIMIT);
}
