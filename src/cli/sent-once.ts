import type { Transport, WireRequest, WireResponse } from "../transport/index.ts";

/** Methods that change nothing, and so may be sent for each browser anew. */
const SAFE: readonly string[] = ["GET", "HEAD", "OPTIONS"];

/** Headers in which browsers differ, and that say nothing about what is asked. */
const OF_BROWSERS: readonly string[] = [
  "accept",
  "accept-encoding",
  "accept-language",
  "cache-control",
  "pragma",
  "referer",
  "user-agent",
];

/** A transport for several browsers that ask the same. */
export interface SentOnce {
  readonly send: Transport;
  /** Begins with another browser, or with the next time: `round` is what they have in common. */
  readonly begin: (round: number) => void;
  /** Methods whose answer more than one browser was shown. */
  readonly shared: ReadonlySet<string>;
}

/**
 * Sends what may change something only once: three browsers would place three orders, and the second DELETE finds nothing. The others
 * are shown the same answer, as far as they ask the same. So they are where nobody has answered, as waiting again tells nothing.
 *
 * @param onSend is told before anything goes out
 */
export function sentOnce(transport: Transport, onSend: (request: WireRequest) => void): SentOnce {
  const answers = new Map<string, Promise<WireResponse>>();
  const shared = new Set<string>();
  let round = 0;
  const send = async (request: WireRequest): Promise<WireResponse> => {
    const key = `${round} ${keyOf(request)}`;
    const known = answers.get(key);
    if (known !== undefined) {
      if (!SAFE.includes(request.method)) shared.add(request.method);
      return known;
    }
    onSend(request);
    try {
      const response = await transport(request);
      // What stands in the body decides nothing.
      if (response.body instanceof ReadableStream) await response.body.cancel();
      const answer = { ...response, body: null };
      if (!SAFE.includes(request.method)) answers.set(key, Promise.resolve(answer));
      return answer;
    } catch (error) {
      const failure = Promise.reject<WireResponse>(error);
      failure.catch(() => {});
      answers.set(key, failure);
      throw error;
    }
  };
  return { send, begin: (next) => void (round = next), shared };
}

function keyOf({ method, url, headers, body }: WireRequest): string {
  const lines = headers
    .map(([name, value]) => [name.toLowerCase(), value] as const)
    .filter(([name]) => !OF_BROWSERS.includes(name) && !name.startsWith("sec-"))
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify([method, url, lines, body === undefined ? null : Buffer.from(body).toString("base64")]);
}
