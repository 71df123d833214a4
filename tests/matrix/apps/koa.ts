import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import Koa from "koa";
import { cors } from "../../../src/adapters/koa.ts";
import { groupedHeaders, run, webResponseOf, type Layer, type NodeListener } from "../application.ts";
import { rawRouteOf } from "../raw-routes.ts";
import { chunksOf, routeOf, textOf, type Route } from "../routes.ts";
import { askUpstream, upstreamHeaders } from "../upstream.ts";
import { isJson } from "./node.ts";

/** Koa 3. */
export function koaApplication(layers: readonly Layer[]): NodeListener {
  const app = new Koa();
  // Otherwise errors are told on the terminal.
  app.silent = true;
  for (const { policy, hooks } of layers) app.use(cors(policy, hooks));
  app.use(async (context, next) => {
    const route = routeOf(context.path);
    if (route !== undefined) return answer(route, context);
    const raw = rawRouteOf(context.path);
    if (raw === undefined) return next();
    context.respond = false;
    // Koa starts with a 404.
    context.res.statusCode = 200;
    await raw(context.req, context.res);
  });
  return app.callback();
}

async function answer(route: Route, context: Koa.Context): Promise<void> {
  const setHeaders = (): void => {
    for (const [name, value] of groupedHeaders(route)) context.set(name, value);
  };
  await run(route, setHeaders, () => respond(route, context));
}

async function respond(route: Route, context: Koa.Context): Promise<void> {
  if (route.does === "redirect") return context.redirect("/elsewhere");
  if (route.does === "response") {
    context.body = webResponseOf(route, textOf(route) ?? null);
    return;
  }
  if (route.does === "parse") {
    if (!isJson(await text(context.req))) context.throw(400);
    context.body = "parsed";
    return;
  }
  if (route.does === "proxy") {
    const upstream = await askUpstream();
    for (const [name, value] of upstreamHeaders(upstream)) context.set(name, value);
    context.body = await upstream.text();
    return;
  }
  context.body = Array.isArray(route.body) ? Readable.from(chunksOf(route)) : (textOf(route) ?? null);
  context.status = route.status ?? 200;
}
