import type { HeaderLine, Transport, WireRequest } from "../../src/browser/index.ts";

/** A request as a server of a scenario sees it. */
export interface Incoming {
  readonly method: string;
  readonly url: URL;
  readonly headers: readonly HeaderLine[];
  /** One character a byte. */
  readonly body: string;
  /** Whether it asks for permission: `OPTIONS` with `Access-Control-Request-Method`. */
  readonly isPreflight: boolean;
  /** All values of a header, joined; `undefined` when it is absent. */
  readonly header: (name: string) => string | undefined;
}

/** What a server of a scenario answers; status 200 without a body unless it says otherwise. */
export interface Answer {
  readonly status?: number;
  readonly statusText?: string;
  readonly headers?: readonly HeaderLine[];
  /** One character a byte. */
  readonly body?: string;
}

export type Handler = (incoming: Incoming) => Answer;

/** What is at an address: origin and path, without a query. */
export type Resources = Readonly<Record<string, Handler>>;

/** A transport to servers in memory, which writes down what reaches them. */
export function serve(resources: Resources, log: Incoming[]): Transport {
  return (request) => {
    const incoming = read(request);
    log.push(incoming);
    const handler = resources[`${incoming.url.origin}${incoming.url.pathname}`];
    if (handler === undefined) return Promise.reject(new Error(`Nobody is at ${request.url}.`));
    const { status = 200, statusText = "", headers = [], body = "" } = handler(incoming);
    return Promise.resolve({ status, statusText, headers, body: Buffer.from(body, "latin1") });
  };
}

function read({ method, url, headers, body = new Uint8Array() }: WireRequest): Incoming {
  const header = (name: string): string | undefined => {
    const values = headers.filter(([one]) => one.toLowerCase() === name.toLowerCase()).map(([, value]) => value);
    return values.length === 0 ? undefined : values.join(", ");
  };
  return {
    method,
    url: new URL(url),
    headers,
    body: Buffer.from(body).toString("latin1"),
    isPreflight: method === "OPTIONS" && header("access-control-request-method") !== undefined,
    header,
  };
}
