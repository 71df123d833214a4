import type { ServerResponse } from "node:http";
import { createDecider, whenDecided } from "./decider.ts";
import type { CorsHooks } from "./hooks.ts";
import { readNodeRequest, type NodeRequest } from "./node-request.ts";
import { answerOrApply } from "./node-response.ts";
import type { PolicyChoice } from "./policy-choice.ts";

export type * from "./hooks.ts";
export type * from "./policy-choice.ts";
export type { NodeRequest };

/** A middleware of Express 4 and 5, and of whatever has the same form: Connect, Polka, NestJS on Express. */
export type Middleware<Incoming extends NodeRequest = NodeRequest> = (
  request: Incoming,
  response: ServerResponse,
  next: (error?: unknown) => void,
) => void | Promise<void>;

/**
 * Puts a policy in front of an Express application or router. Preflights are answered here, before routing; every other
 * response carries what the policy says about it, also a 404, an error page, and what a body parser refuses. Use it before
 * what answers.
 *
 * For policies per route either give a function, which sees the preflights of all routes, or mount on a path
 * (`app.use("/public", cors(publicPolicy))`). A policy among one route's handlers (`app.put("/orders", cors(strict), …)`) sees
 * no preflight: `app.options("/orders", cors(strict))` shows it those. Where two meet, the outer one answers a preflight, and
 * of any other request the inner one's decision stands.
 *
 * @param policy from `definePolicy` or `livePolicy`, or a function that gives one for each request
 * @param hooks who is told of what happens, a policy to try, and how long the function may take
 * @throws TypeError when there is no policy in the first argument, or the hooks are none
 * @example
 * app.use(cors(policy));
 * @example
 * app.use(cors((request: Request) => tenants.get(request.hostname)?.policy));
 */
export function cors<Incoming extends NodeRequest = NodeRequest>(
  policy: PolicyChoice<Incoming>,
  hooks?: CorsHooks<Incoming>,
): Middleware<Incoming> {
  const decide = createDecider(
    policy,
    hooks,
    readNodeRequest((request) => request),
  );
  return (request, response, next) =>
    whenDecided(decide(request), (outcome) => {
      if (!answerOrApply(response, outcome)) next();
    });
}
