import { originOf } from "../standard/origin.ts";
import { mergeVary } from "../standard/vary.ts";
import type { Outcome, RequestReader } from "./decider.ts";
import { addOutcome, createPending, isAccessControl, reportReplaced, type Pending } from "./pending.ts";

/** Where a request, and then its response, keeps what was decided about it; known to every copy of this package. */
const PENDING: unique symbol = Symbol.for("crossorigin.web.pending");

/** Statuses that a `Response` can be made with; others come from elsewhere: 0 of an error, 101 of an upgrade, 999 of an upstream. */
const LOWEST_STATUS = 200;
const HIGHEST_STATUS = 599;

/** Reads the request of the Fetch standard that a framework's request stands on. */
export function readWebRequest<Native>(webRequestOf: (request: Native) => Request): RequestReader<Native> {
  return {
    toCorsRequest(request) {
      const { method, headers } = webRequestOf(request);
      return {
        method,
        origin: headers.get("origin") ?? undefined,
        requestMethod: headers.get("access-control-request-method") ?? undefined,
        requestHeaders: headers.get("access-control-request-headers") ?? undefined,
      };
    },
    toSite(request) {
      const { url, headers } = webRequestOf(request);
      const host = headers.get("host") ?? originOf(url)?.replace(/.*:\/\//, "");
      return { site: headers.get("sec-fetch-site") ?? undefined, host };
    },
  };
}

/** What a policy answers to a preflight. */
export function preflightResponse(outcome: Outcome): Response {
  const headers = new Headers();
  applyToHeaders(headers, createPending(outcome));
  return new Response(null, { status: outcome.decision.status ?? 204, headers });
}

/**
 * Notes a decision on a request, where a policy further in finds it.
 *
 * @returns what is to be written on the response, and what takes the note away: a request may be used again
 */
export function enter(request: object, outcome: Outcome): { readonly pending: Pending; readonly leave: () => void } {
  const met = pendingOf(request);
  if (met !== undefined) {
    addOutcome(met, outcome);
    return { pending: met, leave: () => {} };
  }
  const pending = createPending(outcome);
  Reflect.set(request, PENDING, pending);
  return { pending, leave: () => Reflect.deleteProperty(request, PENDING) };
}

/**
 * A response with the policy's headers. It is made anew, since a response may be immutable, or a constant of the handler's; its
 * body stays the stream that it is. Left as it is: an upgrade, an error, what no `Response` can be made of.
 */
export function withDecision(response: Response, pending: Pending): Response {
  if (!isResponse(response)) return response;
  const met = pendingOf(response);
  // A policy further in that was given another request: a rewritten one.
  if (met !== undefined && met !== pending) addOutcome(pending, met, met.vary);
  const made = makeAnew(response);
  if (made === undefined) return response;
  applyToHeaders(made.headers, pending);
  Reflect.set(made, PENDING, pending);
  return made;
}

/**
 * Writes a decision's headers. `Access-Control-*` belongs to the policy: what else was set under such a name goes.
 *
 * @param otherVary members of `Vary` that are to be there besides
 */
export function applyToHeaders(headers: Headers, pending: Pending, otherVary = ""): void {
  for (const [name, value] of Array.from(headers)) {
    if (!isAccessControl(name)) continue;
    reportReplaced(pending, name, value);
    headers.delete(name);
  }
  for (const [name, value] of pending.decision.headers) headers.set(name, value);
  const vary = mergeVary(`${headers.get("vary") ?? ""},${otherVary}`, pending.vary);
  if (vary !== "") headers.set("Vary", vary);
}

/** Plain JavaScript can return anything: the runtime has the right error for it. */
function isResponse(value: unknown): value is Response {
  return typeof value === "object" && value !== null && "status" in value && "headers" in value;
}

/** The same response with headers that can be written; `undefined` when there can be none. */
function makeAnew(response: Response): Response | undefined {
  const { status, headers } = response;
  if (status < LOWEST_STATUS || status > HIGHEST_STATUS) return undefined;
  // workerd's way to accept a WebSocket.
  if ("webSocket" in response && Boolean(response.webSocket)) return undefined;
  // Nobody can send it any more; the server has the right error for it.
  if (response.bodyUsed) return undefined;
  if ("Bun" in globalThis && !headers.has("content-type")) return cloneOf(response);
  if (response.body?.locked === true) return undefined;
  // The response itself as init: a runtime's own fields (how a body is encoded) come along.
  return new Response(response.body, response);
}

/**
 * For Bun, where the type of a text is not among the headers, and is `application/octet-stream` instead of `text/plain` as soon as
 * somebody has looked at `body`. Not for all: elsewhere a clone of a stream costs more than a response around the same stream.
 */
function cloneOf(response: Response): Response | undefined {
  try {
    const clone = response.clone();
    // The half that nobody reads must not be kept for anybody.
    response.body?.cancel().catch(() => {});
    return clone;
  } catch {
    // Locked, which cannot be asked without looking at `body`.
    return undefined;
  }
}

function pendingOf(holder: object): Pending | undefined {
  return Reflect.get(holder, PENDING) as Pending | undefined;
}
