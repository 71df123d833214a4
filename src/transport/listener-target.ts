import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";

/** An application that makes its listener when it is asked for it, such as Koa's. */
export interface CallbackTarget {
  callback(): (request: IncomingMessage, response: ServerResponse) => unknown;
}

/** An application that has to get ready before its server serves, such as Fastify's. */
export interface ReadyTarget {
  ready(): PromiseLike<unknown>;
  readonly server: ServerTarget;
}

/** An application around a server that is initialised first, such as hapi's. */
export interface InitializableTarget {
  initialize(): PromiseLike<unknown>;
  readonly listener: ServerTarget;
  /** `started` is 0 while it does not listen. */
  readonly info: { readonly started: number };
}

/** A server of `node:http` or `node:https`, listening or not. */
export interface ServerTarget {
  emit(event: "connection" | "secureConnection", ...args: unknown[]): boolean;
  listen(...args: never): unknown;
}

/** What answers requests as `node:http` hands them out. */
export type ListenerTarget =
  | ((request: IncomingMessage, response: ServerResponse) => unknown)
  | ServerTarget
  | CallbackTarget
  | ReadyTarget
  | InitializableTarget;

/**
 * The server in a target, ready to be handed connections.
 *
 * @param onThrown is told of what a bare listener throws, or rejects with
 * @throws TypeError when it is nothing of the kind (as a rejection)
 */
export async function serverOf(target: ListenerTarget, onThrown: (error: unknown) => void): Promise<ServerTarget> {
  if (typeof target === "function") return createServer(guarded(target, onThrown));
  if (has(target, "ready") && "server" in target) {
    await target.ready();
    return target.server;
  }
  if (has(target, "initialize") && "listener" in target) {
    if (target.info.started === 0) await target.initialize();
    return target.listener;
  }
  if (has(target, "callback")) return createServer(guarded(target.callback(), onThrown));
  return target;
}

/** @throws TypeError when it is none, with the name of what takes it, if anything does */
export function checkListenerTarget(target: unknown): asserts target is ListenerTarget {
  if (typeof target === "function") return;
  const isObject = typeof target === "object" && target !== null;
  if (isObject) {
    const isApplication = has(target, "callback") || (has(target, "ready") && "server" in target);
    if (isApplication || (has(target, "initialize") && "listener" in target)) return;
    if (has(target, "emit") && has(target, "listen")) return;
    if (has(target, "fetch")) throw new TypeError("This application answers with a Response: use handler(app.fetch).");
  }
  throw new TypeError(
    "listener() takes a function of request and response, a server of node:http, or an application of Express, Koa, Fastify or hapi.",
  );
}

function has<Name extends string>(target: object, name: Name): target is object & Record<Name, () => unknown> {
  return typeof Reflect.get(target, name) === "function";
}

/**
 * With `node:http` alone an error of a listener ends the process. Here it ends the request and is told, as long as there is no answer;
 * afterwards it is as with `node:http`.
 */
function guarded(
  listener: (request: IncomingMessage, response: ServerResponse) => unknown,
  onThrown: (error: unknown) => void,
): RequestListener {
  return (request, response) => {
    const fail = (error: unknown): void => {
      if (response.headersSent) throw error;
      onThrown(error);
      response.destroy();
    };
    try {
      Promise.resolve(listener(request, response)).catch(fail);
    } catch (error) {
      fail(error);
    }
  };
}
