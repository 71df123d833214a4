/** What every policy may say, whoever is let in. */
interface SharedOptions {
  /**
   * Methods that a page may use, as they are to be listed: case matters, and a browser sends only `DELETE`, `GET`,
   * `HEAD`, `OPTIONS`, `POST` and `PUT` in upper case whatever the page wrote. `GET`, `HEAD` and `POST` never need
   * permission. Default `[]`.
   *
   * @see https://fetch.spec.whatwg.org/commit-snapshots/586cd2a44c2a865b37c166dc0740f3fb8bb220d6/#http-access-control-allow-methods
   */
  readonly methods?: "*" | readonly string[] | undefined;
  /**
   * Request headers that a page may set, in any case of letters. JSON bodies need `Content-Type`. `"*"` leaves out
   * `Authorization`; `["*", "Authorization"]` does not. Default `[]`.
   *
   * @see https://fetch.spec.whatwg.org/commit-snapshots/586cd2a44c2a865b37c166dc0740f3fb8bb220d6/#http-access-control-allow-headers
   */
  readonly allowHeaders?: "*" | readonly string[] | undefined;
  /**
   * Response headers that a page may read, besides the seven that every page may. `"*"`: all of them, and an error
   * together with `credentials`. Default `[]`.
   *
   * @see https://fetch.spec.whatwg.org/commit-snapshots/586cd2a44c2a865b37c166dc0740f3fb8bb220d6/#http-access-control-expose-headers
   */
  readonly exposeHeaders?: "*" | readonly string[] | undefined;
  /**
   * Seconds for which a browser may remember a preflight's answer, a whole number from 0 (never) to 86400. Absent: no
   * header is sent, and browsers use 5. Chromium stops at 7200, WebKit at 600.
   *
   * @see https://fetch.spec.whatwg.org/commit-snapshots/586cd2a44c2a865b37c166dc0740f3fb8bb220d6/#http-access-control-max-age
   */
  readonly maxAge?: number | undefined;
  /**
   * The public suffix that a host belongs to: `"co.uk"` for `"example.co.uk"`. `crossorigin` brings a list of its own;
   * `crossorigin/slim` brings none, and needs this for patterns with a `*` in the host.
   */
  readonly publicSuffixOf?: ((host: string) => string | undefined) | undefined;
  /**
   * Lets `"null"` stand among the origins. Default `false`.
   *
   * **Security**: `null` is not one origin. Any site can make a sandboxed frame that sends it, so whoever allows it
   * allows everybody who takes that small trouble.
   */
  readonly dangerouslyAllowNullOrigin?: boolean | undefined;
  /**
   * Lets `http:` origins stand beside `credentials`. Loopback (`http://localhost:3000`) needs no flag. Default `false`.
   *
   * **Security**: whoever sits on the network between a user and such a page can rewrite it, and then reads with that
   * user's cookies.
   */
  readonly dangerouslyAllowInsecureOrigins?: boolean | undefined;
  /**
   * Lets a `*` stand directly under a public suffix, as in `https://*.vercel.app`. Default `false`.
   *
   * **Security**: anybody can get a name there, and with it what this policy grants.
   */
  readonly dangerouslyAllowPublicSuffixes?: boolean | undefined;
}

/**
 * Origins that change while the server runs: a snapshot, and word of its changes. No request ever waits for it; a
 * snapshot with a mistake in it is not taken, and the last sound one stays.
 */
export interface OriginSource {
  /** The patterns as they are now. */
  current(): readonly string[];
  /**
   * @param onChange to be called when the patterns have changed: with what came and went, or with nothing, and then
   *   `current()` is read again
   * @returns ends the subscription
   */
  subscribe(
    onChange: (change?: { readonly added: readonly string[]; readonly removed: readonly string[] }) => void,
  ): () => void;
}

/** Shown by the compiler where origins `"*"` meet credentials `true`. */
interface OriginsAnyCannotHaveCredentials {
  readonly "name the origins that may send credentials": never;
}

/** A policy for everybody: the answer is public, so it never comes with credentials. */
export interface AnyOriginOptions extends SharedOptions {
  /** Any page may read the answers, without credentials. */
  readonly origins: "*";
  /** Not together with origins `"*"`: name the origins that may send cookies. */
  readonly credentials?: false | OriginsAnyCannotHaveCredentials | undefined;
}

/** A policy for the origins that it names. */
export interface NamedOriginsOptions extends SharedOptions {
  /**
   * The origins that are let in, spelled as browsers send them: lower case, ASCII, no default port, no slash at the
   * end. Application schemes (`capacitor://localhost`) are compared as they are. A pattern may have one `*`:
   *
   * - `https://*.example.com`: exactly one label; `https://**.example.com`: one or more
   * - `https://pr-*.preview.example.com`: part of a label, one or more of `a-z 0-9 -`
   * - `http://localhost:*`: any port, or none
   *
   * **Security**: a page on one of these origins can read whatever the answers hold, as its user when `credentials` is
   * true.
   */
  readonly origins: readonly string[] | OriginSource;
  /**
   * Whether a page may send cookies, client certificates and stored HTTP authentication. Default `false`.
   *
   * **Security**: the named origins then act as the user who visits them.
   */
  readonly credentials?: boolean | undefined;
}

/**
 * What a policy says, as plain data. Origins `"*"` with credentials `true` is a type error, and an error when the
 * policy is defined.
 */
export type PolicyOptions = AnyOriginOptions | NamedOriginsOptions;

/** The kind of value that an option takes; one word of `typeof` where that says it all. */
export type OptionKind = "origins" | "names" | "boolean" | "number" | "function";

/** Every option there is. Order is the order in which problems are reported. */
export const OPTION_KINDS = {
  origins: "origins",
  methods: "names",
  allowHeaders: "names",
  exposeHeaders: "names",
  credentials: "boolean",
  maxAge: "number",
  publicSuffixOf: "function",
  dangerouslyAllowNullOrigin: "boolean",
  dangerouslyAllowInsecureOrigins: "boolean",
  dangerouslyAllowPublicSuffixes: "boolean",
} as const satisfies Record<keyof PolicyOptions, OptionKind>;

export type OptionName = keyof typeof OPTION_KINDS;

/** The longest time that any browser remembers a preflight, in seconds. */
export const MAX_AGE_LIMIT = 86400;

/** Whether there is an option of this name. */
export function isOptionName(name: string): name is OptionName {
  return Object.hasOwn(OPTION_KINDS, name);
}
