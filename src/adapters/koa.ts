import { createDecider, whenDecided } from "./decider.ts";
import type { CorsHooks } from "./hooks.ts";
import { readNodeRequest, type NodeRequest } from "./node-request.ts";
import { applyOnCommit, type NodeResponse } from "./node-response.ts";
import type { PolicyChoice } from "./policy-choice.ts";

export type * from "./hooks.ts";
export type * from "./policy-choice.ts";
export type { NodeRequest, NodeResponse };

/** What is used of Koa's context. */
export interface KoaContext {
  readonly req: NodeRequest;
  readonly res: NodeResponse;
  status: number;
  body: unknown;
}

/** A middleware of Koa 2 and 3. */
export type Middleware<Context extends KoaContext = KoaContext> = (
  context: Context,
  next: () => Promise<unknown>,
) => Promise<unknown>;

/**
 * Puts a policy in front of a Koa application. Preflights are answered here; every other response carries what the policy says
 * about it, also where Koa takes all headers back because a middleware threw. Use it before what answers.
 *
 * For policies per route give a function, which sees the preflights of all routes, or mount it (`koa-mount`, a router's
 * `use`) where that routes OPTIONS too. Where two meet, the outer one answers a preflight, and of any other request the inner
 * one's decision stands.
 *
 * @param policy from `definePolicy` or `livePolicy`, or a function that gives one for each request
 * @param hooks who is told of what happens, a policy to try, and how long the function may take
 * @throws TypeError when there is no policy in the first argument, or the hooks are none
 * @example
 * app.use(cors(policy));
 * @example
 * app.use(cors((context: Koa.Context) => (context.path.startsWith("/public/") ? publicPolicy : policy)));
 */
export function cors<Context extends KoaContext = KoaContext>(
  policy: PolicyChoice<Context>,
  hooks?: CorsHooks<Context>,
): Middleware<Context> {
  const decide = createDecider(
    policy,
    hooks,
    readNodeRequest(({ req }) => req),
  );
  return async (context, next) =>
    whenDecided(decide(context), (outcome) => {
      const status = applyOnCommit(context.res, outcome);
      if (status === undefined) return next();
      context.body = null;
      context.status = status;
      return undefined;
    });
}
