import type { NamedOriginsOptions } from "./options.ts";
import { OriginSet } from "./origin-set.ts";
import type { AllowedHeaders } from "./requested-headers.ts";

type HeaderLine = readonly [name: string, value: string];

/** Sound options, a source of origins having been read: a list stands in its place. */
export interface CheckedOptions extends Omit<NamedOriginsOptions, "origins"> {
  readonly origins: "*" | readonly string[];
}

/** Options turned into what a decision needs: sets to look things up in, and header lines that are ready to send. */
export interface CompiledPolicy {
  /** The origins that are let in; `undefined` means any. */
  readonly origins: OriginSet | undefined;
  readonly methods: { readonly any: boolean; readonly names: ReadonlySet<string> };
  readonly allowHeaders: AllowedHeaders;
  readonly credentials: boolean;
  /** The whole lists as they are sent; `undefined` where there is nothing to send. */
  readonly lines: {
    readonly credentials: HeaderLine | undefined;
    readonly methods: HeaderLine | undefined;
    readonly allowHeaders: HeaderLine | undefined;
    readonly maxAge: HeaderLine | undefined;
  };
  /** The lines of a response that a page may read, and of a preflight's answer that repeats nothing; first the one of any origin. */
  readonly readable: readonly HeaderLine[];
  readonly granted: readonly HeaderLine[];
}

/** The lines that there are. */
export function present(...lines: readonly (HeaderLine | undefined)[]): HeaderLine[] {
  return lines.filter((line) => line !== undefined);
}

/**
 * The options in one form for one meaning: every option that has a default is there, nothing stands twice, and a list
 * that is as wide as `"*"` is `"*"`.
 *
 * @param options sound ones
 * @param isDistinct whether it is known that no origin stands twice: to find out about a million takes a while
 */
export function normalizeOptions(options: CheckedOptions, isDistinct = false): CheckedOptions {
  const { origins, methods, allowHeaders, exposeHeaders, credentials = false, ...others } = options;
  const given = Object.entries(others).filter(([, value]) => value !== undefined && value !== false);
  return Object.freeze({
    origins: origins === "*" ? origins : Object.freeze([...(isDistinct ? origins : new Set(origins))]),
    methods: normalizeNames(methods, false, true),
    allowHeaders: normalizeNames(allowHeaders, true, false),
    exposeHeaders: normalizeNames(exposeHeaders, true, true),
    ...Object.fromEntries(given),
    // Checked before; should the check ever fail, `*` goes out without credentials all the same.
    credentials: credentials && origins !== "*",
  });
}

/**
 * Prepares everything that does not depend on a request.
 *
 * @param options normalized ones
 */
export function compilePolicy(options: CheckedOptions): CompiledPolicy {
  const { origins, methods = [], allowHeaders = [], exposeHeaders = [], credentials = false, maxAge } = options;
  const allowedNames = namesOf(allowHeaders).map((name) => name.toLowerCase());
  const anyOrigin = line("Access-Control-Allow-Origin", "*");
  const lines = {
    credentials: credentials ? line("Access-Control-Allow-Credentials", "true") : undefined,
    methods: listLine("Access-Control-Allow-Methods", methods),
    allowHeaders: listLine("Access-Control-Allow-Headers", allowHeaders),
    maxAge: maxAge === undefined ? undefined : line("Access-Control-Max-Age", String(maxAge)),
  };
  return {
    origins: origins === "*" ? undefined : new OriginSet(origins),
    methods: { any: methods === "*", names: new Set(namesOf(methods)) },
    allowHeaders: {
      any: allowHeaders.includes("*"),
      names: new Set(allowedNames),
      length: allowedNames.join("    ").length,
    },
    credentials,
    lines,
    readable: present(anyOrigin, lines.credentials, listLine("Access-Control-Expose-Headers", exposeHeaders)),
    granted: present(anyOrigin, lines.credentials, lines.methods, lines.allowHeaders, lines.maxAge),
  };
}

function line(name: string, value: string): HeaderLine {
  return Object.freeze([name, value] as const);
}

function listLine(name: string, values: "*" | readonly string[]): HeaderLine | undefined {
  if (values.length === 0) return undefined;
  return line(name, values === "*" ? "*" : values.join(", "));
}

/** The names of a list, without `*`, which is none. */
function namesOf(values: "*" | readonly string[]): string[] {
  return values === "*" ? [] : values.filter((name) => name !== "*");
}

/**
 * @param anyCase whether names that differ in the case of letters alone are the same
 * @param absorbs whether `*` beside other names says no more than `*` alone; `["*", "Authorization"]` is wider than `*`
 */
function normalizeNames(
  names: "*" | readonly string[] | undefined,
  anyCase: boolean,
  absorbs: boolean,
): "*" | readonly string[] {
  if (names === "*") return names;
  const list = distinct(names ?? [], anyCase);
  return list.includes("*") && (absorbs || list.length === 1) ? "*" : Object.freeze(list);
}

/** Each entry once, where it stood first. */
function distinct(texts: readonly string[], anyCase: boolean): string[] {
  const seen = new Set<string>();
  // The set grows by what is new alone.
  return texts.filter((text) => seen.size < seen.add(anyCase ? text.toLowerCase() : text).size);
}
