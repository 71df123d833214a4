import type { FastifyInstance, FastifyPluginCallback, FastifyReply, FastifyRequest, LogLevel } from "fastify";
import type { CorsRequest } from "../policy/decision.ts";
import { hasFunction } from "../policy/has-function.ts";
import { addVary } from "./add-vary.ts";
import type { DropInOptions } from "./dialect.ts";
import {
  conductOf,
  DEFAULTS,
  DIALECT,
  normalize,
  readSetup,
  ruleOf,
  type FastifySetup,
  type OriginQuestion,
  type Written,
} from "./fastify-setup.ts";
import { readOrigin, type OriginRule } from "./origin-rule.ts";
import { createReporter, type Reporter } from "./report-hazards.ts";

type OriginCallback = (error: Error | null, origin: ValueOrArray<OriginType>) => void;
type OriginType = string | boolean | RegExp;
type ValueOrArray<T> = T | ArrayOfValueOrArray<T>;
interface ArrayOfValueOrArray<T> extends Array<ValueOrArray<T>> {}

type FastifyCorsPlugin = FastifyPluginCallback<
  NonNullable<fastifyCors.FastifyCorsOptions> | fastifyCors.FastifyCorsOptionsDelegate
>;

type FastifyCorsHook = "onRequest" | "preParsing" | "preValidation" | "preHandler" | "preSerialization";

/** Types under the names that they have in `@fastify/cors`. */
declare namespace fastifyCors {
  export type OriginFunction = (origin: string | undefined, callback: OriginCallback) => void;
  export type AsyncOriginFunction = (origin: string | undefined) => Promise<ValueOrArray<OriginType>>;
  export interface FastifyCorsOptions extends DropInOptions {
    /** Default `"onRequest"`. */
    hook?: FastifyCorsHook;
    /** Gives the options for each request. */
    delegator?: FastifyCorsOptionsDelegate;
    /** Default `"*"`. */
    origin?: ValueOrArray<OriginType> | AsyncOriginFunction | OriginFunction;
    credentials?: boolean;
    exposedHeaders?: string | string[];
    /** Default: whatever is asked for. */
    allowedHeaders?: string | string[];
    /** Default `"GET,HEAD,POST"`. */
    methods?: string | string[];
    /** Seconds. */
    maxAge?: number;
    /** `Cache-Control` of answers to preflights: seconds, or the value itself. */
    cacheControl?: number | string;
    /** Default `false`. */
    preflightContinue?: boolean;
    /** Default 204. */
    optionsSuccessStatus?: number;
    /** Whether preflights are answered. Default `true`. */
    preflight?: boolean;
    /** Whether an OPTIONS that is no preflight is answered with 400. Default `true`. */
    strictPreflight?: boolean;
    /** Whether `@fastify/swagger` leaves the route for OPTIONS out. Default `true`. */
    hideOptionsRoute?: boolean;
    /** Of the route for OPTIONS. Default: that of the instance. */
    logLevel?: LogLevel;
  }
  export interface FastifyCorsOptionsDelegateCallback {
    (request: FastifyRequest, callback: (error: Error | null, corsOptions?: FastifyCorsOptions) => void): void;
  }
  export interface FastifyCorsOptionsDelegatePromise {
    (request: FastifyRequest): Promise<FastifyCorsOptions>;
  }
  export type FastifyCorsOptionsDelegate = FastifyCorsOptionsDelegateCallback | FastifyCorsOptionsDelegatePromise;
  export type FastifyPluginOptionsDelegate<T = FastifyCorsOptionsDelegate> = (instance: FastifyInstance) => T;
}

export type OriginFunction = fastifyCors.OriginFunction;
export type AsyncOriginFunction = fastifyCors.AsyncOriginFunction;
export type FastifyCorsOptions = fastifyCors.FastifyCorsOptions;
export type FastifyCorsOptionsDelegateCallback = fastifyCors.FastifyCorsOptionsDelegateCallback;
export type FastifyCorsOptionsDelegatePromise = fastifyCors.FastifyCorsOptionsDelegatePromise;
export type FastifyCorsOptionsDelegate = fastifyCors.FastifyCorsOptionsDelegate;
export type FastifyPluginOptionsDelegate<T = FastifyCorsOptionsDelegate> = fastifyCors.FastifyPluginOptionsDelegate<T>;

/** What the plugin notes on a request. */
type CorsFastifyRequest = FastifyRequest & { corsPreflightEnabled: boolean };

type Next = (error?: Error) => void;
type Handle = (request: FastifyRequest, reply: FastifyReply, next: Next) => void;
type Delegate = (request: FastifyRequest, callback?: (error: Error | null, options?: Written) => void) => unknown;

const HOOKS = ["onRequest", "preParsing", "preValidation", "preHandler", "preSerialization"];
/** Hooks that are given a payload before the callback. */
const HOOKS_WITH_PAYLOAD = ["preParsing", "preSerialization"];

/**
 * A drop-in for the plugin of `@fastify/cors` 11.4.3: the same options, the same answers. What is dangerous in the options, or
 * means nothing, is told once by `process.emitWarning`, each with a code that has a page in `docs/findings`.
 *
 * @param instance of Fastify 5
 * @param options those of `@fastify/cors`, with two more: `safe` and `strict`; or a function that gives them for each request.
 *   With `strict: true` the plugin fails with a StrictError when there is anything to warn of.
 * @example
 * import cors from "crossorigin/compat/fastify-cors"; // or: const cors = require("crossorigin/compat/fastify-cors");
 * await app.register(cors, { origin: "https://app.example.com" });
 */
function fastifyCors(...[instance, options, done]: Parameters<FastifyCorsPlugin>): ReturnType<FastifyCorsPlugin> {
  const written: Written = typeof options === "function" ? { delegator: options } : options;
  const hook = written.delegator ? written.hook || DEFAULTS.hook : "hook" in written ? written.hook : DEFAULTS.hook;
  instance.decorateRequest("corsPreflightEnabled", false);
  if (!HOOKS.includes(String(hook))) {
    done(new TypeError("@fastify/cors: Invalid hook option provided."));
    return;
  }
  const reporter = createReporter(DIALECT);
  try {
    addHandler(instance, String(hook), handlerOf(instance, written, reporter));
  } catch (error) {
    done(error as Error);
    return;
  }
  addOptionsRoute(instance, written);
  done();
}

// What fastify-plugin does, under the name by which other plugins depend on this one.
Object.assign(fastifyCors, {
  fastifyCors,
  default: fastifyCors,
  [Symbol.for("skip-override")]: true,
  [Symbol.for("fastify.display-name")]: "@fastify/cors",
  [Symbol.for("plugin-meta")]: { fastify: "5.x", name: "@fastify/cors" },
});

export { fastifyCors as default, fastifyCors, fastifyCors as "module.exports" };

function addHandler(instance: FastifyInstance, hook: string, handle: Handle): void {
  const add = instance.addHook.bind(instance) as (name: string, handler: unknown) => void;
  if (!HOOKS_WITH_PAYLOAD.includes(hook)) add(hook, handle);
  else
    add(hook, (...[request, reply, , next]: [FastifyRequest, FastifyReply, unknown, Next]) =>
      handle(request, reply, next),
    );
}

/** Lets Fastify route an OPTIONS to the hook, whatever its path. */
function addOptionsRoute(instance: FastifyInstance, { hideOptionsRoute = true, logLevel }: Written): void {
  const settings = { schema: { hide: hideOptionsRoute }, ...(logLevel === undefined ? {} : { logLevel }) };
  instance.options("*", settings as object, (request, reply) => {
    if ((request as CorsFastifyRequest).corsPreflightEnabled) void reply.send();
    // CORS is off for this origin, or this is no preflight.
    else reply.callNotFound();
  });
}

/** @throws StrictError */
function handlerOf(instance: FastifyInstance, written: Written, reporter: Reporter): Handle {
  const { delegator } = written;
  if (delegator) return byDelegate(instance, delegator as Delegate, reporter);
  const setup = readSetup(normalize(written), false);
  reporter.check(written, setup.settings, conductOf(setup));
  return (request, reply, next) => start(instance, setup, request, reply, next, reporter);
}

function byDelegate(instance: FastifyInstance, delegate: Delegate, reporter: Reporter): Handle {
  const use = (written: Written, request: FastifyRequest, reply: FastifyReply, next: Next): void => {
    const setup = readSetup(normalize(written), true);
    reporter.checkAnswer(written, setup.settings, () => conductOf(setup));
    start(instance, setup, request, reply, next, reporter);
  };
  if (delegate.length === 2) {
    return (request, reply, next) => {
      delegate(request, (error, written) => {
        if (error) next(error);
        else guarded(next, () => use(written ?? {}, request, reply, next));
      });
    };
  }
  return (request, reply, next) => {
    const answer = delegate(request);
    if (!isThenable(answer)) next(invalidOrigin());
    else answer.then((written) => use(written as Written, request, reply, next)).catch(next);
  };
}

/** A strict reporter's error goes where every error goes. */
function guarded(next: Next, call: () => void): void {
  try {
    call();
  } catch (error) {
    next(error as Error);
  }
}

function start(
  instance: FastifyInstance,
  registered: FastifySetup,
  request: FastifyRequest,
  reply: FastifyReply,
  next: Next,
  reporter: Reporter,
): void {
  const override = (request.routeOptions.config as { readonly cors?: unknown } | undefined)?.cors;
  if (override === false) {
    next();
    return;
  }
  const setup =
    typeof override === "object" && override !== null ? overridden(registered, override, reporter) : registered;
  if (setup.varies) vary(reply, "Origin");
  const { origin } = setup;
  if (typeof origin === "function") ask(instance, origin, setup, request, reply, next, reporter);
  else answer(setup, origin, request, reply, next);
}

/** The options of a route go over those of the plugin. They are read once, as long as those of the plugin are. */
function overridden(registered: FastifySetup, override: object, reporter: Reporter): FastifySetup {
  const known = registered.overrides?.get(override);
  if (known !== undefined) return known;
  const setup = readSetup({ ...registered.options, ...override }, registered.dynamic);
  reporter.checkAnswer(setup.options, setup.settings, () => conductOf(setup));
  registered.overrides?.set(override, setup);
  return setup;
}

function ask(
  instance: FastifyInstance,
  origin: OriginQuestion,
  setup: FastifySetup,
  request: FastifyRequest,
  reply: FastifyReply,
  next: Next,
  reporter: Reporter,
): void {
  let called = false;
  const done = (error: Error | null, value?: unknown): void => {
    called = true;
    if (error === null) answer(setup, ruleOf(value, readOrigin), request, reply, next);
    else next(error);
  };
  let returned: unknown;
  try {
    returned = origin.call(instance, request.headers.origin, done);
  } catch (error) {
    if (!called) reporter.tell("OriginFunctionFailed", "origin", error instanceof Error ? error.message : error);
    throw error;
  }
  if (isThenable(returned)) returned.then((value) => done(null, value), done);
  // Nobody reads what else it returns, so the request waits for a callback that may never come.
  else if (!called && returned !== undefined && returned !== null && typeof returned !== "object") {
    reporter.tell("OriginFunctionFailed", "origin", returned);
  }
}

function answer(
  setup: FastifySetup,
  rule: OriginRule | false | undefined,
  request: FastifyRequest,
  reply: FastifyReply,
  next: Next,
): void {
  if (rule === false) {
    next();
    return;
  }
  if (rule === undefined) {
    next(invalidOrigin());
    return;
  }
  const decision = setup.policy.decideBy(rule, toCorsRequest(request, setup.answersPreflights));
  for (const [name, value] of decision.headers) void reply.header(name, value);
  if (decision.status === undefined) {
    if (setup.refusesOthers && request.raw.method === "OPTIONS") {
      void reply.status(400).type("text/plain").send("Invalid Preflight Request");
    } else next();
    return;
  }
  (request as CorsFastifyRequest).corsPreflightEnabled = true;
  for (const name of decision.vary) vary(reply, name);
  if (setup.cacheControl) void reply.header("Cache-Control", setup.cacheControl);
  if (setup.continues) next();
  else
    void reply
      .code(setup.status as number)
      .header("Content-Length", "0")
      .send();
}

/** Where preflights are not answered, one is a request like any other. */
function toCorsRequest({ raw: { method = "" }, headers }: FastifyRequest, answersPreflights: boolean): CorsRequest {
  return {
    method: answersPreflights ? method : "",
    origin: headers.origin || undefined,
    requestMethod: headers["access-control-request-method"] || undefined,
    requestHeaders: headers["access-control-request-headers"],
  };
}

function vary(reply: FastifyReply, name: string): void {
  const current: unknown = reply.getHeader("Vary");
  const next = current === undefined ? name : addVary(current, name);
  if (next !== current) void reply.header("Vary", next);
}

function invalidOrigin(): Error {
  return new Error("Invalid CORS origin option");
}

function isThenable(value: unknown): value is Promise<unknown> {
  return hasFunction(value, "then");
}
