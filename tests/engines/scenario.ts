import type { FetchInit } from "../../src/browser/index.ts";

/** Members of the second argument of `fetch()`, as the page gives them. */
type Init<Name extends keyof FetchInit> = NonNullable<FetchInit[Name]>;

/** Whose server a hop is on: the page's own, another of the page's site, or one of another site. */
export type Host = "S" | "X" | "Y";

/** A header line as a scenario writes it. The answer's values may hold the placeholders that `answer.ts` fills in. */
export type Line = readonly [name: string, value: string];

/** What a server answers. */
export interface Answer {
  readonly status: number;
  readonly headers: readonly Line[];
  /** Left out: `ok`. Never sent with statuses that have none, and to HEAD. */
  readonly body?: string;
}

/** One server that a request passes: what it answers to a preflight, and to anything else. */
export interface Hop {
  readonly host: Host;
  readonly preflight: Answer;
  readonly main: Answer;
}

/** What a page sends as body, and as which kind of object. */
export interface Body {
  readonly kind: "text" | "urlencoded" | "blob" | "bytes" | "form" | "stream";
  readonly value: string;
  /** Type of a blob. */
  readonly type?: string;
}

/** One call of `fetch()`, or one `XMLHttpRequest`. What is left out is left out in the page too. */
export interface Step {
  readonly api: "fetch" | "xhr";
  /** Milliseconds before it, after the step before has settled. */
  readonly wait?: number;
  /** Something listens to `xhr.upload`. */
  readonly upload?: boolean;
  readonly withCredentials?: boolean;
  readonly method?: string;
  readonly headers?: readonly Line[];
  readonly body?: Body;
  readonly mode?: "cors" | "no-cors" | "same-origin";
  readonly credentials?: Init<"credentials">;
  readonly redirect?: Init<"redirect">;
  readonly cache?: Init<"cache">;
  readonly referrerPolicy?: Init<"referrerPolicy">;
  readonly keepalive?: boolean;
  /** Appended to the first URL. */
  readonly suffix?: string;
  /** The servers on the way; the URL of each is its place in this list, so that steps ask for the same URLs. */
  readonly hops: readonly Hop[];
}

/** What a page does, and what it is answered. Plain data: browsers, the simulation and the shrinker are given the same. */
export interface Scenario {
  /** A sandboxed frame, whose origin is `null`. */
  readonly opaque?: boolean;
  /** The page, its own server and the other of its site are at https; the third, of another site, is not. */
  readonly secure?: boolean;
  readonly steps: readonly Step[];
}

/** Where the three servers of a scenario listen. Ports have five digits, so that lengths do not depend on them. */
export type Origins = Readonly<Record<Host, string>>;

/** A request as a server received it: the name in its spelling, the value one character a byte. */
export interface ReceivedRequest {
  readonly host: Host;
  readonly method: string;
  readonly target: string;
  readonly headers: readonly Line[];
  readonly body: string;
}

/** Digits of an identifier; one scenario run once has one. */
export const ID_LENGTH = 8;

/** The path of a hop's URL. */
export function hopPath(id: string, hop: number): string {
  return `/s/${id}/${hop}`;
}

/** The first URL that a step asks for. */
export function firstUrl(step: Step, id: string, origins: Origins): string {
  const host = step.hops[0]?.host ?? "X";
  return `${origins[host]}${hopPath(id, 0)}${step.suffix ?? ""}`;
}
