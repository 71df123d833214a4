import { PatternIndex } from "./pattern-index.ts";

/**
 * Origins and patterns, and whether one of them names an origin. What it costs to ask does not depend on how many there
 * are: an exact origin is one lookup, and the patterns are indexed.
 */
export class OriginSet {
  readonly #exact = new Set<string>();
  /** Length of the longest exact origin there has been: a longer text is not even hashed. */
  #longest = 0;
  /** The patterns with a `*`, as they were written. */
  readonly #wild = new Set<string>();
  /** Of what is in `#wild`; `undefined` when nothing is. */
  #index: PatternIndex | undefined;

  /** @param patterns sound ones */
  constructor(patterns: Iterable<string>) {
    this.#add(patterns);
    this.#indexPatterns();
  }

  /** Everything that was given, as it was written: exact origins first. */
  *patterns(): Iterable<string> {
    yield* this.#exact;
    yield* this.#wild;
  }

  /** Forgets what was given, and takes this in its place. */
  replace(patterns: Iterable<string>): void {
    this.#exact.clear();
    this.#wild.clear();
    this.#add(patterns);
    this.#indexPatterns();
  }

  /** Takes some patterns out and others in; what stands in both stays. */
  change(added: readonly string[], removed: readonly string[]): void {
    for (const text of removed) {
      this.#exact.delete(text);
      this.#wild.delete(text);
    }
    this.#add(added);
    if (added.some(isWild) || removed.some(isWild)) this.#indexPatterns();
  }

  /** Whether one of the patterns names this origin, compared as bytes. */
  matches(origin: string): boolean {
    if (origin.length <= this.#longest && this.#exact.has(origin)) return true;
    return this.#index !== undefined && this.#index.find(origin, always);
  }

  #add(patterns: Iterable<string>): void {
    for (const text of patterns) {
      if (isWild(text)) this.#wild.add(text);
      else {
        this.#exact.add(text);
        this.#longest = Math.max(this.#longest, text.length);
      }
    }
  }

  /** Patterns with a `*` are few beside exact origins, and are indexed anew when one of them comes or goes. */
  #indexPatterns(): void {
    this.#index = this.#wild.size === 0 ? undefined : new PatternIndex(this.#wild);
  }
}

function isWild(text: string): boolean {
  return text.includes("*");
}

function always(): boolean {
  return true;
}
