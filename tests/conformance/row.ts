import type { FetchInit, PageOptions, ProfileName, ReasonCode, XhrInit } from "../../src/browser/index.ts";
import type { Resources } from "./server.ts";

/** One case of web-platform-tests in our own words and data. Played once: a stream is gone when it was sent, and some servers count. */
export interface Row {
  readonly name: string;
  /** The page's URL. Default `PAGE`. */
  readonly page?: string;
  readonly policies?: PageOptions;
  /** What answers, by origin and path. */
  readonly resources: Resources;
  /** What the page does, one after the other, and what comes of it. */
  readonly steps: readonly Step[];
  /** Where the case and the standard, or the case and the engines, do not agree. */
  readonly conflict?: ConflictName;
}

/** One request of a page. */
export interface Step extends Expected {
  readonly url: string;
  readonly init?: FetchInit;
  /** Asked by `XMLHttpRequest` instead of `fetch()`. */
  readonly xhr?: XhrInit;
  /** Milliseconds that pass before. */
  readonly after?: number;
}

/** What comes of a request. What is left out may be anything. */
export interface Expected {
  readonly outcome: Outcome;
  /** Every request that reaches a server, in order: `OPTIONS http://remote.example/path`. */
  readonly wire?: readonly string[];
  /** Headers of the last request that is no preflight; `null`: absent. */
  readonly sent?: Headers;
  /** Body of that request. */
  readonly sentBody?: string;
  /** Headers of the last preflight. */
  readonly asked?: Headers;
}

type Headers = Readonly<Record<string, string | null>>;

/** What the page gets. */
export type Outcome =
  | { readonly got: Got }
  /** A `TypeError`; this is its cause, which no page is told. */
  | { readonly failed: ReasonCode; readonly hop?: number }
  /** An error before anything is sent. */
  | { readonly thrown: "TypeError" };

export interface Got {
  readonly type: "basic" | "cors" | "opaque" | "opaqueredirect";
  readonly status?: number;
  readonly statusText?: string;
  readonly url?: string;
  readonly redirected?: boolean;
  readonly headers?: Headers;
  readonly text?: string;
  /** Whether there is a body at all. */
  readonly body?: boolean;
}

/** Whether a case passes, by profile. */
interface Conflict {
  readonly reason: string;
  readonly passes: Readonly<Record<ProfileName, boolean>>;
}

const ENGINES_ONLY = { standard: false, chromium: true, firefox: true, webkit: true };
const STANDARD_ONLY = { standard: true, chromium: false, firefox: false, webkit: false };
const NOBODY = { standard: false, chromium: false, firefox: false, webkit: false };

/** The named exceptions: everywhere else the profile `standard` passes. */
export const CONFLICTS = {
  "negative max-age": {
    reason:
      "The case wants `Access-Control-Max-Age: -1` not to be kept. Read to the letter, the standard takes it for unreadable, which means five seconds; the engines side with the case.",
    passes: ENGINES_ONLY,
  },
  "Authorization under *": {
    reason:
      "The case wants `Access-Control-Allow-Headers: *` not to cover `Authorization`, and so does the standard. No engine has made that change.",
    passes: STANDARD_ONLY,
  },
  "Last-Event-ID": {
    reason:
      "The case takes `Last-Event-ID` for a header that needs no permission. The standard's safelist does not have it, and every engine asks first.",
    passes: NOBODY,
  },
} as const satisfies Record<string, Conflict>;

export type ConflictName = keyof typeof CONFLICTS;
