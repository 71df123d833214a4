import { checkEntries, type EntryRule } from "./check-entries.ts";
import { methodFault, requestHeaderFault, responseHeaderFault } from "./check-names.ts";
import { checkOriginEntries, originEntryFault, type OriginRules } from "./check-origins.ts";
import { OPTION_KINDS, type OptionKind, type OptionName } from "./options.ts";
import type { PublicSuffixOf } from "./pattern-fault.ts";
import { problem, type Problem } from "./problem.ts";
import type { ReadOptions, WrittenOptions } from "./read-options.ts";

/** The longest time that any browser remembers a preflight, in seconds. */
const MAX_AGE_LIMIT = 86400;

/** What a value of each kind is called in a message. */
const KIND_NAMES: Readonly<Record<OptionKind, string>> = {
  origins: '"*" or a list of origins',
  function: "a function",
  names: '"*" or a list of names',
  flag: "true or false",
  seconds: "a number of seconds",
};

/**
 * The problems of options that have been read: those that reading them found, then those of what was read.
 *
 * @param publicSuffixOf the list that comes with the entry; one among the options goes before it
 */
export function checkRead(read: ReadOptions, publicSuffixOf: PublicSuffixOf | undefined): readonly Problem[] {
  const { written, originsGiven } = read;
  const missing = originsGiven ? [] : [problem("MissingOrigins", ["origins"], undefined)];
  const rules = originRules(written, publicSuffixOf);
  const found = Object.keys(OPTION_KINDS)
    .filter(isOptionName)
    .flatMap((name) => {
      const value = written[name];
      if (value === undefined) return [];
      if (name !== "origins") return checkOption(name, value, written);
      // A source may be empty for now; a list that is empty stays so.
      return read.source !== undefined && isEmpty(value) ? [] : checkOrigins(value, rules);
    });
  return [...read.problems, ...missing, ...found];
}

/** What the origins are judged by. */
export function originRules(written: WrittenOptions, publicSuffixOf: PublicSuffixOf | undefined): OriginRules {
  const own = written.publicSuffixOf;
  return {
    publicSuffixOf: typeof own === "function" ? (host) => Reflect.apply(own, undefined, [host]) : publicSuffixOf,
    allowPublicSuffixes: written.dangerouslyAllowPublicSuffixes === true,
    credentials: written.credentials === true,
    allowNull: written.dangerouslyAllowNullOrigin === true,
    allowInsecure: written.dangerouslyAllowInsecureOrigins === true,
  };
}

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

function isOptionName(name: string): name is OptionName {
  return Object.hasOwn(OPTION_KINDS, name);
}

function checkOption(name: Exclude<OptionName, "origins">, value: unknown, written: WrittenOptions): Problem[] {
  const kind = OPTION_KINDS[name];
  switch (kind) {
    case "flag":
      return typeof value === "boolean" ? [] : [problem("WrongType", [name], value, KIND_NAMES[kind])];
    case "seconds":
      return typeof value === "number" ? checkMaxAge(value) : [problem("WrongType", [name], value, KIND_NAMES[kind])];
    case "function":
      return typeof value === "function" ? [] : [problem("WrongType", [name], value, KIND_NAMES[kind])];
    case "names":
      return checkNames(name, value, written);
  }
}

function checkMaxAge(seconds: number): Problem[] {
  if (Number.isInteger(seconds) && seconds >= 0 && seconds <= MAX_AGE_LIMIT) return [];
  const nearest = Number.isNaN(seconds) ? 0 : Math.min(Math.max(Math.floor(seconds), 0), MAX_AGE_LIMIT);
  return [problem("MaxAgeOutOfRange", ["maxAge"], seconds, String(nearest))];
}

function checkOrigins(value: unknown, rules: OriginRules): readonly Problem[] {
  if (value === "*") return rules.credentials ? [problem("WildcardWithCredentials", ["credentials"], true)] : [];
  if (typeof value === "string") return [oneOriginInsteadOfList(value, rules)];
  if (!Array.isArray(value)) return [problem("WrongType", ["origins"], value, KIND_NAMES.origins)];
  if (value.length === 0) return [problem("MissingOrigins", ["origins"], value)];
  return checkOriginEntries(value, rules);
}

/** A single string is a mistake whose cure is a pair of brackets, unless the string itself is wrong. */
function oneOriginInsteadOfList(value: string, rules: OriginRules): Problem {
  const fault = originEntryFault(value, rules);
  if (fault?.code === "SeveralOriginsInOneString" || fault?.code === "NullOrigin") {
    return problem(fault.code, ["origins"], value);
  }
  const example = JSON.stringify(fault === undefined ? value : (fault.hint ?? "https://app.example.com"));
  return problem("WrongType", ["origins"], value, `${KIND_NAMES.origins}, as in [${example}]`);
}

const NAME_RULES: Partial<Record<OptionName, EntryRule>> = {
  methods: { fault: methodFault },
  allowHeaders: { fault: requestHeaderFault, sameAs: toLowerCase },
  exposeHeaders: { fault: responseHeaderFault, sameAs: toLowerCase },
};

function checkNames(name: OptionName, value: unknown, written: WrittenOptions): Problem[] {
  if (value !== "*" && !Array.isArray(value)) return [problem("WrongType", [name], value, KIND_NAMES.names)];
  const rule = NAME_RULES[name];
  const problems = rule === undefined || value === "*" ? [] : checkEntries(name, value, rule);
  if (name !== "exposeHeaders" || written.credentials !== true || !value.includes("*")) return problems;
  return [problem("ExposedWildcardWithCredentials", [name], value), ...problems];
}

function toLowerCase(text: string): string {
  return text.toLowerCase();
}
