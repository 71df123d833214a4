import { disposeBody } from "./dispose-body.ts";
import { currentUrl, type FetchRequest, targetUrl } from "./fetch-request.ts";
import type { FetchResult } from "./fetch-response.ts";
import { headerLines, type HeaderList } from "./header-list.ts";
import { isHeaderValue, normalizeHeaderValue } from "./header-value.ts";
import { isToken } from "../standard/token.ts";
import { LateAbort } from "./late-abort.ts";
import { limitedWait } from "./limited-wait.ts";
import { mergeReceivedLines } from "./merged-lines.ts";
import { networkError } from "./network-error.ts";
import { receivedBody } from "./received-body.ts";
import { REASONS, type ReasonCode } from "./reason-registry.ts";
import type { Session } from "./session.ts";
import type { TransportFailureCode, WireRequest, WireResponse } from "./wire.ts";

/** A request as it goes out. */
interface Question {
  readonly method: string;
  readonly headers: HeaderList;
  readonly body?: Uint8Array;
  readonly preflight: boolean;
}

/**
 * Hands a request to the transport and writes down what went over the wire. There is always an end: an answer, a
 * network error, or the page's abort, which is thrown.
 *
 * @see https://fetch.spec.whatwg.org/commit-snapshots/586cd2a44c2a865b37c166dc0740f3fb8bb220d6/#concept-http-network-fetch
 */
export async function ask(
  request: FetchRequest,
  { method, headers, body, preflight }: Question,
  session: Session,
): Promise<FetchResult> {
  const { trace, signal, transport } = session;
  signal?.throwIfAborted();
  const url = currentUrl(request);
  const target = targetUrl(request);
  const sent = { hop: trace.hop, preflight, fromCache: false, request: { method, url: target, headers } };
  if (!preflight) trace.note("request-sent", { found: `${method} ${target}` });
  const message = { method, url: target, headers, ...(body === undefined ? {} : { body }) };
  const exchange = new LateAbort();
  let answer: WireResponse | undefined;
  try {
    answer = await limitedWait(
      session,
      exchange,
      () => transport(withSignal(message, exchange, signal !== undefined)),
      () => new NoAnswerInTime(`No answer within ${session.timeout} ms.`),
      (unwanted: WireResponse | undefined) => disposeBody(unwanted?.body ?? null),
    );
    const response = readResponse(answer);
    trace.wire.push({
      ...sent,
      response: { status: response.status, statusText: response.statusText, headers: response.headers },
    });
    trace.note("response-received", { found: String(response.status) });
    const read = session.rules.mergesLines
      ? mergeReceivedLines(response.headers, "Access-Control-Allow-Origin")
      : response.headers;
    const locations = new Set(headerLines(read, "location"));
    if (session.rules.refusesDifferentLocations && locations.size > 1) {
      const found = [...locations].join(", ");
      trace.check("redirect-location", false, { found });
      disposeBody(response.body);
      return networkError(trace, "InvalidRedirectLocation", found);
    }
    const received =
      response.body instanceof ReadableStream ? receivedBody(response.body, signal, exchange) : response.body;
    return { ...response, headers: read, body: received, type: "default", url };
  } catch (error) {
    signal?.throwIfAborted();
    disposeBody(answer?.body ?? null);
    trace.wire.push(sent);
    trace.check("no-response", false, { found: error instanceof Error ? error.message : String(error) });
    return networkError(trace, failureCode(error), null, error);
  }
}

/**
 * Where the page has no signal, only time can abort, and a signal is made for a transport that reads it: one with sockets. The
 * others tell by the accessor.
 */
function withSignal(message: WireRequest, exchange: LateAbort, isChosen: boolean): WireRequest {
  if (isChosen) return { ...message, signal: exchange.signal };
  return {
    ...message,
    get signal() {
      return exchange.signal;
    },
  };
}

/** Raised by this file alone: what came back cannot be a response. */
class UnusableAnswer extends Error {
  readonly code: TransportFailureCode = "MalformedResponse";
}

class NoAnswerInTime extends Error {
  readonly code: TransportFailureCode = "TimedOut";
}

/** The answer with its values trimmed as HTTP trims them, or an error when it is none. */
function readResponse(answer: WireResponse): Omit<WireResponse, "headers"> & { headers: HeaderList } {
  const { status, statusText, headers, body } = answer;
  if (!Number.isInteger(status) || status < 200 || status > 999)
    throw new UnusableAnswer(`${status} is not the status of a response.`);
  const lines: HeaderList = headers.map((line) => {
    const [name, raw] = line;
    const value = normalizeHeaderValue(raw);
    if (!isToken(name) || !isHeaderValue(value)) {
      throw new UnusableAnswer(`${JSON.stringify(`${name}: ${value}`.slice(0, 200))} is not a header line.`);
    }
    return value === raw ? line : [name, value];
  });
  return { status, statusText, headers: lines, body };
}

/** What a transport's error is called here. */
function failureCode(error: unknown): ReasonCode {
  const code: unknown = typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
  const known =
    typeof code === "string" && Object.hasOwn(REASONS, code) && REASONS[code as ReasonCode].verdict === "network-error";
  return known ? (code as TransportFailureCode) : "NoAnswer";
}
