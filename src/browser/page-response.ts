import { disposeBody } from "./dispose-body.ts";
import { isNullBodyStatus } from "./fetch-response.ts";
import type { HeaderLine, WireResponse } from "./wire.ts";

/** What a page sees of a response, besides its body. */
interface Visible {
  readonly type: "basic" | "cors" | "opaque" | "opaqueredirect";
  readonly url: string;
  readonly redirected: boolean;
  readonly status: number;
  readonly statusText: string;
  readonly headers: Headers;
}

/** The platform's classes, as far as they are overridden: DOM's and Node.js's own types of them do not agree. */
interface PlatformHeaders {
  append(name: string, value: string): void;
  set(name: string, value: string): void;
  delete(name: string): void;
}
interface PlatformResponse {
  readonly body: ReadableStream<Uint8Array> | null;
  readonly headers: Headers;
  readonly ok: boolean;
  readonly redirected: boolean;
  readonly status: number;
  readonly statusText: string;
  readonly type: string;
  readonly url: string;
  clone(): PlatformResponse;
}
type Body = WireResponse["body"];
const PlatformHeaders = Headers as unknown as new (lines: readonly HeaderLine[]) => PlatformHeaders;
const PlatformResponse = Response as unknown as new (body: Body, init: { headers: Headers }) => PlatformResponse;

/** Headers that nobody can change, as those of a response from the network. */
class ImmutableHeaders extends PlatformHeaders {
  // Not there yet while the platform's constructor fills in the lines.
  readonly #frozen: boolean = true;

  override append(name: string, value: string): void {
    if (#frozen in this && this.#frozen) refuse();
    super.append(name, value);
  }

  override set(name: string, value: string): void {
    if (#frozen in this && this.#frozen) refuse();
    super.set(name, value);
  }

  override delete(name: string): void {
    if (#frozen in this && this.#frozen) refuse();
    super.delete(name);
  }
}

function refuse(): never {
  throw new TypeError("The headers of a response from the network are immutable.");
}

/**
 * A response as a page receives it: a real `Response`, but of a type, with a URL and with statuses that the constructor
 * of `Response` does not give.
 */
class PageResponse extends PlatformResponse {
  readonly #visible: Visible;

  constructor(body: Body, visible: Visible) {
    // The platform reads the body by the headers: blob() and formData() need Content-Type.
    super(body, { headers: visible.headers });
    this.#visible = visible;
  }

  override get type(): Visible["type"] {
    return this.#visible.type;
  }

  override get url(): string {
    return this.#visible.url;
  }

  override get redirected(): boolean {
    return this.#visible.redirected;
  }

  override get status(): number {
    // The platform's constructor looks at it before there is anything of ours.
    return #visible in this ? this.#visible.status : super.status;
  }

  override get ok(): boolean {
    return this.status >= 200 && this.status <= 299;
  }

  override get statusText(): string {
    return this.#visible.statusText;
  }

  override get headers(): Headers {
    return this.#visible.headers;
  }

  /** A second response over the same bytes. */
  override clone(): PageResponse {
    return new PageResponse(super.clone().body, this.#visible);
  }
}

/**
 * Makes the response that a page receives.
 *
 * @param lines the headers that the page may read
 * @param method of the request: the answer to HEAD has no body
 */
export function pageResponse(
  visible: Omit<Visible, "headers">,
  lines: readonly HeaderLine[],
  body: Body,
  method: string,
): Response {
  const hasBody = method !== "HEAD" && !isNullBodyStatus(visible.status);
  if (!hasBody) disposeBody(body);
  const headers = new ImmutableHeaders(lines) as unknown as Headers;
  return new PageResponse(hasBody ? body : null, { ...visible, headers }) as unknown as Response;
}
