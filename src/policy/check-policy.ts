import { methodFault, requestHeaderFault, responseHeaderFault } from "./check-names.ts";
import { isInsecureOrigin, originFault } from "./check-origin.ts";
import { OPTION_KINDS, type OptionKind, type OptionName } from "./options.ts";
import { problem, type Fault, type Problem } from "./problem.ts";
import { readOptions, type ReadOptions, type WrittenOptions } from "./read-options.ts";

/** The longest time that any browser remembers a preflight, in seconds. */
const MAX_AGE_LIMIT = 86400;

/** What a value of each kind is called in a message. */
const KIND_NAMES: Readonly<Record<OptionKind, string>> = {
  origins: '"*" or a list of origins',
  names: '"*" or a list of names',
  flag: "true or false",
  seconds: "a number of seconds",
};

/**
 * Everything that is wrong with a policy's options, and everything that could be better, at once.
 *
 * @param options anything: what comes from a file or from untyped JavaScript is checked too
 * @returns the problems; the policy is sound when none has severity `error`. Never throws.
 * @example
 * checkPolicy({ origins: ["https://app.example.com/"] })[0]?.fix; // 'Write "https://app.example.com".'
 */
export function checkPolicy(options: unknown): readonly Problem[] {
  return checkRead(readOptions(options));
}

/** The problems of options that have been read: those that reading them found, then those of what was read. */
export function checkRead({ written, problems: unread, originsGiven }: ReadOptions): readonly Problem[] {
  const problems = [...unread];
  if (!originsGiven) problems.push(problem("MissingOrigins", ["origins"], undefined));
  for (const name of Object.keys(OPTION_KINDS).filter(isOptionName)) {
    const value = written[name];
    if (value !== undefined) problems.push(...checkOption(name, value, written));
  }
  return problems;
}

function isOptionName(name: string): name is OptionName {
  return Object.hasOwn(OPTION_KINDS, name);
}

function checkOption(name: OptionName, value: unknown, written: WrittenOptions): Problem[] {
  const kind = OPTION_KINDS[name];
  switch (kind) {
    case "flag":
      return typeof value === "boolean" ? [] : [problem("WrongType", [name], value, KIND_NAMES[kind])];
    case "seconds":
      return typeof value === "number" ? checkMaxAge(value) : [problem("WrongType", [name], value, KIND_NAMES[kind])];
    case "origins":
      return checkOrigins(value, written);
    case "names":
      return checkNames(name, value, written);
  }
}

function checkMaxAge(seconds: number): Problem[] {
  if (Number.isInteger(seconds) && seconds >= 0 && seconds <= MAX_AGE_LIMIT) return [];
  const nearest = Number.isNaN(seconds) ? 0 : Math.min(Math.max(Math.floor(seconds), 0), MAX_AGE_LIMIT);
  return [problem("MaxAgeOutOfRange", ["maxAge"], seconds, String(nearest))];
}

function checkOrigins(value: unknown, written: WrittenOptions): Problem[] {
  if (value === "*") {
    return written.credentials === true ? [problem("WildcardWithCredentials", ["credentials"], true)] : [];
  }
  if (typeof value === "string") return [oneOriginInsteadOfList(value, written)];
  if (!Array.isArray(value)) return [problem("WrongType", ["origins"], value, KIND_NAMES.origins)];
  if (value.length === 0) return [problem("MissingOrigins", ["origins"], value)];
  return checkEntries("origins", value, identity, (origin) => entryOfOriginsFault(origin, written));
}

/** A single string is a mistake whose cure is a pair of brackets, unless the string itself is wrong. */
function oneOriginInsteadOfList(value: string, written: WrittenOptions): Problem {
  const fault = entryOfOriginsFault(value, written);
  if (fault?.code === "SeveralOriginsInOneString" || fault?.code === "NullOrigin") {
    return problem(fault.code, ["origins"], value);
  }
  const example = JSON.stringify(fault === undefined ? value : (fault.hint ?? "https://app.example.com"));
  return problem("WrongType", ["origins"], value, `${KIND_NAMES.origins}, as in [${example}]`);
}

function entryOfOriginsFault(origin: string, written: WrittenOptions): Fault | undefined {
  if (origin === "*") return { code: "WildcardOriginInList" };
  if (origin === "null") return written.dangerouslyAllowNullOrigin === true ? undefined : { code: "NullOrigin" };
  const fault = originFault(origin);
  if (fault !== undefined || written.credentials !== true || written.dangerouslyAllowInsecureOrigins === true)
    return fault;
  return isInsecureOrigin(origin)
    ? { code: "InsecureOriginWithCredentials", hint: new URL(origin.replace("http:", "https:")).origin }
    : undefined;
}

/** How the entries of a list are judged, and which two of them are the same. */
interface EntryRule {
  readonly sameAs: (name: string) => string;
  readonly fault: (name: string) => Fault | undefined;
}

const NAME_RULES: Partial<Record<OptionName, EntryRule>> = {
  methods: { sameAs: identity, fault: methodFault },
  allowHeaders: { sameAs: toLowerCase, fault: requestHeaderFault },
  exposeHeaders: { sameAs: toLowerCase, fault: responseHeaderFault },
};

function checkNames(name: OptionName, value: unknown, written: WrittenOptions): Problem[] {
  if (value !== "*" && !Array.isArray(value)) return [problem("WrongType", [name], value, KIND_NAMES.names)];
  const problems: Problem[] = [];
  if (name === "exposeHeaders" && written.credentials === true && value.includes("*")) {
    problems.push(problem("ExposedWildcardWithCredentials", [name], value));
  }
  const rule = NAME_RULES[name];
  if (rule !== undefined && value !== "*") problems.push(...checkEntries(name, value, rule.sameAs, rule.fault));
  return problems;
}

function checkEntries(
  name: OptionName,
  entries: readonly unknown[],
  sameAs: EntryRule["sameAs"],
  faultOf: EntryRule["fault"],
): Problem[] {
  const problems: Problem[] = [];
  const seen = new Set<string>();
  for (const [index, entry] of entries.entries()) {
    if (typeof entry !== "string") {
      problems.push(problem("WrongType", [name, index], entry, "a string"));
      continue;
    }
    const fault = faultOf(entry);
    if (fault !== undefined) problems.push(problem(fault.code, [name, index], entry, fault.hint));
    else if (seen.has(sameAs(entry))) problems.push(problem("DuplicateEntry", [name, index], entry));
    seen.add(sameAs(entry));
  }
  return problems;
}

function identity(text: string): string {
  return text;
}

function toLowerCase(text: string): string {
  return text.toLowerCase();
}
