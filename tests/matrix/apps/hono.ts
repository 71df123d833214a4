import type { IncomingMessage, ServerResponse } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { Hono, type Context } from "hono";
import { validator } from "hono/validator";
import { cors } from "../../../src/adapters/hono.ts";
import { run, webResponseOf, type Layer, type NodeListener } from "../application.ts";
import { rawRouteOf } from "../raw-routes.ts";
import { routeOf, textOf, webStreamOf, type Route } from "../routes.ts";
import { askUpstream } from "../upstream.ts";
import { bridge } from "./bridge.ts";

/** Hono 4 on @hono/node-server. */
export function honoOnNodeApplication(layers: readonly Layer[]): NodeListener {
  return getRequestListener(honoApp(layers).fetch, { overrideGlobalObjects: false });
}

/** Hono 4 by its `fetch` alone, as Deno, Bun and Workers call it. */
export function honoByFetchApplication(layers: readonly Layer[]): NodeListener {
  const app = honoApp(layers);
  return bridge((request) => app.fetch(request));
}

interface Environment {
  Bindings: { readonly incoming?: IncomingMessage; readonly outgoing?: ServerResponse };
}

function honoApp(layers: readonly Layer[]): Hono<Environment> {
  const app = new Hono<Environment>();
  for (const { policy, hooks } of layers) app.use("*", cors(policy, hooks));
  // What Hono does itself, but for telling it on the terminal.
  app.onError((error, context) =>
    "getResponse" in error ? error.getResponse() : context.text("Internal Server Error", 500),
  );
  const parse = validator("json", (value) => value as unknown);
  app.post("/:mount/parses", parse, (context) => context.text("parsed"));
  app.all("/:mount/:route", (context) => answer(context));
  return app;
}

function answer(context: Context<Environment>): Response | Promise<Response> {
  const route = routeOf(context.req.path);
  if (route !== undefined) {
    const setHeaders = (): void => {
      for (const [name, value] of route.headers ?? []) context.header(name, value, { append: true });
    };
    return run(route, route.does === "response" ? () => {} : setHeaders, () => respond(route, context));
  }
  const raw = rawRouteOf(context.req.path);
  const { incoming, outgoing } = context.env;
  if (raw === undefined || incoming === undefined || outgoing === undefined) return context.notFound();
  void raw(incoming, outgoing);
  return RESPONSE_ALREADY_SENT;
}

async function respond(route: Route, context: Context<Environment>): Promise<Response> {
  if (route.does === "redirect") return context.redirect("/elsewhere");
  if (route.does === "response") return webResponseOf(route, textOf(route) ?? null);
  if (route.does === "proxy") return askUpstream();
  context.status((route.status ?? 200) as 200);
  if (Array.isArray(route.body)) return context.body(webStreamOf(route));
  const text = textOf(route);
  return text === undefined ? context.body(null) : context.body(text);
}
