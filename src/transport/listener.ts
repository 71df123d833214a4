import type { WireRequest, WireResponse } from "../browser/wire.ts";
import type { ClosableTransport } from "./closable-transport.ts";
import { destinationOf } from "./destination.ts";
import { checkListenerTarget, serverOf, type ListenerTarget } from "./listener-target.ts";
import { LocalServer } from "./local-server.ts";
import { readNetworkOptions, type NetworkOptions } from "./network-options.ts";
import { TransportError } from "./transport-error.ts";
import { WireClient } from "./wire-client.ts";

/** Where patience with a listener ends. */
export type ListenerOptions = Pick<NetworkOptions, "timeout" | "idleTimeout" | "maxHeaderBytes" | "maxBodyBytes">;

/**
 * A transport to a server in this very process: whatever origin a URL has, the request reaches this listener, with that origin's
 * `Host`. It goes in clear over a port of 127.0.0.1 that is opened for the first request, also where the URL says https: the
 * listener sees bytes as any client would send them, but no TLS. The server that is given need not listen, and is neither
 * started nor closed; Fastify's `ready()` and hapi's `initialize()` are waited for.
 *
 * Needs Node.js. For what answers with a `Response` there is `handler`.
 *
 * @param target a function of request and response (an application of Express is one), a server of `node:http` or `node:https`, or an
 *   application of Koa, Fastify or hapi
 * @param options timeouts and limits, as `network` has them
 * @returns rejects as `network` does; with a `TransportError` of code `NoAnswer`, the error being its `cause`, where the target cannot get
 *   ready, or a bare listener throws before it has answered
 * @throws TypeError for a target or options that cannot be used
 * @example
 * const transport = listener(app);
 * const { status } = await transport({ method: "GET", url: "https://api.example.com/orders", headers: [] });
 * await transport.close();
 */
export function listener(target: ListenerTarget, options: ListenerOptions = {}): ClosableTransport {
  checkListenerTarget(target);
  // A connection for each request: none is ever stale, so that no listener is called twice.
  const settings = readNetworkOptions({ ...options, keepAlive: false }, "listener()");
  const thrown: unknown[] = [];
  let opening: Promise<OpenServer> | undefined;
  const client = new WireClient(settings, async (url) => {
    opening ??= open(target, (error) => thrown.push(error));
    const { port } = await opening;
    return { ...destinationOf(url, { ...settings, resolve: () => "127.0.0.1" }), port, isSecure: false };
  });
  const send = async (request: WireRequest): Promise<WireResponse> => {
    try {
      return await client.send(request);
    } catch (error) {
      const isThrown = error instanceof TransportError && error.code === "ConnectionReset" && thrown.length > 0;
      throw isThrown ? failed("The listener threw", thrown.shift()) : error;
    }
  };
  const close = async (): Promise<void> => {
    client.close();
    const opened = await opening?.catch(() => undefined);
    await opened?.server.close();
  };
  return Object.assign(send, { close });
}

interface OpenServer {
  readonly server: LocalServer;
  readonly port: number;
}

async function open(target: ListenerTarget, onThrown: (error: unknown) => void): Promise<OpenServer> {
  try {
    const server = new LocalServer(await serverOf(target, onThrown));
    return { server, port: await server.open() };
  } catch (error) {
    throw failed("The application did not get ready", error);
  }
}

function failed(what: string, error: unknown): TransportError {
  const words = error instanceof Error ? error.message : String(error);
  return new TransportError("NoAnswer", `${what}: ${words}`, error);
}
