/** What a server is to allow one page: enough to write its configuration. */
export interface Grant {
  /** The page's origin, as browsers send it. */
  readonly origin: string;
  /** Methods that need permission; GET, HEAD and POST need none. */
  readonly methods: readonly string[];
  /** Names of request headers that need permission. */
  readonly headerNames: readonly string[];
  /** Names of response headers that the page is to read. */
  readonly exposeHeaders: readonly string[];
  /** Whether cookies and HTTP authentication may go with the request. */
  readonly credentials: boolean;
}

/** Most names of one list: beyond that a configuration is no longer an example. */
const MOST_NAMES = 40;

/**
 * A grant of which nothing can be mistaken for syntax, whatever the configuration's language: names of letters, digits,
 * `-` and `_`; an origin of scheme, host and port. Other names are left out.
 *
 * @returns `undefined` when the origin is none that may be named, such as `null`
 */
export function plainGrant(grant: Grant): Grant | undefined {
  if (!isPlainOrigin(grant.origin)) return undefined;
  return {
    origin: grant.origin,
    methods: plainNames(grant.methods),
    headerNames: plainNames(grant.headerNames),
    exposeHeaders: plainNames(grant.exposeHeaders),
    credentials: grant.credentials,
  };
}

function isPlainOrigin(origin: string): boolean {
  return origin.length <= 400 && /^[a-z][a-z0-9+.-]*:\/\/(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:\d{1,5})?$/.test(origin);
}

function plainNames(names: readonly string[]): string[] {
  const plain = names.filter((name) => name.length <= 100 && /^[A-Za-z0-9_-]+$/.test(name));
  return [...new Set(plain)].slice(0, MOST_NAMES);
}

/** A header that is sent. */
export type SentHeader = readonly [name: string, value: string];

/** What goes with every answer to the page, but for `Vary`. */
export function answerHeaders({ origin, credentials, exposeHeaders }: Grant): SentHeader[] {
  return [
    ["Access-Control-Allow-Origin", origin],
    ...(credentials ? [["Access-Control-Allow-Credentials", "true"] as const] : []),
    ...(exposeHeaders.length > 0 ? [["Access-Control-Expose-Headers", exposeHeaders.join(", ")] as const] : []),
  ];
}

/** What only the answer to a preflight says. */
export function preflightHeaders({ methods, headerNames }: Grant): SentHeader[] {
  return [
    ...(methods.length > 0 ? [["Access-Control-Allow-Methods", methods.join(", ")] as const] : []),
    ...(headerNames.length > 0 ? [["Access-Control-Allow-Headers", headerNames.join(", ")] as const] : []),
  ];
}

/** Every header that a server further in may have sent, and that one layer alone may set. */
export const OWNED_HEADERS: readonly string[] = [
  "Access-Control-Allow-Origin",
  "Access-Control-Allow-Credentials",
  "Access-Control-Allow-Methods",
  "Access-Control-Allow-Headers",
  "Access-Control-Expose-Headers",
  "Access-Control-Max-Age",
];

/** Lines, indented by so many spaces. */
export function indented(lines: readonly string[], spaces: number): string[] {
  return lines.map((line) => (line === "" ? line : `${" ".repeat(spaces)}${line}`));
}

/** An origin as an expression that fits it alone. */
export function originExpression(origin: string): string {
  return `^${origin.replace(/[.+[\]]/g, "\\$&")}$`;
}
