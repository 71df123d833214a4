import type { FetchRequest } from "./fetch-request.ts";
import { limitedWait } from "./limited-wait.ts";
import { networkError, type NetworkError } from "./network-error.ts";
import type { Session } from "./session.ts";

/**
 * The body of a request, whole. A stream that breaks off, or does not end in time, ends the request.
 *
 * @see https://fetch.spec.whatwg.org/commit-snapshots/586cd2a44c2a865b37c166dc0740f3fb8bb220d6/#concept-http-network-fetch
 */
export async function readBody(
  { body }: FetchRequest,
  session: Session,
): Promise<Uint8Array | undefined | NetworkError> {
  if (body === null) return undefined;
  const { trace, signal, timeout } = session;
  const controller = new AbortController();
  try {
    return await limitedWait(
      session,
      controller,
      () => body.bytes(controller.signal),
      () => new Error(`The body has not ended within ${timeout} ms.`),
      () => {},
    );
  } catch (error) {
    signal?.throwIfAborted();
    // Nothing of this hop was sent yet.
    trace.phase = "request";
    trace.check("request-body", false, { found: error instanceof Error ? error.message : String(error) });
    return networkError(trace, "RequestBodyFailed", null, error);
  }
}
