import type { Context, MiddlewareHandler } from "hono";
import type { CorsRequest, Decision } from "../policy/decision.ts";
import { hasFunction } from "../policy/has-function.ts";
import { namesIn, type Dialect, type DropInOptions, type Settings } from "./dialect.ts";
import { addLine, textOf, type HeaderLine } from "./header-line.ts";
import { LibraryPolicy } from "./library-policy.ts";
import { compileOrigin, fixedOrigin, NO_ORIGIN, type OriginRule } from "./origin-rule.ts";
import { createReporter, type Reporter } from "./report-hazards.ts";

/** The options of `hono/cors`, which has no name for them. */
export interface CORSOptions extends DropInOptions {
  /** Compared. Default `"*"`. */
  origin?:
    | string
    | string[]
    | ((origin: string, c: Context) => Promise<string | undefined | null> | string | undefined | null);
  /** Default `["GET", "HEAD", "PUT", "POST", "DELETE", "PATCH", "QUERY"]`. */
  allowMethods?: string[] | ((origin: string, c: Context) => Promise<string[]> | string[]);
  /** Default: whatever is asked for. */
  allowHeaders?: string[];
  /** Seconds. */
  maxAge?: number;
  credentials?: boolean;
  exposeHeaders?: string[];
}

const DIALECT: Dialect = {
  library: "hono/cors",
  adapter: "crossorigin/hono",
  names: { methods: "allowMethods", allowHeaders: "allowHeaders", exposeHeaders: "exposeHeaders" },
  options: ["origin", "allowMethods", "allowHeaders", "maxAge", "credentials", "exposeHeaders", "safe", "strict"],
  listsAsText: false,
  neverUndefined: ["origin", "allowMethods"],
};

const ALLOW_HEADERS = "Access-Control-Allow-Headers";

const DEFAULTS = {
  origin: "*",
  allowMethods: ["GET", "HEAD", "PUT", "POST", "DELETE", "PATCH", "QUERY"],
} satisfies CORSOptions;

/**
 * A drop-in for `hono/cors` of Hono 4.13: the same options, the same answers. What is dangerous in the options, or means nothing,
 * is told once by `process.emitWarning` (`console.warn` where there is no process), each with a code that has a page in
 * `docs/findings`.
 *
 * @param options those of `hono/cors`, with two more: `safe` and `strict`
 * @returns a middleware for Hono 4
 * @throws StrictError with `strict: true`, when there is anything to warn of
 * @example
 * import { cors } from "crossorigin/compat/hono-cors";
 * app.use("*", cors({ origin: "https://app.example.com" }));
 */
export function cors(options: CORSOptions = {}): MiddlewareHandler {
  const reporter = createReporter(DIALECT);
  const setup = readSetup(options);
  const { settings, safe } = setup;
  const compares = settings.origin !== "*" && settings.origin !== undefined;
  reporter.check(options, settings, {
    reflectsAll: false,
    creditsStrangers: compares && !safe,
    swallowsOptions: !safe,
  });
  return (context, next) => answer(setup, context, next, reporter);
}

type OriginFunction = (origin: string, context: Context) => unknown;
type MethodsFunction = (origin: string, context: Context) => unknown;

interface Setup {
  readonly settings: Settings;
  readonly safe: boolean;
  /** Whether the names that are asked for are those that are allowed. */
  readonly echoes: boolean;
  readonly origin: OriginRule | OriginFunction | undefined;
  readonly methods: MethodsFunction | undefined;
  readonly policy: LibraryPolicy;
  readonly varies: boolean;
}

function readSetup(written: { readonly [Name in keyof CORSOptions]?: unknown }): Setup {
  const options = { ...DEFAULTS, ...written } as { readonly [Name in keyof CORSOptions]?: unknown };
  const { origin, allowMethods } = options;
  const settings: Settings = {
    origin,
    methods: typeof allowMethods === "function" ? [] : allowMethods,
    // An empty list is none: whatever is asked for is allowed.
    allowHeaders: namesIn(options.allowHeaders).length === 0 ? undefined : options.allowHeaders,
    exposeHeaders: options.exposeHeaders,
    credentials: Boolean(options.credentials),
    maxAge: options.maxAge,
  };
  for (const name of ["allowHeaders", "exposeHeaders"] as const) {
    if (typeof options[name] === "string") throw new TypeError(`hono/cors: ${name} is a list of names, not one text.`);
  }
  const safe = options.safe === true;
  const rule = originRule(origin);
  const echoes = textOf(settings.allowHeaders ?? "") === "";
  return {
    settings,
    safe,
    origin: isFunction(origin) ? origin : rule,
    methods: isFunction(allowMethods) ? allowMethods : undefined,
    echoes,
    policy: policyOf(settings, safe, echoes, rule ?? NO_ORIGIN),
    varies: origin !== "*",
  };
}

/** @returns `undefined` when it is a function, or nothing that origins can be compared with */
function originRule(origin: unknown): OriginRule | undefined {
  if (origin === "*") return fixedOrigin("*", false);
  if (typeof origin === "string") return compileOrigin([origin]);
  return Array.isArray(origin) ? compileOrigin(origin.filter((entry) => typeof entry === "string")) : undefined;
}

function policyOf(settings: Settings, safe: boolean, echoes: boolean, rule: OriginRule): LibraryPolicy {
  const actual: HeaderLine[] = settings.credentials ? [["Access-Control-Allow-Credentials", "true"]] : [];
  addLine(actual, "Access-Control-Expose-Headers", settings.exposeHeaders);
  const preflight = [...actual];
  addLine(preflight, "Access-Control-Max-Age", settings.maxAge);
  if (Array.isArray(settings.methods)) addLine(preflight, "Access-Control-Allow-Methods", settings.methods);
  addLine(preflight, ALLOW_HEADERS, settings.allowHeaders);
  return new LibraryPolicy(
    {
      actual,
      preflight: () => preflight,
      echo: echoes ? trimmed : undefined,
      variesByHeaders: echoes ? "echoed" : "always",
      otherOptions: safe ? "passed" : "answered",
      silent: safe,
    },
    rule,
  );
}

/** The names that were asked for, without the spaces around them. */
function trimmed(asked: string | undefined): string | undefined {
  if (!asked) return undefined;
  return asked
    .split(",")
    .map((name) => name.trim())
    .join(",");
}

function isFunction(value: unknown): value is OriginFunction {
  return typeof value === "function";
}

async function answer(
  setup: Setup,
  context: Context,
  next: () => Promise<void>,
  reporter: Reporter,
): Promise<Response | undefined> {
  const request = toCorsRequest(context.req.raw, setup);
  let rule = setup.origin;
  if (typeof rule === "function") {
    const value = await ask(rule, request, context, reporter);
    rule = value ? fixedOrigin(textOf(value), true) : NO_ORIGIN;
  }
  if (rule === undefined) throw new TypeError("hono/cors: origin is neither text, nor a list, nor a function.");
  const decision = setup.policy.decideBy(rule, request);
  if (decision.status !== undefined) return preflightResponse(setup, decision, request, context);
  if (decision.headers.length > 0) {
    const { headers } = context.res;
    for (const [name, value] of decision.headers) headers.set(name, value);
  }
  await next();
  if (setup.varies) appendVary(context);
  return undefined;
}

/** What the function answers: the value of `Access-Control-Allow-Origin`, or nothing. */
function ask(origin: OriginFunction, request: CorsRequest, context: Context, reporter: Reporter): unknown {
  const failed = (error: unknown): never => {
    reporter.tell("OriginFunctionFailed", "origin", error instanceof Error ? error.message : error);
    throw error;
  };
  try {
    const answer = origin(request.origin ?? "", context);
    return hasFunction(answer, "then") ? Promise.resolve(answer).catch(failed) : answer;
  } catch (error) {
    return failed(error);
  }
}

/** Hono would make the response anew for this, which only one that cannot be changed needs. */
function appendVary(context: Context): void {
  try {
    context.res.headers.append("Vary", "Origin");
  } catch {
    // One that came from elsewhere, by fetch.
    context.header("Vary", "Origin", { append: true });
  }
}

/** The methods are asked for before the request's headers are answered: it shows when their function fails. */
async function preflightResponse(
  { methods, safe }: Setup,
  { headers: lines, vary }: Decision,
  request: CorsRequest,
  context: Context,
): Promise<Response> {
  const { headers } = context.res;
  for (const [name, value] of lines) if (name !== ALLOW_HEADERS) headers.set(name, value);
  if (vary[0] === "Origin") headers.append("Vary", "Origin");
  if (methods !== undefined && (!safe || headers.has("Access-Control-Allow-Origin"))) {
    const list = (await methods(request.origin ?? "", context)) as readonly string[];
    const text = list.join(",");
    if (text !== "") headers.set("Access-Control-Allow-Methods", text);
  }
  for (const [name, value] of lines) if (name === ALLOW_HEADERS) headers.set(name, value);
  for (const name of vary) if (name !== "Origin") headers.append("Vary", name);
  headers.delete("Content-Length");
  headers.delete("Content-Type");
  return new Response(null, { headers, status: 204, statusText: "No Content" });
}

/** Looking a header up takes longer here than all that is decided, so only what decides is looked up. */
function toCorsRequest({ method, headers }: Request, { safe, echoes }: Setup): CorsRequest {
  const ofOptions = (name: string, decides: boolean): string | undefined =>
    decides && method === "OPTIONS" ? (headers.get(name) ?? undefined) : undefined;
  return {
    method,
    origin: headers.get("origin") || undefined,
    // Where every OPTIONS is answered, it makes no difference.
    requestMethod: ofOptions("access-control-request-method", safe) || undefined,
    requestHeaders: ofOptions("access-control-request-headers", echoes),
  };
}
