import type { CredentialsMode, HeaderLine, Mode, ProfileName, RedirectMode } from "../browser/index.ts";

/** One request that is to be checked, ready to be made. */
export interface CheckRequest {
  /** Its line, when it stands in a file. */
  readonly line?: number;
  readonly url: string;
  /** The page's origin; `null` for one that has none of its own. */
  readonly from: string;
  readonly method: string;
  readonly headers: readonly HeaderLine[];
  /** A text is sent as `fetch` sends a string, with a type of its own. */
  readonly body?: string | Uint8Array<ArrayBuffer>;
  /** Where it was read, as it was given: `@file`. */
  readonly bodyFile?: string;
  readonly credentials: CredentialsMode;
  readonly mode: Mode;
  readonly redirect: RedirectMode;
  /** Whether it is made by an XMLHttpRequest. */
  readonly xhr: boolean;
  readonly profiles: readonly ProfileName[];
  /** Cookies that the browser has for the URL, as in `Set-Cookie`. */
  readonly cookies: readonly string[];
  /** `name:password` that the browser has for the URL's origin. */
  readonly user?: string;
  /** Names of response headers that the page wants to read. */
  readonly reads: readonly string[];
  /** How many times it is made, in one browser. */
  readonly repeat: number;
  /** Seconds by which the browser's clock is moved on between two times. */
  readonly pause: number;
  readonly expect?: Expectation;
  /** Whose fix is wanted. */
  readonly stack?: string;
  /** What was made of the input, in sentences. */
  readonly notes: readonly string[];
}

/** What somebody says the verdict is to be. */
export type Expectation = "allowed" | "blocked";
