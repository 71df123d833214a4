import type { Row } from "./row.ts";

/** A file of web-platform-tests, and what became of its cases here. */
export interface WptFile {
  readonly path: string;
  /** How many cases it has. */
  readonly subtests: number;
  /** One row for each case that is restated. */
  readonly rows: readonly Row[];
  readonly leftOut?: readonly LeftOut[];
}

/** Cases that are not restated. */
export interface LeftOut {
  readonly count: number;
  readonly what: string;
  readonly reason: ReasonToLeaveOut;
}

/** Why a case has no row. */
export const REASONS_TO_LEAVE_OUT = {
  harness: "It loads the data of the other cases and tests nothing of its own.",
  window: "It is about frames, navigations, elements or events of a window, which the simulated browser does not have.",
  worker: "It is about a worker; the simulated browser has pages alone, and what a worker asks is asked the same way.",
  "synchronous twin": "It asks synchronously what another case asks asynchronously.",
  "Headers object": "It is about `Headers` objects that belong to no request; these are the platform's own.",
  "Request object": "It is about the attributes of `Request` objects, which the simulated browser does not make.",
  "HTTP cache": "It needs an HTTP cache, which is not modelled.",
  "user prompt": "It needs a prompt for user name and password, or their place in `open()`, which is not modelled.",
  "local scheme": "It fetches a `data:`, `blob:` or `about:` URL, which is not modelled.",
  integrity: "It needs subresource integrity, which is not modelled.",
  "HTTP version": "It is about what one version of HTTP can carry, which is the transport's to know.",
  "several at once": "It has several requests under way together; a row asks one after the other.",
  tentative:
    "It asserts what no standard says: the standard's safelist has no client hints. Profile `chromium` has them.",
  "newer JavaScript": "It needs a class that Node.js 20 does not have.",
  "user's choice": "The standard leaves it to the user agent; profile `standard` sends none, the engines' profiles do.",
} as const;

type ReasonToLeaveOut = keyof typeof REASONS_TO_LEAVE_OUT;
