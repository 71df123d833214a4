import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { cors } from "../../../src/adapters/node.ts";
import { run, type Layer, type NodeListener } from "../application.ts";
import { rawRouteOf } from "../raw-routes.ts";
import { chunksOf, routeOf, textOf, type Route } from "../routes.ts";
import { askUpstream, upstreamHeaders } from "../upstream.ts";

/** A listener of Node.js, whose errors are answered outside of all policies. */
export function nodeApplication(layers: readonly Layer[]): NodeListener {
  const inside = layers.reduceRight<NodeListener>((inner, { policy, hooks }) => cors(policy, hooks)(inner), listener);
  return async (request, response) => {
    try {
      await inside(request, response);
    } catch (error) {
      response.statusCode = 500;
      response.end(error instanceof Error ? error.message : "");
    }
  };
}

const listener: NodeListener = (request, response) => {
  const path = request.url ?? "";
  const route = routeOf(path);
  if (route !== undefined) return answer(route, request, response);
  const raw = rawRouteOf(path);
  if (raw !== undefined) return raw(request, response);
  response.statusCode = 404;
  return response.end("no such route");
};

function answer(route: Route, request: Parameters<NodeListener>[0], response: Parameters<NodeListener>[1]): unknown {
  const setHeaders = (): void => {
    response.statusCode = route.status ?? 200;
    for (const [name, value] of route.headers ?? []) response.appendHeader(name, value);
  };
  return run(route, setHeaders, async () => {
    if (route.does === "redirect") return response.writeHead(302, { Location: "/elsewhere" }).end();
    if (route.does === "proxy") {
      const upstream = await askUpstream();
      for (const [name, value] of upstreamHeaders(upstream)) response.setHeader(name, value);
      return response.end(await upstream.text());
    }
    if (route.does === "parse") {
      response.statusCode = isJson(await text(request)) ? 200 : 400;
      return response.end("parsed");
    }
    if (!Array.isArray(route.body)) return response.end(textOf(route));
    const stream = Readable.from(chunksOf(route));
    stream.on("error", () => {
      response.statusCode = 500;
      if (response.headersSent) response.destroy();
      else response.end("failed");
    });
    return stream.pipe(response);
  });
}

/** Whether a text can be parsed. */
export function isJson(body: string): boolean {
  try {
    JSON.parse(body);
    return true;
  } catch {
    // It is not, which is the answer.
    return false;
  }
}
