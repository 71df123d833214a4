import { checkOptions } from "../policy/define-policy.ts";
import { nearestName } from "../policy/nearest-name.ts";
import { PROBLEMS } from "../policy/problem-registry.ts";
import type { Problem } from "../policy/problem.ts";
import { namesIn, type Conduct, type Dialect, type Settings } from "./dialect.ts";
import { isAnchored } from "./expression.ts";
import type { HazardCode } from "./hazard-registry.ts";
import { hazardOf, type Hazard } from "./hazard.ts";
import { flatten, someEntry, WORDS } from "./origin-rule.ts";

type Path = readonly (string | number)[];

/** A danger before anybody has put it into words. */
export interface Danger {
  readonly code: HazardCode;
  readonly path: Path;
  readonly value: unknown;
}

/** What the library does with these options that it should not, whatever it may be that they mean. */
export function findDangers({ origin, credentials }: Settings, conduct: Conduct): Danger[] {
  const dangers: Danger[] = [];
  if (conduct.reflectsAll && credentials) {
    dangers.push({ code: "ReflectionWithCredentials", path: ["origin"], value: origin });
  }
  if (conduct.creditsStrangers && credentials) {
    dangers.push({ code: "CredentialsForStrangers", path: ["credentials"], value: true });
  }
  if (someEntry(origin, isUnanchored)) {
    for (const [path, entry] of originEntries(origin)) {
      if (isUnanchored(entry)) dangers.push({ code: "UnanchoredExpression", path, value: entry });
    }
  }
  if (conduct.swallowsOptions) dangers.push({ code: "OptionsSwallowed", path: [], value: undefined });
  return dangers;
}

function isUnanchored(entry: unknown): boolean {
  return entry instanceof RegExp && !isAnchored(entry);
}

/** Options that mean nothing, or not what they seem to: what a policy would refuse, and what only these libraries let pass. */
export function findNonsense(written: object, settings: Settings, dialect: Dialect): Hazard[] {
  return [...misnamed(written, dialect), ...patternsAsText(settings, dialect), ...problemsOf(settings, dialect)];
}

function misnamed(written: object, { library, options, neverUndefined }: Dialect): Hazard[] {
  return Object.entries(written).flatMap(([name, value]) => {
    if (value === undefined)
      return neverUndefined.includes(name) ? hazardOf("OptionUndefined", library, [name], value) : [];
    if (options.includes(name)) return [];
    const { message, fix } = PROBLEMS.UnknownOption;
    const nearest = nearestName(name, options) ?? "";
    const words = { message: message("", nearest), fix: nearest === "" ? "Take it out." : fix(nearest) };
    return Object.freeze({
      code: "UnknownOption" as const,
      path: [name],
      ...words,
      docs: "docs/findings/UnknownOption.md",
    });
  });
}

/** Texts with a `*` among the origins, but for the `*` that stands for all. */
function patternsAsText({ origin }: Settings, { library }: Dialect): Hazard[] {
  return originEntries(origin)
    .filter(([, entry]) => isPattern(entry))
    .map(([path, entry]) => hazardOf("PatternIsText", library, path, entry));
}

function isPattern(entry: unknown): boolean {
  return typeof entry === "string" && entry !== "*" && entry.includes("*");
}

/** What `checkPolicy` has to say about the same, with the library's names of the options. */
function problemsOf(settings: Settings, { names, listsAsText }: Dialect): Hazard[] {
  const { origin, credentials } = settings;
  const texts = originEntries(origin).filter(([, entry]) => typeof entry === "string" && !isPattern(entry));
  const lists = {
    methods: settings.methods,
    allowHeaders: settings.allowHeaders,
    exposeHeaders: settings.exposeHeaders,
  };
  const isList = Array.isArray(origin);
  const problems = checkOptions(
    {
      origins: origin === "*" || (texts.length === 0 && !isEmptyList(origin)) ? "*" : texts.map(([, entry]) => entry),
      // What is written beside an origin that only a function or an expression knows is judged as beside a named one.
      credentials: credentials && (origin === "*" || texts.length > 0),
      ...Object.fromEntries(Object.entries(lists).flatMap(([name, value]) => asList(name, value, listsAsText))),
      ...(typeof settings.maxAge === "number" ? { maxAge: settings.maxAge } : {}),
    },
    WORDS,
  );
  const place = ({ path: [name = "", index] }: Problem): Path => {
    if (name === "origins") return (typeof index === "number" && isList ? texts[index]?.[0] : undefined) ?? ["origin"];
    if (name !== "methods" && name !== "allowHeaders" && name !== "exposeHeaders") return [name];
    return index !== undefined && Array.isArray(lists[name]) ? [names[name], index] : [names[name]];
  };
  return problems
    .filter(({ severity }) => severity === "error")
    .map((problem) =>
      Object.freeze({
        code: problem.code,
        path: place(problem),
        message: problem.message,
        fix: problem.fix,
        docs: problem.docs,
      }),
    );
}

/** A list of names as a policy takes it, if there is one to judge; one text with commas counts where the library takes it. */
function asList(name: string, value: unknown, listsAsText: boolean): [string, unknown][] {
  if (value === undefined || value === null) return [];
  return [[name, typeof value === "string" && value !== "*" && listsAsText ? namesIn(value) : value]];
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

/** Every entry of the option, lists in lists included, and where it stands. */
function originEntries(origin: unknown): (readonly [Path, unknown])[] {
  if (!Array.isArray(origin)) return [[["origin"], origin]];
  return origin.flatMap((entry, index) => flatten(entry).map((one) => [["origin", index], one] as const));
}
