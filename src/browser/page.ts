import type { Client, EmbedderPolicy } from "./client.ts";
import { constructRequest } from "./construct-request.ts";
import { constructXhr, type XhrInit } from "./construct-xhr.ts";
import { CorsError, isFailed } from "./cors-error.ts";
import type { Exchange } from "./exchange.ts";
import type { FetchRequest } from "./fetch-request.ts";
import type { FetchInit, ReferrerPolicyName } from "./init-types.ts";
import { isReferrerPolicy } from "./referrer.ts";
import { isRequest, type RequestInput } from "./request-input.ts";
import { runExchange } from "./run-exchange.ts";
import type { Session } from "./session.ts";
import type { PublicSuffixOf } from "./site.ts";
import { Trace } from "./trace.ts";
import { parseAsUrl } from "./url-parser.ts";

/** What a page's own response said about what it may do. */
export interface PageOptions {
  /** Its `Referrer-Policy`. Default `strict-origin-when-cross-origin`. */
  readonly referrerPolicy?: ReferrerPolicyName;
  /** Its `Cross-Origin-Embedder-Policy`. Default `unsafe-none`. */
  readonly embedderPolicy?: EmbedderPolicy;
}

/** What a browser lends to its pages. */
type Loan = Omit<Session, "trace" | "signal" | "keepalive">;

/** A page of one origin in a browser: what its scripts can do. */
export class Page {
  readonly #client: Client;
  readonly #loan: Loan;
  readonly #keepalive = { inFlight: 0 };

  constructor(url: string, options: PageOptions, publicSuffixOf: PublicSuffixOf, loan: Loan) {
    this.#client = clientOf(url, options, publicSuffixOf);
    this.#loan = loan;
  }

  /** The page's origin, as it stands in an `Origin` header. */
  get origin(): string {
    return this.#client.origin;
  }

  /**
   * `fetch()`, as a script on this page calls it.
   *
   * @param input a URL, absolute or relative to the page's, or a `Request`, whose body is used up
   * @returns what the page may have of the response
   * @throws CorsError when it may have none; TypeError, before anything is sent, for what no browser takes
   */
  async fetch(input: RequestInput, init?: FetchInit | null): Promise<Response> {
    return delivered(await this.explain(input, init));
  }

  /**
   * What `fetch()` would do, with everything that led there. Rejects only for what no browser takes, and when its
   * signal is aborted.
   *
   * @param input a URL, absolute or relative to the page's, or a `Request`, whose body is used up
   * @throws TypeError, before anything is sent, for what no browser takes
   */
  async explain(input: RequestInput, init?: FetchInit | null): Promise<Exchange> {
    const members = readInit(init);
    const signal = readSignal(members.signal === undefined && isRequest(input) ? input.signal : members.signal);
    return this.#run(constructRequest(this.#client, this.#loan.rules, input, members), signal);
  }

  /** An `XMLHttpRequest` of a script on this page; otherwise like `fetch`. */
  async xhr(url: string | URL, init: XhrInit = {}): Promise<Response> {
    return delivered(await this.explainXhr(url, init));
  }

  /** What an `XMLHttpRequest` would do; otherwise like `explain`. */
  async explainXhr(url: string | URL, init: XhrInit = {}): Promise<Exchange> {
    const signal = readSignal(init.signal);
    return this.#run(constructXhr(this.#client, this.#loan.rules, url, init), signal);
  }

  #run(request: FetchRequest, signal: AbortSignal | undefined): Promise<Exchange> {
    signal?.throwIfAborted();
    const session: Session = {
      ...this.#loan,
      keepalive: this.#keepalive,
      signal,
      trace: new Trace(),
    };
    return runExchange(request, session);
  }
}

/** @throws TypeError when it can have no members */
function readInit(init: FetchInit | null | undefined): FetchInit {
  if (init === undefined || init === null) return {};
  if (typeof init === "object" || typeof init === "function") return init;
  throw new TypeError(`What fetch() takes beside the URL is an object, not ${String(init)}.`);
}

/** @throws TypeError when it is none */
function readSignal(signal: AbortSignal | null | undefined): AbortSignal | undefined {
  if (signal === undefined || signal === null) return undefined;
  // By its form: test runners bring classes of their own.
  if (typeof signal === "object" && "aborted" in signal && "addEventListener" in signal) return signal;
  throw new TypeError("Member signal is no AbortSignal.");
}

function delivered(exchange: Exchange): Response {
  if (isFailed(exchange)) throw new CorsError(exchange);
  // What has not failed has a response.
  return exchange.response as Response;
}

function clientOf(text: string, options: PageOptions, publicSuffixOf: PublicSuffixOf): Client {
  const { referrerPolicy = "strict-origin-when-cross-origin", embedderPolicy = "unsafe-none" } = options;
  if (!isReferrerPolicy(referrerPolicy))
    throw new TypeError(`${JSON.stringify(referrerPolicy)} is not a referrer policy.`);
  const common = { referrerPolicy, embedderPolicy, publicSuffixOf };
  if (text === "null") return { ...common, origin: "null", url: undefined };
  const url = parseAsUrl(text);
  if (url === undefined) {
    throw new TypeError(
      `${JSON.stringify(text)} is no page: give its URL or its origin, such as "https://app.example.com", or "null".`,
    );
  }
  const origin = pageOrigin(url);
  return { ...common, origin, url: origin === "null" ? undefined : url };
}

/** Schemes whose documents have an origin of their own that is like no other. */
const OPAQUE_SCHEMES: ReadonlySet<string> = new Set(["about:", "blob:", "data:", "file:", "javascript:"]);

function pageOrigin(url: URL): string {
  if (url.origin !== "null") return url.origin;
  // The pages of applications, such as capacitor://localhost, have the origin that their scheme and host make.
  return OPAQUE_SCHEMES.has(url.protocol) || url.host === "" ? "null" : `${url.protocol}//${url.host}`;
}
