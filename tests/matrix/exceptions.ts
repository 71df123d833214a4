import type { MatrixRow } from "./row.ts";

/** Where a framework answers otherwise than the others, and why. */
export interface Exception {
  readonly adapters: readonly string[];
  readonly rows: (row: MatrixRow) => boolean;
  /** What comes back instead; `nothing` when there is no such request or no response at all. */
  readonly instead: ((row: MatrixRow) => Partial<MatrixRow>) | "nothing";
  readonly because: string;
}

/** Who answers no further request on a connection whose last request's body it has not read, and says so with `Connection: close`. */
export const CLOSES_ON_UNREAD_BODY: readonly string[] = ["hapi"];

/** Everything that a framework cannot do. What is not named here has the same answer everywhere. */
export const EXCEPTIONS: readonly Exception[] = [
  {
    adapters: ["fetch"],
    rows: ({ route, method }) => method !== "OPTIONS" && ["throws-late", "rejects", "unsendable"].includes(route),
    instead: () => ({ cors: [], vary: [] }),
    because: "There is no Response to put headers on: the runtime answers with an error page of its own.",
  },
  {
    adapters: ["fetch", "hono by fetch", "h3 by fetch"],
    rows: ({ route }) => route === "stream-fails-first",
    instead: () => ({ status: 200, breaks: true }),
    because: "A Response has its status before anybody reads its stream.",
  },
  {
    adapters: ["koa", "hapi", "h3 on node"],
    rows: ({ route }) => route === "stream-fails-first",
    instead: "nothing",
    because: "They break the connection without a response when a stream fails before its first chunk.",
  },
  {
    adapters: ["hapi"],
    rows: ({ status, route }) => status === 204 || status === 304 || route === "streams" || route === "stream-fails",
    instead: ({ vary = [] }) => ({ vary: [...vary, "Accept-Encoding"] }),
    because: "hapi says Vary: accept-encoding on whatever has no length, as it might have compressed it.",
  },
  {
    adapters: ["express 4", "express 5"],
    rows: ({ route }) => route === "redirects-its-way",
    instead: ({ vary = [] }) => ({ vary: [...vary, "Accept"] }),
    because: "Express's redirect() writes a text or a page, as the request accepts.",
  },
  {
    adapters: ["express 4", "express 5"],
    rows: ({ route }) => route === "head-unsendable",
    instead: () => ({ without: [] }),
    because: "Express has set X-Powered-By, and then Node.js sets one header after the other until one fails.",
  },
  {
    adapters: ["node on http2"],
    rows: ({ route }) => route === "unsendable" || route === "head-unsendable",
    instead: "nothing",
    because: "Node.js looks at values only when the stream responds, and then resets the stream.",
  },
  {
    adapters: ["node on http2"],
    rows: ({ version }) => version === "1.0",
    instead: "nothing",
    because: "HTTP/2 is not HTTP/1.0.",
  },
  {
    adapters: ["node on http2"],
    rows: ({ reason }) => reason !== undefined,
    instead: () => ({ reason: "" }),
    because: "HTTP/2 has no reason phrase.",
  },
  {
    adapters: ["node on http2"],
    rows: ({ route }) => route === "sets-too-late" || route === "heads-twice",
    instead: () => ({ body: "ERR_HTTP2_HEADERS_SENT" }),
    because: "The compatibility API has errors of its own.",
  },
  {
    adapters: ["node on http2"],
    rows: ({ route }) => ["early-hints", "processing", "set-headers", "echoes-vary"].includes(route),
    instead: "nothing",
    because:
      "The compatibility API of Node.js 20 has no writeProcessing(), setHeaders() or headersDistinct, and its writeEarlyHints() calls nobody back.",
  },
];
