// The types of `fetch()`'s arguments under names of our own: DOM's are not there for everybody, and Node.js has others.

/** What a page can send as body. */
export type BodySource =
  | string
  | ArrayBuffer
  | ArrayBufferView
  | Blob
  | FormData
  | URLSearchParams
  | ReadableStream<Uint8Array>;

/** What a page can hand over as headers. Pairs keep their order, their spelling and repeated names. */
export type HeadersSource = Headers | Iterable<readonly [string, string]> | Readonly<Record<string, string>>;

/** @see https://fetch.spec.whatwg.org/commit-snapshots/586cd2a44c2a865b37c166dc0740f3fb8bb220d6/#concept-request-mode */
export type Mode = "cors" | "no-cors" | "same-origin";

/** @see https://fetch.spec.whatwg.org/commit-snapshots/586cd2a44c2a865b37c166dc0740f3fb8bb220d6/#concept-request-credentials-mode */
export type CredentialsMode = "omit" | "same-origin" | "include";

/** @see https://fetch.spec.whatwg.org/commit-snapshots/586cd2a44c2a865b37c166dc0740f3fb8bb220d6/#concept-request-cache-mode */
export type CacheMode = "default" | "no-store" | "reload" | "no-cache" | "force-cache" | "only-if-cached";

/** @see https://fetch.spec.whatwg.org/commit-snapshots/586cd2a44c2a865b37c166dc0740f3fb8bb220d6/#concept-request-redirect-mode */
export type RedirectMode = "follow" | "error" | "manual";

/** @see https://w3c.github.io/webappsec-referrer-policy/#referrer-policies */
export type ReferrerPolicyName =
  | "no-referrer"
  | "no-referrer-when-downgrade"
  | "same-origin"
  | "origin"
  | "strict-origin"
  | "origin-when-cross-origin"
  | "strict-origin-when-cross-origin"
  | "unsafe-url";

/** What a page hands to `fetch()` beside the URL, as a browser takes it. */
export interface FetchInit {
  /** Any token but `CONNECT`, `TRACE` and `TRACK`. `put` is sent as `PUT`, `patch` as `patch`. Default `GET`. */
  readonly method?: string;
  /** Pairs keep their order, their spelling and repeated names. What a page cannot set is dropped. */
  readonly headers?: HeadersSource;
  readonly body?: BodySource | null;
  /** Default `cors`. */
  readonly mode?: Mode;
  /** Default `same-origin`: cookies and HTTP authentication go with requests to the page's own origin only. */
  readonly credentials?: CredentialsMode;
  /**
   * Default `default`. There is no HTTP cache here: it only adds headers, some engines look at it before a preflight, and
   * `only-if-cached` finds nothing.
   */
  readonly cache?: CacheMode;
  /** Default `follow`. */
  readonly redirect?: RedirectMode;
  readonly referrer?: string;
  readonly referrerPolicy?: ReferrerPolicyName | "";
  readonly keepalive?: boolean;
  readonly signal?: AbortSignal | null;
  /** Must be `half` when the body is a stream. */
  readonly duplex?: "half";
  /** Looked at, and of no effect. */
  readonly priority?: "high" | "low" | "auto";
  readonly window?: null;
}
