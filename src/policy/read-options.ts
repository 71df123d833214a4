import { nearestName } from "./nearest-name.ts";
import { OPTION_KINDS, type OptionName } from "./options.ts";
import { problem, type Problem } from "./problem.ts";

/** Options as they were written: a plain copy, so that no getter or proxy can answer differently at the next reading. */
export type WrittenOptions = Partial<Record<OptionName, unknown>>;

/** What came of reading options. */
export interface ReadOptions {
  readonly written: WrittenOptions;
  /** A problem for whatever could not be read, or is no option. */
  readonly problems: Problem[];
  /** Whether origins were given, if only under a wrong name or in a form that cannot be read: then they are not missing too. */
  readonly originsGiven: boolean;
}

/** A copy of the options that are known, and a problem for whatever else is there. Never throws. */
export function readOptions(options: unknown): ReadOptions {
  try {
    if (typeof options === "object" && options !== null && !Array.isArray(options)) return copyOptions(options);
    return unreadable(problem("WrongType", [], options, "an object of options"));
  } catch {
    // Only somebody's proxy can throw here; that it did is the finding, reported as such.
    return unreadable(problem("UnreadableOption", [], undefined));
  }
}

function unreadable(found: Problem): ReadOptions {
  return { written: {}, problems: [found], originsGiven: true };
}

function copyOptions(options: object): ReadOptions {
  const written: WrittenOptions = {};
  const problems: Problem[] = [];
  let originsGiven = false;
  for (const name of Object.keys(options)) {
    const read = readOption(options, name);
    const meant = isOptionName(name) ? name : nearestName(name, Object.keys(OPTION_KINDS));
    originsGiven ||= meant === "origins" && (read === undefined || read.value !== undefined);
    if (read === undefined) problems.push(problem("UnreadableOption", [name], undefined));
    else if (isOptionName(name)) written[name] = read.value;
    else problems.push(problem("UnknownOption", [name], read.value, meant));
  }
  return { written, problems, originsGiven };
}

/** @returns `undefined` when reading threw */
function readOption(options: object, name: string): { value: unknown } | undefined {
  try {
    const value: unknown = Reflect.get(options, name);
    return { value: Array.isArray(value) ? Array.from<unknown>(value) : value };
  } catch {
    return undefined;
  }
}

function isOptionName(name: string): name is OptionName {
  return Object.hasOwn(OPTION_KINDS, name);
}
