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
  /** Of what is in `#wild`. */
  #index = new PatternIndex([]);

  /** @param patterns sound ones */
  constructor(patterns: readonly string[]) {
    this.change(patterns, []);
  }

  /** Everything that was given, as it was written: exact origins first. */
  *patterns(): Iterable<string> {
    yield* this.#exact;
    yield* this.#wild;
  }

  /** Forgets what was given, and takes this in its place. */
  replace(patterns: readonly string[]): void {
    this.change(patterns, [...this.patterns()]);
  }

  /** Takes some patterns out and others in; what stands in both stays. */
  change(added: readonly string[], removed: readonly string[]): void {
    for (const text of removed) {
      this.#exact.delete(text);
      this.#wild.delete(text);
    }
    for (const text of added) {
      if (isWild(text)) this.#wild.add(text);
      else {
        this.#exact.add(text);
        this.#longest = Math.max(this.#longest, text.length);
      }
    }
    // Patterns with a `*` are few beside exact origins, and are indexed anew when one of them comes or goes.
    if (added.some(isWild) || removed.some(isWild)) this.#index = new PatternIndex(this.#wild);
  }

  /** Whether one of the patterns names this origin, compared as bytes. */
  matches(origin: string): boolean {
    return (origin.length <= this.#longest && this.#exact.has(origin)) || this.#index.find(origin, always);
  }
}

function isWild(text: string): boolean {
  return text.includes("*");
}

function always(): boolean {
  return true;
}
