import { checkEntries, type EntryRule } from "./check-entries.ts";
import { methodFault, requestHeaderFault, responseHeaderFault } from "./check-names.ts";
import { checkOriginEntries, computedOriginFault, originEntryFault, type OriginRules } from "./check-origins.ts";
import type { Entry } from "./entry.ts";
import { isOptionName, MAX_AGE_LIMIT, OPTION_KINDS, type OptionName } from "./options.ts";
import type { Fault, Mistake } from "./problem.ts";
import type { ReadOptions, WrittenOptions } from "./read-options.ts";

/** The mistakes in options that have been read: those that reading them found, then those of what was read. */
export function checkRead(read: ReadOptions, entry: Entry): readonly Mistake[] {
  const { written, originsGiven, problems } = read;
  const rules = originRules(written, entry);
  const found = Object.keys(OPTION_KINDS)
    .filter(isOptionName)
    .flatMap((name): readonly Mistake[] => {
      const value = written[name];
      if (value === undefined) return [];
      if (name !== "origins") return checkOption(name, value, written);
      // A source may be empty for now; a list that is empty stays so.
      return read.source !== undefined && isEmpty(value) ? [] : checkOrigins(value, rules);
    });
  return [...problems, ...(originsGiven ? [] : at("origins", undefined, { code: "MissingOrigins" })), ...found];
}

/** What the origins are judged by. */
export function originRules(written: WrittenOptions, entry: Entry): OriginRules {
  const own = written.publicSuffixOf;
  return {
    publicSuffixOf: typeof own === "function" ? (host) => Reflect.apply(own, undefined, [host]) : entry.publicSuffixOf,
    propose: entry.propose,
    allowPublicSuffixes: written.dangerouslyAllowPublicSuffixes === true,
    credentials: written.credentials === true,
    allowNull: written.dangerouslyAllowNullOrigin === true,
    allowInsecure: written.dangerouslyAllowInsecureOrigins === true,
  };
}

/** The one mistake of a whole option. */
function at(name: OptionName, value: unknown, fault: Fault): Mistake[] {
  return [{ ...fault, path: [name], value }];
}

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

function checkOption(name: Exclude<OptionName, "origins">, value: unknown, written: WrittenOptions): Mistake[] {
  const kind = OPTION_KINDS[name];
  if (kind === "names") return checkNames(name, value, written);
  if (typeof value !== kind) return at(name, value, { code: "WrongType" });
  return typeof value === "number" ? checkMaxAge(value) : [];
}

function checkMaxAge(seconds: number): Mistake[] {
  if (Number.isInteger(seconds) && seconds >= 0 && seconds <= MAX_AGE_LIMIT) return [];
  return at("maxAge", seconds, { code: "MaxAgeOutOfRange" });
}

function checkOrigins(value: unknown, rules: OriginRules): readonly Mistake[] {
  if (value === "*") return rules.credentials ? at("credentials", true, { code: "WildcardWithCredentials" }) : [];
  if (typeof value === "string") return at("origins", value, oneOriginInsteadOfList(value, rules));
  if (!Array.isArray(value)) {
    const fault = computedOriginFault(value, rules) ?? { code: "WrongType" };
    return at("origins", value, fault);
  }
  if (value.length === 0) return at("origins", value, { code: "MissingOrigins" });
  return checkOriginEntries(value, rules);
}

/** A single string is a mistake whose cure is a pair of brackets, unless the string itself is wrong. */
function oneOriginInsteadOfList(value: string, rules: OriginRules): Fault {
  const fault = originEntryFault(value, rules);
  if (fault?.code === "SeveralOriginsInOneString" || fault?.code === "NullOrigin") return fault;
  return { code: "WrongType", hint: fault === undefined ? value : fault.hint };
}

/** How the entries of a list of names are judged. */
export const NAME_RULES: Partial<Record<OptionName, EntryRule>> = {
  methods: { fault: methodFault },
  allowHeaders: { fault: requestHeaderFault, anyCase: true },
  exposeHeaders: { fault: responseHeaderFault, anyCase: true },
};

function checkNames(name: OptionName, value: unknown, written: WrittenOptions): Mistake[] {
  if (value !== "*" && !Array.isArray(value)) return at(name, value, { code: "WrongType" });
  const rule = NAME_RULES[name];
  const problems = rule === undefined || value === "*" ? [] : checkEntries(name, value, rule);
  if (name !== "exposeHeaders" || written.credentials !== true || !value.includes("*")) return problems;
  return [...at(name, value, { code: "ExposedWildcardWithCredentials" }), ...problems];
}
