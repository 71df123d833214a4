import { Readable } from "node:stream";
import express5, { type Express, type NextFunction, type Request, type Response } from "express";
import express4 from "express4";
import { cors } from "../../../src/adapters/express.ts";
import { groupedHeaders, run, type Layer, type NodeListener } from "../application.ts";
import { rawRouteOf } from "../raw-routes.ts";
import { chunksOf, routeOf, textOf, type Route } from "../routes.ts";
import { askUpstream, upstreamHeaders } from "../upstream.ts";

/** Express 5, which waits for promises. */
export function express5Application(layers: readonly Layer[]): NodeListener {
  return withLayers(express5, layers, (request, response, next) => answer(request, response, next));
}

/** Express 4, where a rejection must be handed on by hand. */
export function express4Application(layers: readonly Layer[]): NodeListener {
  return withLayers(express4, layers, (request, response, next) => {
    Promise.resolve(answer(request, response, next)).catch(next);
  });
}

type Handler = (request: Request, response: Response, next: NextFunction) => unknown;

function withLayers(express: typeof express5, layers: readonly Layer[], handler: Handler): Express {
  const app = express();
  // Otherwise errors are told on the terminal.
  app.set("env", "test");
  for (const { policy, hooks } of layers) app.use(cors(policy, hooks));
  app.use(express.json());
  app.all("/:mount/:route", handler);
  return app;
}

function answer(request: Request, response: Response, next: NextFunction): unknown {
  const route = routeOf(request.path);
  if (route === undefined) return (rawRouteOf(request.path) ?? (() => next()))(request, response);
  const setHeaders = (): void => {
    response.status(route.status ?? 200);
    for (const [name, value] of groupedHeaders(route)) response.set(name, value);
  };
  return run<unknown>(route, setHeaders, () => respond(route, response, next));
}

async function respond(route: Route, response: Response, next: NextFunction): Promise<void> {
  if (route.does === "redirect") return response.redirect("/elsewhere");
  if (route.does === "proxy") {
    const upstream = await askUpstream();
    for (const [name, value] of upstreamHeaders(upstream)) response.set(name, value);
    response.send(await upstream.text());
  } else if (Array.isArray(route.body)) {
    Readable.from(chunksOf(route)).on("error", next).pipe(response);
  } else if (route.does === "parse") {
    response.send("parsed");
  } else if (textOf(route) === undefined) {
    response.end();
  } else response.send(textOf(route));
}
