import { hasFunction } from "./has-function.ts";
import { nearestName } from "./nearest-name.ts";
import { isOptionName, OPTION_KINDS, type OptionName, type OriginSource } from "./options.ts";
import type { Mistake } from "./problem.ts";

/** Options as they were written: a plain copy, so that no getter or proxy can answer differently at the next reading. */
export type WrittenOptions = Partial<Record<OptionName, unknown>>;

/** What came of reading options. */
export interface ReadOptions {
  readonly written: WrittenOptions;
  /** A problem for whatever could not be read, or is no option. */
  readonly problems: Mistake[];
  /** Whether origins were given, if only under a wrong name or in a form that cannot be read: then they are not missing too. */
  readonly originsGiven: boolean;
  /** The source of the origins, where there is one; what it has to say is then among `written` as a list. */
  readonly source: OriginSource | undefined;
}

/** A copy of the options that are known, and a problem for whatever else is there. Never throws. */
export function readOptions(options: unknown): ReadOptions {
  try {
    if (typeof options === "object" && options !== null && !Array.isArray(options)) return copyOptions(options);
    return unreadable({ code: "WrongType", path: [], value: copyOfList(options) ?? options });
  } catch {
    // Only somebody's proxy can throw here; that it did is the finding, reported as such.
    return unreadable({ code: "UnreadableOption", path: [], value: undefined });
  }
}

function unreadable(found: Mistake): ReadOptions {
  return { written: {}, problems: [found], originsGiven: true, source: undefined };
}

/** Names the schema of a file of options for an editor; it says nothing to a policy. */
const SCHEMA_KEY = "$schema";

function copyOptions(options: object): ReadOptions {
  const written: WrittenOptions = {};
  const problems: Mistake[] = [];
  let originsGiven = false;
  let source: OriginSource | undefined;
  for (const name of Object.keys(options)) {
    if (name === SCHEMA_KEY) continue;
    const read = readOption(options, name);
    const meant = isOptionName(name) ? name : nearestName(name, Object.keys(OPTION_KINDS));
    originsGiven ||= meant === "origins" && (read === undefined || read.value !== undefined);
    if (read === undefined) problems.push({ code: "UnreadableOption", path: [name], value: undefined });
    else if (name === "origins" && read.source !== undefined) source = read.source;
    else if (isOptionName(name)) written[name] = read.value;
    else problems.push({ code: "UnknownOption", path: [name], value: read.value, hint: meant });
    // An unknown name keeps the policy from being defined; what else is wrong with its value is told at once.
    if (meant === undefined || !isOptionName(meant) || Object.hasOwn(options, meant)) continue;
    if (read !== undefined && read.source === undefined) written[meant] = read.value;
  }
  if (source !== undefined) {
    const snapshot = readSource(source);
    if (typeof snapshot === "string") problems.push({ code: "OriginSourceFailed", path: ["origins"], value: snapshot });
    else written.origins = snapshot;
  }
  return { written, problems, originsGiven, source };
}

/** @returns `undefined` when reading threw */
function readOption(options: object, name: string): { value: unknown; source: OriginSource | undefined } | undefined {
  try {
    const value: unknown = Reflect.get(options, name);
    const source = isOriginSource(value) ? value : undefined;
    return { value: copyOfList(value) ?? value, source };
  } catch {
    return undefined;
  }
}

/** @throws what a proxy or a getter throws */
function isOriginSource(value: unknown): value is OriginSource {
  return !Array.isArray(value) && hasFunction(value, "current") && hasFunction(value, "subscribe");
}

/**
 * What a source has to say now.
 *
 * @returns a copy of its list, or what went wrong
 */
export function readSource(source: OriginSource): readonly unknown[] | string {
  try {
    return copyOfList(source.current()) ?? "current() did not return a list";
  } catch (error) {
    return describeError(error);
  }
}

/**
 * A list as it is now.
 *
 * @returns `undefined` for what is none
 * @throws what a proxy or a getter throws
 */
export function copyOfList(value: unknown): readonly unknown[] | undefined {
  return Array.isArray(value) ? Array.from<unknown>(value) : undefined;
}

/** What was thrown, in one line; a stranger's error may itself throw when it is asked. */
export function describeError(error: unknown): string {
  try {
    return error instanceof Error ? error.message : String(error);
  } catch {
    return "an error that cannot be described";
  }
}
