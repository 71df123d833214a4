import type { IncomingMessage, ServerResponse } from "node:http";
import { asHandler } from "./as-handler.ts";
import { createDecider } from "./decider.ts";
import type { CorsHooks } from "./hooks.ts";
import { readNodeRequest, type NodeRequest } from "./node-request.ts";
import { answerOrApply, type NodeResponse } from "./node-response.ts";
import type { PolicyChoice } from "./policy-choice.ts";

export type * from "./hooks.ts";
export type * from "./policy-choice.ts";
export type { NodeRequest, NodeResponse };

/** Answers a request of `node:http`, `node:https`, or the compatibility API of `node:http2`. */
export type Listener<Request extends NodeRequest = IncomingMessage, Response extends NodeResponse = ServerResponse> = (
  request: Request,
  response: Response,
) => unknown;

/** Wraps a listener; `Incoming` is what the function that chooses a policy needs of a request. */
export interface WrapListener<Incoming extends NodeRequest = NodeRequest> {
  /** Of `node:http` and `node:https`; an application of Express or Connect is one too. */
  (listener: Listener): Listener<IncomingMessage & Incoming>;
  /** Of anything like them, such as the compatibility API of `node:http2`. */
  <Request extends NodeRequest, Response extends NodeResponse>(
    listener: Listener<Request, Response>,
  ): Listener<Request & Incoming, Response>;
}

/**
 * Puts a policy around a listener of `node:http`, `node:https`, or the compatibility API of `node:http2`. Preflights are
 * answered here; every other response carries what the policy says about it, however it comes about: an error, a 404, a
 * stream, a head written by `writeHead`. What the listener itself sets under `Access-Control-*` is replaced, `Vary` is merged.
 *
 * Where two of these meet on one request, the outer one answers a preflight, and of any other request the inner one's
 * decision stands.
 *
 * @param policy from `definePolicy` or `livePolicy`, or a function that gives one for each request
 * @param hooks who is told of what happens, a policy to try, and how long the function may take
 * @returns a function that wraps a listener; what the listener returns is returned (later, when the policy comes later)
 * @throws TypeError when there is no policy in the first argument, or the hooks are none; so does the function that wraps, when
 *   it is given no function
 * @example
 * createServer(cors(policy)((request, response) => response.end("Hello"))).listen(8080);
 * @example
 * // A policy for each route: the function sees the preflights too.
 * const byRoute = (request: IncomingMessage) => (request.url?.startsWith("/public/") ? publicPolicy : policy);
 * createServer(cors(byRoute)(listener)).listen(8080);
 */
export function cors<Incoming extends NodeRequest = NodeRequest>(
  policy: PolicyChoice<Incoming>,
  hooks?: CorsHooks<Incoming>,
): WrapListener<Incoming> {
  const decide = createDecider(
    policy,
    hooks,
    readNodeRequest((request) => request),
  );
  return <Request extends NodeRequest, Response extends NodeResponse>(given: Listener<Request, Response>) => {
    const listener = asHandler(given, "a listener of node:http");
    return (request: Request & Incoming, response: Response): unknown => {
      const outcome = decide(request);
      if (!(outcome instanceof Promise)) {
        return answerOrApply(response, outcome) ? undefined : listener(request, response);
      }
      return outcome.then((settled) => (answerOrApply(response, settled) ? undefined : listener(request, response)));
    };
  };
}
