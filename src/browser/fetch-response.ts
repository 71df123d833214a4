import type { HeaderList } from "./header-list.ts";
import type { NetworkError } from "./network-error.ts";
import type { WireResponse } from "./wire.ts";

/**
 * A response as the algorithms see it.
 *
 * @see https://fetch.spec.whatwg.org/commit-snapshots/586cd2a44c2a865b37c166dc0740f3fb8bb220d6/#concept-response
 */
export interface FetchResponse {
  readonly type: "default" | "opaqueredirect";
  readonly status: number;
  readonly statusText: string;
  readonly headers: HeaderList;
  readonly body: WireResponse["body"];
  /** The URL that this is the answer of. */
  readonly url: URL;
}

/** What fetching gives. */
export type FetchResult = FetchResponse | NetworkError;

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const NULL_BODY: ReadonlySet<number> = new Set([101, 103, 204, 205, 304]);

/** @see https://fetch.spec.whatwg.org/commit-snapshots/586cd2a44c2a865b37c166dc0740f3fb8bb220d6/#redirect-status */
export function isRedirectStatus(status: number): boolean {
  return REDIRECTS.has(status);
}

/** @see https://fetch.spec.whatwg.org/commit-snapshots/586cd2a44c2a865b37c166dc0740f3fb8bb220d6/#null-body-status */
export function isNullBodyStatus(status: number): boolean {
  return NULL_BODY.has(status);
}

/** @see https://fetch.spec.whatwg.org/commit-snapshots/586cd2a44c2a865b37c166dc0740f3fb8bb220d6/#ok-status */
export function isOkStatus(status: number): boolean {
  return status >= 200 && status <= 299;
}
