import { cors, type Handler } from "../../../src/adapters/fetch.ts";
import { run, webResponseOf, type Layer, type NodeListener } from "../application.ts";
import { routeOf, textOf, webStreamOf, type Route } from "../routes.ts";
import { askUpstream } from "../upstream.ts";
import { bridge } from "./bridge.ts";
import { isJson } from "./node.ts";

/** A handler of the Fetch standard. */
export function fetchApplication(layers: readonly Layer[]): NodeListener {
  return bridge(layers.reduceRight<Handler>((inner, { policy, hooks }) => cors(policy, hooks)(inner), handler));
}

const handler: Handler = (request) => {
  const route = routeOf(new URL(request.url).pathname);
  if (route === undefined) return new Response("no such route", { status: 404 });
  return run(
    route,
    () => {},
    () => respond(route, request),
  );
};

function respond(route: Route, request: Request): Response | Promise<Response> {
  if (route.does === "redirect") return Response.redirect("http://localhost/elsewhere", 302);
  if (route.does === "proxy") return askUpstream();
  if (route.does === "parse") return parse(request);
  if (Array.isArray(route.body)) return webResponseOf(route, webStreamOf(route));
  return webResponseOf(route, textOf(route) ?? null);
}

async function parse(request: Request): Promise<Response> {
  return new Response("parsed", { status: isJson(await request.text()) ? 200 : 400 });
}
