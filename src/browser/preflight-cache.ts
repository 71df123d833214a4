import { currentUrl, type FetchRequest } from "./fetch-request.ts";
import { serializeRequestOrigin } from "./request-origin.ts";
import type { Rules } from "./rules.ts";

/** One permission that a server gave: for a method, for a header name, or, without a name, for what needs neither. */
interface Entry {
  readonly kind: "method" | "header" | "answer";
  /** A method as it was listed, or a header name in lower case; `*` stands for every one. */
  readonly name: string;
  readonly credentials: boolean;
  /** Whether it was given to a chain of redirects whose origin is hidden. */
  readonly tainted: boolean;
  /** When it ends, in milliseconds of the browser's clock. */
  expires: number;
}

/** Most permissions that are kept for one URL. */
const MOST_ENTRIES = 1000;

/**
 * What servers allowed lately, so that a browser need not ask again.
 *
 * Not modelled: the second part of the network partition key, and pages that are embedded in other sites.
 *
 * @see https://fetch.spec.whatwg.org/commit-snapshots/586cd2a44c2a865b37c166dc0740f3fb8bb220d6/#concept-cache
 */
export class PreflightCache {
  readonly #entries = new Map<string, Entry[]>();
  /** Requests whose entries serve nobody else, and what tells them apart. */
  readonly #alone = new WeakMap<FetchRequest, number>();
  #count = 0;
  readonly #now: () => number;
  readonly #rules: Rules;

  /** @param now the browser's clock, in milliseconds */
  constructor(now: () => number, rules: Rules) {
    this.#now = now;
    this.#rules = rules;
  }

  /**
   * Whether a kept permission covers the method.
   *
   * @see https://fetch.spec.whatwg.org/commit-snapshots/586cd2a44c2a865b37c166dc0740f3fb8bb220d6/#concept-cache-match-method
   */
  matchesMethod(request: FetchRequest): boolean {
    return this.#live(request).some((entry) => entry.kind === "method" && this.#covers(entry, request.method, request));
  }

  /**
   * Whether a kept permission covers the header name (lower case).
   *
   * @see https://fetch.spec.whatwg.org/commit-snapshots/586cd2a44c2a865b37c166dc0740f3fb8bb220d6/#concept-cache-match-header
   */
  matchesHeader(request: FetchRequest, name: string): boolean {
    return this.#live(request).some((entry) => entry.kind === "header" && this.#covers(entry, name, request));
  }

  /** Whether any answer is kept: all that engines want where neither the method nor a header needs permission. */
  hasAnswer(request: FetchRequest): boolean {
    return this.#live(request).length > 0;
  }

  /**
   * Keeps what an answer allows: everything that it lists, not only what was asked.
   *
   * @param maxAge seconds
   * @see https://fetch.spec.whatwg.org/commit-snapshots/586cd2a44c2a865b37c166dc0740f3fb8bb220d6/#concept-cache-create-entry
   */
  store(request: FetchRequest, methods: readonly string[], headerNames: readonly string[], maxAge: number): void {
    const tainted = isTainted(request);
    if (tainted && this.#rules.taintedEntries === "never") return;
    const url = currentUrl(request).href;
    if (url.length > this.#rules.longestCachedUrl) return;
    const key = this.#key(request);
    const now = this.#now();
    const expires = now + Math.min(maxAge, this.#rules.longestMaxAge) * 1000;
    const earlier = this.#rules.cacheMerges ? (this.#entries.get(key) ?? []) : [];
    const entries = earlier.filter((entry) => entry.expires > now);
    const keep = (kind: Entry["kind"], name: string, until = expires): void => {
      // A kept wildcard counts as an entry for every name: it is given the new time.
      const matching = entries.filter(
        (entry) => entry.kind === kind && this.#serves(entry, request) && this.#covers(entry, name, request),
      );
      for (const entry of matching) entry.expires = until;
      if (matching.length === 0 && entries.length < MOST_ENTRIES) {
        entries.push({ kind, name, credentials: request.credentialsMode === "include", tainted, expires: until });
      }
    };
    for (const method of methods) keep("method", method);
    for (const name of headerNames) keep("header", name.toLowerCase());
    keep("answer", "", this.#rules.answerOutlivesPermissions && maxAge > 0 ? Number.POSITIVE_INFINITY : expires);
    // Last in the map is what was stored last.
    this.#entries.delete(key);
    this.#entries.set(key, entries);
    this.#makeRoom();
  }

  /**
   * Drops everything that was kept for the request's origin and URL.
   *
   * @returns whether there was any
   * @see https://fetch.spec.whatwg.org/commit-snapshots/586cd2a44c2a865b37c166dc0740f3fb8bb220d6/#concept-cache-clear
   */
  clear(request: FetchRequest): boolean {
    return this.#entries.delete(this.#key(request));
  }

  /** The permissions for the request's origin and URL that have not ended and that it may use. */
  #live(request: FetchRequest): readonly Entry[] {
    const entries = this.#entries.get(this.#key(request));
    if (entries === undefined) return [];
    const now = this.#now();
    return entries.filter((entry) => entry.expires > now && this.#serves(entry, request));
  }

  #serves(entry: Entry, request: FetchRequest): boolean {
    // What was allowed to a direct request says nothing about one whose origin is hidden.
    if (this.#rules.taintedEntries === "page-origin" && isTainted(request) && !entry.tainted) return false;
    const credentials = request.credentialsMode === "include";
    return entry.credentials === credentials || (entry.credentials && this.#rules.credentialedEntryServesAll);
  }

  #covers(entry: Entry, name: string, { credentialsMode }: FetchRequest): boolean {
    if (entry.name === name) return true;
    if (credentialsMode === "include" && !this.#rules.cachedWildcardServesCredentials) return false;
    if (entry.name !== "*" || !this.#rules.cacheKeepsWildcard) return false;
    // The wildcard for headers stands for every name but one.
    return entry.kind === "method" || name !== "authorization" || this.#rules.cachedWildcardCoversAuthorization;
  }

  #key(request: FetchRequest): string {
    const origin =
      this.#rules.taintedEntries === "page-origin" ? request.client.origin : serializeRequestOrigin(request);
    return `${origin}${this.#numberOf(request)} ${currentUrl(request).href}`;
  }

  /** What tells a request apart whose entries serve no other; empty for all others. */
  #numberOf(request: FetchRequest): string {
    if (request.client.origin !== "null" || this.#rules.opaquePageEntries) return "";
    const number = this.#alone.get(request) ?? this.#count + 1;
    this.#count = Math.max(this.#count, number);
    this.#alone.set(request, number);
    return ` ${number}`;
  }

  #makeRoom(): void {
    for (const key of this.#entries.keys()) {
      if (this.#entries.size <= this.#rules.cacheSize) return;
      this.#entries.delete(key);
    }
  }
}

function isTainted(request: FetchRequest): boolean {
  return serializeRequestOrigin(request) !== request.client.origin;
}
