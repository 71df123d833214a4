import { nearestName } from "./nearest-name.ts";
import { OPTION_KINDS, type OptionName } from "./options.ts";
import { problem, type Problem } from "./problem.ts";

/** Options as they were written: a plain copy, so that no getter or proxy can answer differently at the next reading. */
export type WrittenOptions = Partial<Record<OptionName, unknown>>;

/** A copy of the options that are known, and a problem for whatever else is there. Never throws. */
export function readOptions(options: unknown): { written: WrittenOptions; problems: Problem[] } {
  try {
    if (typeof options === "object" && options !== null && !Array.isArray(options)) return copyOptions(options);
    return { written: {}, problems: [problem("WrongType", [], options, "an object of options")] };
  } catch {
    // Only somebody's proxy can throw here; that it did is the finding, reported as such.
    return { written: {}, problems: [problem("UnreadableOption", [], undefined)] };
  }
}

function copyOptions(options: object): { written: WrittenOptions; problems: Problem[] } {
  const written: WrittenOptions = {};
  const problems: Problem[] = [];
  for (const name of Object.keys(options)) {
    const read = readOption(options, name);
    if (read === undefined) problems.push(problem("UnreadableOption", [name], undefined));
    else if (isOptionName(name)) written[name] = read.value;
    else problems.push(unknownOption(name, read.value));
  }
  return { written, problems };
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

function unknownOption(name: string, value: unknown): Problem {
  return problem("UnknownOption", [name], value, nearestName(name, Object.keys(OPTION_KINDS)));
}
