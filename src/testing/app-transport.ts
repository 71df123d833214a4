import type { Transport } from "../browser/wire.ts";
import { handler, type FetchHandler } from "../transport/handler.ts";
import { listener } from "../transport/listener.ts";
import type { ListenerTarget } from "../transport/listener-target.ts";
import { network } from "../transport/network.ts";

/** What has its handler under `fetch`: an application of Hono or h3, the default export of a worker. */
export interface FetchApp {
  fetch(request: Request): Response | Promise<Response>;
}

/** What a page is to call: the address of a server that runs, or an application in this process, which need not listen. */
export type TestApp = string | URL | FetchHandler | FetchApp | ListenerTarget;

/** The ways to applications, so that each has one port however many pages call it. */
const WAYS = new WeakMap<object, Transport>();

/**
 * The way to an app.
 *
 * @throws TypeError when it is none
 */
export function transportTo(app: TestApp): Transport {
  // A connection for each request: nothing is left open when a test closes its server.
  if (typeof app === "string" || app instanceof URL) return network({ keepAlive: false });
  if ((typeof app !== "object" && typeof app !== "function") || app === null) throw noApp(String(app));
  const way = WAYS.get(app) ?? wayInto(app);
  WAYS.set(app, way);
  return way;
}

function wayInto(app: FetchHandler | FetchApp | ListenerTarget): Transport {
  if ("fetch" in app && typeof app.fetch === "function") return handler((request) => app.fetch(request));
  if (typeof app !== "function") return wayIntoObject(app as ListenerTarget);
  // What takes a request and a response is a listener; what takes a request alone has only its result to answer with.
  return app.length < 2 ? handler(app as FetchHandler) : listener(watched(app as NodeListener));
}

function wayIntoObject(app: ListenerTarget): Transport {
  try {
    return listener(app);
  } catch (error) {
    throw noApp("this object", error);
  }
}

function noApp(what: string, cause?: unknown): TypeError {
  const wanted = 'a URL such as "http://localhost:3000", a function or application that answers requests, or a server';
  return new TypeError(`pageOn() cannot call ${what}: give ${wanted}.`, cause === undefined ? {} : { cause });
}

type NodeListener = Extract<ListenerTarget, (...args: never) => unknown>;

/** Says so when a function of two parameters turns out to be none of `node:http`: it would never answer. */
function watched(listen: NodeListener): NodeListener {
  return (request, response) => {
    const result = listen(request, response);
    return result instanceof Promise ? result.then(refuseResponse) : refuseResponse(result);
  };
}

function refuseResponse(result: unknown): unknown {
  if (!(result instanceof Response)) return result;
  throw new TypeError(
    "The function returned a Response, but has two parameters as a listener has: give { fetch: handler }.",
  );
}
