import type { Refusal } from "./refusal.ts";

/** What a policy needs to know of a request. Values are as they arrived; several lines of a header are joined with `, `. */
export interface CorsRequest {
  /** The method, as on the request line. */
  readonly method: string;
  /** The `Origin` header; `undefined` when there is none. */
  readonly origin: string | undefined;
  /** The `Access-Control-Request-Method` header; `undefined` when there is none. */
  readonly requestMethod: string | undefined;
  /** The `Access-Control-Request-Headers` header; `undefined` when there is none. */
  readonly requestHeaders: string | undefined;
}

/** What a policy says about one request, before any header is written. Plain data. */
export interface Decision {
  /**
   * `not-cors`: no `Origin`. `preflight`: `OPTIONS` with `Origin` and `Access-Control-Request-Method`. `actual`:
   * anything else with an `Origin`, which includes same-origin requests other than GET and HEAD.
   */
  readonly kind: "not-cors" | "preflight" | "actual";
  /** Whether a page on this origin may read the answer; for a preflight, whether its request may be sent. True when not CORS. */
  readonly allowed: boolean;
  /** What to answer at once; `undefined`: pass the request on. */
  readonly status: 204 | 403 | undefined;
  /** Headers to set. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Names to append to `Vary`. */
  readonly vary: readonly string[];
  /** Why not; empty when allowed. */
  readonly refusals: readonly Refusal[];
}

/** No headers, nothing that varies, no refusals. */
export const NONE: readonly never[] = Object.freeze([]);

/** What an answer varies by where it is not the same for every origin. */
export const VARY_ORIGIN: readonly string[] = Object.freeze(["Origin"]);

/** What the answer to a preflight varies by besides. */
export const VARY_PREFLIGHT: readonly string[] = Object.freeze([
  "Access-Control-Request-Method",
  "Access-Control-Request-Headers",
]);

/** Both. */
export const VARY_ORIGIN_PREFLIGHT: readonly string[] = Object.freeze([...VARY_ORIGIN, ...VARY_PREFLIGHT]);

/** Whether a request with an `Origin` is a preflight; any other OPTIONS is a request like all others. */
export function isPreflight(request: CorsRequest): request is CorsRequest & { readonly requestMethod: string } {
  return request.method === "OPTIONS" && request.requestMethod !== undefined;
}
