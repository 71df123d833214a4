import { expressSnippet, fastifySnippet, honoSnippet, koaSnippet } from "./framework-snippets.ts";
import { plainGrant, type Grant } from "./grant.ts";
import { ownSnippet } from "./own-snippet.ts";
import { apacheSnippet, caddySnippet, haproxySnippet, nginxSnippet } from "./server-snippets.ts";

export type { Grant } from "./grant.ts";

interface SnippetRow {
  /** What it is called. */
  readonly title: string;
  /** As behind the fence of a code block. */
  readonly language: string;
  readonly write: (grant: Grant) => string;
}

/** Where this package can write the code itself. */
const ROWS = {
  crossorigin: { title: "crossorigin", language: "js", write: ownSnippet },
  express: { title: "Express", language: "js", write: expressSnippet },
  fastify: { title: "Fastify", language: "js", write: fastifySnippet },
  koa: { title: "Koa", language: "js", write: koaSnippet },
  hono: { title: "Hono", language: "js", write: honoSnippet },
  nginx: { title: "nginx", language: "nginx", write: nginxSnippet },
  apache: { title: "Apache", language: "apache", write: apacheSnippet },
  caddy: { title: "Caddy", language: "caddy", write: caddySnippet },
  haproxy: { title: "HAProxy", language: "haproxy", write: haproxySnippet },
} as const satisfies Record<string, SnippetRow>;

/** A server or framework that code can be written for. */
export type SnippetStack = keyof typeof ROWS;

/** All of them, in the order in which they are shown. */
export const SNIPPET_STACKS: readonly SnippetStack[] = Object.keys(ROWS) as SnippetStack[];

/** A piece of code or configuration. */
export interface Snippet {
  /** What it is for, such as `nginx`. */
  readonly title: string;
  /** As behind the fence of a code block. */
  readonly language: string;
  readonly code: string;
}

/**
 * Code that lets one page in: it answers preflights, replaces what servers further in say about CORS, holds on errors, and
 * sets `Vary`.
 *
 * @returns `undefined` when the origin is none that may be named, such as `null`
 * @example
 * snippetFor("nginx", { origin: "https://app.example.com", methods: ["PUT"], headerNames: [], exposeHeaders: [], credentials: false });
 */
export function snippetFor(stack: SnippetStack, grant: Grant): Snippet | undefined {
  const plain = plainGrant(grant);
  if (plain === undefined) return undefined;
  const { title, language, write } = ROWS[stack];
  return { title, language, code: write(plain) };
}

export { DOCUMENTED_STACKS, type DocumentedStack } from "./documented-stacks.ts";
