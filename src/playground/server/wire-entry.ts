export type HeaderLine = readonly [name: string, value: string];

/** One request to the API or the lab and its answer, as the server saw them. Plain data; the page shows it. */
export interface WireEntry {
  /** Counts from 1, in the order of arrival. */
  readonly id: number;
  /** Which server it came to: the API, or the lab, whose answers are written by hand. */
  readonly server: "api" | "lab";
  /** When the request arrived, in milliseconds since 1970. */
  readonly time: number;
  readonly method: string;
  /** Path and query, at most 2000 characters of them. */
  readonly path: string;
  readonly kind: "not-cors" | "preflight" | "actual";
  /** `Host`, `Origin` and `Access-Control-Request-*`, as they arrived. */
  readonly requestHeaders: readonly HeaderLine[];
  /** Every line of the request, as it arrived; without the values that say who the user is. */
  readonly requestLines: readonly HeaderLine[];
  /** The headers by which the request names its user: their names, never their values. */
  readonly credentials: readonly string[];
  /** The status of the answer; `undefined` when the connection ended before there was one. */
  readonly status: number | undefined;
  /** `Access-Control-*` and `Vary` of the answer, and `Set-Cookie` without the values. */
  readonly responseHeaders: readonly HeaderLine[];
  /** Every line of the answer; cookies without their values. */
  readonly responseLines: readonly HeaderLine[];
  /** Of a preflight: the method and the headers that were asked for and not granted. Empty when all was, or nothing was asked. */
  readonly refused: readonly string[];
  /** What the request tells about the preflight cache of the browser that sent it. */
  readonly preflightCache: PreflightCacheNote | undefined;
}

/** What a request tells about its browser's preflight cache. */
export interface PreflightCacheNote {
  /**
   * `stored`: a preflight whose answer a browser now remembers. `hit`: a request that needed a preflight and sent none,
   * since an earlier answer was remembered. `early`: a preflight that a remembered answer made unnecessary.
   */
  readonly note: "stored" | "hit" | "early";
  /** When the remembered answer expires, in milliseconds since 1970. */
  readonly expires: number;
}
