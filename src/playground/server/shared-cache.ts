import type { IncomingMessage, RequestListener } from "node:http";
import type { Policy } from "../../index.ts";
import type { HeaderLine } from "./wire-entry.ts";

/** Answers kept; the oldest goes first. */
const MOST_ANSWERS = 100;

/** How long an answer is fresh, in seconds. */
const FRESH = 60;

/** What lies behind the cache. */
const CATALOGUE = `${JSON.stringify({ items: ["lamp", "chair"] })}\n`;

interface StoredAnswer {
  readonly path: string;
  readonly stored: number;
  /** The request headers that `Vary` names, in lower case, and what they were. */
  readonly varied: readonly (readonly [name: string, value: string])[];
  readonly headers: readonly HeaderLine[];
}

/**
 * A catalogue behind a cache that all visitors share, as a CDN is: an answer is kept for a minute, and handed to the next
 * who asks for the same path, as far as its `Vary` lets it (RFC 9111, 4.1). The cache knows nothing of CORS, as no cache does.
 *
 * @param policy who may read the catalogue
 * @param forgetsVary whether its server leaves `Vary` out, as one that was configured by hand
 * @param now milliseconds since 1970
 */
export function cachedCatalogue(policy: Policy, forgetsVary: boolean, now: () => number): RequestListener {
  let kept: readonly StoredAnswer[] = [];
  return (request, response) => {
    const path = request.url ?? "";
    kept = kept.filter((answer) => now() - answer.stored < FRESH * 1000).slice(-MOST_ANSWERS);
    const stored = kept.find((answer) => answer.path === path && fits(answer, request));
    const answer = stored ?? ask(policy, forgetsVary, request, now());
    if (stored === undefined && request.method === "GET") kept = [...kept, answer];
    for (const [name, value] of answer.headers) response.appendHeader(name, value);
    if (stored !== undefined) response.setHeader("Age", Math.floor((now() - stored.stored) / 1000));
    response.setHeader("X-Cache", stored === undefined ? "MISS" : "HIT");
    response.end(CATALOGUE);
  };
}

/** What the server behind the cache answers. */
function ask(policy: Policy, forgetsVary: boolean, request: IncomingMessage, now: number): StoredAnswer {
  const decision = policy.decide({
    method: request.method ?? "",
    origin: request.headers.origin,
    requestMethod: undefined,
    requestHeaders: undefined,
  });
  const vary = forgetsVary ? [] : decision.vary;
  return {
    path: request.url ?? "",
    stored: now,
    varied: vary.map((name) => [name.toLowerCase(), valueOf(request, name)]),
    headers: [
      ...decision.headers,
      ...(vary.length === 0 ? [] : [["Vary", vary.join(", ")] as const]),
      ["Content-Type", "application/json; charset=utf-8"],
      ["Content-Length", String(Buffer.byteLength(CATALOGUE))],
      // The browser's own cache is to ask again: it is not what this is about.
      ["Cache-Control", `public, max-age=0, s-maxage=${FRESH}`],
    ],
  };
}

function fits({ varied }: StoredAnswer, request: IncomingMessage): boolean {
  return varied.every(([name, value]) => valueOf(request, name) === value);
}

function valueOf({ headers }: IncomingMessage, name: string): string {
  return String(headers[name.toLowerCase()] ?? "");
}
