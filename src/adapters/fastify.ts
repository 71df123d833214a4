import { createDecider, whenDecided } from "./decider.ts";
import type { CorsHooks } from "./hooks.ts";
import { readNodeRequest, type NodeRequest } from "./node-request.ts";
import { applyOnCommit, type NodeResponse } from "./node-response.ts";
import type { PolicyChoice } from "./policy-choice.ts";

export type * from "./hooks.ts";
export type * from "./policy-choice.ts";
export type { NodeRequest, NodeResponse };

/** What is used of Fastify's request. */
export interface FastifyRequest {
  readonly raw: NodeRequest;
}

/** What is used of Fastify's reply. */
export interface FastifyReply {
  readonly raw: NodeResponse;
  code(status: number): { send(): unknown };
}

/** What is used of Fastify's instance. */
export interface FastifyInstance<Incoming extends FastifyRequest = FastifyRequest> {
  addHook(name: "onRequest", hook: (request: Incoming, reply: FastifyReply, done: () => void) => void): unknown;
}

/** A plugin of Fastify 4 and 5. */
export type Plugin<Incoming extends FastifyRequest = FastifyRequest> = (
  instance: FastifyInstance<Incoming>,
  options: unknown,
  done: (error?: Error) => void,
) => void;

/**
 * A plugin that puts a policy in front of the Fastify instance that it is registered on, and all that stands inside. Preflights
 * are answered in `onRequest`, before any other hook that comes later and before a 404; every other response carries what the
 * policy says about it, also a 404, an error, a validation's 400, a hijacked reply.
 *
 * For policies per route give a function, which sees the preflights of all routes. Registered on a child instance a policy holds
 * for the child's routes, but Fastify shows it no preflight unless the child has a route for OPTIONS: give it one
 * (`child.options("/*", (request, reply) => reply.callNotFound())`). Where two meet, the outer one answers a preflight, and of any
 * other request the inner one's decision stands.
 *
 * @param policy from `definePolicy` or `livePolicy`, or a function that gives one for each request
 * @param hooks who is told of what happens, a policy to try, and how long the function may take
 * @throws TypeError when there is no policy in the first argument, or the hooks are none
 * @example
 * app.register(cors(policy));
 * @example
 * app.register(cors((request: FastifyRequest) => (request.url.startsWith("/public/") ? publicPolicy : policy)));
 */
export function cors<Incoming extends FastifyRequest = FastifyRequest>(
  policy: PolicyChoice<Incoming>,
  hooks?: CorsHooks<Incoming>,
): Plugin<Incoming> {
  const decide = createDecider(
    policy,
    hooks,
    readNodeRequest(({ raw }) => raw),
  );
  function crossorigin(instance: FastifyInstance<Incoming>, _options: unknown, done: () => void): void {
    instance.addHook("onRequest", (request, reply, next) => {
      void whenDecided(decide(request), (outcome) => {
        const status = applyOnCommit(reply.raw, outcome);
        if (status === undefined) next();
        else reply.code(status).send();
      });
    });
    done();
  }
  // What fastify-plugin does: the hook is the instance's own, not that of an instance inside.
  return Object.assign(crossorigin, {
    [Symbol.for("skip-override")]: true,
    [Symbol.for("fastify.display-name")]: "crossorigin",
  });
}
