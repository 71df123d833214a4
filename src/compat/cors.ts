import type { IncomingHttpHeaders } from "node:http";
import type { CorsRequest as PolicyRequest } from "../policy/decision.ts";
import { addVary } from "./add-vary.ts";
import type { Dialect, DropInOptions, Settings } from "./dialect.ts";
import { addLine, textOf, type HeaderLine } from "./header-line.ts";
import { LibraryPolicy } from "./library-policy.ts";
import {
  compileOrigin,
  fixedOrigin,
  isText,
  letsEverybodyIn,
  NO_ORIGIN,
  readOrigin,
  someEntry,
  type OriginRule,
} from "./origin-rule.ts";
import { createReporter, type Reporter } from "./report-hazards.ts";

type StaticOrigin = boolean | string | RegExp | (boolean | string | RegExp)[];

type CustomOrigin = (
  requestOrigin: string | undefined,
  callback: (error: Error | null, origin?: StaticOrigin) => void,
) => void;

/** What is used of a response. */
interface CorsResponse {
  statusCode?: number | undefined;
  setHeader(name: string, value: string): unknown;
  end(): unknown;
}

type Next = (error?: unknown) => unknown;

/** Types under the names that they have in `@types/cors`. */
declare namespace cors {
  export interface CorsRequest {
    method?: string | undefined;
    headers: IncomingHttpHeaders;
  }
  export interface CorsOptions extends DropInOptions {
    /** Default `"*"`. */
    origin?: StaticOrigin | CustomOrigin | undefined;
    /** Default `"GET,HEAD,PUT,PATCH,POST,DELETE"`. */
    methods?: string | string[] | undefined;
    /** Default: whatever is asked for. */
    allowedHeaders?: string | string[] | undefined;
    exposedHeaders?: string | string[] | undefined;
    credentials?: boolean | undefined;
    /** Seconds. */
    maxAge?: number | undefined;
    /** Default `false`. */
    preflightContinue?: boolean | undefined;
    /** Default 204. */
    optionsSuccessStatus?: number | undefined;
  }
  export type CorsOptionsDelegate<T extends CorsRequest = CorsRequest> = (
    request: T,
    callback: (error: Error | null, options?: CorsOptions) => void,
  ) => void;
}

export type CorsRequest = cors.CorsRequest;
export type CorsOptions = cors.CorsOptions;
export type CorsOptionsDelegate<T extends CorsRequest = CorsRequest> = cors.CorsOptionsDelegate<T>;

/** The options as plain JavaScript may write them. */
type WrittenOptions = { readonly [Name in keyof CorsOptions]?: unknown } & { readonly headers?: unknown };

const DIALECT: Dialect = {
  library: "cors",
  adapter: "crossorigin/express",
  names: { methods: "methods", allowHeaders: "allowedHeaders", exposeHeaders: "exposedHeaders" },
  options: [
    "origin",
    "methods",
    "allowedHeaders",
    "headers",
    "exposedHeaders",
    "credentials",
    "maxAge",
    "preflightContinue",
    "optionsSuccessStatus",
    "safe",
    "strict",
  ],
  listsAsText: true,
  neverUndefined: ["origin", "methods", "optionsSuccessStatus"],
};

const DEFAULT_METHODS = "GET,HEAD,PUT,PATCH,POST,DELETE";

/**
 * A drop-in for the middleware of `cors` 2.8.6: the same options, the same answers. What is dangerous in the options, or means
 * nothing, is told once by `process.emitWarning`, each with a code that has a page in `docs/findings`.
 *
 * @param options those of `cors`, with two more: `safe` and `strict`; or a function that gives them for each request
 * @returns a middleware for Express, Connect and their like
 * @throws StrictError with `strict: true`, when there is anything to warn of
 * @example
 * import cors from "crossorigin/compat/cors"; // or: const cors = require("crossorigin/compat/cors");
 * app.use(cors({ origin: "https://app.example.com", credentials: true }));
 */
function cors<T extends cors.CorsRequest = cors.CorsRequest>(
  options?: cors.CorsOptions | cors.CorsOptionsDelegate<T>,
): (request: T, response: CorsResponse, next: Next) => void {
  const reporter = createReporter(DIALECT);
  if (typeof options === "function") return byDelegate(options, reporter);
  const setup = readSetup(ownOptions(options), compileRule);
  reporter.check(options ?? {}, setup.settings, conductOf(setup));
  return (request, response, next) => start(setup, request, response, next, reporter);
}

export { cors as default, cors as "module.exports" };

/** Options that have been read. */
interface Setup {
  readonly settings: Settings;
  readonly safe: boolean;
  /** `undefined`: no CORS. A function is asked for each request. */
  readonly origin: OriginRule | CustomOrigin | undefined;
  readonly policy: LibraryPolicy;
  /** Whether there are no methods, in a way that breaks the answer to an OPTIONS. */
  readonly broken: boolean;
  readonly continues: boolean;
  readonly status: unknown;
}

function readSetup(written: WrittenOptions, toRule: (origin: unknown) => OriginRule): Setup {
  const { origin = own(written, "origin", "*"), methods = own(written, "methods", DEFAULT_METHODS) } = written;
  const { optionsSuccessStatus = own(written, "optionsSuccessStatus", 204) } = written;
  const settings: Settings = {
    origin,
    methods,
    allowHeaders: written.allowedHeaders || written.headers,
    exposeHeaders: written.exposedHeaders,
    credentials: written.credentials === true,
    maxAge: written.maxAge,
  };
  const safe = written.safe === true;
  const rule = isFunction(origin) || !origin ? NO_ORIGIN : toRule(origin);
  return {
    settings,
    safe,
    origin: isFunction(origin) ? origin : origin ? rule : undefined,
    policy: policyOf(settings, safe, rule),
    broken: methods === undefined || methods === null,
    continues: Boolean(written.preflightContinue),
    status: optionsSuccessStatus,
  };
}

/** The options without what they inherit, which counts for nothing. */
function ownOptions(options: WrittenOptions = {}): WrittenOptions {
  return Object.getPrototypeOf(options) === Object.prototype ? options : { ...options };
}

/** What an option that is not there is by default; one that is there and undefined stays so. */
function own(written: WrittenOptions, name: keyof WrittenOptions, byDefault: unknown): unknown {
  return Object.hasOwn(written, name) ? undefined : byDefault;
}

function policyOf(settings: Settings, safe: boolean, rule: OriginRule): LibraryPolicy {
  const { allowHeaders } = settings;
  const actual: HeaderLine[] = [];
  if (settings.credentials) actual.push(["Access-Control-Allow-Credentials", "true"]);
  addLine(actual, "Access-Control-Expose-Headers", settings.exposeHeaders);
  const preflight = (): HeaderLine[] => {
    const lines = [...actual];
    addLine(lines, "Access-Control-Allow-Methods", settings.methods);
    if (allowHeaders) addLine(lines, "Access-Control-Allow-Headers", allowHeaders);
    addLine(lines, "Access-Control-Max-Age", settings.maxAge);
    return lines;
  };
  return new LibraryPolicy(
    {
      actual,
      preflight,
      echo: allowHeaders ? undefined : (asked) => asked || undefined,
      variesByHeaders: allowHeaders ? "never" : "always",
      otherOptions: safe ? "passed" : "answered",
      silent: safe,
    },
    rule,
  );
}

function compileRule(origin: unknown): OriginRule {
  return isText(origin) ? textRule(textOf(origin)) : compileOrigin(origin);
}

function readRule(origin: unknown): OriginRule {
  return isText(origin) ? textRule(textOf(origin)) : readOrigin(origin);
}

/** One text goes to everybody, without comparing. */
function textRule(origin: string): OriginRule {
  return fixedOrigin(origin, origin !== "*");
}

function isFunction(value: unknown): value is CustomOrigin {
  return typeof value === "function";
}

function conductOf({ settings: { origin }, safe, continues }: Setup): Parameters<Reporter["check"]>[2] {
  const compares = Boolean(origin) && !isFunction(origin) && !isText(origin);
  const reflectsAll = compares && someEntry(origin, letsEverybodyIn);
  return { reflectsAll, creditsStrangers: compares && !reflectsAll && !safe, swallowsOptions: !continues && !safe };
}

function byDelegate<T extends CorsRequest>(delegate: CorsOptionsDelegate<T>, reporter: Reporter) {
  return (request: T, response: CorsResponse, next: Next): void => {
    delegate(request, (error, options) => {
      if (error) {
        next(error);
        return;
      }
      const setup = readSetup(ownOptions(options), readRule);
      try {
        reporter.checkAnswer(options ?? {}, setup.settings, () => conductOf(setup));
      } catch (strict) {
        next(strict);
        return;
      }
      start(setup, request, response, next, reporter);
    });
  };
}

/** Finds out who is let in, which may take time, and answers. */
function start(setup: Setup, request: CorsRequest, response: CorsResponse, next: Next, reporter: Reporter): void {
  const { origin } = setup;
  if (origin === undefined) next();
  else if (typeof origin === "function") ask(origin, setup, request, response, next, reporter);
  else answer(setup, origin, request, response, next);
}

function ask(
  origin: CustomOrigin,
  setup: Setup,
  request: CorsRequest,
  response: CorsResponse,
  next: Next,
  reporter: Reporter,
): void {
  let called = false;
  let returned: unknown;
  try {
    returned = origin(request.headers.origin, (error, value) => {
      called = true;
      if (error || !value) next(error);
      else answer(setup, readRule(value), request, response, next);
    });
  } catch (error) {
    if (!called) reporter.tell("OriginFunctionFailed", "origin", error instanceof Error ? error.message : error);
    throw error;
  }
  // Nobody reads what it returns, so the request waits for a callback that may never come.
  if (!called && isAnswer(returned)) reporter.tell("OriginFunctionFailed", "origin", returned);
}

function isAnswer(value: unknown): boolean {
  return typeof value === "string" || typeof value === "boolean" || Array.isArray(value);
}

function answer(setup: Setup, rule: OriginRule, request: CorsRequest, response: CorsResponse, next: Next): void {
  const decision = setup.policy.decideBy(rule, toPolicyRequest(request));
  if (decision.status !== undefined && setup.broken) throw new TypeError("cors: there are no methods to answer with.");
  for (const [name, value] of decision.headers) response.setHeader(name, value);
  for (const name of decision.vary) response.setHeader("Vary", addVary(varyOf(response), name));
  if (decision.status === undefined || setup.continues) {
    next();
    return;
  }
  response.statusCode = setup.status as number;
  // Some old browsers wait for a body otherwise.
  response.setHeader("Content-Length", "0");
  response.end();
}

function toPolicyRequest({ method = "", headers }: CorsRequest): PolicyRequest {
  return {
    method: method.toUpperCase(),
    origin: headers.origin || undefined,
    requestMethod: headers["access-control-request-method"] || undefined,
    requestHeaders: headers["access-control-request-headers"],
  };
}

function varyOf(response: CorsResponse): unknown {
  return "getHeader" in response && typeof response.getHeader === "function" ? response.getHeader("Vary") : undefined;
}
