import { Readable } from "node:stream";
import fastify, { type FastifyReply, type FastifyRequest } from "fastify";
import { cors } from "../../../src/adapters/fastify.ts";
import { groupedHeaders, run, webResponseOf, type Layer, type NodeListener } from "../application.ts";
import { rawRouteOf } from "../raw-routes.ts";
import { chunksOf, routeOf, textOf, type Route } from "../routes.ts";
import { askUpstream, upstreamHeaders } from "../upstream.ts";

/** Fastify 5. */
export async function fastifyApplication(layers: readonly Layer[]): Promise<NodeListener> {
  const app = fastify();
  for (const { policy, hooks } of layers) app.register(cors(policy, hooks));
  app.all("/:mount/:route", (request, reply) => answer(request, reply));
  await app.ready();
  return (request, response) => app.routing(request, response);
}

function answer(request: FastifyRequest, reply: FastifyReply): unknown {
  const route = routeOf(request.url);
  if (route !== undefined) {
    const setHeaders = (): void => {
      if (route.status !== undefined) reply.code(route.status);
      for (const [name, value] of groupedHeaders(route)) reply.header(name, value);
    };
    return run<unknown>(route, setHeaders, () => respond(route, reply));
  }
  const raw = rawRouteOf(request.url);
  if (raw === undefined) return reply.callNotFound();
  reply.hijack();
  return raw(request.raw, reply.raw);
}

async function respond(route: Route, reply: FastifyReply): Promise<unknown> {
  if (route.does === "redirect") return reply.redirect("/elsewhere");
  if (route.does === "response") return reply.send(webResponseOf(route, textOf(route) ?? null));
  if (route.does === "parse") return reply.send("parsed");
  if (route.does === "proxy") {
    const upstream = await askUpstream();
    for (const [name, value] of upstreamHeaders(upstream)) reply.header(name, value);
    return reply.send(await upstream.text());
  }
  return reply.send(Array.isArray(route.body) ? Readable.from(chunksOf(route)) : textOf(route));
}
