/** One header line as it is on the wire: the name as written, and the value, one character a byte. */
export type HeaderLine = readonly [name: string, value: string];

/** What the browser hands to a transport: one request, to be sent as it is. */
export interface WireRequest {
  /** Any token, as it stands on the wire: `patch` and `PATCH` are two methods. */
  readonly method: string;
  /** An absolute `http:` or `https:` URL without user name, password or fragment. */
  readonly url: string;
  /** Every line in its order. `Host` and what belongs to the connection is the transport's to add. */
  readonly headers: readonly HeaderLine[];
  /** Absent: the request has no body. */
  readonly body?: Uint8Array;
  /**
   * When it aborts, the transport gives up, frees what it holds and rejects. Where the page has chosen none, this is an accessor, and
   * the signal is that of time alone: a transport that holds nothing need not read it. The browser lets go of a body by itself.
   */
  readonly signal?: AbortSignal;
}

/** What came back: every line kept, with duplicates and in order. */
export interface WireResponse {
  readonly status: number;
  readonly statusText: string;
  readonly headers: readonly HeaderLine[];
  readonly body: Uint8Array | ReadableStream<Uint8Array> | null;
}

/**
 * The way from the browser to a server. It sends what it is given, follows no redirect, keeps no cookie, and rejects
 * when there is no answer: with a {@link TransportFailure} when it knows why.
 */
export type Transport = (request: WireRequest) => Promise<WireResponse>;

/** Why there was no answer. */
export type TransportFailureCode =
  | "NameNotResolved"
  | "ConnectionRefused"
  | "ConnectionReset"
  | "TlsFailed"
  | "TimedOut"
  | "MalformedResponse"
  | "ResponseTooLarge"
  | "NoAnswer";

/** An error of a transport that says why there was no answer; what went wrong below is its `cause`. */
export interface TransportFailure extends Error {
  readonly code: TransportFailureCode;
}
