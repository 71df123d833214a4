/** What one library calls the things that all of them have, and what it does with them. */
export interface Dialect {
  /** The package that is replaced. */
  readonly library: string;
  /** Our adapter for the same framework. */
  readonly adapter: string;
  /** Its names for a policy's options. */
  readonly names: Readonly<Record<"allowHeaders" | "exposeHeaders" | "methods", string>>;
  /** Every option that it takes, with those that only its drop-in knows. */
  readonly options: readonly string[];
  /** Whether a list may be given as one text with commas. */
  readonly listsAsText: boolean;
  /** Options that mean something else when they are there and undefined. */
  readonly neverUndefined: readonly string[];
}

/** What one library's options say, in a policy's words; values are as they were written, defaults filled in. */
export interface Settings {
  readonly origin: unknown;
  readonly methods: unknown;
  /** `undefined`, `null` or an empty text: whatever is asked for. */
  readonly allowHeaders: unknown;
  readonly exposeHeaders: unknown;
  readonly credentials: boolean;
  readonly maxAge: unknown;
}

/** What the library does with these settings. */
export interface Conduct {
  /** Whether every origin that asks is sent back to it. */
  readonly reflectsAll: boolean;
  /** Whether an origin that is refused still gets the line about credentials. */
  readonly creditsStrangers: boolean;
  /** Whether an OPTIONS that is no preflight is answered. */
  readonly swallowsOptions: boolean;
}

/** What every drop-in knows besides the options of its library. */
export interface DropInOptions {
  /**
   * Only preflights are answered, every other OPTIONS is passed on; and whoever is refused gets no header of CORS at all.
   * Default `false`: as the library has it.
   */
  readonly safe?: boolean | undefined;
  /** Whatever would be a warning is an error, all at once. Default `false`. */
  readonly strict?: boolean | undefined;
}

/** The names in a list, or in one text with commas. */
export function namesIn(written: unknown): string[] {
  const entries: readonly unknown[] =
    typeof written === "string" ? written.split(",") : Array.isArray(written) ? written : [];
  return entries
    .filter((entry) => typeof entry === "string")
    .map((entry) => entry.trim())
    .filter((name) => name !== "");
}
