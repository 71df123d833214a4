import { fromNodeHandler, H3, readBody, redirect, toNodeHandler, type H3Event, type NodeHandler } from "h3";
import { cors } from "../../../src/adapters/h3.ts";
import { run, webResponseOf, type Layer, type NodeListener } from "../application.ts";
import { rawRouteOf } from "../raw-routes.ts";
import { routeOf, textOf, webStreamOf, type Route } from "../routes.ts";
import { askUpstream } from "../upstream.ts";
import { bridge } from "./bridge.ts";

/** h3 2 on Node.js. */
export function h3OnNodeApplication(layers: readonly Layer[]): NodeListener {
  return toNodeHandler(h3App(layers));
}

/** h3 2 by its `fetch` alone. */
export function h3ByFetchApplication(layers: readonly Layer[]): NodeListener {
  const app = h3App(layers);
  return bridge((request) => app.fetch(request));
}

function h3App(layers: readonly Layer[]): H3 {
  const app = new H3({ silent: true });
  for (const { policy, hooks } of layers) app.use(cors(policy, hooks));
  app.all("/:mount/:route", answer);
  return app;
}

function answer(event: H3Event): unknown {
  const path = event.url.pathname;
  const route = routeOf(path);
  if (route !== undefined) {
    const setHeaders = (): void => {
      event.res.status = route.status ?? 200;
      for (const [name, value] of route.headers ?? []) event.res.headers.append(name, value);
    };
    return run(route, route.does === "response" ? () => {} : setHeaders, () => respond(route, event));
  }
  const raw = rawRouteOf(path);
  return raw === undefined ? undefined : fromNodeHandler(raw as NodeHandler)(event);
}

async function respond(route: Route, event: H3Event): Promise<unknown> {
  if (route.does === "redirect") return redirect("/elsewhere");
  if (route.does === "response") return webResponseOf(route, textOf(route) ?? null);
  if (route.does === "proxy") return askUpstream();
  if (route.does === "parse") {
    await readBody(event);
    return "parsed";
  }
  return Array.isArray(route.body) ? webStreamOf(route) : (textOf(route) ?? null);
}
