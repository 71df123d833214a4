import type { FastifyInstance } from "fastify";
import type { Conduct, Dialect, Settings } from "./dialect.ts";
import { textOf, type HeaderLine } from "./header-line.ts";
import { LibraryPolicy } from "./library-policy.ts";
import {
  compileOrigin,
  fixedOrigin,
  letsEverybodyIn,
  NO_ORIGIN,
  readOrigin,
  someEntry,
  type OriginRule,
} from "./origin-rule.ts";

/** Options as plain JavaScript may write them. */
export interface Written {
  readonly hook?: unknown;
  readonly delegator?: unknown;
  readonly origin?: unknown;
  readonly credentials?: unknown;
  readonly exposedHeaders?: unknown;
  readonly allowedHeaders?: unknown;
  readonly methods?: unknown;
  readonly maxAge?: unknown;
  readonly cacheControl?: unknown;
  readonly preflightContinue?: unknown;
  readonly optionsSuccessStatus?: unknown;
  readonly preflight?: unknown;
  readonly strictPreflight?: unknown;
  readonly hideOptionsRoute?: unknown;
  readonly logLevel?: unknown;
  readonly safe?: boolean | undefined;
  readonly strict?: boolean | undefined;
}

export const DEFAULTS = {
  origin: "*",
  methods: "GET,HEAD,POST",
  hook: "onRequest",
  preflightContinue: false,
  optionsSuccessStatus: 204,
  credentials: false,
  exposedHeaders: null,
  allowedHeaders: null,
  maxAge: null,
  preflight: true,
  strictPreflight: true,
} satisfies Written;

export const DIALECT: Dialect = {
  library: "@fastify/cors",
  adapter: "crossorigin/fastify",
  names: { methods: "methods", allowHeaders: "allowedHeaders", exposeHeaders: "exposedHeaders" },
  options: [
    ...Object.keys(DEFAULTS),
    "delegator",
    "cacheControl",
    "hideOptionsRoute",
    "logLevel",
    "safe",
    "strict",
    // Fastify's own, which it hands on.
    "prefix",
    "logSerializers",
  ],
  listsAsText: true,
  neverUndefined: [
    "origin",
    "methods",
    "hook",
    "optionsSuccessStatus",
    "exposedHeaders",
    "allowedHeaders",
    "maxAge",
    "preflight",
    "strictPreflight",
  ],
};

/** An origin function: it is bound to the instance, and answers in a callback or a promise. */
export type OriginQuestion = (this: FastifyInstance, origin: string | undefined, callback: unknown) => unknown;

/** Options that have been read. */
export interface FastifySetup {
  /** Normalized; a route's own go over them. */
  readonly options: Written;
  readonly settings: Settings;
  /** `false`: no CORS; `undefined`: nothing that could be an origin. */
  readonly origin: OriginRule | OriginQuestion | false | undefined;
  readonly policy: LibraryPolicy;
  readonly varies: boolean;
  /** Whether the options come from a function and are another object for each request. */
  readonly dynamic: boolean;
  readonly answersPreflights: boolean;
  /** Whether an OPTIONS that is no preflight gets a 400. */
  readonly refusesOthers: boolean;
  readonly continues: boolean;
  readonly status: unknown;
  readonly cacheControl: string | undefined;
  /** What has been read of routes, by their own options; nothing is kept of options that are gone with their request. */
  readonly overrides: WeakMap<object, FastifySetup> | undefined;
}

/** The options with their defaults, in the forms that a route's options are not brought into. */
export function normalize(written: Written): Written {
  const { origin, cacheControl } = written;
  const options: { -readonly [Name in keyof Written]: Written[Name] } = { ...DEFAULTS, ...written };
  if (Array.isArray(origin) && origin.includes("*")) options.origin = "*";
  if (Number.isInteger(cacheControl)) options.cacheControl = `max-age=${textOf(cacheControl)}`;
  else if (typeof cacheControl !== "string") options.cacheControl = null;
  return options;
}

/** @param options normalized ones */
export function readSetup(options: Written, dynamic: boolean): FastifySetup {
  const { origin, credentials, cacheControl } = options;
  const settings: Settings = {
    origin: Array.isArray(origin) && origin.includes("*") ? "*" : origin,
    methods: options.methods,
    allowHeaders: options.allowedHeaders === null ? undefined : (options.allowedHeaders ?? []),
    exposeHeaders: options.exposedHeaders,
    credentials: Boolean(credentials),
    maxAge: options.maxAge,
  };
  const rule = isFunction(origin) ? NO_ORIGIN : ruleOf(origin, dynamic ? readOrigin : compileOrigin);
  const safe = options.safe === true;
  const answersPreflights = options.preflight === true;
  const refusesOthers = answersPreflights && options.strictPreflight === true && !safe;
  return {
    options,
    settings,
    origin: isFunction(origin) ? origin : rule,
    policy: policyOf(options, safe || refusesOthers, safe, rule || NO_ORIGIN),
    varies: dynamic || (typeof origin !== "string" && origin !== false),
    dynamic,
    answersPreflights,
    refusesOthers,
    continues: Boolean(options.preflightContinue),
    status: options.optionsSuccessStatus,
    cacheControl: cacheControl ? textOf(cacheControl) : undefined,
    overrides: dynamic ? undefined : new WeakMap(),
  };
}

/** What an `origin` means: a rule, `false` for no CORS, or `undefined` where it can be none. `Vary` is no matter of the rule here. */
export function ruleOf(origin: unknown, toRule: (origin: unknown) => OriginRule): OriginRule | false | undefined {
  if (origin === false) return false;
  if (!origin) return undefined;
  if (typeof origin === "string") return fixedOrigin(origin, false);
  if (Array.isArray(origin) && origin.includes("*")) return fixedOrigin("*", false);
  return { ...toRule(origin), varies: false };
}

function isFunction(value: unknown): value is OriginQuestion {
  return typeof value === "function";
}

function policyOf(options: Written, passesOthers: boolean, silent: boolean, rule: OriginRule): LibraryPolicy {
  const { exposedHeaders, allowedHeaders, maxAge } = options;
  const actual: HeaderLine[] = [];
  if (options.credentials) actual.push(["Access-Control-Allow-Credentials", "true"]);
  if (exposedHeaders !== null) actual.push(["Access-Control-Expose-Headers", listed(exposedHeaders)]);
  const preflight = (): HeaderLine[] => {
    const lines: HeaderLine[] = [...actual, ["Access-Control-Allow-Methods", listed(options.methods)]];
    if (allowedHeaders !== null) lines.push(["Access-Control-Allow-Headers", listed(allowedHeaders)]);
    if (maxAge !== null) lines.push(["Access-Control-Max-Age", maxAge === undefined ? "undefined" : textOf(maxAge)]);
    return lines;
  };
  return new LibraryPolicy(
    {
      actual,
      preflight,
      echo: allowedHeaders === null ? (asked) => asked : undefined,
      variesByHeaders: allowedHeaders === null ? "always" : "never",
      otherOptions: passesOthers ? "passed" : "answered",
      silent,
    },
    rule,
  );
}

/** An option that is there and undefined makes an empty line. */
function listed(names: unknown): string {
  if (Array.isArray(names)) return names.join(", ");
  return names === null ? "null" : textOf(names);
}

/** What the library does with such options. */
export function conductOf({ options, settings: { origin }, answersPreflights, continues }: FastifySetup): Conduct {
  const compares = typeof origin === "object" || origin === true;
  const reflectsAll = compares && someEntry(origin, letsEverybodyIn);
  const safe = options.safe === true;
  return {
    reflectsAll,
    creditsStrangers: compares && !reflectsAll && !safe,
    swallowsOptions: answersPreflights && !continues && !safe,
  };
}
