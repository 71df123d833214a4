import { createDecider, whenDecided, type Outcome } from "./decider.ts";
import type { CorsHooks } from "./hooks.ts";
import { applyOnCommit, type NodeResponse } from "./node-response.ts";
import type { Pending } from "./pending.ts";
import type { PolicyChoice } from "./policy-choice.ts";
import { applyToHeaders, enter, preflightResponse, readWebRequest, withDecision } from "./web-exchange.ts";

export type * from "./hooks.ts";
export type * from "./policy-choice.ts";

/** What is used of h3's event. */
export interface H3Event {
  readonly req: Request;
  /** What is set on a response besides what a handler returns; `errHeaders` on one of status 400 and above. */
  readonly res: { readonly headers: Headers; readonly errHeaders: Headers };
  /** On Node.js, `node.res` is the response of `node:http`. */
  readonly runtime?: { readonly node?: { readonly res?: unknown } | undefined } | undefined;
}

/** A middleware of h3 2. */
export type Middleware<Event extends H3Event = H3Event> = (event: Event, next: () => unknown) => unknown;

/**
 * Puts a policy in front of an h3 application. Preflights are answered here, before routing; every other response carries what
 * the policy says about it. On Node.js this is done when the response's head goes out, whatever h3 does. Elsewhere the
 * headers are h3's to merge, and it leaves them out where a global `onError` answers: put `crossorigin/fetch` around
 * `app.fetch` instead, which has no such gap.
 *
 * For policies per route give a function, which sees the preflights of all routes, or a path
 * (`app.use("/public/**", cors(publicPolicy))`). Where two meet, the outer one answers a preflight, and of any other request
 * the inner one's decision stands.
 *
 * @param policy from `definePolicy` or `livePolicy`, or a function that gives one for each request
 * @param hooks who is told of what happens, a policy to try, and how long the function may take
 * @throws TypeError when there is no policy in the first argument, or the hooks are none
 * @example
 * app.use(cors(policy));
 * @example
 * app.use(cors((event: H3Event) => (event.url.pathname.startsWith("/public/") ? publicPolicy : policy)));
 */
export function cors<Event extends H3Event = H3Event>(
  policy: PolicyChoice<Event>,
  hooks?: CorsHooks<Event>,
): Middleware<Event> {
  const decide = createDecider(
    policy,
    hooks,
    readWebRequest(({ req }) => req),
  );
  return (event, next) => whenDecided(decide(event), (outcome) => proceed(outcome, event, next));
}

function proceed(outcome: Outcome | undefined, event: H3Event, next: () => unknown): unknown {
  if (outcome === undefined) return next();
  const response = event.runtime?.node?.res;
  const { status } = outcome.decision;
  if (!isNodeResponse(response)) {
    return status === undefined ? applyAround(outcome, event, next) : preflightResponse(outcome);
  }
  applyOnCommit(response, outcome);
  return status === undefined ? next() : new Response(null, { status });
}

/** Away from Node.js: on a response itself, and on what h3 will make a response of. */
async function applyAround(outcome: Outcome, event: H3Event, next: () => unknown): Promise<unknown> {
  const { pending, leave } = enter(event.req, outcome);
  try {
    const value = await next();
    prepare(event, value, pending);
    return value instanceof Response ? withDecision(value, pending) : value;
  } catch (error) {
    prepare(event, error, pending);
    throw error;
  } finally {
    leave();
  }
}

/** h3 sets these over what a handler returned or threw, so that own headers of those must be looked through first. */
function prepare(event: H3Event, from: unknown, pending: Pending): void {
  const own = typeof from === "object" && from !== null && "headers" in from ? from.headers : undefined;
  const vary = own instanceof Headers ? (own.get("vary") ?? "") : "";
  if (own instanceof Headers && !(from instanceof Response)) applyToHeaders(own, pending);
  for (const headers of [event.res.headers, event.res.errHeaders]) applyToHeaders(headers, pending, vary);
}

function isNodeResponse(response: unknown): response is NodeResponse {
  return typeof response === "object" && response !== null && "writeHead" in response;
}
