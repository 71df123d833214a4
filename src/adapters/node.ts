import type { IncomingMessage, ServerResponse } from "node:http";
import type { CorsRequest } from "../policy/decision.ts";
import type { Policy } from "../policy/define-policy.ts";
import { applyHeaders, applyOnCommit } from "./node-response.ts";

/** Answers a request of `node:http`. */
export type Listener<Request extends IncomingMessage, Response extends ServerResponse> = (
  request: Request,
  response: Response,
) => unknown;

/**
 * Puts a policy around a listener of `node:http`. Preflights are answered here; every other response carries what the
 * policy says about it, however it comes about: an error, a 404, a stream, a head written by `writeHead`. What the
 * listener itself sets under `Access-Control-*` is replaced, `Vary` is merged.
 *
 * @param policy from `definePolicy`
 * @returns a function that wraps a listener; what the listener returns is returned
 * @example
 * createServer(cors(policy)((request, response) => response.end("Hello"))).listen(8080);
 */
export function cors(
  policy: Policy,
): <Request extends IncomingMessage, Response extends ServerResponse>(
  listener: Listener<Request, Response>,
) => Listener<Request, Response> {
  return (listener) => (request, response) => {
    const decision = policy.decide(toCorsRequest(request));
    if (decision.status === undefined) {
      applyOnCommit(response, decision);
      return listener(request, response);
    }
    response.statusCode = decision.status;
    applyHeaders(response, decision);
    return response.end();
  };
}

/** Node.js joins the lines of these headers itself, so that two `Origin` lines are one text that is no origin. */
function toCorsRequest({ method = "", headers }: IncomingMessage): CorsRequest {
  return {
    method,
    origin: headers.origin,
    requestMethod: headers["access-control-request-method"],
    requestHeaders: headers["access-control-request-headers"],
  };
}
