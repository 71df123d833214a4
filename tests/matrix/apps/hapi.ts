import { createServer } from "node:http";
import { Readable } from "node:stream";
import Hapi, { type Lifecycle, type Request, type ResponseToolkit } from "@hapi/hapi";
import { cors } from "../../../src/adapters/hapi.ts";
import { groupedHeaders, run, type Layer, type NodeListener } from "../application.ts";
import { rawRouteOf } from "../raw-routes.ts";
import { chunksOf, routeOf, textOf, type Route } from "../routes.ts";
import { askUpstream, upstreamHeaders } from "../upstream.ts";

/** hapi 21. */
export async function hapiApplication(layers: readonly Layer[]): Promise<NodeListener> {
  const listener = createServer();
  const server = Hapi.server({ listener, autoListen: false, debug: false });
  for (const { policy, hooks } of layers) await server.register(cors(policy, hooks));
  server.route({ method: "*", path: "/{mount}/{route}", handler: answer });
  server.route({ method: "POST", path: "/{mount}/parses", handler: () => "parsed" });
  // Listens to nothing of its own; before it has started it closes every connection.
  await server.start();
  return (request, response) => listener.emit("request", request, response);
}

function answer(request: Request, toolkit: ResponseToolkit): Lifecycle.ReturnValue {
  const route = routeOf(request.path);
  if (route !== undefined)
    return run(
      route,
      () => {},
      () => respond(route, toolkit),
    );
  const raw = rawRouteOf(request.path);
  if (raw === undefined) return toolkit.response("no such route").code(404);
  void raw(request.raw.req, request.raw.res);
  return toolkit.abandon;
}

async function respond(route: Route, toolkit: ResponseToolkit): Promise<Lifecycle.ReturnValue> {
  if (route.does === "redirect") return toolkit.redirect("/elsewhere");
  if (route.does === "proxy") {
    const upstream = await askUpstream();
    const response = toolkit.response(await upstream.text());
    for (const [name, value] of upstreamHeaders(upstream)) response.header(name, value);
    return response;
  }
  const response = toolkit.response(
    Array.isArray(route.body) ? Readable.from(chunksOf(route), { objectMode: false }) : textOf(route),
  );
  response.code(route.status ?? 200);
  for (const [name, value] of groupedHeaders(route)) {
    for (const line of [value].flat()) response.header(name, line, { append: Array.isArray(value) });
  }
  return response;
}
