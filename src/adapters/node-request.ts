import type { IncomingHttpHeaders } from "node:http";
import type { CorsRequest } from "../policy/decision.ts";
import type { RequestReader } from "./decider.ts";

/** What is needed of a request of `node:http`, `node:https`, or the compatibility API of `node:http2`. */
export interface NodeRequest {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly headers: IncomingHttpHeaders & { readonly ":authority"?: string | undefined };
}

/** Reads the request of Node.js that a framework's request stands on. */
export function readNodeRequest<Request>(nodeRequestOf: (request: Request) => NodeRequest): RequestReader<Request> {
  return {
    toCorsRequest: (request) => toCorsRequest(nodeRequestOf(request)),
    toSite(request) {
      const { headers } = nodeRequestOf(request);
      const site = headers["sec-fetch-site"];
      return { site: typeof site === "string" ? site : undefined, host: headers.host ?? headers[":authority"] };
    },
  };
}

/** Node.js joins the lines of these headers itself, so that two `Origin` lines are one text that is no origin. */
function toCorsRequest({ method = "", headers }: NodeRequest): CorsRequest {
  return {
    method,
    origin: headers.origin,
    requestMethod: headers["access-control-request-method"],
    requestHeaders: headers["access-control-request-headers"],
  };
}
