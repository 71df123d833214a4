import { createDecider, whenDecided } from "./decider.ts";
import type { CorsHooks } from "./hooks.ts";
import { readNodeRequest, type NodeRequest } from "./node-request.ts";
import { applyOnCommit, type NodeResponse } from "./node-response.ts";
import type { PolicyChoice } from "./policy-choice.ts";

export type * from "./hooks.ts";
export type * from "./policy-choice.ts";
export type { NodeRequest, NodeResponse };

/** What is used of hapi's request. */
export interface HapiRequest {
  readonly raw: { readonly req: NodeRequest; readonly res: NodeResponse };
}

/** What is used of hapi's response toolkit. */
export interface HapiToolkit {
  readonly continue: symbol;
  response(): { code(status: number): { takeover(): unknown } };
}

/** What is used of hapi's server. */
export interface HapiServer<Incoming extends HapiRequest = HapiRequest> {
  ext(event: "onRequest", method: (request: Incoming, toolkit: HapiToolkit) => unknown): void;
}

/** A plugin of hapi 21. */
export interface Plugin<Incoming extends HapiRequest = HapiRequest> {
  readonly name: string;
  readonly multiple: boolean;
  register(server: HapiServer<Incoming>): void;
}

/**
 * A plugin that puts a policy in front of a hapi server. Preflights are answered in `onRequest`, before routing; every other
 * response carries what the policy says about it, also a 404, an error, an abandoned response. Leave hapi's own `cors` route
 * option off: what it sets is replaced.
 *
 * For policies per route give a function, which sees the preflights of all routes: hapi has no `onRequest` for a part of a
 * server. Where two policies are registered, the first one answers a preflight, and of any other request the last one's decision
 * stands.
 *
 * @param policy from `definePolicy` or `livePolicy`, or a function that gives one for each request
 * @param hooks who is told of what happens, a policy to try, and how long the function may take
 * @throws TypeError when there is no policy in the first argument, or the hooks are none
 * @example
 * await server.register(cors(policy));
 * @example
 * await server.register(cors((request: Request) => (request.path.startsWith("/public/") ? publicPolicy : policy)));
 */
export function cors<Incoming extends HapiRequest = HapiRequest>(
  policy: PolicyChoice<Incoming>,
  hooks?: CorsHooks<Incoming>,
): Plugin<Incoming> {
  const decide = createDecider(
    policy,
    hooks,
    readNodeRequest(({ raw }) => raw.req),
  );
  return {
    name: "crossorigin",
    multiple: true,
    register(server) {
      server.ext("onRequest", (request, toolkit) =>
        whenDecided(decide(request), (outcome) => {
          const status = applyOnCommit(request.raw.res, outcome);
          return status === undefined ? toolkit.continue : toolkit.response().code(status).takeover();
        }),
      );
    },
  };
}
