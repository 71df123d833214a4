import { createDecider, whenDecided, type Outcome, type RequestReader } from "./decider.ts";
import type { CorsHooks } from "./hooks.ts";
import { readNodeRequest, type NodeRequest } from "./node-request.ts";
import { applyOnCommit, type NodeResponse } from "./node-response.ts";
import type { PolicyChoice } from "./policy-choice.ts";
import { enter, preflightResponse, readWebRequest, withDecision } from "./web-exchange.ts";

export type * from "./hooks.ts";
export type * from "./policy-choice.ts";

/** What is used of Hono's context. */
export interface HonoContext {
  readonly req: { readonly raw: Request };
  /** On Node.js, `incoming` and `outgoing` are the request and the response of `node:http`. */
  readonly env: unknown;
  get res(): Response;
  set res(response: Response | undefined);
}

/** A middleware of Hono 4. */
export type Middleware<Context extends HonoContext = HonoContext> = (
  context: Context,
  next: () => Promise<void>,
) => Promise<Response | undefined>;

/**
 * Puts a policy in front of a Hono application. Preflights are answered here, before routing; every other response carries what
 * the policy says about it: a raw `Response`, a redirect, an `HTTPException`, a 404. On Node.js (`@hono/node-server`) this is
 * done when the response's head goes out, elsewhere when the handlers are done. Use it before what answers.
 *
 * For policies per route give a function, which sees the preflights of all routes, or a path
 * (`app.use("/public/*", cors(publicPolicy))`). Where two meet, the outer one answers a preflight, and of any other request
 * the inner one's decision stands.
 *
 * @param policy from `definePolicy` or `livePolicy`, or a function that gives one for each request
 * @param hooks who is told of what happens, a policy to try, and how long the function may take
 * @throws TypeError when there is no policy in the first argument, or the hooks are none
 * @example
 * app.use("*", cors(policy));
 * @example
 * app.use("*", cors((context: Context) => (context.req.path.startsWith("/public/") ? publicPolicy : policy)));
 */
export function cors<Context extends HonoContext = HonoContext>(
  policy: PolicyChoice<Context>,
  hooks?: CorsHooks<Context>,
): Middleware<Context> {
  const decide = createDecider(policy, hooks, readRequest<Context>());
  return async (context, next) => whenDecided(decide(context), (outcome) => proceed(outcome, context, next));
}

/** Request and response of `node:http` or `node:http2` under Hono's. */
interface NodeEnv {
  readonly incoming: NodeRequest;
  readonly outgoing: NodeResponse;
}

/** On Node.js from the request of `node:http`: for the one of the Fetch standard all headers would have to be made first. */
function readRequest<Context extends HonoContext>(): RequestReader<Context> {
  const web = readWebRequest<Context>(({ req }) => req.raw);
  const node = readNodeRequest<Context>(({ env }) => (env as NodeEnv).incoming);
  const readerOf = ({ env }: Context): RequestReader<Context> => (isNodeEnv(env) ? node : web);
  return {
    toCorsRequest: (context) => readerOf(context).toCorsRequest(context),
    toSite: (context) => readerOf(context).toSite(context),
  };
}

async function proceed(
  outcome: Outcome | undefined,
  context: HonoContext,
  next: () => Promise<void>,
): Promise<Response | undefined> {
  const { env, req } = context;
  const status = outcome?.decision.status;
  if (outcome === undefined || isNodeEnv(env)) {
    if (isNodeEnv(env)) applyOnCommit(env.outgoing, outcome);
    if (status !== undefined) return new Response(null, { status });
    await next();
    return undefined;
  }
  if (status !== undefined) return preflightResponse(outcome);
  const { pending, leave } = enter(req.raw, outcome);
  try {
    await next();
    const response = withDecision(context.res, pending);
    // Hono merges a response into the one before it, unless that was taken away.
    context.res = undefined;
    context.res = response;
    return undefined;
  } finally {
    leave();
  }
}

/** Whether Node.js serves: then both are there. */
function isNodeEnv(env: unknown): env is NodeEnv {
  const { incoming, outgoing } = Object(env) as Partial<NodeEnv>;
  return incoming?.headers !== undefined && outgoing?.writeHead !== undefined;
}
