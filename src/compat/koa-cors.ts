import type Koa from "koa";
import type { CorsRequest } from "../policy/decision.ts";
import { hasFunction } from "../policy/has-function.ts";
import { addVary } from "./add-vary.ts";
import { namesIn, type Dialect, type DropInOptions, type Settings } from "./dialect.ts";
import { addLine, textOf, type HeaderLine } from "./header-line.ts";
import { LibraryPolicy } from "./library-policy.ts";
import { fixedOrigin, type OriginRule } from "./origin-rule.ts";
import { createReporter, type Reporter } from "./report-hazards.ts";

/** Types under the names that they have in `@types/koa__cors`. */
declare namespace cors {
  export interface Options extends Pick<DropInOptions, "strict"> {
    /** Sent without comparing. Default `"*"`, and with credentials the request's own origin. */
    origin?: ((context: Koa.Context) => string) | ((context: Koa.Context) => PromiseLike<string>) | string | undefined;
    /** Default `"GET,HEAD,PUT,POST,DELETE,PATCH"`. */
    allowMethods?: string[] | string | undefined;
    exposeHeaders?: string[] | string | undefined;
    /** Default: whatever is asked for. */
    allowHeaders?: string[] | string | undefined;
    /** Seconds. */
    maxAge?: number | string | undefined;
    credentials?:
      | ((context: Koa.Context) => boolean)
      | ((context: Koa.Context) => PromiseLike<boolean>)
      | boolean
      | undefined;
    /** Whether an error that is thrown further in carries the headers. Default `true`. */
    keepHeadersOnError?: boolean | undefined;
    /** `Cross-Origin-Opener-Policy` and `Cross-Origin-Embedder-Policy`. Default `false`. */
    secureContext?: boolean | undefined;
    /** Whether `Access-Control-Request-Private-Network: true` is granted. Browsers have given this header up. Default `false`. */
    privateNetworkAccess?: boolean | undefined;
  }
}

export type Options = cors.Options;

const DIALECT: Dialect = {
  library: "@koa/cors",
  adapter: "crossorigin/koa",
  names: { methods: "allowMethods", allowHeaders: "allowHeaders", exposeHeaders: "exposeHeaders" },
  options: [
    "origin",
    "allowMethods",
    "exposeHeaders",
    "allowHeaders",
    "maxAge",
    "credentials",
    "keepHeadersOnError",
    "secureContext",
    "privateNetworkAccess",
    "strict",
  ],
  listsAsText: true,
  neverUndefined: ["origin", "allowMethods"],
};

const SECURE_CONTEXT: readonly HeaderLine[] = [
  ["Cross-Origin-Opener-Policy", "same-origin"],
  ["Cross-Origin-Embedder-Policy", "require-corp"],
];

/**
 * A drop-in for the middleware of `@koa/cors` 5.0.0: the same options, the same answers. What is dangerous in the options, or
 * means nothing, is told once by `process.emitWarning`, each with a code that has a page in `docs/findings`.
 *
 * @param options those of `@koa/cors`, with one more: `strict`
 * @returns a middleware for Koa 2 and 3
 * @throws StrictError with `strict: true`, when there is anything to warn of
 * @example
 * import cors from "crossorigin/compat/koa-cors"; // or: const cors = require("crossorigin/compat/koa-cors");
 * app.use(cors({ origin: "https://app.example.com" }));
 */
function cors(options: cors.Options = {}): Koa.Middleware {
  const reporter = createReporter(DIALECT);
  const setup = readSetup(options);
  reporter.check(options, setup.settings, {
    reflectsAll: setup.settings.origin === true,
    creditsStrangers: false,
    swallowsOptions: false,
  });
  return (context, next) => answer(setup, context, next, reporter);
}

export { cors as default, cors as "module.exports" };

type OriginFunction = (context: Koa.Context) => unknown;

/** Options as plain JavaScript may write them. */
type Written = { readonly [Name in keyof Options]?: unknown };

interface Setup {
  readonly settings: Settings;
  readonly origin: OriginRule | OriginFunction;
  readonly credentials: unknown;
  /** The policy without credentials, and with. */
  readonly policies: Readonly<Record<"plain" | "credentialed", LibraryPolicy>>;
  readonly keepsHeaders: boolean;
  readonly privateNetwork: boolean;
}

function readSetup(written: Written): Setup {
  const options = { allowMethods: "GET,HEAD,PUT,POST,DELETE,PATCH", ...written };
  const { origin, credentials } = options;
  const fixed = typeof origin === "function" || !origin ? "*" : textOf(origin);
  const rule = fixedOrigin(fixed, true);
  const always = Boolean(credentials) && typeof credentials !== "function";
  const settings: Settings = {
    // With credentials, `*` becomes whatever origin asks.
    origin: typeof origin === "function" ? origin : fixed === "*" && always ? true : fixed,
    methods: options.allowMethods,
    // An empty list is none: whatever is asked for is allowed.
    allowHeaders: namesIn(options.allowHeaders).length === 0 ? undefined : options.allowHeaders,
    exposeHeaders: options.exposeHeaders,
    credentials: always,
    maxAge: typeof options.maxAge === "string" ? Number(options.maxAge) : options.maxAge,
  };
  const policy = (credentialed: boolean): LibraryPolicy => policyOf(options, credentialed, rule);
  return {
    settings,
    origin: isFunction(origin) ? origin : rule,
    credentials,
    policies: { plain: policy(false), credentialed: policy(true) },
    keepsHeaders: options.keepHeadersOnError === undefined || Boolean(options.keepHeadersOnError),
    privateNetwork: Boolean(options.privateNetworkAccess),
  };
}

function policyOf(options: Written, credentialed: boolean, rule: OriginRule): LibraryPolicy {
  const shared: HeaderLine[] = credentialed ? [["Access-Control-Allow-Credentials", "true"]] : [];
  if (options.secureContext) shared.push(...SECURE_CONTEXT);
  const actual = [...shared];
  addLine(actual, "Access-Control-Expose-Headers", options.exposeHeaders);
  const preflight = [...shared];
  addLine(preflight, "Access-Control-Max-Age", options.maxAge || undefined);
  addLine(preflight, "Access-Control-Allow-Methods", options.allowMethods);
  const answered = preflight.length;
  addLine(preflight, "Access-Control-Allow-Headers", options.allowHeaders);
  return new LibraryPolicy(
    {
      actual,
      preflight: () => preflight,
      echo: preflight.length > answered ? undefined : (asked) => asked || undefined,
      otherOptions: "untouched",
      silent: false,
    },
    rule,
  );
}

function isFunction(value: unknown): value is OriginFunction {
  return typeof value === "function";
}

async function answer(setup: Setup, context: Koa.Context, next: Koa.Next, reporter: Reporter): Promise<unknown> {
  const request = toCorsRequest(context);
  write(context, [], true);
  let rule = setup.origin;
  if (typeof rule === "function") {
    const value = await ask(rule, context, reporter);
    // No CORS for this request.
    if (!value) return next();
    rule = fixedOrigin(textOf(value), true);
  }
  const credentials = isFunction(setup.credentials) ? await setup.credentials(context) : Boolean(setup.credentials);
  if (credentials && rule.fixed === "*") rule = fixedOrigin(request.origin ?? "", true);
  const policy = credentials === true ? setup.policies.credentialed : setup.policies.plain;
  const { headers, status } = policy.decideBy(rule, request);
  write(context, headers, false);
  if (status !== undefined) {
    if (setup.privateNetwork && context.get("Access-Control-Request-Private-Network") === "true") {
      context.set("Access-Control-Allow-Private-Network", "true");
    }
    context.status = 204;
    return undefined;
  }
  if (!setup.keepsHeaders || headers.length === 0) return next();
  try {
    return await next();
  } catch (error) {
    // Koa takes every header back when something is thrown, and sends those that the error carries.
    if (typeof error === "object" && error !== null) carryHeaders(error, headers);
    throw error;
  }
}

/** What the function answers; whatever is no text is sent as text. */
function ask(origin: OriginFunction, context: Koa.Context, reporter: Reporter): unknown {
  const failed = (error: unknown): never => {
    reporter.tell("OriginFunctionFailed", "origin", error instanceof Error ? error.message : error);
    throw error;
  };
  try {
    const answer = origin(context);
    return hasFunction(answer, "then") ? Promise.resolve(answer).catch(failed) : answer;
  } catch (error) {
    return failed(error);
  }
}

/** On the response of Node.js, where it takes the least; what Koa would do is no more. Too late, Koa does nothing either. */
function write({ res }: Koa.Context, lines: readonly HeaderLine[], varies: boolean): void {
  if (res.headersSent) return;
  if (varies) res.setHeader("Vary", addVary(res.getHeader("Vary"), "Origin"));
  for (const [name, value] of lines) res.setHeader(name, value);
}

function carryHeaders(error: object, lines: readonly HeaderLine[]): void {
  const { Vary, ...own } = (Reflect.get(error, "headers") || {}) as Record<string, unknown>;
  const vary = addVary(own["vary"] || Vary, "Origin");
  Reflect.set(error, "headers", { ...own, ...Object.fromEntries(lines), vary });
}

function toCorsRequest({ method, req: { headers } }: Koa.Context): CorsRequest {
  return {
    method,
    origin: headers.origin || undefined,
    requestMethod: headers["access-control-request-method"] || undefined,
    requestHeaders: headers["access-control-request-headers"],
  };
}
