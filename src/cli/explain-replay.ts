import type {
  BrowserOptions,
  CredentialsMode,
  Exchange,
  FetchInit,
  HeaderLine,
  Page,
  ProfileName,
  TransportFailureCode,
  WireRequest,
  WireResponse,
} from "../browser/index.ts";
import type { HarEntry, HarHop, HarRequest } from "../diagnosis/index.ts";

/** What the simulated browser makes of the answers in a file. */
export interface Replayed {
  readonly exchange: Exchange;
  readonly credentials: CredentialsMode;
  /** Whether it asked for something of which the file has no answer: then its verdict says nothing. */
  readonly isMissing: boolean;
  /** Whether a preflight that the file does not have was taken as allowed, since the request itself was answered. */
  readonly isAssumed: boolean;
}

/** Makes a browser. */
export type OpenBrowser = (options: BrowserOptions) => { page(url: string): Page };

/** What Chrome's names for a failure of the network come to. */
const FAILURES: readonly (readonly [name: RegExp, code: TransportFailureCode])[] = [
  [/NAME_NOT_RESOLVED|NAME_RESOLUTION|DNS/, "NameNotResolved"],
  [/CONNECTION_REFUSED|ADDRESS_UNREACHABLE/, "ConnectionRefused"],
  [/CONNECTION_(RESET|CLOSED|ABORTED)|EMPTY_RESPONSE|CONTENT_LENGTH_MISMATCH|INCOMPLETE/, "ConnectionReset"],
  [/CERT_|SSL_|TLS/, "TlsFailed"],
  [/TIMED_OUT/, "TimedOut"],
  [/INVALID_(HTTP_)?RESPONSE|HTTP2_PROTOCOL|INVALID_CHUNKED/, "MalformedResponse"],
];

/** What the network is said to have done; `undefined` when the name is none of a failure of it. */
function networkFailure(error: string | undefined): TransportFailureCode | undefined {
  return FAILURES.find(([name]) => name.test(error ?? ""))?.[1];
}

/**
 * Lets a simulated browser make a request of a HAR file again, with the answers of the file.
 *
 * @param credentials what the file does not say, and is tried
 */
export async function replay(
  request: HarRequest,
  origin: string,
  profile: ProfileName,
  credentials: CredentialsMode,
  open: OpenBrowser,
): Promise<Replayed> {
  const answers = new Answers(request);
  const page = open({ profile, transport: answers.transport }).page(origin);
  const { method, url, headers, mode, hops } = request;
  const needsPreflight = hops[0]?.preflight !== undefined;
  const init: FetchInit = { method, headers, mode, credentials };
  let exchange = await page.explain(url, init);
  // A preflight that no header explains: something listened to an upload.
  if (needsPreflight && !exchange.wire.some(({ preflight }) => preflight)) {
    answers.reset();
    const withCredentials = credentials === "include";
    exchange = await page.explainXhr(url, { method, headers, withCredentials, uploadListeners: true, body: "" });
  }
  const { isMissing, isAssumed } = answers;
  return { exchange, credentials, isMissing, isAssumed };
}

/** The answers of one request in a file, given out as they are asked for. */
class Answers {
  readonly #hops: readonly HarHop[];
  #at = 0;
  isMissing = false;
  isAssumed = false;

  constructor({ hops }: HarRequest) {
    this.#hops = hops;
  }

  reset(): void {
    this.#at = 0;
    this.isMissing = false;
    this.isAssumed = false;
  }

  readonly transport = (request: WireRequest): Promise<WireResponse> => {
    const found = this.#hops.findIndex((hop, index) => index >= this.#at && urlOf(hop) === hrefOf(request.url));
    const hop = this.#hops[found];
    if (hop === undefined) return this.#miss();
    const asks = request.headers.some(([name]) => name.toLowerCase() === "access-control-request-method");
    if (request.method === "OPTIONS" && asks) return this.#permit(hop, request);
    this.#at = found + 1;
    return this.#answer(hop.entry);
  };

  #permit({ preflight, entry }: HarHop, request: WireRequest): Promise<WireResponse> {
    if (preflight !== undefined) return this.#answer(preflight);
    if (entry?.response === undefined) return this.#miss();
    // The request itself was answered, so a preflight was allowed: an earlier one, which the browser had kept.
    this.isAssumed = true;
    return Promise.resolve({ status: 204, statusText: "", headers: everythingAllowed(request), body: null });
  }

  #answer(entry: HarEntry | undefined): Promise<WireResponse> {
    if (entry?.response !== undefined && entry.response.status >= 200) {
      return Promise.resolve({ ...entry.response, body: null });
    }
    const code = networkFailure(entry?.error);
    if (code === undefined) return this.#miss();
    const message = `The browser noted ${entry?.error ?? "nothing"}.`;
    return Promise.reject(Object.assign(new Error(message), { code }));
  }

  #miss(): Promise<WireResponse> {
    this.isMissing = true;
    return Promise.reject(new Error("The file has no answer to this."));
  }
}

function urlOf({ entry, preflight }: HarHop): string | undefined {
  return hrefOf((entry ?? preflight)?.request.url ?? "");
}

function hrefOf(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  url.hash = "";
  url.username = url.password = "";
  return url.href;
}

function everythingAllowed({ headers }: WireRequest): HeaderLine[] {
  const asked = (name: string): string => headers.find(([key]) => key.toLowerCase() === name)?.[1] ?? "";
  return [
    ["Access-Control-Allow-Origin", asked("origin")],
    ["Access-Control-Allow-Credentials", "true"],
    ["Access-Control-Allow-Methods", asked("access-control-request-method")],
    ["Access-Control-Allow-Headers", asked("access-control-request-headers")],
  ];
}
