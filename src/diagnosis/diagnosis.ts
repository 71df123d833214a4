import type { Phase } from "../browser/reason.ts";
import type { DocumentedStack, Snippet, SnippetStack } from "../export/snippets.ts";
import type { BrowserMessages } from "./browser-messages.ts";
import type { FindingCode } from "./finding-registry.ts";

/**
 * How sure a finding is. `certain`: it follows from what was on the wire. `likely`: what was seen has hardly another cause.
 * `possible`: it fits, and so would something else.
 */
export type Certainty = "certain" | "likely" | "possible";

/** Something that was seen, word for word, fit to be shown: without secrets, control characters written out. */
export interface Evidence {
  readonly phase: Phase;
  /** Which of the redirected requests; the first is 0. */
  readonly hop: number;
  /**
   * `request`, `response`: a line of it. `transport`: what it reported. `probe`: a line of a follow-up. `page`: what the
   * page asked for. `console`: what a browser printed.
   */
  readonly from: "request" | "response" | "transport" | "probe" | "page" | "console";
  /** The line itself, such as `Access-Control-Allow-Origin: https://app.example.com/`. */
  readonly line: string;
  /** What about it. */
  readonly note?: string;
}

/** One thing that was found. */
export interface Finding {
  readonly code: FindingCode;
  /** One sentence on what such a finding is. */
  readonly title: string;
  /** What it is in this very exchange, in a sentence or two. */
  readonly cause: string;
  readonly certainty: Certainty;
  readonly evidence: readonly Evidence[];
  /** A page of this package about it, such as `docs/findings/OriginList.md`. */
  readonly docs: string;
}

/** Where something is to be changed: in the page, in any server, or in one that is named. */
export type FixStack = "page" | "server" | SnippetStack | DocumentedStack;

/** One way to mend it. */
export interface Fix {
  readonly stack: FixStack;
  /** What to do. */
  readonly sentence: string;
  /** The code that does it. */
  readonly snippet?: Snippet;
  /** Documentation of those who made the stack. */
  readonly link?: string;
  /** Whether the answers on the wire carry its marks. */
  readonly detected?: true;
}

/** A verdict in words. Plain data. */
export interface Diagnosis extends Finding {
  /** The page's side first, then any server, then the stacks whose marks were seen, then all others. */
  readonly fixes: readonly Fix[];
  /** What else the exchange shows, in order of weight. */
  readonly also: readonly Finding[];
  /** What each browser prints for it. Strangers wrote parts of this text: escape it where it is shown. */
  readonly messages: BrowserMessages;
}
