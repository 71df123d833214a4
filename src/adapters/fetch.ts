import { asHandler } from "./as-handler.ts";
import { createDecider, isThenable, whenDecided, type Outcome } from "./decider.ts";
import type { CorsHooks } from "./hooks.ts";
import type { PolicyChoice } from "./policy-choice.ts";
import { enter, preflightResponse, readWebRequest, withDecision } from "./web-exchange.ts";

export type * from "./hooks.ts";
export type * from "./policy-choice.ts";

/** Answers a request of the Fetch standard. What a runtime hands over besides (`env`, `info`, `context`) is passed on. */
export type Handler<Incoming extends Request = Request, Rest extends unknown[] = []> = (
  request: Incoming,
  ...rest: Rest
) => Response | Promise<Response>;

/**
 * Puts a policy around a handler of the Fetch standard, as Deno, Bun, Workers, Next.js and others have it. Preflights are
 * answered here; every other response is made anew with what the policy says about it, so that immutable ones carry it too.
 * The body stays the same stream. What the handler sets under `Access-Control-*` is replaced, `Vary` is merged.
 *
 * Left as they are: `Response.error()`, an upgrade (status 101, or a `webSocket`), a status that no `Response` can be made
 * with (an upstream's 999), a body that was read already.
 *
 * What the handler throws or rejects with is passed on, since there is no response then to put headers on: the runtime's own
 * error page has none, and a page sees a network error. Catch it further in and answer with a `Response`.
 *
 * @param policy from `definePolicy` or `livePolicy`, or a function that gives one for each request
 * @param hooks who is told of what happens, a policy to try, and how long the function may take
 * @returns a function that wraps a handler; it answers at once where policy and handler do
 * @throws TypeError when there is no policy in the first argument, or the hooks are none; so does the function that wraps, when
 *   it is given no function
 * @example
 * Deno.serve(cors(policy)((request) => new Response("Hello")));
 * @example
 * export default { fetch: cors(policy)((request: Request, env: Env) => answer(request, env)) };
 */
export function cors<Incoming extends Request = Request>(
  policy: PolicyChoice<Incoming>,
  hooks?: CorsHooks<Incoming>,
): <Rest extends unknown[] = []>(handler: Handler<Incoming, Rest>) => Handler<Incoming, Rest> {
  const decide = createDecider(
    policy,
    hooks,
    readWebRequest((request) => request),
  );
  return (given) => {
    const handler = asHandler(given, "a handler from Request to Response");
    return (request, ...rest) =>
      whenDecided(decide(request), (outcome) => answer(outcome, request, () => handler(request, ...rest)));
  };
}

function answer(
  outcome: Outcome | undefined,
  request: Request,
  handle: () => Response | Promise<Response>,
): Response | Promise<Response> {
  if (outcome === undefined) return handle();
  if (outcome.decision.status !== undefined) return preflightResponse(outcome);
  const { pending, leave } = enter(request, outcome);
  let response: Response | Promise<Response>;
  try {
    response = handle();
  } catch (error) {
    leave();
    throw error;
  }
  if (isThenable(response)) {
    return Promise.resolve(response)
      .then((settled) => withDecision(settled, pending))
      .finally(leave);
  }
  leave();
  return withDecision(response, pending);
}
