import type { FetchInit, Mode, ReferrerPolicyName } from "./init-types.ts";
import type { RequestBody } from "./request-body.ts";

/** What `fetch()` takes as its first argument. */
export type RequestInput = string | URL | Request;

/** Whether it is a `Request`, by its form: test runners and other copies of fetch bring classes of their own. */
export function isRequest(input: unknown): input is Request {
  return typeof input === "object" && input !== null && "headers" in input && "method" in input && "url" in input;
}

/**
 * What a `Request` says, with `init` before it. Any member of `init` resets where the request came from.
 *
 * @see https://fetch.spec.whatwg.org/commit-snapshots/586cd2a44c2a865b37c166dc0740f3fb8bb220d6/#dom-request
 */
export function initOf(request: Request, init: FetchInit): FetchInit {
  const { method, headers, credentials, cache, redirect, referrer, referrerPolicy, keepalive, signal } = request;
  // A page can have a Request of mode navigate only from a service worker, and there is none.
  const mode = request.mode as Mode;
  const given = Object.entries(init).filter(([, member]) => member !== undefined);
  const from = given.length === 0 ? { referrer, referrerPolicy: referrerPolicy as ReferrerPolicyName } : {};
  const members = { method, headers, mode, credentials, cache, redirect, keepalive, signal, ...from };
  return { ...members, ...Object.fromEntries(given) };
}

/**
 * The body of a `Request`, which is used up by this. Whether it was made of a stream cannot be seen from outside: it counts
 * as one that can be sent again.
 *
 * @throws TypeError when it was used before
 */
export function takeBody(request: Request): RequestBody {
  if (request.bodyUsed || request.body?.locked === true)
    throw new TypeError("The body of the request was used before.");
  const read = request.arrayBuffer().then((buffer) => new Uint8Array(buffer));
  // Whoever asks for it is told; it may be that nobody comes to ask.
  read.catch(() => {});
  return { isStream: false, bytes: () => read };
}
