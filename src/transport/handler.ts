import type { HeaderLine, Transport, WireRequest } from "../browser/wire.ts";
import { followAbort } from "./abort-followers.ts";
import { decodeBody } from "./decode-body.ts";
import { toFetchRequest } from "./fetch-request.ts";
import { TransportError } from "./transport-error.ts";

/** Answers a request as `fetch` would. */
export type FetchHandler = (request: Request) => Response | Promise<Response>;

/**
 * A transport to a function from `Request` to `Response`, in this process and without a socket: `app.fetch` of Hono or h3, a route of
 * Next.js, a worker. The request has every header that a server would see, also those that a page may not set (`Origin`,
 * `Cookie`, `Host`, ...).
 *
 * What a `Response` no longer knows cannot be told: names come in lower case and sorted, and several lines of one name as one,
 * except `Set-Cookie`. A body is decoded where the platform can: gzip and deflate. There is no timeout but the request's
 * `signal`, on which the handler's request aborts too; a page that has no signal and waits no longer is not told to the handler. The file of this function uses nothing of Node.js: a bundler for the
 * edge leaves the rest of the entry out.
 *
 * @param fetch called once for each request
 * @returns rejects with a `TransportError` of code `NoAnswer` when the handler throws (that is its `cause`), or returns what is no
 *   usable response, or when no `Request` can be made: of the methods CONNECT and TRACE, or of a GET with a body; and with the
 *   signal's reason when it aborts
 * @throws TypeError when there is no function in the first argument
 * @example
 * const transport = handler((request) => app.fetch(request, env));
 * const { status } = await transport({ method: "GET", url: "https://api.example.com/orders", headers: [] });
 */
export function handler(fetch: FetchHandler): Transport {
  if (typeof fetch !== "function") throw new TypeError("handler() takes a function from Request to Response.");
  return async (wireRequest) => {
    // Nothing has to be freed here when time is up, so a signal of time alone is left unmade.
    const isTimeAlone = Object.getOwnPropertyDescriptor(wireRequest, "signal")?.get !== undefined;
    const signal = isTimeAlone ? undefined : wireRequest.signal;
    signal?.throwIfAborted();
    const response = await unlessAborted(signal, answer(fetch, wireRequest, signal));
    const { status, statusText } = response;
    const body = bodyOf(response, wireRequest, signal, isTimeAlone);
    return { status, statusText, headers: headerLines(response.headers), body };
  };
}

async function answer(
  fetch: FetchHandler,
  wireRequest: WireRequest,
  signal: AbortSignal | undefined,
): Promise<Response> {
  const where = `${wireRequest.method} ${wireRequest.url.slice(0, 200)}`;
  const request = await attempt(`No Request can be made of ${where}`, () => toFetchRequest(wireRequest, signal));
  const response: unknown = await attempt(`The handler threw at ${where}`, () => fetch(request));
  if (!isResponse(response)) throw new TransportError("NoAnswer", `The handler returned no Response for ${where}.`);
  if (response.type === "error" || response.status === 0) {
    throw new TransportError("NoAnswer", `The handler returned Response.error() for ${where}.`);
  }
  if (response.bodyUsed || response.body?.locked === true) {
    throw new TransportError("NoAnswer", `The handler returned a Response whose body was read before, for ${where}.`);
  }
  return response;
}

async function attempt<Result>(what: string, act: () => Result | Promise<Result>): Promise<Result> {
  try {
    return await act();
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    throw new TransportError("NoAnswer", `${what}: ${words}`, error);
  }
}

/** By its form: frameworks, and other copies of fetch, bring classes of their own. */
function isResponse(value: unknown): value is Response {
  if (typeof value !== "object" || value === null) return false;
  const headers: unknown = Reflect.get(value, "headers");
  const isIterable = typeof headers === "object" && headers !== null && Symbol.iterator in headers;
  return typeof Reflect.get(value, "status") === "number" && isIterable && "body" in value;
}

function bodyOf(
  { body, headers }: Response,
  { method }: WireRequest,
  signal: AbortSignal | undefined,
  isFollowed: boolean,
): ReadableStream<Uint8Array> | null {
  if (body !== null && method !== "HEAD") return decodeBody(body, headers.get("content-encoding"), signal, isFollowed);
  body?.cancel().catch(() => {});
  return null;
}

/** Cookies are told apart by one method everywhere, and by iteration only where that is new enough. */
function headerLines(headers: Headers): HeaderLine[] {
  const others = [...headers].filter(([name]) => name.toLowerCase() !== "set-cookie");
  return [...others, ...headers.getSetCookie().map((cookie): HeaderLine => ["set-cookie", cookie])];
}

/** Rejects with the signal's reason as soon as it aborts, whatever is under way. */
function unlessAborted<Result>(signal: AbortSignal | undefined, promise: Promise<Result>): Promise<Result> {
  if (signal === undefined) return promise;
  return new Promise((resolve, reject) => {
    const stopFollowing = followAbort(signal, () => reject(signal.reason));
    void promise.then(resolve, reject).finally(stopFollowing);
  });
}
