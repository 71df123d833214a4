import type { WireRequest, WireResponse } from "../browser/wire.ts";
import { followAbort } from "./abort-followers.ts";
import { toBodyStream } from "./body-stream.ts";
import type { Connection } from "./connection.ts";
import { ConnectionPool } from "./connection-pool.ts";
import { connectionKey, type Destination } from "./destination.ts";
import { dial } from "./dial.ts";
import { exchange, type Answer } from "./exchange.ts";
import { framingOf, keepsAlive } from "./framing.ts";
import { malformed } from "./malformed.ts";
import type { NetworkSettings } from "./network-options.ts";
import { toOutgoingRequest, type OutgoingRequest } from "./request-bytes.ts";
import { receiveBody } from "./response-body.ts";
import { TransportError } from "./transport-error.ts";

/** Where the request for a URL is sent. */
export type Route = (url: URL) => Destination | Promise<Destination>;

/** Connections that were used before, and those that are now. */
export class WireClient {
  readonly #settings: NetworkSettings;
  readonly #route: Route;
  readonly #pool = new ConnectionPool();
  readonly #underWay = new Set<AbortController>();
  #isClosed = false;

  constructor(settings: NetworkSettings, route: Route) {
    this.#settings = settings;
    this.#route = route;
  }

  async send(request: WireRequest): Promise<WireResponse> {
    const { signal } = request;
    signal?.throwIfAborted();
    const url = toHttpUrl(request.url);
    const outgoing = toOutgoingRequest(request, url, this.#settings.keepAlive);
    if (this.#isClosed) throw closed(url.host);
    // Of this request alone, so that nothing stays behind on a signal that is used for many.
    const life = new AbortController();
    const stopFollowing = signal === undefined ? undefined : followAbort(signal, () => life.abort(signal.reason));
    this.#underWay.add(life);
    const end = (): void => {
      stopFollowing?.();
      this.#underWay.delete(life);
    };
    try {
      const destination = await this.#route(url);
      life.signal.throwIfAborted();
      const { proxy, isSecure } = destination;
      // A tunnel carries it as it is; a proxy that passes it on in clear has to be told where to.
      const told =
        proxy === undefined || isSecure ? outgoing : toOutgoingRequest(request, url, this.#settings.keepAlive, proxy);
      return await this.#sendTo(destination, told, life.signal, end);
    } catch (error) {
      end();
      throw error;
    }
  }

  /** Breaks off what is under way, and closes what is idle. */
  close(): void {
    this.#isClosed = true;
    for (const life of this.#underWay) life.abort(closed("The server"));
    this.#pool.clear();
  }

  async #sendTo(
    destination: Destination,
    request: OutgoingRequest,
    signal: AbortSignal,
    end: () => void,
  ): Promise<WireResponse> {
    const key = connectionKey(destination);
    // A connection that was idle may be closing at this moment; then only what may be sent twice can be sent again.
    const idle = request.isIdempotent ? this.#pool.take(key) : undefined;
    if (idle !== undefined) {
      const before = idle.bytesRead;
      try {
        return await this.#sendOn(idle, key, request, signal, end);
      } catch (error) {
        const isStale = error instanceof TransportError && error.code === "ConnectionReset";
        if (!isStale || idle.bytesRead > before) throw error;
      }
    }
    return this.#sendOn(await dial(destination, this.#settings, signal), key, request, signal, end);
  }

  async #sendOn(
    connection: Connection,
    key: string,
    request: OutgoingRequest,
    signal: AbortSignal,
    end: () => void,
  ): Promise<WireResponse> {
    const onAbort = (): void => connection.break(signal.reason);
    signal.addEventListener("abort", onAbort);
    try {
      const answer = await exchange(connection, request, this.#settings);
      signal.throwIfAborted();
      return this.#answered(connection, key, request, answer, signal, end);
    } catch (error) {
      connection.break(error);
      throw error;
    } finally {
      signal.removeEventListener("abort", onAbort);
    }
  }

  #answered(
    connection: Connection,
    key: string,
    { method }: OutgoingRequest,
    { head, hasSentAll }: Answer,
    signal: AbortSignal,
    end: () => void,
  ): WireResponse {
    const { idleTimeout, keepAlive } = this.#settings;
    const framing = framingOf(head, method);
    if ("problem" in framing) throw malformed(connection, framing.problem);
    const onOver = (isComplete: boolean): void => {
      end();
      const isKept = keepAlive && !this.#isClosed && isComplete && hasSentAll() && keepsAlive(head, framing, method);
      if (isKept) this.#pool.give(key, connection);
      else connection.break(undefined);
    };
    const { status, statusText, headers } = head;
    if (framing.kind === "none" || (framing.kind === "length" && framing.length === 0)) {
      onOver(true);
      return { status, statusText, headers, body: framing.kind === "none" ? null : new Uint8Array(0) };
    }
    const body = receiveBody(connection, head, framing, this.#settings);
    return { status, statusText, headers, body: toBodyStream(connection, body, { idleTimeout, signal, onOver }) };
  }
}

function toHttpUrl(text: string): URL {
  const url = new URL(text);
  if (url.protocol === "http:" || url.protocol === "https:") return url;
  throw new TypeError(`${JSON.stringify(text.slice(0, 80))} is no http(s) URL.`);
}

function closed(what: string): TransportError {
  return new TransportError("NoAnswer", `${what} was not asked, or not to the end: the transport is closed.`);
}
