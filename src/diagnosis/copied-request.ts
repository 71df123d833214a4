import type { CredentialsMode, Mode } from "../browser/init-types.ts";
import type { HeaderLine } from "../browser/wire.ts";

/** A request as somebody copied or wrote it. Nobody has observed what became of it. Plain data, secrets included. */
export interface CopiedRequest {
  readonly form: "curl" | "fetch";
  /** The URL as it was written; `undefined` when it is an expression of a program. */
  readonly url: string | undefined;
  readonly method: string;
  /** Every header in its order, also those that only a browser or curl can set. Values that are expressions are empty. */
  readonly headers: readonly HeaderLine[];
  readonly hasBody: boolean;
  /** Of fetch, as it was written. */
  readonly mode?: Mode;
  readonly credentials?: CredentialsMode;
  readonly referrer?: string;
  /** Whether cookies go along: with curl `-b`, or a header. */
  readonly hasCookies: boolean;
  /** Whether user name and password go along: with curl `-u`. */
  readonly hasUser: boolean;
  /** Whether curl is told to take any certificate. */
  readonly insecure: boolean;
  /** What was not read, each in one sentence. */
  readonly notes: readonly string[];
}

/** Why a text that looks like curl or fetch cannot be read. */
export interface CopyProblem {
  /** One sentence. */
  readonly problem: string;
  /** How many characters stand before it. */
  readonly at: number;
}

/** Most characters of a text that are looked at. */
export const LONGEST_COPY = 1_000_000;

/** Most requests that are read from one text. */
export const MOST_COPIES = 50;

/** Whether a text could not be read. */
export function isCopyProblem(value: readonly CopiedRequest[] | CopyProblem): value is CopyProblem {
  return "problem" in value;
}

/** The value of a header, whatever case its name is written in; the last one counts. */
export function copiedHeader({ headers }: Pick<CopiedRequest, "headers">, name: string): string | undefined {
  return headers.findLast(([key]) => key.toLowerCase() === name)?.[1];
}
