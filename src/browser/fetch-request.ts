import type { Client } from "./client.ts";
import type { HeaderList } from "./header-list.ts";
import type { CacheMode, CredentialsMode, Mode, RedirectMode, ReferrerPolicyName } from "./init-types.ts";
import type { NetworkError } from "./network-error.ts";
import type { RequestBody } from "./request-body.ts";
import type { HeaderLine } from "./wire.ts";

/**
 * A request as the algorithms see it.
 *
 * @see https://fetch.spec.whatwg.org/commit-snapshots/586cd2a44c2a865b37c166dc0740f3fb8bb220d6/#concept-request
 */
export interface FetchRequest {
  readonly client: Client;
  readonly initiatorType: "fetch" | "xmlhttprequest";
  method: string;
  headers: HeaderList;
  body: RequestBody | null;
  /** The first URL, and one for each redirect; never empty. */
  readonly urls: URL[];
  readonly mode: Mode;
  readonly credentialsMode: CredentialsMode;
  readonly cacheMode: CacheMode;
  readonly redirectMode: RedirectMode;
  /**
   * Where the request says it comes from: as the author chose it, and from the first hop on what the referrer policy has
   * left of it. What one hop took away, the next does not give back.
   */
  referrer: URL | "client" | "no-referrer";
  /** What this hop says about where it comes from, and what its preflight says. */
  sentReferrer: URL | "no-referrer";
  preflightReferrer: URL | "no-referrer";
  referrerPolicy: ReferrerPolicyName;
  readonly keepalive: boolean;
  /** A listener on the upload, or a stream as body: the request is preflighted whatever its method and headers are. */
  readonly useCorsPreflight: boolean;
  /** How a response will be shown to the page; never goes back once it is not `basic`. */
  tainting: "basic" | "cors" | "opaque";
  redirectCount: number;
  /** Sticky: one response of the chain did not let the page see its timing. */
  timingAllowFailed: boolean;
  /** Names (lower case) of headers that a redirect removed; some engines still ask for them. */
  readonly removedHeaders: string[];
  /** As it was before any redirect; some engines begin from there again. */
  authored: { readonly method: string; readonly headers: HeaderList; readonly impliedType?: HeaderLine };
  /** What the next preflight asks for, where that is not what the headers need. */
  asksFor: readonly string[] | undefined;
  /** What had to be asked for at an earlier hop, the last one where that was so. */
  askedFor: readonly string[] | undefined;
  /** What some engines find out about a redirect only after the preflight of where it leads. */
  judgedLate: (() => NetworkError | undefined) | undefined;
  /** The `Origin` that was sent at the hop before. */
  toldOrigin: string | undefined;
}

/** The URL that is asked now, as a server sees it: neither user and password nor a fragment is sent. */
export function targetUrl(request: FetchRequest): string {
  const { origin, pathname, search } = currentUrl(request);
  return `${origin}${pathname}${search}`;
}

/** The URL that is asked now. */
export function currentUrl(request: FetchRequest): URL {
  // The list begins with one URL and only grows.
  return request.urls[request.urls.length - 1] as URL;
}
